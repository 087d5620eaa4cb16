"""Writes a sheet that is one table: title, note, header, rows, filter, frozen panes, widths and print set-up."""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from screen.report.excel.styles import (
    BODY_FONT,
    HEADER_FILL,
    HEADER_FONT,
    INPUT_FILL,
    MUTED_FONT,
    ROW_BORDER,
    TITLE_FONT,
    TOP,
    TOP_RIGHT,
    TOP_WRAP,
    put,
)

#: Rows of a table on one sheet; Excel itself ends at 1,048,576.
ROWS_A_SHEET = 1_000_000
#: Title and note stand above the header, which is in this row.
HEADER_ROW = 3
#: Paper holds the leading columns up to this width in characters; the others are for the screen.
PRINTED_WIDTH = 215
#: Height of a line of text in points, and the most lines a row shows before it must be opened.
_LINE, _MOST_LINES = 15.0, 14


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, width in characters, and how its cells look. ``input`` cells are for reviewers to fill."""

    header: str
    width: float
    look: Literal["wrap", "plain", "number", "input"] = "wrap"
    format: str | None = None


#: Called for each written row with the sheet, its row number and the values, to colour or link cells.
Finish = Callable[[Worksheet, int, Sequence[Any]], None]


def write_table(
    book: Workbook,
    title: str,
    note: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    finish: Finish | None = None,
    frozen: int = 1,
) -> list[Worksheet]:
    """Writes ``rows`` to a sheet called ``title``; past ROWS_A_SHEET the rest goes to 'title 2', 'title 3', never lost.

    ``frozen`` columns stay in view beside the header.
    """
    sheets = [_start(book, title, title, note, columns, frozen)]
    sheet, number = sheets[0], HEADER_ROW
    styles: dict[int, StyleArray] = {}
    for values in rows:
        if number - HEADER_ROW >= ROWS_A_SHEET:
            _end(sheet, number, columns)
            sheet = _start(book, f"{title} {len(sheets) + 1}", title, note, columns, frozen)
            sheets.append(sheet)
            number = HEADER_ROW
        number += 1
        _write_row(sheet, number, columns, values, styles)
        if finish:
            finish(sheet, number, values)
    if number == HEADER_ROW:
        number += 1
        put(sheet.cell(number, 1), "None.")
        sheet.cell(number, 1).font = MUTED_FONT
    _end(sheet, number, columns)
    return sheets


def _start(book: Workbook, name: str, title: str, note: str, columns: Sequence[Column], frozen: int) -> Worksheet:
    sheet: Worksheet = book.create_sheet(name)
    put(sheet.cell(1, 1), title)
    sheet.cell(1, 1).font = TITLE_FONT
    put(sheet.cell(2, 1), note)
    sheet.cell(2, 1).font = MUTED_FONT
    sheet.row_dimensions[1].height = 26
    for index, column in enumerate(columns, start=1):
        cell = sheet.cell(HEADER_ROW, index)
        put(cell, column.header)
        cell.font, cell.fill, cell.alignment = HEADER_FONT, HEADER_FILL, TOP_WRAP
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    sheet.row_dimensions[HEADER_ROW].height = 32
    sheet.freeze_panes = sheet.cell(HEADER_ROW + 1, frozen + 1).coordinate
    return sheet


def _style(cell: Cell | MergedCell, column: Column) -> None:
    cell.font, cell.border = BODY_FONT, ROW_BORDER
    cell.alignment = TOP_RIGHT if column.look == "number" else TOP if column.look == "plain" else TOP_WRAP
    if column.look == "input":
        cell.fill = INPUT_FILL
    if column.format:
        cell.number_format = column.format


def _write_row(
    sheet: Worksheet, number: int, columns: Sequence[Column], values: Sequence[Any], styles: dict[int, StyleArray]
) -> None:
    lines = 1.0
    for index, (column, value) in enumerate(zip(columns, values, strict=True), start=1):
        cell = sheet.cell(number, index)
        if value is not None:
            put(cell, value)
        if index in styles:
            # Assigning fonts and fills walks the workbook's style tables; a column's cells share one finished style.
            cell._style = copy(styles[index])  # type: ignore[union-attr]
        else:
            _style(cell, column)
            styles[index] = copy(cell._style)  # type: ignore[union-attr]
        if column.look in {"wrap", "input"} and isinstance(value, str):
            lines = max(
                lines, sum(max(1, -(-len(part) // max(int(column.width * 0.95), 1))) for part in value.split("\n"))
            )
    sheet.row_dimensions[number].height = _LINE * min(lines, _MOST_LINES) + 3


def _end(sheet: Worksheet, last: int, columns: Sequence[Column]) -> None:
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(len(columns))}{last}"
    print_setup(sheet, f"{HEADER_ROW}:{HEADER_ROW}")
    printed, width = 0, 0.0
    for column in columns:
        width += column.width
        if width > PRINTED_WIDTH:
            break
        printed += 1
    sheet.print_area = f"A1:{get_column_letter(max(printed, 1))}{last}"


def print_setup(sheet: Worksheet, repeated_rows: str | None = None) -> None:
    """Landscape, as wide as the page, header repeated, page numbers and sheet name in the footer."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    if repeated_rows:
        sheet.print_title_rows = repeated_rows
    sheet.oddFooter.left.text = "flscreen &A"  # type: ignore[union-attr]
    sheet.oddFooter.right.text = "Page &P of &N"  # type: ignore[union-attr]
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.sheet_view.showGridLines = False
