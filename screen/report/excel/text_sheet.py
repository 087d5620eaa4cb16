"""A sheet that reads from top to bottom like a page: headings, sentences and small tables."""

from collections.abc import Sequence
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from screen.report.excel.book import Book
from screen.report.excel.styles import Look
from screen.report.excel.xml_rows import Special

_LINE = 15.0


class Page:
    """A sheet that is written line by line; ``widths`` are those of its columns in characters."""

    def __init__(self, book: Book, name: str, widths: Sequence[float]) -> None:
        self._book, self._widths = book, widths
        self.sheet: Any = book.sheet(name)
        self.line = 0
        for index, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(index)].width = width
        self.sheet.sheet_view.showGridLines = False
        book.print_setup(self.sheet)

    def title(self, text: str) -> None:
        """Write the title of the sheet, followed by the banner."""
        self._across(self._book.titled(text), "title", 28)

    def heading(self, text: str) -> None:
        """Write a heading with space above it."""
        self.blank()
        self._across(text, "heading", 22)

    def wide(self, text: str, look: Look = "text") -> None:
        """Write a sentence across all columns."""
        room = sum(self._widths) * 0.95
        lines = sum(max(1, -(-len(part) // int(room))) for part in text.split("\n"))
        self._across(text, look, _LINE * lines + 4)

    def blank(self, count: int = 1) -> None:
        """Leave ``count`` lines empty."""
        for _ in range(count):
            self.line += 1
            self.sheet.append([])

    def break_page(self) -> None:
        """Start a new page in print."""
        self.sheet.row_breaks.append(Break(id=self.line))

    def header(self, *texts: str) -> None:
        """Write the header of a small table."""
        self._write([self._book.styles.cell(self.sheet, text, "header") for text in texts], 18)

    def row(self, *values: object, look: Look = "text") -> int:
        """Write a line of values, bare or ``Special``, and return its number.

        One that looks ``plain`` stays on one line and runs over the empty cells beside it.
        """
        cells: list[Any] = []
        lines = 1
        for value, width in zip(values, self._widths, strict=False):
            special = value if isinstance(value, Special) else Special(value)
            text = special.value
            if text is None or text == "":
                cells.append(None)
                continue
            whole = (
                "#,##0" if isinstance(text, int) else "#,##0.00" if isinstance(text, float) else ""
            )
            cells.append(
                self._book.styles.cell(self.sheet, text, special.look or look, whole, special.link)
            )
            if special.look == "plain":
                continue
            lines = max(
                lines,
                sum(
                    max(1, -(-len(part) // max(int(width * 0.95), 1)))
                    for part in str(text).split("\n")
                ),
            )
        self._write(cells, _LINE * lines + 3)
        return self.line

    def close(self) -> None:
        """End the sheet."""
        self._book.close(self.sheet)

    def _across(self, text: str, look: Look, height: float) -> None:
        self._write([self._book.styles.cell(self.sheet, text, look)], height)
        self.sheet.merged_cells.add(
            f"A{self.line}:{get_column_letter(len(self._widths))}{self.line}"
        )

    def _write(self, cells: list[Any], height: float) -> None:
        self.line += 1
        self._book.row(self.sheet, self.line, cells, height)
