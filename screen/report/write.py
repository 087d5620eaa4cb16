"""Writes report files whole or not at all: to a temporary name beside the target, then moved into place."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from screen.models.errors import UsageError
from screen.models.leftovers import temporary_file
from screen.models.result import ScreeningResult


def _xlsx(result: ScreeningResult, path: Path) -> None:
    from screen.report.excel.workbook import write_excel

    write_excel(result, path)


def _json(result: ScreeningResult, path: Path) -> None:
    from screen.report.json import write_json

    write_json(result, path)


def _csv(result: ScreeningResult, path: Path) -> None:
    from screen.report.csv import write_csv

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
            raise UsageError(f"{path}: no report format {path.suffix or '(no extension)'!r}; use {', '.join(WRITERS)}")
        if path.is_dir():
            raise UsageError(f"{path}: is a folder; give the name of the report file in it")
        if not path.parent.is_dir():
            raise UsageError(f"{path}: the folder {path.parent} does not exist; create it first")


def write_report(result: ScreeningResult, path: Path) -> Path:
    """Writes ``result`` in the format that the extension of ``path`` names, and returns where it stands.

    A report that is open in Excel cannot be replaced on Windows: the new one then stands beside it under a second name, so that
    a long run is not lost. Raises as ``write_whole`` does.
    """
    try:
        with write_whole(path) as temporary:
            WRITERS[path.suffix.lower()](result, temporary)
        return path
    except InUse:
        second = next(
            other for number in count(2) if not (other := path.with_name(f"{path.stem}-{number}{path.suffix}")).exists()
        )
        with write_whole(second) as temporary:
            WRITERS[path.suffix.lower()](result, temporary)
        return second


class InUse(UsageError):
    """The file that was to be replaced is held by another program."""


@contextmanager
def write_whole(path: Path) -> Iterator[Path]:
    """A temporary file beside ``path`` that takes its place when the block ends well.

    It is on the disk before it takes the place, so that neither a kill nor a power cut leaves half a file under the name.

    Raises UsageError where the file cannot be written, InUse where only the replacing was refused; an earlier file of that name is then
    untouched.
    """
    try:
        with temporary_file(f".{path.stem[:40]}-", path.suffix, path.parent) as temporary:
            yield temporary
            _settle(temporary, path)
            try:
                temporary.replace(path)
            except PermissionError as error:
                raise InUse(
                    f"{path}: cannot be replaced (is it open in Excel?); close it or choose another name"
                ) from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); choose another place") from error


def _settle(temporary: Path, path: Path) -> None:
    """Gives the finished file the permissions of the one that it replaces, or those that this user gives new files, and writes it out."""
    try:
        temporary.chmod(path.stat().st_mode & 0o777)
    except FileNotFoundError:
        mask = os.umask(0o077)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
