"""Rewrites what the reader of workbooks misreads, so that it reads it as other programs do.

Two cases are known: an .xlsx with a second ``workbookPr`` among its extensions loses its date
system (dates come out four years and a day early, calamine before 0.37), and an .ods with white
space between its cells is refused. Both files are valid (ECMA-376 Part 1, 18.2.28; OpenDocument
1.3 Part 3).
"""

import io
import re
import zipfile
from dataclasses import replace

from screen.intake.source import Source
from screen.intake.zip_archive import read_part

_BOOK, _CONTENT = "xl/workbook.xml", "content.xml"
_PROPERTIES = re.compile(rb"<(?:\w+:)?workbookPr\b")
_EXTENSIONS = re.compile(rb"<(?:\w+:)?extLst\b.*</(?:\w+:)?extLst>", re.DOTALL)
_BLANK = re.compile(rb">\s+<(?=/?table:)")


def readable(source: Source, archive: zipfile.ZipFile) -> Source:
    """Return ``source`` unchanged, or with the one part that would be misread rewritten."""
    names = archive.namelist()
    if _BOOK in names:
        book = read_part(archive, _BOOK)
        if b"date1904" in book and len(_PROPERTIES.findall(book)) > 1:
            return _with_part(source, archive, _BOOK, _EXTENSIONS.sub(b"", book))
    if _CONTENT in names:
        with archive.open(_CONTENT) as part:
            content = part.read()
        if _BLANK.search(content):
            return _with_part(source, archive, _CONTENT, _BLANK.sub(b"><", content))
    return source


def _with_part(source: Source, archive: zipfile.ZipFile, name: str, content: bytes) -> Source:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy:
        for part in archive.infolist():
            copy.writestr(part, content if part.filename == name else archive.read(part))
    return replace(source, data=written.getvalue())
