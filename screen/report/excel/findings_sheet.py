"""The Findings sheet: what a reviewer needs to decide on each finding, and columns to do it in.

There is one row for each finding, the most urgent first.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from screen.core.plurals import plural
from screen.models.result import Finding, ListUsed, ScreeningResult
from screen.models.rulebook import RULES, rulebook
from screen.models.vocabulary import DISPOSITIONS
from screen.report.excel.book import Book
from screen.report.excel.styles import HYPERLINKS_A_SHEET
from screen.report.excel.table_sheet import HEADER_ROW, Column, Place, Special, write_table
from screen.report.phrases import SYMBOLS, money

TITLE = "Findings"
COLUMNS = (
    Column("No.", 6, "number"),
    Column("Level", 13, "plain"),
    Column("Name in the input", 32),
    Column("Where", 26),
    Column("What was found", 62),
    Column("What to do", 46),
    Column("Evidence", 11, "plain"),
    Column("Its row", 9, "plain"),
    Column("Disposition", 16, "input"),
    Column("Reason", 34, "input"),
    Column("Reviewer", 16, "input"),
    Column("Date", 12, "input", "yyyy-mm-dd"),
    Column("Expires", 12, "input", "yyyy-mm-dd"),
    Column("Status", 11),
    Column("Rule", 22),
    Column("Effect in law", 20),
    Column("Law", 34),
    Column("List", 20),
    Column("Entry", 30),
    Column("Matched name", 30),
    Column("Name score", 8, "number", "0.0"),
    Column("Band", 10, "plain"),
    Column("How the names compare", 46),
    Column("Corroboration", 14, "plain"),
    Column("What the rows say", 34),
    Column("Shipments touched", 11, "number", "#,##0"),
    Column("Value touched", 20),
    Column("First shipment", 12, "plain"),
    Column("Last shipment", 12, "plain"),
    Column("Path in the supply chain", 46),
    Column("Kind", 10, "plain"),
    Column("Party role", 16),
    Column("ID in the input", 16),
    Column("File", 26),
    Column("Sheet", 14),
    Column("Row", 8, "number"),
    Column("Column", 18),
    Column("Value", 30),
    Column("Rows touched", 10, "number", "#,##0"),
    Column("All rows", 24),
    Column("Priority", 9, "number"),
    Column("Finding id", 19, "plain"),
    Column("Basis", 15, "plain"),
)
#: The position of each column, from 1.
AT = {column.header: index for index, column in enumerate(COLUMNS, start=1)}


def write_findings(
    book: Book,
    result: ScreeningResult,
    evidence: Mapping[str, Place],
    rows: Mapping[tuple[str, str, int], Place],
) -> None:
    """Write the findings.

    ``evidence`` gives the place of each claim, ``rows`` the place of the copy of each row.
    """
    note = (
        "The most urgent first. Each finding is a lead for a person to check. Fill in the yellow"
        " columns and run 'flscreen review' on this file. The other cells are protected, without a"
        " password."
    )
    lists = {used.id: used for used in result.watchlists}
    write_table(
        book, TITLE, note, COLUMNS, _rows(result, lists, evidence, rows), _protect, frozen=3
    )


def _rows(
    result: ScreeningResult,
    lists: Mapping[str, ListUsed],
    evidence: Mapping[str, Place],
    rows: Mapping[tuple[str, str, int], Place],
) -> Iterator[list[Any]]:
    for number, finding in enumerate(result.findings, start=1):
        linked = number <= HYPERLINKS_A_SHEET // 2
        subject = finding.subject
        values = _row(number, finding, lists)
        values[AT["Level"] - 1] = Special(
            f"{SYMBOLS[finding.level]} {finding.level}", finding.level
        )
        if linked and finding.evidence:
            values[AT["Evidence"] - 1] = Special(
                values[AT["Evidence"] - 1], "link", evidence[finding.evidence[0]]
            )
        copy = rows.get((subject.file, subject.sheet, subject.row))
        if linked and copy:
            values[AT["Its row"] - 1] = Special("open", "link", copy)
        yield values


def _row(number: int, finding: Finding, lists: Mapping[str, ListUsed]) -> list[Any]:
    subject, match, context, exposure = (
        finding.subject,
        finding.match,
        finding.context,
        finding.context.exposure,
    )
    decided = context.disposition or {}
    count = len(finding.evidence)
    text = rulebook().rules[finding.rule]
    used = lists.get(context.list_id)
    named = match is not None and used is not None and used.legal_basis
    return [
        number,
        finding.level,
        subject.name,
        _where(finding),
        finding.message,
        finding.action,
        plural(count, "claim"),
        "",
        decided.get("disposition", ""),
        decided.get("reason", ""),
        decided.get("reviewer", ""),
        decided.get("date", ""),
        decided.get("expires", ""),
        finding.status,
        f"{finding.rule}\n{text.title}",
        context.effect or "none by itself",
        "; ".join(used.legal_basis) if named and used else text.law,
        "" if context.list_id == RULES else context.list_id,
        context.entry_name,
        match.matched_name if match else "",
        match.score if match else None,
        match.band if match else "",
        "\n".join(match.explanation) if match else "",
        context.verdict if match else "",
        "\n".join(context.notes),
        exposure.shipments or None,
        money(exposure.value),
        exposure.first,
        exposure.last,
        " -> ".join(finding.via),
        subject.kind,
        subject.party_role,
        subject.id,
        subject.file,
        subject.sheet,
        subject.row,
        subject.column,
        subject.value,
        sum(place.count for place in context.occurrences),
        "\n".join(f"{place.sheet or place.file}: {place.rows}" for place in context.occurrences),
        finding.priority,
        finding.id,
        context.basis,
    ]


def _where(finding: Finding) -> str:
    """Return where a finding is: 'Main Report, row 12, column Shipper; 3 more rows'."""
    subject = finding.subject
    more = sum(place.count for place in finding.context.occurrences) - 1
    text = f"{subject.sheet or Path(subject.file).name}, row {subject.row}, column {subject.column}"
    return text + (f"; {plural(more, 'more row')}" if more > 0 else "")


def _protect(sheet: Any, last: int) -> None:
    """Add drop-downs to the review columns and protect the other cells.

    Protected cells can be read, filtered and copied, but not changed.
    """
    first = HEADER_ROW + 1
    last = max(last, first)

    def over(header: str, check: DataValidation) -> None:
        letter = get_column_letter(AT[header])
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
