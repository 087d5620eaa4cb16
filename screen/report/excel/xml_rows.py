"""Turns the values of a table into rows of XML: most cells of a column are like one above.

A report of many findings is ten million cells, so that no cell is worked out twice and none is an
object of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from openpyxl.utils import get_column_letter

from screen.report.excel.book import Book
from screen.report.excel.openpyxl_internals import Linked, StreamCell, keep_link

#: Height of a line of text in points.
LINE = 15.0
#: So many texts of a column are remembered, none of which is longer than so many letters.
_REMEMBERED, _SHORT = 5_000, 400

#: A sheet and a row in it.
Place = tuple[str, int]
#: A cell as its XML behind the coordinate, and how many lines it needs.
_Made = tuple[StreamCell, int]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, width in characters, and how its cells look.

    Reviewers fill in ``input`` cells.
    """

    header: str
    width: float
    look: Literal["wrap", "plain", "number", "input"] = "wrap"
    format: str = ""


@dataclass(frozen=True, slots=True)
class Special:
    """A value whose cell has a look of its own, or a link."""

    value: object
    look: Any = None
    link: Place | str | None = None


class Rows:
    """Makes the rows of one sheet; see ``make``."""

    def __init__(self, book: Book, sheet: Any, columns: Sequence[Column], most_lines: int) -> None:
        self._sheet = sheet
        self._columns = [_Cells(book, sheet, column) for column in columns]
        self._heads = [f'<c r="{get_column_letter(at)}' for at in range(1, len(columns) + 1)]
        self._heights = [
            f'" ht="{LINE * lines + 3:g}" customHeight="1">' for lines in range(most_lines + 1)
        ]

    def make(self, first: int, rows: Sequence[Sequence[Any]]) -> list[str]:
        """Return ``rows`` from number ``first`` on as XML, made column by column.

        Empty values make no cell, except where people are to fill it in.
        """
        ends = [f'{number}"' for number in range(first, first + len(rows))]
        columns = [*zip(*rows, strict=True)]
        lines = [1] * len(rows)
        special = [at for at, values in enumerate(columns) if Special in {*map(type, values)}]
        cells = self._special(first, special, columns, lines)
        for at, (column, values) in enumerate(zip(self._columns, columns, strict=True)):
            if at in cells:
                continue
            known, text, other, head = column.known, column.text, column.other, self._heads[at]
            made = [
                known.get(one) or text(one) if type(one) is str and one else other(one)
                for one in values
            ]
            cells[at] = [
                f"{head}{end}{cell}" if cell else ""
                for end, (cell, _) in zip(ends, made, strict=True)
            ]
            if column.wraps:
                lines = [*map(max, lines, (needed for _, needed in made))]
        written = map("".join, zip(*(cells[at] for at in range(len(columns))), strict=True))
        highest = len(self._heights) - 1
        return [
            f'<row r="{number}{self._heights[min(needed, highest)]}{row}</row>'
            for number, (needed, row) in enumerate(zip(lines, written, strict=True), first)
        ]

    def _special(
        self,
        first: int,
        special: Sequence[int],
        columns: Sequence[Sequence[Any]],
        lines: list[int],
    ) -> dict[int, list[str]]:
        """Return the cells of the columns ``special`` that have looks or links of their own.

        They are made row by row, so that styles and links are numbered in reading order.
        """
        cells: dict[int, list[str]] = {at: [] for at in special}
        for row in range(len(lines)):
            for at in special:
                column, given = self._columns[at], columns[at][row]
                made, needed = column.special(given) if type(given) is Special else column.of(given)
                place = f"{self._heads[at]}{first + row}"
                if type(made) is Linked:
                    keep_link(self._sheet, place[6:], made)
                    made = made.cell
                cells[at].append(f'{place}"{made}' if made else "")
                lines[row] = max(lines[row], needed)
        return cells


class _Cells:
    """Makes the cells of one column, and knows those it has made."""

    def __init__(self, book: Book, sheet: Any, column: Column) -> None:
        self._styles, self._sheet, self._column = book.styles, sheet, column
        self.make: Callable[[Any], StreamCell] = book.styles.maker(
            sheet, column.look, column.format
        )
        self.blank: StreamCell = self.make(None) if column.look == "input" else ""
        self.known: dict[str, _Made] = {}
        self._special: dict[tuple[str, Any], _Made] = {}
        self.wraps = column.look in {"wrap", "input"}
        self._room = max(int(column.width * 0.95), 1)

    def text(self, text: str) -> _Made:
        """Return the cell of a text that is not among those ``known``."""
        removed = self._styles.removed
        made = self.make(text), self._lines(text)
        if len(text) <= _SHORT and removed == self._styles.removed:
            _remember(self.known, text, made)
        return made

    def of(self, value: Any) -> _Made:
        """Return the cell of any value but a special one."""
        if type(value) is str and value:
            return self.known.get(value) or self.text(value)
        return self.other(value)

    def other(self, value: Any) -> _Made:
        """Return the cell of an empty value, or of one that is not text."""
        if value is None or value == "":
            return self.blank, 1
        return self.text(value) if isinstance(value, str) else (self.make(value), 1)

    def special(self, given: Special) -> _Made:
        """Return the cell of a value with a look or a link of its own; '' for an empty one."""
        value, look = given.value, given.look or self._column.look
        if value is None or value == "":
            if look != "input":
                return "", 1
            return self._styles.cell(self._sheet, None, look, self._column.format, given.link), 1
        if not isinstance(value, str):
            cell = self._styles.cell(self._sheet, value, look, self._column.format, given.link)
            return cell, 1
        if not given.link and (known := self._special.get((value, look))):
            return known
        removed = self._styles.removed
        cell = self._styles.cell(self._sheet, value, look, self._column.format, given.link)
        made = cell, self._lines(value)
        if not given.link and len(value) <= _SHORT and removed == self._styles.removed:
            _remember(self._special, (value, look), made)
        return made

    def _lines(self, text: str) -> int:
        """Return how many lines a text needs in its column, where it is wrapped."""
        if not self.wraps or (len(text) <= self._column.width * 0.9 and "\n" not in text):
            return 1
        if "\n" not in text:
            return -(-len(text) // self._room)
        return sum(max(1, -(-len(part) // self._room)) for part in text.split("\n"))


def _remember(known: dict[Any, _Made], text: Any, made: _Made) -> None:
    if len(known) < _REMEMBERED:
        known[text] = made
