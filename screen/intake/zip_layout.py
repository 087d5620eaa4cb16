"""Makes sure that an archive can be read in only one way.

A zip archive is found from its end: programs look there for the directory of its parts. Some
search from the last byte, some from the first; some take the names and sizes of the directory,
others those in front of each part. An archive in which the two differ shows one table to us and
another to the reader's spreadsheet program. So the whole file has to be one archive: parts from
its first byte, then the directory, then its end. Source: PKWARE, APPNOTE.TXT 6.3.10, section 4.3.
"""

import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path
from posixpath import normpath

from screen.core.errors import InputError

_PART, _END = b"PK\x03\x04", b"PK\x05\x06"
_END_64, _LOCATOR_64 = b"PK\x06\x06", b"PK\x06\x07"
_END_SIZE, _END_64_SIZE, _LOCATOR_SIZE, _PART_SIZE = 22, 56, 20, 30
#: Sizes and digest may follow a part instead of preceding it.
_FOLLOWS = 0x8
#: What a field holds whose value is in the 64-bit records.
_IN_64 = (0xFFFF, 0xFFFFFFFF)
_STRAY = "holds bytes that belong to none of its parts, or a second archive"


def refuse_two_readings(path: Path, data: bytes, parts: Sequence[zipfile.ZipInfo]) -> None:
    """Raise InputError where programs could find different parts in ``data``.

    ``parts`` are those that Python finds.
    """
    start = _directory_start(path, data, len(parts))
    names: set[str] = set()
    end = 0
    for part in sorted(parts, key=lambda one: one.header_offset):
        begin = part.header_offset
        if begin < end:
            raise _refused(path, "its parts overlap, as those of a zip bomb do")
        if _PART in data[end:begin] or (end == 0 and begin):
            raise _refused(
                path, "holds bytes that belong to none of its parts, or a second archive"
            )
        end = _end_of_part(path, data, part)
        name = _compared(part.filename)
        if name in names:
            raise _refused(
                path,
                f"holds two parts named {part.filename!r}, so that programs may show different"
                " tables",
            )
        names.add(name)
    if end > start or _PART in data[end:start]:
        raise _refused(path, _STRAY)


def _directory_start(path: Path, data: bytes, count: int) -> int:
    """Return where the directory begins; the end record must say so and end with the file."""
    at = data.rfind(_END)
    if at < 0 or at + _END_SIZE > len(data):
        raise _refused(path, "has no end of archive, or one that is cut off")
    disk, first_disk, here, entries, size, start, comment = struct.unpack_from(
        "<4H2LH", data, at + 4
    )
    if at + _END_SIZE + comment != len(data) or b"PK" in data[at + _END_SIZE :]:
        raise _refused(path, "continues after the end of its archive")
    behind = at
    locator = at - _LOCATOR_SIZE
    if locator >= 0 and data.startswith(_LOCATOR_64, locator):
        end_64 = struct.unpack_from("<Q", data, locator + 8)[0]
        if end_64 + _END_64_SIZE != locator or not data.startswith(_END_64, end_64):
            raise _refused(path, "has two ends of its archive that differ")
        long_entries, long_size, long_start = struct.unpack_from("<3Q", data, end_64 + 32)
        for short, long in ((entries, long_entries), (size, long_size), (start, long_start)):
            if short != long and short not in _IN_64:
                raise _refused(path, "has two ends of its archive that differ")
        entries, size, start, behind = long_entries, long_size, long_start, end_64
    elif disk or first_disk or here != entries:
        raise _refused(path, "is one of several parts of an archive")
    if start + size != behind or entries != count:
        raise _refused(path, _STRAY)
    return int(start)


def _end_of_part(path: Path, data: bytes, part: zipfile.ZipInfo) -> int:
    """Return where a part ends.

    Raises InputError where the header in front of it disagrees with the archive's directory.
    """
    begin = part.header_offset
    if not data.startswith(_PART, begin) or begin + _PART_SIZE > len(data):
        raise _refused(path, f"part {part.filename!r} is not where the directory says")
    flags, method, _, _, crc, packed, size, name, extra = struct.unpack_from(
        "<2H2H3L2H", data, begin + 6
    )
    inside = begin + _PART_SIZE
    written = data[inside : inside + name]
    raw = part.orig_filename.encode("utf-8" if part.flag_bits & 0x800 else "cp437", "replace")
    agree = written == raw and method == part.compress_type and part.filename == part.orig_filename
    if agree and not flags & _FOLLOWS:
        agree = (
            crc == part.CRC
            and packed in (part.compress_size, _IN_64[1])
            and size in (part.file_size, _IN_64[1])
        )
    if not agree:
        raise _refused(
            path,
            f"part {part.filename!r} is described differently in the directory and where it is",
        )
    return int(inside + name + extra + part.compress_size)


def _compared(name: str) -> str:
    """Return the name of a part as programs compare it: of either slash, of any case.

    Names of parts do not differ by case alone (ISO/IEC 29500-2, 6.2.2).
    """
    slashes = name.replace("\\", "/")
    return (name if slashes.startswith("../") else normpath(f"/{slashes}")).casefold()


def _refused(path: Path, what: str) -> InputError:
    return InputError(what, path=path, hint="get a new copy from whoever made it")
