"""Puts the Excel report together, sheet by sheet, in the order in which it is read."""

from datetime import datetime
from pathlib import Path

from openpyxl import Workbook

from screen.models.result import ScreeningResult
from screen.report.excel.findings import write_findings
from screen.report.excel.method import write_method
from screen.report.excel.reference import evidence_rows, write_evidence, write_lists, write_problems, write_sources
from screen.report.excel.subjects import write_subjects
from screen.report.excel.summary import write_summary


def write_excel(result: ScreeningResult, path: Path) -> None:
    """Writes the workbook to ``path``."""
    book = Workbook()
    book.remove(book.worksheets[0])
    write_summary(book, result)
    write_findings(book, result, evidence_rows(result))
    write_subjects(book, result, "supplier")
    write_subjects(book, result, "shipment")
    write_evidence(book, result)
    write_sources(book, result)
    write_problems(book, result)
    write_lists(book, result)
    write_method(book, result)
    made = datetime.fromisoformat(result.run.started_at).replace(tzinfo=None)
    book.properties.title = "Forced labour screening report"
    book.properties.creator = f"flscreen {result.run.tool_version}"
    book.properties.created = book.properties.modified = made
    book.active = 0
    book.save(path)
