"""A sheet that is one table: title, note, header, rows, filter, frozen panes and print set-up."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from openpyxl.utils import get_column_letter

from screen.report.excel.book import Book
from screen.report.excel.xml_rows import LINE, Column, Place, Rows

#: Rows of a table on one sheet; Excel itself ends at 1,048,576.
ROWS_A_SHEET = 1_000_000
#: The row of the header, below the title and the note.
HEADER_ROW = 3
#: The leading columns up to this width in characters are printed; the others are not.
PRINTED_WIDTH = 215
#: The most lines that a row shows.
_MOST_LINES = 14
#: So many rows are handed on at a time.
_AT_A_TIME = 500

#: Called with each finished sheet and its last row, to add drop-downs or protection.
Finish = Callable[[Any, int], None]


def place_of(title: str, index: int) -> Place:
    """Return the sheet and row of the ``index``-th row (from 0) of the table ``title``."""
    number, row = divmod(index, ROWS_A_SHEET)
    return (title if number == 0 else f"{title} {number + 1}", row + HEADER_ROW + 1)


def write_table(
    book: Book,
    title: str,
    note: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    finish: Finish = lambda _sheet, _last: None,
    frozen: int = 1,
    most_lines: int = _MOST_LINES,
) -> None:
    """Write ``rows`` to a sheet called ``title``; none is lost.

    Rows past ROWS_A_SHEET go to 'title 2', 'title 3' and so on. The first ``frozen`` columns stay
    in view, as the header does. No row is higher than ``most_lines``. Empty values make no cell.
    """
    sheet = _start(book, title, title, note, columns, frozen)
    makers = Rows(book, sheet, columns, most_lines)
    number, sheets = HEADER_ROW, 1
    rest = iter(rows)
    while some := [*islice(rest, min(_AT_A_TIME, HEADER_ROW + ROWS_A_SHEET - number) or 1)]:
        if number - HEADER_ROW >= ROWS_A_SHEET:
            _end(book, sheet, number, columns, finish)
            sheets += 1
            sheet, number = (
                _start(book, f"{title} {sheets}", title, note, columns, frozen),
                HEADER_ROW,
            )
            makers = Rows(book, sheet, columns, most_lines)
        book.rows(sheet, makers.make(number + 1, some))
        number += len(some)
    if number == HEADER_ROW:
        number += 1
        book.row(sheet, number, [book.styles.cell(sheet, "None.", "note")], LINE + 3)
    _end(book, sheet, number, columns, finish)


def _start(
    book: Book, name: str, title: str, note: str, columns: Sequence[Column], frozen: int
) -> Any:
    sheet = book.sheet(name)
    for index, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    sheet.freeze_panes = f"{get_column_letter(frozen + 1)}{HEADER_ROW + 1}"
    book.print_setup(sheet, f"{HEADER_ROW}:{HEADER_ROW}")
    sheet.print_options.gridLines = True
    book.row(sheet, 1, [book.styles.cell(sheet, book.titled(title), "title")], 26)
    book.row(sheet, 2, [book.styles.cell(sheet, note, "note")], 16)
    book.row(
        sheet,
        HEADER_ROW,
        [book.styles.cell(sheet, column.header, "header") for column in columns],
        32,
    )
    return sheet


def _end(book: Book, sheet: Any, last: int, columns: Sequence[Column], finish: Finish) -> None:
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(len(columns))}{last}"
    printed, width = 0, 0.0
    for column in columns:
        width += column.width
        if width > PRINTED_WIDTH:
            break
        printed += 1
    sheet.print_area = f"A1:{get_column_letter(max(printed, 1))}{last}"
    finish(sheet, last)
    book.close(sheet)
