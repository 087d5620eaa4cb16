"""The findings as annotations of GitHub Actions.

One command a line on stdout, shown at the row of the file in a pull request.
"""

from screen.models.result import Finding, ScreeningResult
from screen.models.vocabulary import Level

_COMMANDS: dict[Level, str] = {
    "critical": "error",
    "high": "error",
    "medium": "warning",
    "low": "notice",
    "info": "notice",
}


def to_text(result: ScreeningResult) -> str:
    """Return an annotation for each open finding, most urgent first, then one line that counts them.

    GitHub shows ten annotations of each kind in a step; the counting line says how many there are.
    """
    shown = [finding for finding in result.findings if finding.status == "open"]
    lines = [_annotation(finding) for finding in shown]
    counts = ", ".join(f"{count} {level}" for level, count in result.summary.findings.items())
    lines.append(
        "::notice"
        f" title=flscreen::{_data(f'{len(shown)} open findings ({counts}); the report files hold them all')}"
    )
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
    """Text as the runner reads it.

    A line feed in a vendor's name must not become a command of its own.
    """
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
