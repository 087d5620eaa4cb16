"""Reads a file of any supported kind into raw tables. What the bytes are decides, the extension only helps."""

import hashlib
from pathlib import Path

import polars as pl

from screen.intake.table import RawTable, shown_path
from screen.intake.text import read_text
from screen.intake.workbook import OLE_MAGIC, read_workbook
from screen.models.errors import InputError

WORKBOOKS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
TEXTS = {".csv", ".tsv", ".txt"}
PARQUET_MAGIC = b"PAR1"
_OTHER_KINDS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a gzip archive",
}


def read_tables(path: Path) -> list[RawTable]:
    """The tables of ``path``: every sheet of a workbook, or the one table of a text or Parquet file.

    Raises InputError where the file is missing, empty, encrypted, damaged or of a kind we do not read.
    """
    head = _head(path)
    for magic, kind in _OTHER_KINDS.items():
        if head.startswith(magic):
            raise InputError(
                f"{path}: is {kind}, not a table; give a spreadsheet (.xlsx, .xls, .ods), .csv or .parquet file"
            )
    if head.startswith(PARQUET_MAGIC):
        return [_read_parquet(path)]
    if head.startswith((b"PK\x03\x04", OLE_MAGIC)):
        return read_workbook(path)
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS and b"<html" not in head.lower() and b"\0" in head:
        raise InputError(
            f"{path}: not a {suffix} workbook (damaged, or another kind of file); open and save it again in Excel"
        )
    if suffix in WORKBOOKS | TEXTS | {""}:
        return [read_text(path)]
    raise InputError(
        f"{path}: unknown kind of file {suffix!r}; give .xlsx, .xlsm, .xlsb, .xls, .ods, .csv, .tsv, .txt or .parquet"
    )


def sha256_of(path: Path) -> str:
    """The SHA-256 digest of a file's bytes, in hex."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _head(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InputError(f"{path}: is a folder; give the files in it")
        if not path.exists():
            raise InputError(f"{path}: no such file; check the path")
        if not path.is_file():
            raise InputError(f"{path}: is no regular file; give a spreadsheet or text file")
        with path.open("rb") as handle:
            head = handle.read(512)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    if not head:
        raise InputError(f"{path}: is empty; export it again")
    return head


def _read_parquet(path: Path) -> RawTable:
    try:
        frame = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise InputError(f"{path}: damaged Parquet file ({str(error).splitlines()[0]}); write it again") from error
    frame = frame.select(
        pl.col(name) if dtype == pl.String else pl.col(name).cast(pl.String, strict=False)
        for name, dtype in frame.schema.items()
        if not dtype.is_nested()
    )
    header = pl.DataFrame({name: [name] for name in frame.columns}, schema=dict.fromkeys(frame.columns, pl.String))
    return RawTable(shown_path(path), "", pl.concat([header, frame]))
