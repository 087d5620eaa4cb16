"""Files of every kind from pages of cells."""

import csv
import datetime
import html
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import xlwt
from openpyxl import Workbook

from desk import Desk, Page

DAY = datetime.datetime(2026, 3, 2, 9, 0)


def xlsx(desk: Desk, name: str, finish: Callable[[Workbook], None] | None = None) -> Path:
    """Write all pages of a desk as sheets; ``finish`` adds what is no cell."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for page in desk.pages:
        sheet = book.create_sheet(page.name)
        for (row, col), value in sorted(page.cells.items(), key=lambda item: item[0]):
            sheet.cell(row, col, str(value) if isinstance(value, str) else value)
        for area in page.merges:
            sheet.merge_cells(area)
    if finish:
        finish(book)
    path = desk.file(name)
    book.save(path)
    settle(path)
    return path


def settle(path: Path, parts: dict[str, str] | None = None) -> None:
    """Write a workbook's archive anew: no time of day in it, and some parts replaced or added."""
    with zipfile.ZipFile(path) as archive:
        content = {info.filename: archive.read(info) for info in archive.infolist()}
    core = content["docProps/core.xml"].decode()
    content["docProps/core.xml"] = re.sub(
        r"\d{4}-\d\d-\d\dT[\d:.]+Z", f"{DAY.isoformat()}Z", core
    ).encode()
    content |= {part: value.encode() for part, value in (parts or {}).items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, value in content.items():
            archive.writestr(zipfile.ZipInfo(part, (2026, 3, 2, 9, 0, 0)), value)


def xls(desk: Desk, name: str) -> Path:
    """Write all pages in the format of Excel 97."""
    book = xlwt.Workbook(encoding="utf-8")
    dates = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for page in desk.pages:
        sheet = book.add_sheet(page.name)
        for (row, col), value in sorted(page.cells.items(), key=lambda item: item[0]):
            is_date = isinstance(value, datetime.date)
            plain = str(value) if isinstance(value, str) else value
            sheet.write(row - 1, col - 1, plain, *([dates] if is_date else []))
    path = desk.file(name)
    book.save(str(path))
    return path


def lines_of(page: Page) -> list[list[str]]:
    height = max(row for row, _ in page.cells)
    width = max(col for _, col in page.cells)
    return [
        [str(page.cells.get((row, col), "")) for col in range(1, width + 1)]
        for row in range(1, height + 1)
    ]


def text(desk: Desk, name: str, delimiter: str = ",", encoding: str = "utf-8", **how: str) -> Path:
    """Write the only page of a desk as delimited text."""
    path = desk.file(name, sheets=False)
    handle = io.StringIO()
    end = how.get("end", "\r\n")
    csv.writer(handle, delimiter=delimiter, lineterminator=end).writerows(lines_of(desk.pages[0]))
    path.write_bytes(handle.getvalue().encode(encoding))
    return path


def loose(desk: Desk, name: str, join: Callable[[list[str]], str], encoding: str = "utf-8") -> Path:
    """Write the only page of a desk as lines that ``join`` makes."""
    path = desk.file(name, sheets=False)
    body = "\r\n".join(join(line) for line in lines_of(desk.pages[0])) + "\r\n"
    path.write_bytes(body.encode(encoding))
    return path


def web(desk: Desk, name: str) -> Path:
    """Write the only page as an HTML table, as web systems export for Excel."""
    path = desk.file(name, sheets=False)
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in line) + "</tr>"
        for line in lines_of(desk.pages[0])
    )
    head = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>'
    path.write_text(f"{head}\n<body><table border=1>\n{rows}\n</table></body></html>\n", "utf-8")
    return path


SPACES = " ".join(
    f'xmlns:{word}="urn:oasis:names:tc:opendocument:xmlns:{word}:1.0"'
    for word in ("office", "table", "text")
)


def ods(desk: Desk, name: str) -> Path:
    """Write all pages as an OpenDocument spreadsheet, with white space between its elements."""
    tables = "\n".join(
        f'<table:table table:name="{html.escape(page.name)}">\n'
        + "\n".join(ods_row(line) for line in lines_of(page))
        + "\n</table:table>"
        for page in desk.pages
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {SPACES}>\n'
        f"<office:body><office:spreadsheet>\n{tables}\n</office:spreadsheet></office:body>\n"
        "</office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest'
        ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    path = desk.file(name)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, value in {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }.items():
            archive.writestr(zipfile.ZipInfo(part, (2026, 3, 2, 9, 0, 0)), value)
    return path


def ods_row(line: list[str]) -> str:
    filled = "".join(
        (
            "<table:table-cell"
            f' office:value-type="string"><text:p>{html.escape(cell)}</text:p></table:table-cell>'
            if cell
            else "<table:table-cell/>"
        )
        for cell in line
    )
    return f"<table:table-row>{filled}</table:table-row>"
