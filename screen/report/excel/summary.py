"""The Summary sheet: what was screened, what was found, what to look at first, and what the report is not."""

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from screen.models.result import ScreeningResult
from screen.models.vocabulary import LEVELS
from screen.report.excel.styles import (
    ALERT_FONT,
    BODY_FONT,
    BOLD_FONT,
    HEADER_FILL,
    HEADER_FONT,
    HEADING_FONT,
    LEFT_WRAP,
    MUTED_FONT,
    ROW_BORDER,
    TITLE_FONT,
    TOP,
    TOP_WRAP,
    level_fill,
    level_font,
    link,
    put,
)
from screen.report.excel.table import HEADER_ROW, print_setup
from screen.report.wording import DISCLAIMER, SYMBOLS

TOP_FINDINGS = 12
_MEANING = {
    "critical": "a listed name, place or commodity with legal force: act before goods ship",
    "high": "a probable match with legal force, or a firm named in reports: review now",
    "medium": "a country and sector of reports, or a weaker match: review",
    "low": "a weak name match or a country of reports: review by sample",
    "info": "for the record: historic, former or inactive entries",
}


class _Page:
    """Writes down a sheet of seven columns, one line after the other."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet, self.line = sheet, 0

    def wide(self, text: str, font: Font = BODY_FONT, height: float = 18, indent: int = 1) -> None:
        self.line += 1
        cell = self.sheet.cell(self.line, indent)
        put(cell, text)
        cell.font, cell.alignment = font, TOP_WRAP
        self.sheet.merge_cells(start_row=self.line, start_column=indent, end_row=self.line, end_column=7)
        self.sheet.row_dimensions[self.line].height = height

    def header(self, *texts: str) -> None:
        self.line += 1
        for index, text in enumerate(texts, start=1):
            cell = self.sheet.cell(self.line, index)
            put(cell, text)
            cell.font, cell.fill, cell.alignment = HEADER_FONT, HEADER_FILL, TOP_WRAP
        self.sheet.row_dimensions[self.line].height = 18

    def row(self, *values: object, lines: int = 1) -> int:
        self.line += 1
        for index, value in enumerate(values, start=1):
            cell = self.sheet.cell(self.line, index)
            put(cell, value)
            cell.font, cell.alignment, cell.border = BODY_FONT, LEFT_WRAP, ROW_BORDER
        self.sheet.row_dimensions[self.line].height = 15 * lines + 3
        return self.line


def write_summary(book: Workbook, result: ScreeningResult) -> None:
    """Writes the first sheet of the report."""
    sheet = book.create_sheet("Summary", 0)
    for letter, width in zip("ABCDEFG", (17, 38, 22, 44, 14, 14, 14), strict=True):
        sheet.column_dimensions[letter].width = width
    page = _Page(sheet)
    run = result.run
    page.wide("Forced labour screening report", TITLE_FONT, 28)
    page.wide(
        f"Screened {run.started_at[:16].replace('T', ' ')} UTC with flscreen {run.tool_version}, lists as of {run.as_of}, run {run.id}",
        MUTED_FONT,
    )
    page.wide(DISCLAIMER, BOLD_FONT, 34)
    _levels(page, result)
    _inputs(page, result)
    _top_findings(page, result)
    _lists(page, result)
    sheet.freeze_panes = "A3"
    print_setup(sheet)


def _levels(page: _Page, result: ScreeningResult) -> None:
    summary = result.summary
    page.wide("Findings by level", HEADING_FONT, 26)
    page.header("Level", "What it asks for", "Findings", "", "", "", "")
    for level in LEVELS:
        line = page.row(f"{SYMBOLS[level]} {level}", _MEANING[level], summary.findings[level], "", "", "", "", lines=2)
        cell = page.sheet.cell(line, 1)
        cell.fill, cell.font = level_fill(level), level_font(level)
    values = "; ".join(f"{currency} {value:,.2f}" for currency, value in summary.value_flagged.items()) or "none stated"
    page.wide(
        f"{summary.suppliers_flagged:,} supplier rows and {summary.shipments_flagged:,} shipment rows have an open finding of medium or above. "
        f"Value of those shipments: {values}. {summary.open:,} findings are open, {summary.reviewed:,} reviewed, {summary.new:,} new.",
        height=36,
    )


def _inputs(page: _Page, result: ScreeningResult) -> None:
    page.wide("What was screened", HEADING_FONT, 26)
    page.header("Kind", "File", "Sheet", "SHA-256 of the file", "Rows read", "Screened", "Rejected")
    for used in result.inputs:
        page.row(
            used.kind + "s",
            used.path,
            used.sheet,
            used.sha256,
            used.rows_read,
            used.rows_screened,
            used.rows_rejected,
            lines=2,
        )
    problems = len(result.problems)
    if problems:
        line = page.row("Remarks", f"{problems:,} remarks on the input: see Problems")
        link(page.sheet, page.sheet.cell(line, 2), "Problems", HEADER_ROW)


def _top_findings(page: _Page, result: ScreeningResult) -> None:
    page.wide("Look at these first", HEADING_FONT, 26)
    page.header("Level", "Name in the input", "Where", "What was met", "Score", "Rows", "Finding")
    for number, finding in enumerate(result.findings[:TOP_FINDINGS], start=1):
        subject, match = finding.subject, finding.match
        met = f"{finding.context.entry_name} ({finding.context.list_id})"
        rows = sum(place.count for place in finding.context.occurrences)
        where = f"{subject.sheet or subject.file}, row {subject.row}"
        lines = max(-(-len(met) // 42), -(-len(subject.name) // 36), -(-len(where) // 20))
        line = page.row(
            f"{SYMBOLS[finding.level]} {finding.level}",
            subject.name,
            where,
            met,
            match.score if match else "",
            rows,
            f"No. {number}",
            lines=lines,
        )
        cell = page.sheet.cell(line, 1)
        cell.fill, cell.font, cell.alignment = level_fill(finding.level), level_font(finding.level), TOP
        link(page.sheet, page.sheet.cell(line, 7), "Findings", HEADER_ROW + number)


def _lists(page: _Page, result: ScreeningResult) -> None:
    page.wide("Lists", HEADING_FONT, 26)
    page.header("State", "List", "Content of", "What is missing", "Age, days", "Entries", "Coverage")
    for used in result.watchlists:
        lines = max(-(-len(used.coverage_note) // 40), -(-len(used.title) // 34), 1)
        line = page.row(
            "stale" if used.stale else "fresh",
            used.title,
            used.as_of,
            used.coverage_note,
            used.age_days,
            used.entries,
            used.coverage,
            lines=lines,
        )
        if used.stale:
            page.sheet.cell(line, 1).font = ALERT_FONT
        if used.coverage == "partial":
            page.sheet.cell(line, 7).font = ALERT_FONT
