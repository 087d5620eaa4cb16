"""Refuses sheets in which one cell, row or table appears twice.

Of two cells with one place, programs show the first, the last, or refuse the file. The XML of a
sheet is searched as it is unpacked; as long as every cell comes after the one before, none can
appear twice, and that is quick to see. A sheet that is written in any other way is walked through.
"""

import re
import zipfile
from array import array
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.parsers import expat

import polars as pl

from screen.core.errors import InputError
from screen.intake.raw_table import column_letter
from screen.intake.sheets import sheet_parts

_BLOCK = 4_000_000
#: More than any sheet has rows or columns.
_FAR = 1 << 31
_CELL = re.compile(rb"<c r=\"([A-Z]{1,3}\d{1,10})\"")
_ROW = re.compile(rb"<row r=\"(\d{1,10})\"")
#: Makes the colon of a prefix a '<', and all white space a blank.
_ALIKE = bytes.maketrans(b":\t\n\r", b"<   ")
_ENDS_OF_NAMES = (b" ", b">", b"/")
#: An encoding in which a search through the bytes would see other elements than a parser does.
_OTHER_ENCODING = re.compile(rb"encoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE)
_PROLOG = 1_000
_BINARY_SHEET = re.compile(r"xl/worksheets/[^/]*\.bin", re.IGNORECASE)
_PLACE = re.compile(r"([A-Za-z]{1,7})(\d{1,10})")
#: Records of .xlsb sheets (MS-XLSB 2.3.1): the header of a row, the kinds of cells, the table.
_ROW_RECORD, _CELL_RECORDS, _DATA_RECORD = 0, range(1, 12), 145


def refuse_places_taken_twice(path: Path, archive: zipfile.ZipFile) -> None:
    """Raise InputError where two cells or rows of a sheet have one place.

    A part that is damaged is left to the reader of workbooks.
    """
    sheets = {part: name for name, part in sheet_parts(archive).items()}
    sheets |= {name: name for name in archive.namelist() if _BINARY_SHEET.fullmatch(name)}
    for part, name in sheets.items():
        try:
            if part.endswith(".bin"):
                twice = _twice_in_records(archive.read(part))
            else:
                twice = "" if _in_order(archive, part) else _twice(archive, part)
        except (expat.ExpatError, LookupError, ValueError):
            continue
        if twice:
            raise InputError(
                f"holds {twice} twice, and programs show one of them or the other",
                path=path,
                sheet=name,
                hint="get a new copy from whoever made it",
            )


def _in_order(archive: zipfile.ZipFile, part: str) -> bool:
    """Whether every row and cell plainly stands behind the one before it, in one table."""
    tables, last_row, last_cell = 0, 0, (0, "")
    with archive.open(part) as stream:
        rest = stream.read(_PROLOG)
        if _OTHER_ENCODING.search(rest):
            return False
        while True:
            block = stream.read(_BLOCK)
            text = rest + block
            cut = text.rfind(b"<") if block else len(text)
            piece, rest = text[:cut], text[cut:]
            alike = piece.translate(_ALIKE)
            cells, rows = _CELL.findall(piece), list(map(int, _ROW.findall(piece)))
            if (
                b"<!" in piece
                or b"\0" in piece
                or len(cells) != _tags(alike, b"c")
                or len(rows) != _tags(alike, b"row")
            ):
                return False
            tables += _tags(alike, b"sheetData")
            if not _rise([last_row, *rows]):
                return False
            last_row = rows[-1] if rows else last_row
            places = _places(cells)
            if places.height:
                first, last = places.row(0), places.row(-1)
                if not (_order(last_cell) < _order(first) and _all_behind(places)):
                    return False
                last_cell = last
            if not block:
                return tables <= 1


def _tags(alike: bytes, name: bytes) -> int:
    """Return how many elements could begin with this name, of any prefix."""
    return sum(alike.count(b"<" + name + end) for end in _ENDS_OF_NAMES)


def _rise(numbers: list[int]) -> bool:
    return all(one < other for one, other in pairwise(numbers))


def _places(cells: list[bytes]) -> pl.DataFrame:
    """Return row and column letters of references such as B12."""
    written = b"\n".join(cells).decode().split("\n") if cells else []
    at = pl.col("at")
    return pl.DataFrame({"at": written}, schema={"at": pl.String}).select(
        at.str.strip_chars("ABCDEFGHIJKLMNOPQRSTUVWXYZ").cast(pl.Int64).alias("row"),
        at.str.strip_chars("0123456789").alias("column"),
    )


def _order(place: tuple[Any, ...]) -> tuple[int, int, str]:
    return place[0], len(place[1]), place[1]


def _all_behind(places: pl.DataFrame) -> bool:
    row, column = pl.col("row"), pl.col("column")
    wide = column.str.len_bytes()
    behind = (row > row.shift()) | (
        (row == row.shift())
        & ((wide > wide.shift()) | ((wide == wide.shift()) & (column > column.shift())))
    )
    return bool(places.select(behind.fill_null(value=True).all()).item())


class _Walk:
    """What a parser finds: rows and cells by their places, which may be left out or out of order.

    A cell without a place stands behind the one before it (ECMA-376 part 1, 18.3.1.4).
    """

    def __init__(self) -> None:
        self.twice = ""
        self._tables = self._row = self._column = 0
        # Numbers packed side by side: a sheet made to harm has as many as it likes.
        self._rows, self._cells = array("Q"), array("Q")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take an element that begins."""
        local = name.rpartition(":")[2]
        if local == "sheetData":
            self._tables += 1
            if self._tables > 1:
                self.twice = self.twice or "its table"
        elif local == "row":
            self._row = int(attributes.get("r") or self._row + 1)
            self._column = 0
            self._rows.append(self._row % _FAR)
        elif local == "c":
            row, column = self._row, self._column + 1
            if found := _PLACE.fullmatch(attributes.get("r", "")):
                row, column = int(found[2]), _number(found[1])
            self._column = column
            self._cells.append(row % _FAR * _FAR + column % _FAR)

    def found(self) -> str:
        """Return the first cell or row that appears twice, or '' if none does."""
        if self.twice:
            return self.twice
        if at := _first_twice(self._cells):
            return f"cell {column_letter(at % _FAR - 1)}{at // _FAR}"
        at = _first_twice(self._rows)
        return f"row {at}" if at else ""


def _first_twice(numbers: "array[int]") -> int:
    repeated = pl.Series(numbers, dtype=pl.UInt64).sort()
    repeated = repeated.filter((repeated == repeated.shift()).fill_null(value=False))
    return int(repeated[0]) if len(repeated) else 0


def _twice(archive: zipfile.ZipFile, part: str) -> str:
    walk, parser = _Walk(), expat.ParserCreate()
    parser.StartElementHandler = walk.start
    with archive.open(part) as stream:
        while not walk.twice and (block := stream.read(_BLOCK)):
            parser.Parse(block)
    return walk.found()


def _twice_in_records(data: bytes) -> str:
    at, tables, row = 0, 0, -1
    rows: set[int] = set()
    columns: set[int] = set()
    while at < len(data):
        kind, at = _varying(data, at, 2)
        size, at = _varying(data, at, 4)
        if kind == _DATA_RECORD:
            tables += 1
            if tables > 1:
                return "its table"
        elif kind == _ROW_RECORD and size >= 4:
            row = int.from_bytes(data[at : at + 4], "little")
            if row in rows:
                return f"row {row + 1}"
            rows.add(row)
            columns = set()
        elif kind in _CELL_RECORDS and size >= 4:
            column = int.from_bytes(data[at : at + 4], "little")
            if column in columns:
                return f"cell {column_letter(column)}{row + 1}"
            columns.add(column)
        at += size
    return ""


def _varying(data: bytes, at: int, longest: int) -> tuple[int, int]:
    """Return a number of up to ``longest`` bytes with seven bits each, and where it ends."""
    value = 0
    for step in range(longest):
        if at >= len(data):
            return value, at
        value |= (data[at] & 0x7F) << (7 * step)
        at += 1
        if not data[at - 1] & 0x80:
            break
    return value, at


def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
