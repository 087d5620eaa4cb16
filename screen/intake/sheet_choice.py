"""Which sheets of a workbook are screened, and whether it is a report of our own."""

from collections.abc import Sequence
from pathlib import Path

from screen.core.errors import InputError
from screen.intake.raw_table import RawTable, shown_path
from screen.intake.spreadsheet import empty
from screen.models.inputs import NotScreened
from screen.models.result import Problem

#: Sheets that no other workbook has all of.
_OWN_REPORT = {"Summary", "Cases", "Findings", "Evidence", "Method", "Audit"}


def only_named(path: Path, tables: list[RawTable], wanted: Sequence[str]) -> list[RawTable]:
    """Return the sheets that the user named, or all; the others are said not to be screened."""
    named = [table for table in tables if not wanted or table.sheet in wanted]
    if not named:
        there = ", ".join(repr(table.sheet) for table in tables)
        raise InputError(
            "has none of the sheets that --sheet names", path=path, hint=f"it has {there}"
        )
    named[0].not_screened += [
        NotScreened(what="the sheet", where=table.sheet, why="--sheet leaves it out")
        for table in tables
        if not any(table is one for one in named) and not empty(table)
    ]
    return named


def own_report(path: Path, tables: Sequence[RawTable]) -> list[Problem]:
    """Return a warning where the workbook is a report of flscreen, whose findings are not input."""
    if not {table.sheet for table in tables} >= _OWN_REPORT:
        return []
    message = "is a report of flscreen itself; screen the files that it was made of instead"
    return [Problem(severity="warning", file=shown_path(path), message=message)]
