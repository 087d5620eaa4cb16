"""The JSON report: the result as the contract publishes it, UTF-8, indented, keys in the order of the models."""

import json
from pathlib import Path

from pydantic_core import PydanticSerializationError

from screen.models.result import ScreeningResult


def to_json(result: ScreeningResult) -> str:
    """The result as JSON text with a final line feed. A file name that is no Unicode is written with question marks."""
    try:
        return result.model_dump_json(indent=2) + "\n"
    except PydanticSerializationError:
        text = json.dumps(result.model_dump(mode="python"), ensure_ascii=False, indent=2, default=str)
        return text.encode("utf-8", errors="replace").decode("utf-8") + "\n"


def write_json(result: ScreeningResult, path: Path) -> None:
    """Writes the JSON report."""
    path.write_text(to_json(result), encoding="utf-8", newline="\n")
