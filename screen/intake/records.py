"""Splits delimited text into records, without losing rows to quotation marks that nobody closed.

Text without quotation marks, the bulk of large exports, is split by polars; other text by the csv
module, whose reading of quotes is the one that spreadsheet programs share.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest

import numpy as np
import polars as pl

from screen.core.errors import InputError
from screen.intake.raw_table import column_letter
from screen.intake.source import Source
from screen.models.limits import Limits
from screen.models.result import Problem

#: Records that are held as Python lists at a time.
_CHUNK = 50_000
#: A quoted cell of more lines than this is an unbalanced quote and not a cell.
_LINES_IN_A_CELL = 60
#: Rows of unbalanced quotes that are named one by one.
_REPAIRS_LISTED = 20


def split_records(
    text: str, delimiter: str, source: Source, limits: Limits, problems: list[Problem]
) -> pl.DataFrame:
    """Return the records of ``text`` as a frame of String columns A, B, ....

    Empty cells are null, short records end in nulls.

    ``problems`` receives what had to be repaired. Raises InputError where there are more rows,
    columns or cells than ``limits`` allow.
    """
    if '"' not in text:
        frame = _unquoted(text, delimiter, source, limits)
    elif (found := _plainly_quoted(text, delimiter, source, limits)) is not None:
        frame = found
    else:
        frame = _frame(_quoted(text, delimiter, source, problems), source, limits)
    return frame.with_columns(pl.all().str.strip_chars().replace("", None))


def refuse_large_grid(source: Source, rows: int, columns: int, limits: Limits) -> None:
    """Raise InputError where a grid of text has more rows, columns or cells than allowed."""
    for number, most, what in (
        (columns, limits.columns, "columns"),
        (rows, limits.rows, "rows"),
        (rows * columns, limits.cells, "cells"),
    ):
        if number > most:
            raise InputError(
                f"has {number:,} {what}, more than {most:,}",
                path=source.path,
                hint=f"split it, or raise {what} under [limits] in flscreen.toml",
            )


def _unquoted(text: str, delimiter: str, source: Source, limits: Limits) -> pl.DataFrame:
    data = _lines_of(text)
    letters = np.frombuffer(data, dtype=np.uint8)
    starts = np.concatenate(([0], np.flatnonzero(letters[:-1] == ord("\n")) + 1))
    width = int(np.add.reduceat(letters == ord(delimiter), starts, dtype=np.int32).max()) + 1
    refuse_large_grid(source, len(starts), width, limits)
    return _read(data, delimiter, width)


def _plainly_quoted(
    text: str, delimiter: str, source: Source, limits: Limits
) -> pl.DataFrame | None:
    """Return the records of text in which every line is one and quotes only whole cells.

    None for other text, whose quotation marks can be read in several ways.
    """
    data = _lines_of(text).rstrip(b"\n") + b"\n"
    lines = pl.read_csv(
        io.BytesIO(b"\n" + data),
        has_header=False,
        separator="\0",
        quote_char=None,
        schema={"line": pl.String},
    )["line"][1:]
    quoted, other = r'"(?:[^"]|"")*"', delimiter.replace("|", r"\|")
    cell = rf'(?:{quoted}|[^"{other}]*)'
    if lines.null_count() or not lines.str.contains(rf"^{cell}(?:{other}{cell})*$").all():
        return None
    bare = lines.str.replace_all(quoted, "").str.count_matches(delimiter, literal=True)
    width = int(str(bare.max())) + 1
    refuse_large_grid(source, len(lines), width, limits)
    return _read(data, delimiter, width, '"') if width > 1 else None


def _lines_of(text: str) -> bytes:
    """Return text in UTF-8 with line feeds alone."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.encode()


def _read(data: bytes, delimiter: str, width: int, quote: str | None = None) -> pl.DataFrame:
    """Return the records of ``data``, as wide as the widest; polars would take the first's."""
    first = delimiter.encode() * (width - 1) + b"\n"
    frame = pl.read_csv(
        io.BytesIO(first + data),
        has_header=False,
        separator=delimiter,
        quote_char=quote,
        infer_schema=False,
        schema={column_letter(index): pl.String for index in range(width)},
    )
    # In one piece each: polars 1 cannot format columns of which some pieces are filtered away.
    return frame.slice(1).rechunk()


def _frame(records: Iterator[list[str]], source: Source, limits: Limits) -> pl.DataFrame:
    parts: list[pl.DataFrame] = []
    rows = width = 0
    while chunk := list(islice(records, _CHUNK)):
        rows, width = rows + len(chunk), max(width, *map(len, chunk))
        refuse_large_grid(source, rows, width, limits)
        columns = [column_letter(index) for index in range(width)]
        cells = dict(zip(columns, zip_longest(*chunk), strict=False))
        parts.append(pl.DataFrame(cells, schema=dict.fromkeys(cells, pl.String)))
    return pl.concat(parts, how="diagonal")


def _quoted(
    text: str, delimiter: str, source: Source, problems: list[Problem]
) -> Iterator[list[str]]:
    """Return the records of text with quotation marks.

    What an unclosed quote swallowed is given back row by row.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[-1]:
        lines.pop()
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter)
    usual = _usual_width(lines, delimiter)
    done = repairs = row = 0
    while True:
        try:
            record = next(reader)
        except StopIteration:
            break
        taken, done = lines[done : reader.line_num], reader.line_num
        if len(taken) < 2 or not _swallowed(taken, delimiter, usual):
            row += 1
            yield record
            continue
        repairs += 1
        if repairs <= _REPAIRS_LISTED:
            message = (
                f"a quotation mark is not closed: rows {row + 1} to {row + len(taken)} were read"
                " line by line; check their quotation marks"
            )
            problems.append(
                Problem(severity="warning", file=source.shown, row=row + 1, message=message)
            )
        row += len(taken)
        for line in taken:
            yield [cell.strip().strip('"') for cell in line.split(delimiter)]
    if repairs > _REPAIRS_LISTED:
        message = (
            f"{repairs - _REPAIRS_LISTED} more quotation marks are not closed; their rows were read"
            " line by line"
        )
        problems.append(Problem(severity="warning", file=source.shown, message=message))


def _swallowed(lines: Sequence[str], delimiter: str, usual: int) -> bool:
    """Whether these lines are rows and no cell with line feeds.

    Each is as wide as a row by itself, or there are far too many.
    """
    if len(lines) > _LINES_IN_A_CELL:
        return True
    return usual > 1 and all(line.count(delimiter) == usual - 1 for line in lines)


def _usual_width(lines: Sequence[str], delimiter: str) -> int:
    """Return the commonest number of cells among the first records."""
    widths = [
        len(record)
        for record in islice(csv.reader((line + "\n" for line in lines), delimiter=delimiter), 100)
        if record
    ]
    return max(set(widths), key=lambda width: (widths.count(width), width), default=1)
