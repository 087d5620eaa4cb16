"""The records that binary workbooks consist of, taken one by one.

Sources: MS-XLSB 2.1.4 (records of .xlsb parts: type and size of up to two and four bytes, of seven
bits each) and MS-XLS 2.1.4 (records of the Workbook stream of an .xls file: of two bytes each).
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple


class Record(NamedTuple):
    """One record: its type, where it begins and ends in the part, and its content."""

    kind: int
    begin: int
    end: int
    body: bytes


def xlsb_records(part: bytes) -> Iterator[Record]:
    """Yield the records of a part of an .xlsb workbook; a record cut short ends it."""
    at = 0
    while at < len(part):
        begin = at
        kind, at = _number(part, at, 2)
        size, at = _number(part, at, 4)
        if at + size > len(part):
            return
        yield Record(kind, begin, at + size, part[at : at + size])
        at += size


def xls_records(stream: bytes) -> Iterator[Record]:
    """Yield the records of a Workbook stream; a record cut short ends it."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        end = at + 4 + size
        if end > len(stream):
            return
        yield Record(kind, at, end, stream[at + 4 : end])
        at = end


def wide_text(body: bytes, at: int) -> tuple[str, int]:
    """Return the text at ``at`` and where it ends: its length in four bytes, then UTF-16.

    A length of 0xFFFFFFFF is not a text (MS-XLSB, XLWideString and XLNullableWideString).
    """
    if at + 4 > len(body):
        return "", len(body)
    (length,) = struct.unpack_from("<I", body, at)
    end = at + 4 + (0 if length == 0xFFFFFFFF else 2 * length)
    return body[at + 4 : end].decode("utf-16-le", errors="replace"), end


def short_text(body: bytes, at: int, length: int) -> str:
    """Return ``length`` letters behind a byte of flags that says how wide they are.

    Source: MS-XLS, XLUnicodeString and XLUnicodeStringNoCch.
    """
    if at >= len(body):
        return ""
    if body[at] & 1:
        return body[at + 1 : at + 1 + 2 * length].decode("utf-16-le", errors="replace")
    return body[at + 1 : at + 1 + length].decode("latin-1")


def _number(part: bytes, at: int, longest: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, of at most ``longest`` bytes, and where it ends."""
    number = 0
    for place in range(longest):
        if at >= len(part):
            break
        byte = part[at]
        at += 1
        number |= (byte & 0x7F) << (7 * place)
        if not byte & 0x80:
            break
    return number, at
