"""Recognises workbooks with a password, so that they are not reported as damaged."""

import zipfile

from screen.core.errors import InputError
from screen.intake.source import Source
from screen.intake.zip_archive import read_part

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: An encrypted .xlsx is an OLE container that holds this stream instead of a zip archive
#: (MS-OFFCRYPTO 2.3.4).
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
#: The record that begins the workbook in an .xls file, and the one behind it that says how it is
#: encrypted (MS-XLS 2.4.21, 2.4.117).
_BEGIN = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_FILE_PASS = 0x2F


def refuse_encrypted(source: Source) -> None:
    """Raise InputError where the OLE container of an .xlsx or .xls file is encrypted."""
    data = source.data
    if data.startswith(OLE_MAGIC) and (
        _ENCRYPTED_STREAM in data or _FILE_PASS in _first_records(data)
    ):
        raise _protected(source)


def refuse_encrypted_document(source: Source, archive: zipfile.ZipFile) -> None:
    """Raise InputError where the parts of an OpenDocument file are encrypted.

    Its manifest then says how.
    """
    if b"encryption-data" in read_part(archive, "META-INF/manifest.xml"):
        raise _protected(source)


def _first_records(data: bytes) -> list[int]:
    """Return the types of the first records of an .xls workbook."""
    at = data.find(_BEGIN)
    types: list[int] = []
    while at >= 0 and at + 4 <= len(data) and len(types) < 20:
        types.append(int.from_bytes(data[at : at + 2], "little"))
        at += 4 + int.from_bytes(data[at + 2 : at + 4], "little")
    return types


def _protected(source: Source) -> InputError:
    return InputError(
        "is password-protected",
        path=source.path,
        hint="save a copy without password and screen that",
    )
