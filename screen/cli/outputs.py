"""What ``flscreen run`` writes and prints once it has a result."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from screen.cli.say import say, tell, write
from screen.core.errors import InputError
from screen.core.overwriting import refuse_overwriting
from screen.report.output_formats import BY_EXTENSION, BY_NAME, ON_STDOUT

if TYPE_CHECKING:
    from screen.models.result import ScreeningResult
    from screen.pipeline import Job

#: The format for people at a terminal; the table of formats holds the others.
TABLE = "table"
EXTENSIONS = " ".join(BY_EXTENSION)
#: Typer offers the members of an enumeration as choices.
_FORMATS = {name.upper(): name for name in (TABLE, *ON_STDOUT)}
Format = StrEnum("Format", _FORMATS)  # type: ignore[misc]


def write_reports(
    result: "ScreeningResult", outputs: Sequence[Path], step: Callable[[str], None]
) -> list[Path]:
    """Write the reports and return where they are."""
    from screen.report.writers import write_report

    written = []
    for path in outputs:
        step(f"Writing {path.name}")
        place = write_report(result, path)
        if place != path:
            tell(f"{path} is in use (open in Excel?); the report was written to {place}")
        written.append(place)
    return written


def write_each(
    job: "Job",
    screened: Callable[["Job"], "ScreeningResult"],
    folder: Path,
    suffixes: Sequence[str],
) -> list[Path]:
    """Screen each file by itself, write its reports to ``folder``, and return where they are.

    A file that cannot be read has no report; the run of all files has already named it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for path, name in report_names(job.files).items():
        reports = [folder / f"{name}{suffix}" for suffix in suffixes]
        refuse_overwriting(reports, job.files)
        try:
            result = screened(replace(job, files=[path], links=[]))
        except InputError:
            continue
        written += write_reports(result, reports, job.progress)
    return written


def report_names(files: Sequence[Path]) -> dict[Path, str]:
    """Return what the report of each file is called, without its extension.

    That is the way to the file from the folder that all have in common; of files that would be
    called alike, the later ones get a number.
    """
    names: dict[Path, str] = {}
    taken: set[str] = set()
    for path in files:
        name = plain = "__".join(_from_common(path, files))
        numbers = count(2)
        while name.casefold() in taken:
            name = f"{plain}-{next(numbers)}"
        taken.add(name.casefold())
        names[path] = name
    return names


def _from_common(path: Path, files: Sequence[Path]) -> tuple[str, ...]:
    try:
        common = os.path.commonpath([one.parent.absolute() for one in files])
    except ValueError:
        # Files on several drives have no folder in common.
        return path.absolute().parts[1:]
    return path.absolute().relative_to(common).parts


def warn(result: "ScreeningResult", *, quiet: bool) -> None:
    """Name on stderr the files that could not be read and, unless ``quiet``, the stale lists."""
    from screen.report.phrases import stale_lists

    for problem in result.problems:
        if problem.severity == "error" and problem.row is None:
            place = f"{problem.file}, sheet {problem.sheet}" if problem.sheet else problem.file
            tell(f"{place}: {problem.message}")
    stale = "" if quiet else stale_lists(result)
    if stale:
        tell(stale)


def print_result(
    result: "ScreeningResult",
    format: str,
    written: Sequence[Path],
    *,
    quiet: bool,
    no_color: bool,
) -> None:
    """Print one format and nothing else, or the table and where the reports are."""
    if format != TABLE:
        write(BY_NAME[format].text(result), BY_NAME[format].syntax)
    elif not quiet:
        from rich.console import Console

        from screen.core.plurals import plural
        from screen.report.terminal import print_table

        print_table(result, Console(no_color=no_color or None))
        due = sum(1 for finding in result.findings if finding.context.list_change)
        ended = sum(problem.about == "earlier-lists" for problem in result.problems)
        if due or ended:
            found = plural(due, "finding")
            say(f"List changes: {found} new or at another level, {ended:,} gone.")
        for path in written:
            say(f"Report written to {path}")
