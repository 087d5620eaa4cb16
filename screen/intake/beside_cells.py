"""Texts of a workbook that stand in no cell, and what in it cannot be read.

Comments and their replies, text boxes and shapes, headers and footers of printed pages, and texts
that number formats show are read in every kind of workbook; pictures and embedded files are
counted, because nobody reads them here. Source: ECMA-376 part 1, 18.3.1.46 (headerFooter), 18.7
(comments), 18.8.30 (numFmt), 20.5 (drawings).
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from posixpath import dirname, normpath
from typing import NamedTuple

from lxml import etree

from screen.intake.beside_binary import (
    XLSB_BOOK,
    xls_beside,
    xlsb_comments,
    xlsb_format_codes,
    xlsb_pages,
    xlsb_sheet_parts,
)
from screen.intake.beside_document import document_beside
from screen.intake.number_formats import format_codes, format_texts
from screen.intake.raw_table import FORMAT, PAGE, Beside, RawTable, column_letter
from screen.intake.sheets import Sheet, sheet_parts
from screen.intake.source import Source
from screen.intake.zip_archive import ZIP_MAGIC, elements, open_archive
from screen.models.inputs import NotScreened
from screen.models.limits import Limits

#: The codes of headers and footers: place, font, size, colour, page numbers (18.3.1.46).
_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|[LCRPNDTZFAGBIUESXYOH]|\d{1,3}|[-+]\d+)')
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def add_beside(
    source: Source, tables: list[RawTable], sheets: Mapping[str, Sheet], limits: Limits
) -> None:
    """Add the texts beside the cells of each sheet to its table.

    ``sheets`` is what ``look_through`` found. Damaged parts are left out; the reader of the
    workbook says that they cannot be read.
    """
    found = _beside(source, sheets, limits)
    if found is None:
        what = "comments, text boxes, headers of pages and texts of number formats"
        why = "they are not read in this kind of file; save it as .xlsx to have them swept"
        tables[0].not_screened.append(NotScreened(what=what, where=source.shown, why=why))
        return
    for at, table in enumerate(tables):
        texts = [*found.texts.get(table.sheet, []), *(found.texts.get("", []) if not at else [])]
        cleaned = [
            one._replace(text=_CODES.sub(" ", one.text).strip()) if one.place == PAGE else one
            for one in texts
        ]
        table.beside += dict.fromkeys(one for one in cleaned if one.text)
    tables[0].not_screened += [
        NotScreened(what=f"{count} {what}", where=source.shown, why="their text cannot be read")
        for what, folders in (
            ("pictures", ("xl/media/", "Pictures/")),
            ("embedded files", ("xl/embeddings/",)),
        )
        if (count := sum(name.startswith(folders) for name in found.members))
    ]


class _Found(NamedTuple):
    """The texts of each sheet by its name, '' for those of no sheet, and the archive's members."""

    texts: Mapping[str, list[Beside]]
    members: set[str]


def _beside(source: Source, sheets: Mapping[str, Sheet], limits: Limits) -> _Found | None:
    """Return None where the kind of file does not let the texts be found."""
    if not source.data.startswith(ZIP_MAGIC):
        texts = xls_beside(source.data)
        return None if texts is None else _Found(texts, set())
    with open_archive(source.path, source.data, limits) as archive:
        members = set(archive.namelist())
        if "content.xml" in members:
            return _Found(document_beside(archive), members)
        if XLSB_BOOK in members:
            parts = xlsb_sheet_parts(archive)
            pages = {
                name: list(xlsb_pages(archive.read(part)))
                for name, part in parts.items()
                if part in members
            }
            forms = xlsb_format_codes(archive)
        else:
            parts = sheet_parts(archive)
            pages = {name: sheet.pages for name, sheet in sheets.items()}
            forms = format_codes(archive)
        return _Found(
            {"": [Beside(0, "", FORMAT, text) for text in format_texts(forms)]}
            | {
                name: [
                    *(Beside(0, "", PAGE, text) for text in pages.get(name, [])),
                    *(_of_sheet(archive, part, members) if part in members else ()),
                ]
                for name, part in parts.items()
            },
            members,
        )


def _of_sheet(archive: zipfile.ZipFile, part: str, members: set[str]) -> Iterator[Beside]:
    for target in _related(archive, part):
        if target not in members:
            continue
        if "comment" in target.casefold() and target.endswith(".bin"):
            yield from xlsb_comments(archive.read(target))
        elif "comment" in target.casefold():
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
