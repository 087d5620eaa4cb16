"""Reads what the reader of workbooks leaves out of .xlsx, .xlsm and .ods sheets.

Which cells hold formulas, and how far out cells stand.

The XML is searched as it is unpacked, piece by piece, and never held whole.
"""

import html
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, normpath

from screen.core.errors import InputError
from screen.intake.number_formats import padded_styles
from screen.intake.raw_table import column_letter
from screen.intake.zip_archive import elements
from screen.models.limits import Limits

#: Formula cells reported one by one; a sheet full of formulas is summed up in one line.
FORMULAS_LISTED = 25
_BLOCK = 4_000_000
#: The longest cell that is taken whole where it crosses two blocks; Excel's longest text, escaped.
_LONGEST_CELL = 400_000
#: The name of a formula's tag and what follows it; whether it is a tag is decided by what precedes
#: it. A search that starts at a letter is several times faster than one that starts at every '<',
#: and a sheet can have 500 million characters.
_FORMULA = re.compile(rb"f(?=[ >/])")
_FORMULA_TEXT = re.compile(rb"f[^>]*?(?:/>|>([^<]*))")
_REFERENCE = re.compile(rb" r=\"([A-Za-z]{1,7})(\d{1,10})\"")
_WIDE = re.compile(rb" r=\"([A-Za-z]{2,7})\d")
_FAR_DOWN = re.compile(rb" r=\"[A-Za-z]{1,7}(\d{7,10})\"")
_ROW = re.compile(rb"row [^>]{0,200}?r=\"(\d{1,10})\"")
#: A cell that holds something, one with a certain style, and a range of merged cells.
_FILLED = re.compile(rb"<(?:\w+:)?c r=\"([A-Z]{1,3})(\d+)\"[^>]*[^/>]?>\s*<(?:\w+:)?(?:v|is)>")
_STYLED = rb"<(?:\w+:)?c r=\"([A-Z]{1,3})(\d+)\" s=\"(%s)\""
_MERGED = re.compile(rb"mergeCell ref=\"([A-Z]{1,3})(\d+):[A-Z]{1,3}(\d+)\"")
_PAGE = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>([^<]+)<")
_PREFIX = re.compile(rb"(?:\w+:)?")
_ODS_TABLE = re.compile(rb"<table:table (?:[^>]*? )?table:name=\"([^\"]*)\"|table:formula=")


@dataclass(slots=True)
class Sheet:
    """Of one sheet.

    Its formulas (row, column and text of the first ones, and their number), the last row and
    column with a cell, the headers and footers of its printed pages, row and column of the
    leftmost cell that holds something in the first such row, the cells whose numbers are written
    with zeros in front (row, column, format), and the ranges merged over several rows (first
    and last row, column), all counted from 1.
    """

    formulas: list[tuple[int, int, str]] = field(default_factory=list)
    count: int = 0
    rows: int = 0
    columns: int = 0
    pages: list[str] = field(default_factory=list)
    first: tuple[int, int] | None = None
    padded: list[tuple[int, int, str]] = field(default_factory=list)
    merged: list[tuple[int, int, int]] = field(default_factory=list)


def look_through(archive: zipfile.ZipFile) -> dict[str, Sheet]:
    """Return what is found in each sheet, by its name.

    Empty for archives that hold sheets in binary form (.xlsb).

    Damaged parts end the search: the reader reports that they cannot be read.
    """
    members = set(archive.namelist())
    if "content.xml" in members:
        return _open_document(archive)
    sheets = {
        name: part
        for name, part in sheet_parts(archive).items()
        if part in members and part.endswith(".xml")
    }
    # Several sheets may name one part; it is looked through once.
    padded = padded_styles(archive)
    looked = {part: _excel_sheet(archive, part, padded) for part in set(sheets.values())}
    return {name: looked[part] for name, part in sheets.items()}


def refuse_large(path: Path, sheets: dict[str, Sheet], limits: Limits) -> None:
    """Raise InputError where a sheet is too large.

    One forgotten cell at the end of a sheet makes a table of 17 billion cells; it takes memory for
    all of them.
    """
    for name, sheet in sheets.items():
        if (
            sheet.rows > limits.rows
            or sheet.columns > limits.columns
            or sheet.rows * sheet.columns > limits.cells
        ):
            last = column_letter(sheet.columns - 1)
            raise InputError(
                f"cells lie as far out as column {last} and row {sheet.rows:,}, too many to read",
                path=path,
                sheet=name,
                hint="delete what is beyond the table and save, or raise [limits] in flscreen.toml",
            )


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part that holds each sheet of an Excel workbook, by the sheet's name."""
    book = "xl/workbook.xml"
    targets = {
        element.get("Id"): normpath(
            f"{dirname(book)}/{target}" if not target.startswith("/") else target[1:]
        )
        for element in elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
        if (target := element.get("Target", ""))
    }
    sheets = elements(archive, book, "sheet")
    parts = {}
    for sheet in sheets:
        relation = next(
            (value for name, value in sheet.attrib.items() if str(name).endswith("}id")), None
        )
        if relation in targets:
            parts[str(sheet.get("name"))] = targets[relation]
    return parts


