"""Texts of a workbook that stand in no cell, and what in it cannot be read.

Comments and their replies, text boxes and shapes, headers and footers of printed pages, and texts
that number formats show are read from the parts of .xlsx and .xlsm files; pictures and embedded
files are counted, for nobody reads them here. Source: ECMA-376 part 1, 18.3.1.46 (headerFooter),
18.7 (comments), 20.5 (drawings).
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from posixpath import dirname, normpath

from lxml import etree

from screen.intake.number_formats import format_texts
from screen.intake.raw_table import Beside, RawTable, column_letter
from screen.intake.sheets import Sheet, sheet_parts
from screen.intake.zip_archive import elements
from screen.models.inputs import NotScreened

#: The codes of headers and footers: place, font, size, colour, page numbers (18.3.1.46).
_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|[LCRPNDTZFAGBIUESXYOH]|\d{1,3}|[-+]\d+)')
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def read_beside(
    archive: zipfile.ZipFile, tables: list[RawTable], sheets: Mapping[str, Sheet]
) -> None:
    """Add the texts beside the cells of each sheet of an Excel workbook to its table.

    ``sheets`` is what ``look_through`` found. Damaged parts are left out: that they cannot be read
    is said by the reader of the workbook.
    """
    members = set(archive.namelist())
    parts = sheet_parts(archive)
    for table in tables:
        part = parts.get(table.sheet)
        texts = [
            Beside(0, "", "page header or footer", text)
            for written in sheets.get(table.sheet, Sheet()).pages
            if (text := _CODES.sub(" ", written).strip())
        ]
        if part in members:
            texts += _of_sheet(archive, part, members)
        table.beside += dict.fromkeys(texts)
    tables[0].beside += [Beside(0, "", "number format", text) for text in format_texts(archive)]
    unread = [
        NotScreened(what=f"{count} {what}", where=tables[0].file, why="their text cannot be read")
        for what, folder in (("pictures", "xl/media/"), ("embedded files", "xl/embeddings/"))
        if (count := sum(name.startswith(folder) for name in members))
    ]
    tables[0].not_screened += unread


def _of_sheet(archive: zipfile.ZipFile, part: str, members: set[str]) -> Iterator[Beside]:
    for target in _related(archive, part):
        if target not in members:
            continue
        if "comment" in target.casefold():
            yield from _comments(archive, target)
        elif "/drawings/" in target and target.endswith(".xml"):
            yield from _shapes(archive, target)


def _related(archive: zipfile.ZipFile, part: str) -> list[str]:
    """Return the parts that a sheet refers to."""
    folder, name = dirname(part), part.rpartition("/")[2]
    return [
        normpath(target[1:] if target.startswith("/") else f"{folder}/{target}")
        for one in elements(archive, f"{folder}/_rels/{name}.rels", "Relationship")
        if (target := one.get("Target", "")) and one.get("TargetMode") != "External"
    ]


def _comments(archive: zipfile.ZipFile, part: str) -> Iterator[Beside]:
    for name in ("comment", "threadedComment"):
        for one in elements(archive, part, name):
            text = _text_of(one, "t") or _text_of(one, "text")
            found = _REFERENCE.fullmatch(str(one.get("ref", "")))
            if text and found:
                yield Beside(int(found[2]), found[1], "comment", text)
            elif text:
                yield Beside(0, "", "comment", text)


def _shapes(archive: zipfile.ZipFile, part: str) -> Iterator[Beside]:
    """Yield the texts of boxes and shapes, where the corner of each is anchored."""
    for name in ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor"):
        for anchor in elements(archive, part, name):
            text = _text_of(anchor, "t")
            if not text:
                continue
            corner = {
                etree.QName(one).localname: int(one.text or 0)
                for place in anchor
                if isinstance(place.tag, str) and etree.QName(place).localname == "from"
                for one in place
                if isinstance(one.tag, str) and (one.text or "").isdigit()
            }
            column = column_letter(corner["col"]) if "col" in corner else ""
            yield Beside(corner.get("row", -1) + 1, column, "text box", text)


def _text_of(element: etree._Element, name: str) -> str:
    parts = [
        one.text or ""
        for one in element.iter()
        if isinstance(one.tag, str) and etree.QName(one).localname == name
    ]
    return " ".join(" ".join(parts).split())
