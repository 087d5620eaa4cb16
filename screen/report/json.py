"""The JSON report.

The result as the contract publishes it, UTF-8, indented, keys in the order of the models.
"""

from screen.models.result import ScreeningResult


def to_text(result: ScreeningResult) -> str:
    """Return the result as JSON text with a final line feed."""
    return result.model_dump_json(indent=2) + "\n"