def _excel_sheet(archive: zipfile.ZipFile, part: str, padded: Mapping[str, str]) -> Sheet:
    sheet = Sheet()
    with_style = _STYLED % b"|".join(style.encode() for style in padded) if padded else b""
    letters: set[bytes] = {b"A"}
    for piece in _pieces(archive, part, b"<c "):
        letters.update(_WIDE.findall(piece))
        sheet.first = sheet.first or _first_filled(piece)
        sheet.merged += [
            (int(top), int(bottom), _column(left))
            for left, top, bottom in _MERGED.findall(piece)
            if int(bottom) > int(top)
        ]
        if with_style:
            sheet.padded += [
                (int(row), _column(column), padded[style.decode()])
                for column, row, style in re.findall(with_style, piece)
            ]
        sheet.pages += [_unescaped(text) for text in _PAGE.findall(piece)]
        rows = [*(found[1] for found in _tags(_ROW, piece)), *_FAR_DOWN.findall(piece)]
        sheet.rows = max(sheet.rows, max(map(int, rows), default=0))
        for found in _tags(_FORMULA, piece):
            sheet.count += 1
            # The formula comes first in its cell, so the tag before it is the cell's.
            tag = piece.rfind(b"<", 0, found.start())
            cell = _REFERENCE.search(piece, max(piece.rfind(b"<", 0, tag), 0), tag)
            if cell and len(sheet.formulas) < FORMULAS_LISTED:
                formula = _FORMULA_TEXT.match(piece, found.start())
                text = _unescaped((formula and formula[1]) or b"")
                sheet.formulas.append(
                    (int(cell[2]), _column(cell[1]), f"={text}" if text else "(shared formula)")
                )
    sheet.columns = max(map(_column, letters))
    return sheet


def _first_filled(piece: bytes) -> tuple[int, int] | None:
    """Return row and column of the leftmost cell with a value in the first row that has one."""
    row = None
    for column, number in _FILLED.findall(piece):
        if row is None or int(number) == row[0]:
            row = (int(number), min(_column(column), row[1] if row else _column(column)))
        else:
            break
    return row


def _unescaped(text: bytes) -> str:
    return html.unescape(text.decode("utf-8", errors="replace"))


def _tags(name: re.Pattern[bytes], piece: bytes) -> Iterator[re.Match[bytes]]:
    """Where ``name`` is that of a tag that opens, and not a text that looks like one."""
    for found in name.finditer(piece):
        at = found.start()
        if piece[at - 1 : at] == b"<" or (
            piece[at - 1 : at] == b":"
            and _PREFIX.fullmatch(piece, piece.rfind(b"<", 0, at) + 1, at)
        ):
            yield found


def _open_document(archive: zipfile.ZipFile) -> dict[str, Sheet]:
    """Return the number of formulas in each sheet; the format does not say where cells stand."""
    sheets: dict[str, Sheet] = {}
    name = ""
    for piece in _pieces(archive, "content.xml", b"<table:table-cell"):
        for found in _ODS_TABLE.finditer(piece):
            if found[1] is not None:
                name = html.unescape(found[1].decode("utf-8", errors="replace"))
            else:
                sheets.setdefault(name, Sheet()).count += 1
    return sheets


def _pieces(archive: zipfile.ZipFile, part: str, cell: bytes) -> Iterator[bytes]:
    """Yield the bytes of a part in pieces that end before a ``cell``, so that none is cut."""
    rest = b""
    try:
        with archive.open(part) as stream:
            while block := stream.read(_BLOCK):
                text = rest + block
                cut = text.rfind(cell)
                if cut < len(text) - _LONGEST_CELL:
                    cut = len(text)
                yield text[:cut]
                rest = text[cut:]
    except Exception:
        # Each compression raises its own error for damaged bytes; the workbook reader reports it.
        return
    yield rest


def _column(letters: bytes) -> int:
    """Return the number of a column from its letters: A is 1, XFD is 16,384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
