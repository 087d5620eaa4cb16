"""Decisions, read from the yellow columns of a report that reviewers filled in."""

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from pydantic import ValidationError

from screen.core.errors import InputError
from screen.core.row_seal import holds, unsealed
from screen.intake.sheets import look_through, refuse_large
from screen.intake.source import open_source
from screen.intake.zip_archive import open_archive
from screen.models.limits import Limits
from screen.review.dispositions import Decision

#: The column of the id on each sheet; before cases, reports were decided on Findings.
_IDS = {"Cases": "Case id", "Findings": "Finding id"}
_COLUMNS = {
    "Case id": "case_id",
    "Finding id": "finding_id",
    "Disposition": "disposition",
    "Reason": "reason",
    "Reviewer": "reviewer",
    "Date": "date",
    "Expires": "expires",
    "Basis": "basis",
}
#: What the seal of a case's row is made of, beside its basis.
_SEALED = ("Firm", "Where", "Why", "Listings", "Case id")
#: What a reviewer fills in; a row without any of it has no decision.
_WRITTEN = ("disposition", "reason", "reviewer", "date", "expires")
_ID = re.compile(r"^(?:case-)?[0-9a-f]{16}$")
_HEADER_ROWS = 10


class Reviewed:
    """The decisions in a report, and a line for each one that cannot be used."""

    def __init__(self, path: Path, today: date) -> None:
        """Read ``path``. Raises InputError where it is not a report of flscreen."""
        self.decisions: dict[str, Decision] = {}
        self.faults: list[str] = []
        self._path, self._today = path, today
        for sheet, number, values in _rows(path):
            self._take(f"{path}, sheet {sheet}, row {number}", sheet, values)

    def _take(self, place: str, sheet: str, values: dict[str, Any]) -> None:
        given = {name: _plain(values.get(name)) for name in _COLUMNS.values()}
        if not any(given[name] for name in _WRITTEN):
            return
        column = _IDS[sheet.split(maxsplit=1)[0]]
        identifier = str(given[_COLUMNS[column]] or "")
        if not _ID.match(identifier):
            what = column.removesuffix(" id").lower()
            self.faults.append(
                f"{place}: {identifier!r} is not the id of a {what}; restore the column '{column}'"
            )
            return
        altered = _altered(given, values)
        if altered:
            self.faults.append(f"{place}: {altered}")
            return
        given["disposition"] = str(given["disposition"] or "").lower().replace(" ", "-")
        try:
            decision = Decision.model_validate(given)
        except ValidationError as error:
            self.faults += [f"{place}: {_fault(fault)}" for fault in error.errors()]
            return
        wrong = _unlikely(decision, self._today)
        if wrong:
            self.faults.append(f"{place}: {wrong}")
        elif self.decisions.setdefault(identifier, decision) != decision:
            self.faults.append(
                f"{place}: {decision.what} has two different decisions; keep one row"
            )


def _rows(path: Path) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Yield the rows of all Cases and Findings sheets: sheet, number and the review columns."""
    limits = Limits()
    source = open_source(path, limits)
    with open_archive(path, source.data, limits) as archive:
        refuse_large(path, look_through(archive), limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(
                io.BytesIO(source.data), read_only=True, data_only=True, keep_links=False
            )
    except Exception as error:
        # openpyxl raises whatever a damaged part happens to cause.
        raise _unreadable(path) from error
    try:
        found = False
        for sheet in book.worksheets:
            named = re.fullmatch(r"(Cases|Findings)( \d+)?", sheet.title)
            if not named:
                continue
            wanted = {_IDS[named[1]], *_COLUMNS} - (set(_IDS.values()) - {_IDS[named[1]]})
            headers: dict[int, str] = {}
            for number, cells in enumerate(_cells(path, sheet), start=1):
                if headers:
                    yield (
                        sheet.title,
                        number,
                        {name: cells[at] for at, name in headers.items() if at < len(cells)},
                    )
                elif _IDS[named[1]] in cells:
                    if not wanted <= set(cells):
                        break
                    headers = {
                        at: _COLUMNS.get(str(cell), str(cell))
                        for at, cell in enumerate(cells)
                        if cell in wanted or cell in _SEALED
                    }
                    found = True
                elif number >= _HEADER_ROWS:
                    break
        if not found:
            needed = ", ".join(name for name in _COLUMNS if name != "Finding id")
            raise InputError(
                f"has no sheet 'Cases' with the columns {needed}",
                path=path,
                hint="give a report that flscreen wrote",
            )
    finally:
        book.close()


def _cells(path: Path, sheet: Any) -> Iterator[tuple[Any, ...]]:
    try:
        yield from sheet.iter_rows(values_only=True)
    except Exception as error:
        raise _unreadable(path) from error


def _unreadable(path: Path) -> InputError:
    return InputError(
        "cannot be read (it is not an Excel workbook, or is damaged)",
        path=path,
        hint="give the .xlsx report that was reviewed",
    )


def _altered(given: dict[str, Any], values: dict[str, Any]) -> str:
    """Return what is wrong where protected cells of a row were changed; take the seal off.

    Reports of before seals have none.
    """
    given["basis"], seal = unsealed(str(given["basis"] or ""))
    cells = [str(values.get(_COLUMNS.get(name, name)) or "") for name in _SEALED]
    if not seal or holds(seal, given["basis"], cells):
        return ""
    return (
        f"{given['case_id'] or given['finding_id']}: cells that are not yellow were changed, so"
        " that the decision may be on another case; write the report again and decide there"
    )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date()
    return value.strip() if isinstance(value, str) else value


def _fault(fault: Any) -> str:
    column = next((header for header, name in _COLUMNS.items() if name == fault["loc"][0]), "?")
    if fault["loc"][0] == "disposition":
        said = "choose false-positive, confirmed, accepted or escalated"
    elif fault["input"] in (None, ""):
        said = "is needed for a decision; fill it in"
    elif fault["loc"][0] in {"date", "expires"}:
        said = f"{fault['input']!r} is not a day; write it as 2026-03-31"
    else:
        said = f"{fault['input']!r} is too short; write it out"
    return f"column {column}: {said}"


def _unlikely(decision: Decision, today: date) -> str:
    """Return what is wrong with the days of a decision, or ''."""
    if decision.date > today:
        return f"column Date: {decision.date} is in the future; write the day of the decision"
    if decision.date.year < 2000:
        return f"column Date: {decision.date} is too long ago; write the day of the decision"
    if decision.expires and decision.expires <= decision.date:
        return f"column Expires: {decision.expires} is not after the decision of {decision.date}"
    return ""
