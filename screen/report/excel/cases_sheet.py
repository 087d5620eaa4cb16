"""The Cases sheet: one row for each case, and the yellow cells to decide it in.

Level, firm, why, listings and decision stand side by side within the width of a laptop.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from screen.core.plurals import plural
from screen.core.row_seal import sealed
from screen.models.case import Case
from screen.models.result import ScreeningResult
from screen.models.vocabulary import DISPOSITIONS
from screen.report.case_phrases import listings, where
from screen.report.excel.book import Book
from screen.report.excel.findings_sheet import TITLE as FINDINGS
from screen.report.excel.styles import HYPERLINKS_A_SHEET
from screen.report.excel.table_sheet import HEADER_ROW, place_of, write_table
from screen.report.excel.xml_rows import Column, Place, Special
from screen.report.phrases import SYMBOLS, shortened

TITLE = "Cases"
#: The columns up to Expires take 1,280 pixels together; the last three are for programs and links.
COLUMNS = (
    Column("Level", 11, "plain"),
    Column("Firm", 23),
    Column("Where", 17),
    Column("Why", 40),
    Column("Listings", 17),
    Column("Evidence", 9.5, "plain"),
    Column("Disposition", 13, "input"),
    Column("Reason", 15, "input"),
    Column("Reviewer", 10, "input"),
    Column("Date", 10.5, "input", "yyyy-mm-dd"),
    Column("Expires", 10.5, "input", "yyyy-mm-dd"),
    Column("Findings", 12, "plain"),
    Column("Case id", 23, "plain"),
    Column("Basis", 12, "plain"),
)
_AT = {column.header: index for index, column in enumerate(COLUMNS, start=1)}
#: Ten rows of so many lines fit a printed page.
_MOST_LINES = 5


def case_places(result: ScreeningResult) -> dict[str, Place]:
    """Return the place of each case on the sheet."""
    return {case.id: place_of(TITLE, number) for number, case in enumerate(result.cases)}


def write_cases(book: Book, result: ScreeningResult, evidence: Mapping[str, Place]) -> None:
    """Write the cases, the open ones first; ``evidence`` gives the place of each claim."""
    note = (
        "One line for each firm and listed party, the gravest first; each is a lead to check."
        " Decide in the yellow cells, then run 'flscreen review' on this file."
    )
    write_table(
        book,
        TITLE,
        note,
        COLUMNS,
        _rows(result, evidence),
        _protect,
        frozen=2,
        most_lines=_MOST_LINES,
    )


def _rows(result: ScreeningResult, evidence: Mapping[str, Place]) -> Iterator[list[Any]]:
    for number, case in enumerate(result.cases, start=1):
        linked = number <= HYPERLINKS_A_SHEET // 2
        claims = result.findings[case.lead].evidence
        label = plural(len(claims), "claim")
        count = plural(len(case.findings), "finding")
        # A decision that no longer holds must be made again, not read back.
        decided = {} if case.changed else case.decision or {}
        firm, place = _fitting(case.title, "Firm"), _fitting(where(case), "Where")
        why, lists = _fitting(case.reason, "Why"), _fitting(listings(case), "Listings")
        yield [
            level_cell(case),
            firm,
            place,
            why,
            lists,
            Special(label, "link", evidence[claims[0]]) if linked and claims else label,
            *(
                decided.get(name, "")
                for name in ("disposition", "reason", "reviewer", "date", "expires")
            ),
            Special(count, "link", place_of(FINDINGS, case.lead)) if linked else count,
            case.id,
            sealed(case.basis, (firm, place, why, lists, case.id)),
        ]


def level_cell(case: Case) -> Special:
    """Return the cell with the level of a case, which is grey where it is reviewed."""
    if case.is_open:
        return Special(f"{SYMBOLS[case.level]} {case.level}", case.level)
    return Special("reviewed", "info")


def _fitting(text: str, header: str) -> str:
    """Return as much of a text as the lines of its row can show."""
    return shortened(text, int(COLUMNS[_AT[header] - 1].width * 0.95) * _MOST_LINES - 10)


def _protect(sheet: Any, last: int) -> None:
    """Add drop-downs to the yellow columns and protect the other cells.

    Protected cells can be read, filtered and copied, but not changed.
    """
    first = HEADER_ROW + 1
    last = max(last, first)

    def over(header: str, check: DataValidation) -> None:
        letter = get_column_letter(_AT[header])
        check.add(f"{letter}{first}:{letter}{last}")
        check.showErrorMessage = True
        sheet.data_validations.append(check)

    choice = DataValidation(type="list", formula1=f'"{",".join(DISPOSITIONS)}"', allow_blank=True)
    choice.error = "Choose one of: " + ", ".join(DISPOSITIONS)
    over("Disposition", choice)
    for header in ("Date", "Expires"):
        day = DataValidation(
            type="date", operator="greaterThan", formula1="36526", allow_blank=True
        )
        day.error = "Write a day, such as 2026-03-31."
        over(header, day)
    protection = sheet.protection
    protection.sheet = True
    # The file format names what is forbidden, so False allows it.
    protection.autoFilter = protection.sort = protection.formatColumns = protection.formatRows = (
        False
    )
