"""What the readers hand on: a grid of text cells for each sheet, numbered as Excel numbers them."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import polars as pl

from screen.models.inputs import NotScreened
from screen.models.result import Problem

#: The place of a text at the top or bottom of each printed page, and of one that a number format
#: shows beside or instead of a number.
PAGE, FORMAT = "page header or footer", "number format"


class Encoding(NamedTuple):
    """The encoding that a text was read in; ``sure`` is False where it is a guess in doubt."""

    name: str
    sure: bool = True


class Beside(NamedTuple):
    """A text of a sheet that is not the value of a cell: a comment, a text box, the sheet's name.

    ``row`` (from 1) and ``column`` (letters) say where it is anchored; 0 and '' where nowhere.
    """

    row: int
    column: str
    place: str
    text: str


@dataclass(slots=True)
class RawTable:
    """One sheet or text file as text.

    Row ``i`` of ``cells`` is row ``i + 1`` of the sheet; all columns are String. ``beside`` holds
    texts of the sheet that are not cells, such as comments; ``not_screened`` what was not read;
    ``merged`` the cells merged over several rows: first and last row from 1, and column letter.
    """

    file: str
    sheet: str
    cells: pl.DataFrame
    problems: list[Problem] = field(default_factory=list)
    encoding: Encoding | None = None
    beside: list[Beside] = field(default_factory=list)
    not_screened: list[NotScreened] = field(default_factory=list)
    merged: list[tuple[int, int, str]] = field(default_factory=list)


#: Standard input is kept in a folder whose name begins so while it is read.
STANDARD_INPUT = "flscreen-stdin-"


def shown_path(path: Path) -> str:
    """Return a path as reports show it.

    Standard input as '-'; a file name that is not Unicode gets question marks, because no
    report could hold it.
    """
    if path.parent.name.startswith(STANDARD_INPUT):
        return "-"
    return str(path).encode("utf-8", errors="replace").decode("utf-8")


def column_letter(index: int) -> str:
    """Excel's letter of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def without_header(letter: str) -> str:
    """Return what a column that has no header is called in reports."""
    return f"(column {letter})"
