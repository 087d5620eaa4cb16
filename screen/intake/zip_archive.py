"""Checks a workbook's archive before anything is unpacked from it.

Vendors' files come from strangers.

A workbook (.xlsx, .xlsm, .xlsb, .ods) is a zip archive of parts. Parts are only ever read by name
from memory and never written to
disk, so their names cannot lead anywhere; what can harm is their size, their number, and parts that
mean two things at once.
Bombs of overlapping parts: D. Fifield, A better zip bomb, USENIX WOOT 2019.
"""

import io
import re
import zipfile
from pathlib import Path

from lxml import etree

from screen.core.errors import InputError
from screen.intake.zip_layout import refuse_two_readings
from screen.models.limits import MEGABYTE, Limits

ZIP_MAGIC = b"PK\x03\x04"
#: Small parts may pack as well as they like: a sheet of one repeated row does.
_RATIO_FROM = 20 * MEGABYTE
#: Where a document type declaration would stand: before the first element.
_PROLOG = 64_000
_BLOCK = 4_000_000
#: Parts that list sheets and relations are smaller than this.
_LISTING = 20 * MEGABYTE
_ELEMENT = re.compile(rb"<[A-Za-z_]")
_ENCRYPTED = 0x1


def open_archive(path: Path, data: bytes, limits: Limits) -> zipfile.ZipFile:
    """Return the archive in ``data``, checked against ``limits``; ``path`` is for the messages.

    Raises InputError where it is not an archive, is encrypted, has a damaged part, more parts or
    larger ones than the limits allow, can be read in two ways, or declares entities in its XML.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError(
            f"cannot be read as a workbook ({error})",
            path=path,
            hint="open and save it again in Excel",
        ) from error
    if len(parts) > limits.parts:
        raise _refused(path, f"has {len(parts):,} parts, more than {limits.parts:,}", "parts")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > limits.unpacked_mb * MEGABYTE:
        raise _refused(
            path,
            f"unpacks to {unpacked // MEGABYTE:,} megabytes, more than {limits.unpacked_mb:,}",
            "unpacked_mb",
        )
    for part in parts:
        if part.flag_bits & _ENCRYPTED:
            raise InputError(
                "is password-protected",
                path=path,
                hint="save a copy without password and screen that",
            )
        if part.file_size > max(_RATIO_FROM, limits.ratio * part.compress_size):
            times = part.file_size // max(part.compress_size, 1)
            raise _refused(
                path,
                f"part {part.filename!r} unpacks to {times:,} times its size, as a zip bomb does",
                "ratio",
            )
    refuse_two_readings(path, data, parts)
    for part in parts:
        _refuse_entities(path, part, _prolog(path, archive, part))
    return archive


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return the first bytes of a part, enough for any that lists the others.

    B"" where there is none of that name or it is damaged, as the reader of the workbook reports.
    """
    try:
        with archive.open(name) as stream:
            return stream.read(_LISTING)
    except Exception:
        # zipfile lets through what each compression raises.
        return b""


def elements(archive: zipfile.ZipFile, part: str, name: str) -> list[etree._Element]:
    """Return the elements of a part with the local ``name``; none where the part is damaged."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(read_part(archive, part), parser)
    except (etree.XMLSyntaxError, ValueError):
        return []
    return [
        one
        for one in root.iter()
        if isinstance(one.tag, str) and etree.QName(one).localname == name
    ]


def _prolog(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Return the first bytes of a part.

    It is read to its end, where its digest is checked; the reader of the workbook checks none.
    """
    try:
        with archive.open(part) as stream:
            prolog = stream.read(_PROLOG)
            while stream.read(_BLOCK):
                pass
    except Exception as error:
        # zipfile lets through what each packing raises: zlib.error, EOFError, NotImplementedError
        # ...
        raise InputError(
            f"part {part.filename!r} is damaged ({error})",
            path=path,
            hint="open and save it again in Excel",
        ) from error
    return prolog


def _refuse_entities(path: Path, part: zipfile.ZipInfo, prolog: bytes) -> None:
    """Refuse entity declarations, which no program writes into a workbook.

    They fetch files, or grow without end.
    """
    if prolog.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in prolog[:4]:
        prolog = prolog.replace(b"\0", b"")
    first = _ELEMENT.search(prolog)
    if b"<!ENTITY" in (prolog[: first.start()] if first else prolog):
        raise InputError(
            f"part {part.filename!r} declares XML entities, which no spreadsheet program does",
            path=path,
            hint="it was tampered with",
        )


def _refused(path: Path, what: str, limit: str) -> InputError:
    return InputError(
        f"{what}",
        path=path,
        hint=f"if you trust who made it, raise {limit} under [limits] in flscreen.toml",
    )
