"""Rewrites what the reader of workbooks misreads, so that it reads it as other programs do.

Four cases are known, all of them valid files (ECMA-376 Part 1, 18.2.28; OpenDocument 1.3 Part 3;
MS-XLSB, chart sheets; MS-OFFMACRO, macro sheets): an .xlsx with a second ``workbookPr`` among its
extensions loses its date system (dates come out four years and a day early, calamine before 0.37);
an .ods with white space between its cells, an .xlsb with a chart sheet, and a workbook with a sheet
of Excel 4.0 macros are refused. The cells of macro sheets are read as those of other sheets, and no
macro is run; chart sheets have no cells.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace

from screen.intake.beside_binary import (
    BUNDLE_SHEET,
    XLSB_BOOK,
    sheet_of_record,
    xlsb_sheet_parts,
)
from screen.intake.binary_records import xlsb_records
from screen.intake.source import Source
from screen.intake.zip_archive import read_part

_BOOK, _CONTENT = "xl/workbook.xml", "content.xml"
#: Where chart sheets, macro sheets and sheets are kept, and which parts say so.
_CHARTS, _MACROS, _SHEETS = "xl/chartsheets/", "xl/macrosheets/", "xl/worksheets/"
_RELATIONS = {"xl/_rels/workbook.xml.rels", "xl/_rels/workbook.bin.rels"}
_MACRO_TYPE = re.compile(rb"/xl(?:Intl)?Macrosheet([\"'])")
_PROPERTIES = re.compile(rb"<(?:\w+:)?workbookPr\b")
_EXTENSIONS = re.compile(rb"<(?:\w+:)?extLst\b.*</(?:\w+:)?extLst>", re.DOTALL)
_BLANK = re.compile(rb">\s+<(?=/?table:)")


def readable(source: Source, archive: zipfile.ZipFile) -> Source:
    """Return ``source`` unchanged, or with the parts that would be misread rewritten."""
    names = set(archive.namelist())
    changed: dict[str, bytes] = {}
    if _BOOK in names:
        book = read_part(archive, _BOOK)
        if b"date1904" in book and len(_PROPERTIES.findall(book)) > 1:
            changed[_BOOK] = _EXTENSIONS.sub(b"", book)
    if _CONTENT in names:
        with archive.open(_CONTENT) as part:
            content = part.read()
        if _BLANK.search(content):
            changed[_CONTENT] = _BLANK.sub(b"><", content)
    if XLSB_BOOK in names:
        charts = {
            name for name, part in xlsb_sheet_parts(archive).items() if part.startswith(_CHARTS)
        }
        if charts:
            changed[XLSB_BOOK] = _without_sheets(read_part(archive, XLSB_BOOK), charts)
    moved = {name: name.replace(_MACROS, _SHEETS + "macros-") for name in names if _MACROS in name}
    if moved:
        for relations in _RELATIONS & names:
            changed[relations] = _MACRO_TYPE.sub(
                rb"/worksheet\1", read_part(archive, relations)
            ).replace(b"macrosheets/", b"worksheets/macros-")
    return _rewritten(source, archive, changed, moved) if changed else source


def _without_sheets(book: bytes, names: set[str]) -> bytes:
    """Return the part that lists the sheets of an .xlsb workbook without those of ``names``."""
    return b"".join(
        book[one.begin : one.end]
        for one in xlsb_records(book)
        if one.kind != BUNDLE_SHEET or sheet_of_record(one)[1] not in names
    )


def _rewritten(
    source: Source,
    archive: zipfile.ZipFile,
    changed: Mapping[str, bytes],
    moved: Mapping[str, str],
) -> Source:
    """Return ``source`` with parts of other content or under other names."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy:
        for part in archive.namelist():
            content = changed[part] if part in changed else archive.read(part)
            copy.writestr(moved.get(part, part), content)
    return replace(source, data=written.getvalue())
