"""Reads a file of any supported kind into raw tables.

What the bytes are decides, the extension only helps.
"""

import io
from pathlib import Path

import polars as pl

from screen.core.errors import InputError
from screen.intake.delimited import read_text
from screen.intake.password import OLE_MAGIC
from screen.intake.raw_table import RawTable
from screen.intake.sandbox import probe
from screen.intake.source import Source, open_source
from screen.intake.spreadsheet import read_workbook
from screen.intake.zip_archive import ZIP_MAGIC
from screen.models.limits import Limits

WORKBOOKS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
TEXTS = {".csv", ".tsv", ".txt"}
PARQUET_MAGIC = b"PAR1"
_OTHER_KINDS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a gzip archive",
    b"Rar!": "an archive",
    b"7z\xbc\xaf": "an archive",
    b"BZh": "an archive",
    b"\x7fELF": "a program",
    b"MZ": "a program",
}
#: Web programs give tables in HTML the name .xls, because Excel opens them.
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<head", b"<meta")


def read_tables(path: Path, limits: Limits | None = None) -> list[RawTable]:
    """Return the tables of the file at ``path``; see ``tables_of``."""
    limits = limits or Limits()
    return tables_of(open_source(path, limits), limits)


def tables_of(source: Source, limits: Limits) -> list[RawTable]:
    """Return the tables of ``source``.

    Every sheet of a workbook, or the one table of a text or Parquet file.

    Raises InputError where it is encrypted, damaged, beyond ``limits`` or of a kind we do not read.
    """
    head, path = source.data[:512], source.path
    for magic, kind in _OTHER_KINDS.items():
        if head.startswith(magic) and not (magic == b"MZ" and b"\0" not in head):
            raise InputError(
                f"{path}: is {kind}, not a table; give a spreadsheet (.xlsx, .xls, .ods), .csv or"
                " .parquet file"
            )
    if head.startswith(PARQUET_MAGIC):
        return [_read_parquet(source, limits)]
    if head.startswith((ZIP_MAGIC, OLE_MAGIC)):
        return read_workbook(source, limits)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise InputError(
            f"{path}: is a web page or XML, whatever its name says; open it in Excel and save it as"
            " .xlsx"
        )
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS and b"\0" in head:
        raise InputError(
            f"{path}: not a {suffix} workbook (damaged, or another kind of file); open and save it"
            " again in Excel"
        )
    if suffix in WORKBOOKS | TEXTS | {""}:
        return [read_text(source, limits)]
    raise InputError(
        f"{path}: unknown kind of file {suffix!r}; give .xlsx, .xlsm, .xlsb, .xls, .ods, .csv,"
        " .tsv, .txt or .parquet"
    )


def _read_parquet(source: Source, limits: Limits) -> RawTable:
    probe(source, "parquet", limits)
    frame = pl.read_parquet(io.BytesIO(source.data))
    frame = frame.select(
        pl.col(name) if dtype == pl.String else pl.col(name).cast(pl.String, strict=False)
        for name, dtype in frame.schema.items()
        if not dtype.is_nested()
    )
    header = pl.DataFrame(
        {name: [name] for name in frame.columns}, schema=dict.fromkeys(frame.columns, pl.String)
    )
    return RawTable(source.shown, "", pl.concat([header, frame]))
