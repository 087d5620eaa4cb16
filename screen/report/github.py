"""The cases as annotations of GitHub Actions.

Each is a command on a line of stdout, and appears at its row of the file in a pull request.
"""

from collections import Counter
from collections.abc import Iterable

from screen.core.plurals import plural
from screen.models.case import Case
from screen.models.result import Finding, ScreeningResult
from screen.models.vocabulary import LEVELS, Level
from screen.report.phrases import weaker

_COMMANDS: dict[Level, str] = {
    "critical": "error",
    "high": "error",
    "medium": "warning",
    "low": "notice",
    "info": "notice",
}


def to_text(result: ScreeningResult) -> str:
    """Return an annotation for each open case, most urgent first, then a line that counts them.

    It stands at the row of the gravest finding and names the others. GitHub shows ten annotations
    of each kind in a step; the last line says how many there are.
    """
    shown = [case for case in result.cases if case.is_open]
    total = (
        f"{plural(result.summary.open, 'open finding')}"
        f" ({_by_level(one.level for one in result.findings if one.status == 'open')}) in"
        f" {plural(len(shown), 'open case')} ({_by_level(case.level for case in shown)}); the"
        " report files hold all of them"
    )
    less = weaker(result)
    lines = [f"::warning title=flscreen::{_data(less)}"] if less else []
    lines += [_annotation(case, result.findings[case.lead]) for case in shown]
    return "\n".join([*lines, f"::notice title=flscreen::{_data(total)}"]) + "\n"


def _by_level(levels: Iterable[Level]) -> str:
    counts = Counter(levels)
    return ", ".join(f"{counts[level]} {level}" for level in LEVELS)


def _annotation(case: Case, finding: Finding) -> str:
    subject = finding.subject
    properties = {
        "file": subject.file,
        "line": str(subject.row),
        "title": f"{case.level}: {case.title}",
    }
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    sheet = f"Sheet {subject.sheet}, column {subject.column}. " if subject.sheet else ""
    more = len(case.findings) - 1
    others = f" {plural(more, 'more finding')} in this case." if more else ""
    said = f"{sheet}{finding.message} {finding.action}{others} [{case.id}, {finding.id}]"
    return f"::{_COMMANDS[case.level]} {given}::{_data(said)}"


def _data(text: str) -> str:
    """Escape text for the runner: a line feed in a vendor's name must not start a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
