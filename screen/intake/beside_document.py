"""Texts of .ods workbooks that stand in no cell: comments, text boxes, page headers, formats.

Source: OpenDocument 1.3 part 3, 9.1 (tables), 14.1 (office:annotation), 10.4 (draw:frame), 16.9
(style:master-page).
"""

import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

from screen.intake.raw_table import FORMAT, PAGE, Beside, column_letter
from screen.intake.zip_archive import elements, read_part

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_STYLES = [f"{_NUMBER}{kind}-style" for kind in ("number", "currency", "date", "time", "text")]
_CONTENT = "content.xml"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_ROW = f"{_TABLE}table-row"
#: A document without these holds no such text; looking for them is cheaper than to parse it.
_SIGNS = (b"annotation", b"draw:")


def document_beside(archive: zipfile.ZipFile) -> Mapping[str, list[Beside]]:
    """Return the texts beside cells by the name of their sheet; under '' of pages and formats."""
    with archive.open(_CONTENT) as part:
        content = part.read()
    styles = content[: content.find(b"<office:body")], read_part(archive, "styles.xml")
    found: dict[str, list[Beside]] = {"": [*_pages(archive), *_formats(*styles)]}
    if any(sign in content for sign in _SIGNS):
        for sheet, text in _of_content(archive):
            found.setdefault(sheet, []).append(text)
    return found


def _pages(archive: zipfile.ZipFile) -> Iterator[Beside]:
    for name in ("header", "header-left", "header-first", "footer", "footer-left", "footer-first"):
        for one in elements(archive, "styles.xml", name):
            if text := _paragraphs(one):
                yield Beside(0, "", PAGE, text)


def _formats(*parts: bytes) -> Iterator[Beside]:
    """Yield the texts that number formats show; the first part ends before its cells."""
    for part in parts:
        root = etree.fromstring(
            part or b"<none/>",
            etree.XMLParser(resolve_entities=False, no_network=True, recover=True),
        )
        for style in () if root is None else root.iter(*_STYLES):
            text = "".join(one.text or "" for one in style.iter(f"{_NUMBER}text")).strip()
            if any(map(str.isalpha, text)):
                yield Beside(0, "", FORMAT, text)


def _of_content(archive: zipfile.ZipFile) -> Iterator[tuple[str, Beside]]:
    """Yield the sheet and each text; elements are let go as they are read."""
    sheet, row, column, repeated = "", 0, 0, 1
    with archive.open(_CONTENT) as part:
        reading = etree.iterparse(
            part, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
        )
        try:
            for event, one in reading:
                tag = one.tag
                if event == "start":
                    if tag == f"{_TABLE}table":
                        sheet, row, column, repeated = one.get(f"{_TABLE}name", ""), 0, 0, 1
                    elif tag == _ROW:
                        row, column = row + repeated, 0
                        repeated = _times(one, "number-rows-repeated")
                    elif tag in _CELLS:
                        column += 1
                    continue
                if tag == f"{_OFFICE}annotation":
                    if text := _paragraphs(one):
                        yield sheet, Beside(row, column_letter(column - 1), "comment", text)
                    one.clear()
                elif tag == f"{_DRAW}frame" or str(tag).startswith(f"{_DRAW}custom-shape"):
                    if text := _paragraphs(one):
                        inside = column > 0
                        letter = column_letter(column - 1) if inside else ""
                        yield sheet, Beside(row if inside else 0, letter, "text box", text)
                    one.clear()
                elif tag in _CELLS:
                    column += _times(one, "number-columns-repeated") - 1
                elif tag == _ROW:
                    one.clear()
        except etree.XMLSyntaxError:
            # The reader of the workbook says what is wrong with it.
            return


def _times(element: etree._Element, name: str) -> int:
    times = element.get(f"{_TABLE}{name}", "1")
    return int(times) if times.isdigit() and len(times) < 8 else 1


def _paragraphs(element: etree._Element) -> str:
    """Return the words of an element without who wrote it and when."""
    words = [
        " ".join("".join(str(part) for part in one.itertext()).split())
        for one in element.iter(f"{_TEXT}p", f"{_TEXT}h")
    ]
    return " ".join(word for word in words if word)
