"""The JSON report: the result as the contract publishes it, UTF-8, indented, keys in the order of the models."""

import json
from pathlib import Path

from screen.models.result import ScreeningResult


def to_json(result: ScreeningResult) -> str:
    """The result as JSON text with a final line feed."""
    return json.dumps(result.as_json(), ensure_ascii=False, indent=2) + "\n"


def write_json(result: ScreeningResult, path: Path) -> None:
    """Writes the JSON report; lone surrogates, which UTF-8 cannot hold, become question marks."""
    path.write_bytes(to_json(result).encode("utf-8", errors="replace"))
