"""The JSON report.

The result as the contract publishes it, UTF-8, indented, keys in the order of the models.
"""

from pathlib import Path

from screen.models.result import ScreeningResult


def to_json(result: ScreeningResult) -> str:
    """Return the result as JSON text with a final line feed."""
    return result.model_dump_json(indent=2) + "\n"


def write_json(result: ScreeningResult, path: Path) -> None:
    """Write the JSON report."""
    path.write_text(to_json(result), encoding="utf-8", newline="\n")
