"""Takes the numbers that charts keep out of .xls workbooks, which the reader takes for cells.

A chart within a sheet is a stream of its own inside the sheet's (MS-XLS 2.1.7.20.1). It keeps the
values that it drew as records of cells, counted from A1; the reader of workbooks (calamine 0.36)
puts them in the place of the sheet's own.
"""

import io
import struct
from dataclasses import replace

from screen.intake.binary_records import xls_records
from screen.intake.source import Source

#: Types of records: where a stream begins and ends, and those that hold the value of cells
#: (Blank, Number, Label, BoolErr, Formula, String, RK, MulRk, MulBlank, LabelSst, RString).
_BEGIN, _END = 0x809, 0x0A
_CELLS = {0x201, 0x203, 0x204, 0x205, 0x06, 0x207, 0x27E, 0xBD, 0xBE, 0xFD, 0xD6}
#: A type that no program knows, and every reader passes over.
_NOTHING = struct.pack("<H", 0x8FFF)


def without_charts(source: Source) -> Source:
    """Return ``source`` unchanged, or with the records of its charts' values made unreadable.

    A file that cannot be taken apart is returned as it is; the reader says what is wrong with it.
    """
    import olefile

    container = io.BytesIO(source.data)
    try:
        with olefile.OleFileIO(container) as opened:
            if not opened.exists("Workbook"):
                return source
            stream = bytearray(opened.openstream("Workbook").read())
            places = _places_of_values(bytes(stream))
            if not places:
                return source
            for place in places:
                stream[place : place + 2] = _NOTHING
            opened.write_stream("Workbook", bytes(stream))
    except (OSError, ValueError, IndexError, struct.error):
        return source
    return replace(source, data=container.getvalue())


def _places_of_values(stream: bytes) -> list[int]:
    """Return where in the stream the records of charts' values begin."""
    depth = 0
    places = []
    for record in xls_records(stream):
        if record.kind == _BEGIN:
            depth += 1
        elif record.kind == _END:
            depth -= 1
        elif depth > 1 and record.kind in _CELLS:
            places.append(record.begin)
    return places
