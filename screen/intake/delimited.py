"""Reads delimited text in the encodings and with the delimiters that trade software writes."""

import csv
import io
import json

import polars as pl

from screen.core.errors import InputError
from screen.intake.columns import recognised_headers
from screen.intake.encodings import DAMAGE, Decoded, decode
from screen.intake.raw_table import Encoding, RawTable
from screen.intake.records import split_records
from screen.intake.source import Source
from screen.models.limits import Limits
from screen.models.result import Problem

# The csv module stops at cells of 131,072 letters; ours are cut, and said to be, when rows are
# read.
csv.field_size_limit(1 << 30)

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 200_000
#: Cells with damaged bytes that are named one by one.
_DAMAGE_LISTED = 20


def read_text(source: Source, limits: Limits) -> RawTable:
    """Return the one table of a text file.

    Row ``i`` is the ``i + 1``-th record, as a spreadsheet would show it.

    Raises InputError where the file holds no text, or more of it than ``limits`` allow.
    """
    try:
        decoded = decode(source.data, source.encoding)
    except LookupError:
        raise InputError(
            f"{source.encoding!r} is not an encoding",
            path=source.path,
            hint="give one such as utf-8, cp1252, shift_jis, gb18030 or big5",
        ) from None
    text = decoded.text
    problems: list[Problem] = []
    if "\0" in text:
        message = f"{text.count(chr(0))} NUL characters were removed"
        problems.append(Problem(severity="warning", file=source.shown, message=message))
        text = text.replace("\0", "")
    if not text.strip():
        raise InputError("holds no text", path=source.path, hint="export it again")
    if decoded.encoding not in {"utf-8", "utf-16", "ascii"} and not source.encoding:
        problems.append(
            Problem(
                severity="info" if decoded.sure else "warning",
                file=source.shown,
                message=f"read as {decoded.encoding}"
                + ("" if decoded.sure else ", which is a guess")
                + "; if letters look wrong, save it as UTF-8 or give --encoding",
            )
        )
    cells = split_records(text, sniff_delimiter(text), source, limits, problems)
    cells = _without_marks_of_text(_name_damage(cells, decoded, source, problems))
    return RawTable(
        source.shown, "", cells, problems, encoding=Encoding(decoded.encoding, decoded.sure)
    )


def handed_over(table: RawTable) -> bytes:
    """Return the table of a text as bytes, for the process that asked for it."""
    about = {
        "encoding": table.encoding,
        "problems": [dict(problem) for problem in table.problems],
    }
    cells = io.BytesIO()
    table.cells.write_ipc_stream(cells)
    return json.dumps(about).encode() + b"\n" + cells.getvalue()


def table_handed_over(data: bytes, shown: str) -> RawTable:
    """Return the table of ``handed_over`` as that of the file ``shown``."""
    begin = data.index(b"\n") + 1
    about = json.loads(data[:begin])
    problems = [Problem.model_validate({**one, "file": shown}) for one in about["problems"]]
    cells = pl.read_ipc_stream(io.BytesIO(memoryview(data)[begin:]))
    return RawTable(shown, "", cells, problems, encoding=Encoding(*about["encoding"]))


def _without_marks_of_text(cells: pl.DataFrame) -> pl.DataFrame:
    """Return ``cells`` without the marks that make Excel keep digits as text.

    Exports write ="0307" or '0307 so that Excel shows 0307.
    """
    marked = [
        name
        for name in cells.columns
        if cells[name].str.starts_with('="').any() or cells[name].str.starts_with("'").any()
    ]
    inner = pl.col(marked).str.replace(r'^\s*="([^"]*)"\s*$', "$1").str.replace(r"^'(\d)", "$1")
    return cells.with_columns(inner) if marked else cells


def _name_damage(
    cells: pl.DataFrame, decoded: Decoded, source: Source, problems: list[Problem]
) -> pl.DataFrame:
    """Return ``cells`` without the marks of damage, after naming each cell that has one."""
    if not decoded.damaged:
        return cells
    marked = cells.with_row_index("row", offset=1).unpivot(index="row", variable_name="column")
    marked = marked.filter(pl.col("value").str.contains(DAMAGE, literal=True)).sort("row")
    cells = cells.with_columns(pl.all().str.replace_all(DAMAGE, "", literal=True))
    for row, column, value in marked.head(_DAMAGE_LISTED).iter_rows():
        message = f"holds bytes that are not {decoded.encoding.upper()}; check the letters"
        problems.append(
            Problem(
                severity="warning",
                file=source.shown,
                row=row,
                column=column,
                value=value.replace(DAMAGE, "")[:200],
                message=message,
            )
        )
    if marked.height > _DAMAGE_LISTED:
        message = f"{marked.height - _DAMAGE_LISTED} more cells hold damaged letters"
        problems.append(Problem(severity="warning", file=source.shown, message=message))
    return cells


def sniff_delimiter(text: str) -> str:
    """Return the delimiter under which a line holds most known headers.

    Where none does, the one that splits the first lines most evenly.
    """
    lines = [line for line in text[:_SAMPLE].splitlines()[:60] if line.strip()]

    def evenness(delimiter: str) -> tuple[int, int, int]:
        known = max(
            (recognised_headers(line.split(delimiter)) for line in lines[:30] if delimiter in line),
            default=0,
        )
        counts = [len(next(csv.reader([line], delimiter=delimiter), [])) - 1 for line in lines]
        counts = [count for count in counts if count]
        commonest = max(set(counts), key=lambda count: (counts.count(count), count), default=0)
        return known if known > 1 else 0, counts.count(commonest) * min(commonest, 3), commonest

    return max(DELIMITERS, key=evenness)
