"""The findings as annotations of GitHub Actions.

Each is a command on a line of stdout, and appears at its row of the file in a pull request.
"""

from collections import Counter

from screen.core.plurals import plural
from screen.models.result import Finding, ScreeningResult
from screen.models.vocabulary import LEVELS, Level

_COMMANDS: dict[Level, str] = {
    "critical": "error",
    "high": "error",
    "medium": "warning",
    "low": "notice",
    "info": "notice",
}


def to_text(result: ScreeningResult) -> str:
    """Return an annotation for each open finding, most urgent first, then a line that counts them.

    GitHub shows ten annotations of each kind in a step; the last line says how many there are.
    """
    shown = [finding for finding in result.findings if finding.status == "open"]
    levels = Counter(finding.level for finding in shown)
    counts = ", ".join(f"{levels[level]} {level}" for level in LEVELS)
    total = f"{plural(len(shown), 'open finding')} ({counts}); the report files hold all of them"
    lines = [*map(_annotation, shown), f"::notice title=flscreen::{_data(total)}"]
    return "\n".join(lines) + "\n"


def _annotation(finding: Finding) -> str:
    subject = finding.subject
    properties = {
        "file": subject.file,
        "line": str(subject.row),
        "title": f"{finding.level}: {subject.name}",
    }
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    sheet = f"Sheet {subject.sheet}, column {subject.column}. " if subject.sheet else ""
    return (
        f"::{_COMMANDS[finding.level]}"
        f" {given}::{_data(f'{sheet}{finding.message} {finding.action} [{finding.id}]')}"
    )


def _data(text: str) -> str:
    """Escape text for the runner: a line feed in a vendor's name must not start a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
