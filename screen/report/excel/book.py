"""The workbook as it is streamed: its styles, its banner, and what all sheets share."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from screen.report.excel.openpyxl_internals import (
    StreamCell,
    append_row,
    append_rows,
    take_finished_rows,
)
from screen.report.excel.styles import Styles

#: Excel's limit for the text of a print header.
_HEADER_TEXT = 200


@cache
def _letters(count: int) -> tuple[str, ...]:
    return tuple(get_column_letter(index) for index in range(1, count + 1))


@dataclass(slots=True)
class Book:
    """A write-only workbook.

    Rows go to disk as they are written, so that memory does not grow with the findings.
    """

    banner: str = ""
    workbook: Workbook = field(default_factory=lambda: Workbook(write_only=True))
    styles: Styles = field(init=False)

    def __post_init__(self) -> None:
        self.styles = Styles(self.workbook)

    def sheet(self, name: str) -> Any:
        """Return a new sheet at the end of the workbook."""
        sheet = self.workbook.create_sheet(name)
        take_finished_rows(sheet)
        return sheet

    def titled(self, title: str) -> str:
        """Return the title of a sheet, followed by the banner of the policy."""
        return f"{title}   |   {self.banner}" if self.banner else title

    def row(self, sheet: Any, number: int, cells: list[StreamCell | None], height: float) -> None:
        """Append row ``number``, ``height`` points high."""
        append_row(sheet, _letters(len(cells)), number, cells, height)

    def rows(self, sheet: Any, rows: list[str]) -> None:
        """Append rows that are XML already, and empty the list of them."""
        append_rows(sheet, rows)
        rows.clear()

    def close(self, sheet: Any) -> None:
        """End a sheet, which frees the memory of its writer before the next one starts."""
        sheet.close()

    def print_setup(self, sheet: Any, repeated_rows: str = "") -> None:
        """Set up printing: landscape A4, one page wide, header rows repeated.

        The banner is printed above, the name of the sheet and the page number below.
        """
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        if repeated_rows:
            sheet.print_title_rows = repeated_rows
        if self.banner:
            sheet.oddHeader.center.text = self.banner[:_HEADER_TEXT].replace("&", "&&")
        sheet.oddFooter.left.text = "flscreen &A"
        sheet.oddFooter.right.text = "Page &P of &N"
        sheet.page_margins.left = sheet.page_margins.right = 0.4
