"""The Excel report, put together sheet by sheet in the order in which it is read."""

from datetime import datetime
from pathlib import Path

from screen.models.kinds import TABLE_KINDS
from screen.models.result import ScreeningResult
from screen.report.excel.audit_sheet import write_audit
from screen.report.excel.book import Book
from screen.report.excel.cases_sheet import case_places, write_cases
from screen.report.excel.columns_sheet import write_columns
from screen.report.excel.evidence_sheet import evidence_places, write_evidence, write_sources
from screen.report.excel.findings_sheet import write_findings
from screen.report.excel.lists_sheet import write_lists, write_problems
from screen.report.excel.method_sheet import write_method
from screen.report.excel.openpyxl_internals import save, sheets_on_disk
from screen.report.excel.rows_sheet import row_places, rows_worst_first, write_subjects
from screen.report.excel.summary_sheet import write_summary
from screen.report.excel.supply_chain_sheet import write_chain


def write(result: ScreeningResult, path: Path) -> None:
    """Write the workbook to ``path``. Raises OSError or UsageError where the disk is full."""
    with sheets_on_disk():
        _fill(result, path)


def _fill(result: ScreeningResult, path: Path) -> None:
    book = Book(result.run.policy.banner)
    rows = {kind: rows_worst_first(result, kind) for kind in TABLE_KINDS}
    places = {
        row: place
        for kind, listed in rows.items()
        for row, place in row_places(result, kind, listed).items()
    }
    write_summary(book, result)
    claims = evidence_places(result)
    write_cases(book, result, claims)
    write_findings(book, result, claims, places, case_places(result))
    for kind, listed in rows.items():
        write_subjects(book, kind, listed)
    write_chain(book, result)
    write_evidence(book, result)
    write_sources(book, result)
    write_lists(book, result)
    write_problems(book, result)
    write_columns(book, result)
    write_method(book, result)
    write_audit(book, result)
    made = datetime.fromisoformat(result.run.started_at).replace(tzinfo=None)
    properties = book.workbook.properties
    properties.title = "Forced labour screening report"
    properties.subject = result.run.policy.banner or "Supply chain due diligence"
    properties.creator = f"flscreen {result.run.tool_version}"
    properties.description = f"Run {result.run.id}, lists as of {result.run.as_of}"
    save(book.workbook, path, made)
