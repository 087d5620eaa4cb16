"""The Findings sheet: one row a finding, most urgent first, with what a reviewer needs to decide and room to decide it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from screen.models.result import Finding, ScreeningResult
from screen.models.vocabulary import DISPOSITIONS
from screen.report.excel.styles import HYPERLINKS_A_SHEET, level_fill, level_font, link
from screen.report.excel.table import HEADER_ROW, ROWS_A_SHEET, Column, write_table
from screen.report.wording import SYMBOLS
from screen.risk.rulebook import rulebook

COLUMNS = (
    Column("No.", 6, "number"),
    Column("Level", 13, "plain"),
    Column("Name in the input", 32),
    Column("Where", 26),
    Column("What was found", 62),
    Column("What to do", 46),
    Column("Evidence", 13, "plain"),
    Column("Status", 11),
    Column("Rule", 20),
    Column("List", 20),
    Column("Entry", 30),
    Column("Matched name", 30),
    Column("Score", 8, "number", "0.0"),
    Column("Band", 10, "plain"),
    Column("How the names compare", 46),
    Column("What the row says", 34),
    Column("Kind", 10, "plain"),
    Column("Party role", 16),
    Column("ID in the input", 16),
    Column("File", 26),
    Column("Sheet", 14),
    Column("Row", 7, "number"),
    Column("Column", 18),
    Column("Value", 30),
    Column("Rows touched", 9, "number"),
    Column("All rows", 24),
    Column("Priority", 9, "number"),
    Column("Disposition", 16, "input"),
    Column("Reason", 34, "input"),
    Column("Reviewer", 16, "input"),
    Column("Date", 12, "input", "yyyy-mm-dd"),
    Column("Expires", 12, "input", "yyyy-mm-dd"),
    Column("Finding id", 19, "plain"),
)
_AT = {column.header: index for index, column in enumerate(COLUMNS, start=1)}


def write_findings(book: Workbook, result: ScreeningResult, evidence_rows: Mapping[str, int]) -> None:
    """Writes the findings; ``evidence_rows`` gives the row of each evidence id on the Evidence sheet."""
    note = "Most urgent first. Each finding is a lead to be checked. Fill in the yellow columns; the Evidence column links to the sources."
    links = 0

    def finish(sheet: Worksheet, row: int, values: Sequence[Any]) -> None:
        nonlocal links
        finding = result.findings[int(values[0]) - 1]
        level = sheet.cell(row, _AT["Level"])
        level.fill, level.font = level_fill(finding.level), level_font(finding.level)
        if finding.evidence and links < HYPERLINKS_A_SHEET:
            link(sheet, sheet.cell(row, _AT["Evidence"]), "Evidence", evidence_rows[finding.evidence[0]])
            links += 1

    rows = (_row(number, finding) for number, finding in enumerate(result.findings, start=1))
    for sheet in write_table(book, "Findings", note, COLUMNS, rows, finish, frozen=3):
        _drop_downs(sheet)


def _row(number: int, finding: Finding) -> list[Any]:
    subject, match, context = finding.subject, finding.match, finding.context
    decided = context.disposition or {}
    count = len(finding.evidence)
    return [
        number,
        f"{SYMBOLS[finding.level]} {finding.level}",
        subject.name,
        _where(finding),
        finding.message,
        finding.action,
        f"{count} source{'s' if count != 1 else ''}",
        finding.status,
        f"{finding.rule}\n{rulebook().rules[finding.rule].title}",
        context.list_id,
        context.entry_name,
        match.matched_name if match else "",
        match.score if match else None,
        match.band if match else "",
        "\n".join(match.explanation) if match else "",
        "\n".join([context.verdict, *context.notes] if match else context.notes),
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
        decided.get("disposition", ""),
        decided.get("reason", ""),
        decided.get("reviewer", ""),
        decided.get("date", ""),
        decided.get("expires", ""),
        finding.id,
    ]


def _where(finding: Finding) -> str:
    """The place of a finding in words: 'Main Report, row 12, column Shipper; 3 more rows'."""
    subject = finding.subject
    more = sum(place.count for place in finding.context.occurrences) - 1
    text = f"{subject.sheet or Path(subject.file).name}, row {subject.row}, column {subject.column}"
    return text + (f"; {more} more row{'s' if more > 1 else ''}" if more else "")


def _drop_downs(sheet: Worksheet) -> None:
    choice = DataValidation(type="list", formula1=f'"{",".join(DISPOSITIONS)}"', allow_blank=True)
    choice.error = "Choose one of: " + ", ".join(DISPOSITIONS)
    column = get_column_letter(_AT["Disposition"])
    choice.add(f"{column}{HEADER_ROW + 1}:{column}{min(max(sheet.max_row, HEADER_ROW + 1), ROWS_A_SHEET)}")
    sheet.add_data_validation(choice)
