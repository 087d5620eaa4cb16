"""Which rows of a table are screened, which are rejected, and what each lacks."""

from collections.abc import Callable, Mapping
from functools import partial

import polars as pl

from screen.intake.columns import Header
from screen.intake.raw_table import RawTable
from screen.models.kinds import KINDS
from screen.models.result import Problem
from screen.models.vocabulary import Severity

#: Problems of one kind in one column are listed row by row up to this many; one line counts the
#: rest.
REPEATS_LISTED = 20
REPEATS_HEADER = "row rejected: repeats the header"
NOTHING_TO_SCREEN = (
    "row rejected: no name, place or code to screen; fill in a name if it is a real row"
)
#: Makes a problem of severity, row, column, cell and message.
Tell = Callable[[Severity, int | None, str, str, str], Problem]


def row_problem(
    table: RawTable, severity: Severity, row: int | None, column: str, value: str, message: str
) -> Problem:
    """Return a problem of one row of ``table``, or of the whole table where ``row`` is None."""
    return Problem(
        severity=severity,
        file=table.file,
        sheet=table.sheet,
        row=row,
        column=column,
        value=value[:200],
        message=message,
    )


def problems_of_rows(
    rows: pl.DataFrame, severity: Severity, message: str, tell: Tell
) -> list[Problem]:
    """Return one problem for each of ``rows`` (row and cells), which quotes its first cell."""
    if rows.is_empty():
        return []
    cells = [name for name in rows.columns if name != "row"]
    first = rows.select("row", pl.coalesce(pl.col(cells)).fill_null("").alias("cell"))
    return [tell(severity, int(row), "", cell, message) for row, cell in first.iter_rows()]


def accepted(
    frame: pl.DataFrame, body: pl.DataFrame, names: list[str], header: Header, tell: Tell
) -> tuple[pl.DataFrame, list[Problem]]:
    """Return the rows of ``frame`` that hold something to screen, and what is wrong with the rest.

    ``body`` holds the text of the same rows. A row without any name is never said to be screened
    by name.
    """
    kind = KINDS[header.kind]
    further = [body[names[one.index]].is_not_null() for one in header.parties]
    named = pl.any_horizontal(*(pl.col(name).is_not_null() for name in kind.parties), *further)
    screenable = (pl.col(name).is_not_null() for name in kind.screenable)
    frame = frame.with_columns(named.alias("_named"))
    frame = frame.with_columns(pl.any_horizontal("_named", *screenable).alias("_usable"))
    unusable = body.filter(~frame["_usable"])
    problems = problems_of_rows(unusable, "error", NOTHING_TO_SCREEN, tell)
    good = frame.filter(pl.col("_usable"))
    nameless = good.filter(~pl.col("_named"))["row"].to_list()
    column = _main_header(header)
    for row in nameless[:REPEATS_LISTED]:
        message = "no name in this row; screened by its other cells only"
        problems.append(tell("warning", row, column, "", message))
    if len(nameless) > REPEATS_LISTED:
        message = (
            f"{len(nameless) - REPEATS_LISTED} more rows have no name; they are screened by their"
            " other cells only"
        )
        others = tell("warning", None, column, "", message)
        others.count = len(nameless) - REPEATS_LISTED
        others.counted_as = "further rows have no name; they are screened by their other cells only"
        problems.append(others)
    return good.drop("_usable", "_named"), problems


def _main_header(header: Header) -> str:
    main = next(iter(KINDS[header.kind].parties))
    return next(
        (header.written[at] for at, column in header.columns.items() if column == main), main
    )


def other_cells(body: pl.DataFrame, names: list[str], header: Header) -> pl.Expr:
    """Return the cells of the columns that fill no field, as a JSON object of header -> text."""
    taken: dict[str, int] = {}
    fields = []
    for index, written in swept_headers(header).items():
        taken[written] = taken.get(written, 0) + 1
        name = written if taken[written] == 1 else f"{written} ({taken[written]})"
        fields.append(pl.lit(body[names[index]]).alias(name))
    if not fields:
        return pl.lit(None, dtype=pl.String)
    return pl.struct(fields).struct.json_encode()


def swept_headers(header: Header) -> Mapping[int, str]:
    """Return the written headers of the columns that are neither parties nor fields, by index."""
    parties = {one.index for one in header.parties}
    return {
        index: written
        for index, written in header.written.items()
        if index not in header.columns and index not in parties
    }


def teller(table: RawTable) -> Tell:
    """Return the function that makes problems of ``table``."""
    return partial(row_problem, table)
