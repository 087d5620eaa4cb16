"""Reads a file of any supported kind into raw tables.

The bytes decide; the extension only helps.
"""

import codecs
import io
from pathlib import Path
from typing import Any

import polars as pl

from screen.core.errors import InputError
from screen.intake.delimited import read_text, table_handed_over
from screen.intake.encodings import decode
from screen.intake.password import OLE_MAGIC
from screen.intake.raw_table import RawTable
from screen.intake.sandbox import probe
from screen.intake.source import Source, open_source
from screen.intake.spreadsheet import read_workbook
from screen.intake.web_page import is_mhtml, read_page
from screen.intake.zip_archive import ZIP_MAGIC
from screen.models.limits import Limits
from screen.models.result import Problem

WORKBOOKS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
TEXTS = {".csv", ".tsv", ".txt"}
#: The files that are taken from a folder; a file that is named is read whatever its extension.
READ_FROM_FOLDERS = frozenset({*WORKBOOKS, *TEXTS, ".parquet"})
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
                f"is {kind}, not a table",
                path=path,
                hint="give a spreadsheet (.xlsx, .xls, .ods), .csv or .parquet file",
            )
    if head.startswith(PARQUET_MAGIC):
        return [_read_parquet(source, limits)]
    if head.startswith((ZIP_MAGIC, OLE_MAGIC)):
        return read_workbook(source, limits)
    if _is_page(head):
        probe(source, "page", limits)
        return read_page(source, limits)
    suffix = path.suffix.lower()
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if suffix in WORKBOOKS and b"\0" in head and not wide:
        raise InputError(
            f"not a {suffix} workbook (damaged, or another kind of file)",
            path=path,
            hint="open and save it again in Excel",
        )
    if suffix in WORKBOOKS | TEXTS | {""}:
        read = probe(source, "text", limits)
        return [table_handed_over(read, source.shown) if read else read_text(source, limits)]
    raise InputError(
        f"unknown kind of file {suffix!r}",
        path=path,
        hint="give .xlsx, .xlsm, .xlsb, .xls, .ods, .csv, .tsv, .txt or .parquet",
    )


def _is_page(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(_MARKUP) or is_mhtml(head)


def _read_parquet(source: Source, limits: Limits) -> RawTable:
    probe(source, "parquet", limits)
    return table_of_frame(pl.read_parquet(io.BytesIO(source.data)), source.shown)


def table_of_frame(frame: pl.DataFrame, shown: str) -> RawTable:
    """Return a frame of columns of any type as the table of the file ``shown``, its names first."""
    problems: list[Problem] = []
    columns = [_as_text(frame[name], shown, problems) for name in frame.columns]
    header = pl.DataFrame(
        {name: [name] for name in frame.columns}, schema=dict.fromkeys(frame.columns, pl.String)
    )
    return RawTable(shown, "", pl.concat([header, pl.DataFrame(columns)]), problems)


def _as_text(column: pl.Series, shown: str, problems: list[Problem]) -> pl.Series:
    """Return a column of any type as text; what cannot be read is that column's problem alone."""
    name, dtype = column.name, column.dtype
    try:
        if dtype == pl.Binary:
            text = [None if one is None else decode(one).text for one in column.to_list()]
            column = pl.Series(name, text, dtype=pl.String)
        elif dtype.is_nested() or dtype == pl.Object:
            text = [None if one is None else _flat(one) for one in column.to_list()]
            column = pl.Series(name, text, dtype=pl.String)
        elif dtype == pl.Duration:
            column = column.dt.to_string()
        else:
            column = column.cast(pl.String, strict=False)
    except Exception as error:
        message = f"a column of type {dtype} could not be read ({error}); save it as text"
        problems.append(Problem(severity="warning", file=shown, column=name, message=message))
        column = pl.Series(name, [None] * len(column), dtype=pl.String)
    return column.str.replace_all("\0", "", literal=True)


def _flat(value: Any) -> str:
    """Return nested values as one text, its parts separated by '; '."""
    if isinstance(value, dict):
        return "; ".join(filter(None, map(_flat, value.values())))
    if isinstance(value, list | tuple | pl.Series):
        return "; ".join(filter(None, map(_flat, value)))
    if isinstance(value, bytes):
        return decode(value).text
    return "" if value is None else str(value)
