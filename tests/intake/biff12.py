"""Writes the records of binary workbooks (MS-XLSB), for which no writer exists in Python."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(body)
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 127 else 0)])
        length >>= 7
        if not length:
            return head + size + body


def text(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def sheet(rows: Sequence[Sequence[str]], footer: str = "") -> bytes:
    """Return the part of a sheet of inline strings."""
    cells = b""
    for at, row in enumerate(rows):
        cells += record(0, struct.pack("<IIHBBBI", at, 0, 300, 0, 0, 0, 0))
        cells += b"".join(
            record(6, struct.pack("<II", column, 0) + text(cell)) for column, cell in enumerate(row)
        )
    none = struct.pack("<I", 0xFFFFFFFF)
    pages = record(479, b"\0\0" + none + text(footer) + 4 * none) + record(480) if footer else b""
    extent = struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    return (
        record(129) + record(148, extent) + record(145) + cells + record(146) + pages + record(130)
    )


def comments(*placed: tuple[int, int, str]) -> bytes:
    """Return a part of comments: row and column from 0, and the words."""
    return b"".join(
        record(635, struct.pack("<IIIII", 0, row, row, column, column) + bytes(16))
        + record(637, b"\0" + text(words))
        + record(636)
        for row, column, words in placed
    )


def relations(*targets: tuple[str, str]) -> str:
    """Return the relations of a part: the kind of each, and where it leads; rId1, rId2 ..."""
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def write(
    path: Path,
    sheets: Mapping[str, tuple[str, str]],
    parts: Mapping[str, bytes | str],
) -> None:
    """Write a workbook.

    ``sheets`` has the kind and the part of each sheet, by its name; ``parts`` all of their content.
    """
    named = b"".join(
        record(156, struct.pack("<II", 0, number) + text(f"rId{number}") + text(name))
        for number, name in enumerate(sheets, 1)
    )
    book = record(131) + record(143) + named + record(144) + record(132)
    kind = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types"><Default Extension="bin"'
            f' ContentType="{kind}"/></Types>',
        )
        archive.writestr("_rels/.rels", relations(("officeDocument", "xl/workbook.bin")))
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/_rels/workbook.bin.rels", relations(*sheets.values()))
        for name, content in parts.items():
            archive.writestr(name, content)
