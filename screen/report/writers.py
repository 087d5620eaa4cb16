"""Writes report files whole or not at all.

To a temporary name beside the target, then moved into place.
"""

from collections.abc import Callable
from itertools import count
from pathlib import Path

from screen.core.atomic import InUse, write_whole
from screen.core.errors import UsageError
from screen.models.result import ScreeningResult


def _xlsx(result: ScreeningResult, path: Path) -> None:
    from screen.report.excel.workbook import write_excel

    write_excel(result, path)


def _json(result: ScreeningResult, path: Path) -> None:
    from screen.report.json import write_json

    write_json(result, path)


def _csv(result: ScreeningResult, path: Path) -> None:
    from screen.report.findings_csv import write_csv

    write_csv(result, path)


def _markdown(result: ScreeningResult, path: Path) -> None:
    from screen.report.markdown import write_markdown

    write_markdown(result, path)


def _html(result: ScreeningResult, path: Path) -> None:
    from screen.report.html.page import write_html

    write_html(result, path)


def _sarif(result: ScreeningResult, path: Path) -> None:
    from screen.report.sarif import write_sarif

    write_sarif(result, path)


def _junit(result: ScreeningResult, path: Path) -> None:
    from screen.report.junit import write_junit

    write_junit(result, path)


WRITERS: dict[str, Callable[[ScreeningResult, Path], None]] = {
    ".xlsx": _xlsx,
    ".json": _json,
    ".csv": _csv,
    ".md": _markdown,
    ".html": _html,
    ".sarif": _sarif,
    ".xml": _junit,
}


def check_outputs(paths: list[Path]) -> None:
    """Refuses, before any work is done, outputs that could not be written. Raises UsageError."""
    for path in paths:
        if path.suffix.lower() not in WRITERS:
            raise UsageError(
                f"{path}: no report format {path.suffix or '(no extension)'!r}; use"
                f" {', '.join(WRITERS)}"
            )
        if path.is_dir():
            raise UsageError(f"{path}: is a folder; give the name of the report file in it")
        if not path.parent.is_dir():
            raise UsageError(f"{path}: the folder {path.parent} does not exist; create it first")


def write_report(result: ScreeningResult, path: Path) -> Path:
    """Write ``result`` in the format that the extension of ``path`` names, and returns where it stands.

    A report that is open in Excel cannot be replaced on Windows: the new one then stands beside it under a second name, so that
    a long run is not lost. Raises as ``write_whole`` does.
    """
    try:
        with write_whole(path) as temporary:
            WRITERS[path.suffix.lower()](result, temporary)
        return path
    except InUse:
        second = next(
            other
            for number in count(2)
            if not (other := path.with_name(f"{path.stem}-{number}{path.suffix}")).exists()
        )
        with write_whole(second) as temporary:
            WRITERS[path.suffix.lower()](result, temporary)
        return second
