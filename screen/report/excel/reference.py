"""The sheets behind the findings: Evidence, Sources, Problems and Lists."""

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from screen.models.result import ScreeningResult
from screen.report.excel.styles import ALERT_FONT, HYPERLINKS_A_SHEET, LINK_FONT, link
from screen.report.excel.table import HEADER_ROW, Column, write_table


def evidence_rows(result: ScreeningResult) -> dict[str, int]:
    """The row of each evidence id on the Evidence sheet."""
    return {claim.id: number for number, claim in enumerate(result.evidence, start=HEADER_ROW + 1)}


def write_evidence(book: Workbook, result: ScreeningResult) -> None:
    """Claims that findings cite, each with its caveat and a link to its source."""
    source_rows = {source.id: number for number, source in enumerate(result.sources, start=HEADER_ROW + 1)}
    sources = {source.id: source for source in result.sources}
    columns = (
        Column("What the source says, in our words", 66),
        Column("Caveat", 46),
        Column("Source", 40),
        Column("Link", 11, "plain"),
        Column("Publisher", 26),
        Column("Reliability", 14, "plain"),
        Column("Date", 10, "plain"),
        Column("Where in the source", 26),
        Column("List", 22),
        Column("Entry", 30),
        Column("Evidence id", 34),
    )

    def finish(sheet: Worksheet, row: int, values: Sequence[Any]) -> None:
        if row < HYPERLINKS_A_SHEET:
            link(sheet, sheet.cell(row, 4), "Sources", source_rows[result.evidence[row - HEADER_ROW - 1].source_id])

    rows = (
        [
            claim.claim,
            claim.caveat,
            sources[claim.source_id].title,
            f"source {source_rows[claim.source_id] - HEADER_ROW}",
            sources[claim.source_id].publisher,
            sources[claim.source_id].reliability,
            claim.date,
            claim.locator,
            claim.list_id,
            claim.entry_id,
            claim.id,
        ]
        for claim in result.evidence
    )
    write_table(
        book,
        "Evidence",
        "Every claim that a finding cites. A claim is a lead; its caveat belongs to it.",
        columns,
        rows,
        finish,
    )


def write_sources(book: Workbook, result: ScreeningResult) -> None:
    """The bibliography of the evidence."""
    columns = (
        Column("No.", 6, "number"),
        Column("Title", 54),
        Column("Publisher", 36),
        Column("Published", 12, "plain"),
        Column("Reliability", 14, "plain"),
        Column("Link", 8, "plain"),
        Column("Address", 60),
        Column("Source id", 34),
    )

    def finish(sheet: Worksheet, row: int, values: Sequence[Any]) -> None:
        address = str(values[6])
        if address.startswith(("https://", "http://")) and len(address) < 2_000:
            sheet.cell(row, 6).hyperlink = address
            sheet.cell(row, 6).font = LINK_FONT

    rows = (
        [number, s.title, s.publisher, s.published, s.reliability, "open" if s.url else "", s.url, s.id]
        for number, s in enumerate(result.sources, start=1)
    )
    note = "official: a government or court; corroborated: several publishers; single-source: one publisher; disputed: denied by the party named."
    write_table(book, "Sources", note, columns, rows, finish)


def write_problems(book: Workbook, result: ScreeningResult) -> None:
    """What the input holds that the reader should know: rejected, repaired, ambiguous or missing."""
    columns = (
        Column("Severity", 11, "plain"),
        Column("File", 30),
        Column("Sheet", 16),
        Column("Row", 8, "number"),
        Column("Column", 22),
        Column("Value", 36),
        Column("What was done, what to do", 80),
    )
    rows = ([p.severity, p.file, p.sheet, p.row, p.column, p.value, p.message] for p in result.problems)
    rejected = sum(sheet.rows_rejected for sheet in result.inputs)
    write_table(
        book,
        "Problems",
        f"{rejected:,} rows were rejected and are listed here; all other rows were screened.",
        columns,
        rows,
    )


def write_lists(book: Workbook, result: ScreeningResult) -> None:
    """The watchlists that were used, how old they are and how much of them we hold."""
    columns = (
        Column("List id", 24),
        Column("Title", 40),
        Column("State", 9, "plain"),
        Column("Coverage", 11, "plain"),
        Column("What is missing", 56),
        Column("Content of", 12, "plain"),
        Column("Age in days", 9, "number"),
        Column("Entries", 9, "number"),
        Column("Publisher", 34),
        Column("Effect", 20, "plain"),
        Column("Legal basis", 50),
        Column("SHA-256", 24),
    )

    def finish(sheet: Worksheet, row: int, values: Sequence[Any]) -> None:
        if values[2] == "stale":
            sheet.cell(row, 3).font = ALERT_FONT
        if values[3] == "partial":
            sheet.cell(row, 4).font = ALERT_FONT

    rows = (
        [
            used.id, used.title, "stale" if used.stale else "fresh", used.coverage, used.coverage_note, used.as_of, used.age_days,
            used.entries, used.publisher, used.effect, "\n".join(used.legal_basis), used.sha256,
        ]
        for used in result.watchlists
    )  # fmt: skip
    write_table(
        book,
        "Lists",
        "A partial list is not the official list: no finding in it is no clearance. Renew stale lists before relying on them.",
        columns,
        rows,
        finish,
    )
