"""Texts of .xls and .xlsb workbooks that stand in no cell: comments, text boxes, page headers.

Sources: MS-XLS (records Note, TxO, Obj, Header, Format), MS-XLSB (records BrtBeginComment,
BrtCommentText, BrtBeginHeaderFooter, BrtFmt, BrtBundleSh).
"""

import io
import struct
import zipfile
from collections.abc import Iterator, Mapping
from posixpath import normpath

from screen.intake.binary_records import (
    Record,
    short_text,
    wide_text,
    xls_records,
    xlsb_records,
)
from screen.intake.number_formats import format_texts
from screen.intake.raw_table import FORMAT, PAGE, Beside, column_letter
from screen.intake.zip_archive import elements, read_part

XLSB_BOOK = "xl/workbook.bin"
#: Types of records in .xlsb parts.
BUNDLE_SHEET = 156
_COMMENT, _COMMENT_TEXT, _PAGES, _XLSB_FORMAT = 635, 637, 479, 44
#: Types of records in .xls streams.
_BEGIN, _END, _SHEET, _NOTE, _HEADER, _FOOTER, _FORMAT = 0x809, 0x0A, 0x85, 0x1C, 0x14, 0x15, 0x41E
_OBJECT, _TEXT, _CONTINUE = 0x5D, 0x1B6, 0x3C


def xlsb_sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part that holds each sheet of an .xlsb workbook, by the sheet's name."""
    targets = {
        str(one.get("Id")): normpath(target[1:] if target.startswith("/") else f"xl/{target}")
        for one in elements(archive, "xl/_rels/workbook.bin.rels", "Relationship")
        if (target := one.get("Target", ""))
    }
    book = read_part(archive, XLSB_BOOK)
    named = [sheet_of_record(one) for one in xlsb_records(book) if one.kind == BUNDLE_SHEET]
    return {name: targets[relation] for relation, name in named if relation in targets}


def sheet_of_record(record: Record) -> tuple[str, str]:
    """Return the relation and the name of the sheet that a BrtBundleSh record announces."""
    relation, end = wide_text(record.body, 8)
    return relation, wide_text(record.body, end)[0]


def xlsb_format_codes(archive: zipfile.ZipFile) -> list[str]:
    """Return the number formats of an .xlsb workbook as they are written."""
    styles = xlsb_records(read_part(archive, "xl/styles.bin"))
    return [wide_text(one.body, 2)[0] for one in styles if one.kind == _XLSB_FORMAT]


def xlsb_pages(part: bytes) -> Iterator[str]:
    """Yield the headers and footers of the printed pages of an .xlsb sheet, with their codes."""
    for record in xlsb_records(part):
        if record.kind == _PAGES:
            at = 2
            while at < len(record.body):
                text, at = wide_text(record.body, at)
                if text:
                    yield text


def xlsb_comments(part: bytes) -> Iterator[Beside]:
    """Yield the comments of a comments part of an .xlsb workbook."""
    row, column = 0, ""
    for record in xlsb_records(part):
        if record.kind == _COMMENT and len(record.body) >= 20:
            first_row, _, first_column = struct.unpack_from("<III", record.body, 4)
            row, column = first_row + 1, column_letter(first_column)
        elif record.kind == _COMMENT_TEXT and (text := wide_text(record.body, 1)[0].strip()):
            yield Beside(row, column, "comment", text)


def xls_beside(data: bytes) -> Mapping[str, list[Beside]] | None:
    """Return the texts beside the cells of each sheet of an .xls file, headers with their codes;
    those of its number formats under ''.

    None where the file is not of Excel 97 or newer, and they cannot be found.
    """
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            if not container.exists("Workbook"):
                return None
            stream = container.openstream("Workbook").read()
    except (OSError, ValueError, IndexError, struct.error):
        return None
    sheets: dict[int, tuple[str, list[Record]]] = {}
    current: list[Record] = []
    codes: list[str] = []
    depth = 0
    for record in xls_records(stream):
        if record.kind == _SHEET and len(record.body) > 7:
            (begins,) = struct.unpack_from("<I", record.body)
            sheets[begins] = (short_text(record.body, 7, record.body[6]), [])
        elif record.kind == _FORMAT and len(record.body) > 4:
            (length,) = struct.unpack_from("<H", record.body, 2)
            codes.append(short_text(record.body, 4, length))
        elif record.kind == _BEGIN:
            depth += 1
            # A chart within a sheet is a stream of its own inside the sheet's.
            if depth == 1:
                current = sheets.get(record.begin, ("", []))[1]
        elif record.kind == _END:
            depth -= 1
        else:
            current.append(record)
    shown = [Beside(0, "", FORMAT, text) for text in format_texts(codes)]
    return {"": shown} | {name: list(_xls_sheet(records)) for name, records in sheets.values()}


def _xls_sheet(records: list[Record]) -> Iterator[Beside]:
    texts: dict[int, str] = {}
    notes: dict[int, tuple[int, str]] = {}
    drawn = -1
    for at, record in enumerate(records):
        if record.kind in (_HEADER, _FOOTER) and len(record.body) > 3:
            (length,) = struct.unpack_from("<H", record.body)
            yield Beside(0, "", PAGE, short_text(record.body, 2, length))
        elif record.kind == _OBJECT and len(record.body) >= 8:
            (drawn,) = struct.unpack_from("<H", record.body, 6)
        elif record.kind == _TEXT and len(record.body) >= 12:
            (length,) = struct.unpack_from("<H", record.body, 10)
            text = _continued(records[at + 1 :], length).strip()
            if text:
                texts[drawn] = text
        elif record.kind == _NOTE and len(record.body) >= 8:
            row, column, _, note = struct.unpack_from("<HHHH", record.body)
            notes[note] = (row + 1, column_letter(column))
    for shape, text in texts.items():
        row, column = notes.get(shape, (0, ""))
        yield Beside(row, column, "comment" if shape in notes else "text box", text)


def _continued(records: list[Record], length: int) -> str:
    """Return the text of a shape, which stands in the records behind it, each with its width."""
    text = ""
    for record in records:
        if record.kind != _CONTINUE or len(text) >= length:
            break
        text += short_text(record.body, 0, length - len(text))
    return text
