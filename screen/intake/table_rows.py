"""The rows of a table as text: its body, without repeated headers, with group names filled in."""

import re
from collections.abc import Sequence
from functools import cache

import polars as pl

from screen.core.data_tables import read_table
from screen.intake.columns import Header
from screen.intake.tables import FoundTable
from screen.models.kinds import KINDS

#: This many groups of rows with one name each mean that the name covers the group, not that names
#: are missing.
LEAST_GROUPS = 2
#: ... and, where nothing else describes the firm, at least one row in so many.
SHARE_OF_GROUPS = 3


def table_rows(found: FoundTable) -> pl.DataFrame:
    """Return the non-empty rows below the header: ``row`` (UInt32, from 1), then the columns.

    Cells are stripped; empty ones are null.
    """
    header = found.header
    body = found.cells.slice(header.row + 1)
    body = body.with_columns(pl.all().str.strip_chars().replace("", None))
    names = body.columns
    body = body.with_row_index("row", offset=header.row + 2)
    return body.filter(~pl.all_horizontal(pl.col(names).is_null()))


def without_repeats(
    body: pl.DataFrame, names: list[str], header: Header
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows of ``body``, and apart from them those that repeat the header.

    Print-outs repeat it on every page. A repeat holds the header of a column of names.
    """
    parties = {*KINDS[header.kind].parties, *KINDS[header.kind].other_identity}
    known = {i: text for i, text in header.written.items() if i in header.columns}
    naming = [pl.col(names[i]) == text for i, text in known.items() if header.columns[i] in parties]
    if not naming:
        return body, body.clear()
    same = [pl.col(names[i]) == text for i, text in known.items()]
    repeated = body.select(
        (pl.sum_horizontal(same).fill_null(0) >= len(same) // 2 + 1)
        & pl.any_horizontal(naming).fill_null(False)
    ).to_series()
    return body.filter(~repeated), body.filter(repeated)


def with_merged(
    body: pl.DataFrame, merged: Sequence[tuple[int, int, str]], header: Header
) -> pl.DataFrame:
    """Return ``body`` with the text of each merged cell in all of its rows.

    Only names, places and ids are meant for every row; an amount counts once. ``merged`` holds
    first and last row and the column's letter.
    """
    kind = KINDS[header.kind]
    meant = {kind.id, kind.country, *kind.parties, *kind.address_columns, *kind.states}
    names = [name for name in body.columns if name != "row"]
    wanted = {names[at] for at, column in header.columns.items() if column in meant}
    wanted |= {names[at] for at in (*header.owned, *(one.index for one in header.parties))}
    ranges = [one for one in merged if one[2] in wanted and one[1] > header.row + 1]
    if not ranges:
        return body
    spread = (
        pl.DataFrame(
            ranges, schema={"top": pl.UInt32, "end": pl.UInt32, "at": pl.String}, orient="row"
        )
        .with_columns(pl.int_ranges("top", pl.col("end") + 1, dtype=pl.UInt32).alias("row"))
        .explode("row")
    )
    for (at,), places in spread.group_by("at"):
        tops = body.join(places.select("row", "top"), on="row", how="left", maintain_order="left")
        first = body.select(pl.col("row").alias("top"), pl.col(str(at)).alias("_first"))
        filled = tops.join(first, on="top", how="left", maintain_order="left")
        body = filled.with_columns(pl.coalesce(str(at), "_first").alias(str(at))).select(
            body.columns
        )
    return body


def with_group_names(
    body: pl.DataFrame, names: list[str], header: Header
) -> tuple[pl.DataFrame, pl.Series]:
    """Return ``body`` with the name of each group in all of its rows, and the rows filled in.

    Pivot tables and print-outs write the name of a supplier once, above the rows that belong to
    it. Blanks are such rows, and not missing names, where two groups or more have them, the row
    holds something else, and nothing else about that firm stands in it.
    """
    none = body["row"].clear()
    main = main_name(header)
    if main is None or body.height < 4:
        return body, none
    if body[names[main]].null_count() < LEAST_GROUPS:
        return body, none
    name = pl.col(names[main])
    own = [names[at] for at in about_the_firm(header) if at != main]
    others = [column for column in names if column != names[main] and column not in own]
    alone = pl.all_horizontal(pl.col(own).is_null()) if own else pl.lit(True)
    total = pl.any_horizontal(pl.col(names).str.to_lowercase().str.contains(total_words()))
    below = name.is_null() & pl.any_horizontal(pl.col(others).is_not_null()) & alone
    below &= ~total.fill_null(False)
    blank = name.is_null() & ~total.fill_null(False)
    marks = body.select("row", below.alias("below"), blank.alias("blank"))
    starts = marks["below"] & ~marks["below"].shift(1, fill_value=True)
    if int(starts.sum()) < LEAST_GROUPS or not bool((marks["blank"] == marks["below"]).all()):
        return body, none
    # A table whose names are mostly missing at random has blanks of one row each, here and there.
    if own == [] and int(marks["below"].sum()) * SHARE_OF_GROUPS < body.height:
        return body, none
    filled = body.with_columns(
        pl.when(below).then(name.forward_fill()).otherwise(name).alias(names[main])
    )
    return filled, marks.filter(pl.col("below"))["row"]


@cache
def total_words() -> str:
    """Return a pattern of the words that begin a row of sums, in the languages of trade."""
    words = [
        row["word"]
        for row in read_table("screen.intake", "content_words")
        if row["class"] == "total"
    ]
    return rf"^\W*(?:{'|'.join(map(re.escape, words))})\b"


def main_name(header: Header) -> int | None:
    """Return the leftmost column that names a party: groups are written from left to right."""
    parties = KINDS[header.kind].parties
    named = [at for at, column in header.columns.items() if column in parties]
    return min([*named, *(one.index for one in header.parties)], default=None)


def about_the_firm(header: Header) -> list[int]:
    """Return the columns that describe the firm of the main name: its ids and address."""
    kind = KINDS[header.kind]
    # Goods of a group may come from several countries; a shipment's address is not the firm's.
    about = {kind.id, kind.registration, *kind.address_columns} if kind.registration else set()
    return [at for at, column in header.columns.items() if column in about]
