"""The JSON report: the result as the contract publishes it, with keys in the models' order."""

from screen.models.result import ScreeningResult


def to_text(result: ScreeningResult) -> str:
    """Return the result as JSON, indented, with a final line feed."""
    return result.model_dump_json(indent=2) + "\n"
