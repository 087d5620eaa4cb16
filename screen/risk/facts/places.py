"""Looks for places in the cells that say where goods or makers come from."""

import re
from collections.abc import Iterator, Set

import polars as pl

from screen.models.kinds import TABLE_KINDS, RowKind
from screen.models.watchlist import Entry
from screen.names.fold import cells_holding, fold
from screen.risk.screened import Screened

# : Short place names mean other things elsewhere (Ili, Aral, Hami): they count only inside the
# entry's own country.
SHORT_PLACE = 6


def find_places(
    screened: Screened, entry: Entry, *, elsewhere: bool | Set[str] = False
) -> Iterator[tuple[RowKind, str, pl.DataFrame]]:
    """Yield kind, column and the rows in whose column the name or an alias of a region stands.

    The rows have two more columns: ``place``, the words found, and ``note``. A place counts where
    the row's country is the entry's; where the row has none, long names count. ``elsewhere`` says
    which long names count in other countries as well: all, none, or some.
    """
    for kind in TABLE_KINDS.values():
        rows = screened.rows[kind.name]
        for column in kind.place_columns:
            cells = rows.filter(pl.col(column).is_not_null())
            if not cells.is_empty():
                yield kind, column, _search(cells, column, kind.country, entry, elsewhere)


def _search(
    cells: pl.DataFrame, column: str, country: str, entry: Entry, elsewhere: bool | Set[str]
) -> pl.DataFrame:
    spellings = dict.fromkeys((entry.name, *entry.aliases))
    short = _pattern([place for place in spellings if len(fold(place)) < SHORT_PLACE])
    long = _pattern([place for place in spellings if len(fold(place)) >= SHORT_PLACE])
    distinct = cells_holding(cells[column].unique(), spellings)
    met_long = {cell: found for cell in distinct if (found := _find(long, cell))}
    met_short = {cell: found for cell in distinct if (found := _find(short, cell))}
    inside = (pl.col(country) == entry.country).fill_null(False)
    anywhere = (
        pl.lit(elsewhere)
        if isinstance(elsewhere, bool)
        else pl.col("_long").is_in(sorted(elsewhere))
    )
    role = column.replace("_", " ")
    return (
        cells.with_columns(
            pl.col(column)
            .replace_strict(met_long, default=None, return_dtype=pl.String)
            .alias("_long"),
            pl.col(column)
            .replace_strict(met_short, default=None, return_dtype=pl.String)
            .alias("_short"),
        )
        .with_columns(
            pl.coalesce(
                pl.when(inside | pl.col(country).is_null() | anywhere).then(pl.col("_long")),
                pl.when(inside | (elsewhere is True)).then(pl.col("_short")),
            ).alias("place")
        )
        .filter(pl.col("place").is_not_null())
        .drop("_long", "_short")
        .with_columns(
            pl.format("the {} holds the place name '{}'", pl.lit(role), "place").alias("note")
        )
    )


def _pattern(places: list[str]) -> re.Pattern[str] | None:
    latin = sorted({re.escape(fold(place)) for place in places}, key=len, reverse=True)
    raw = sorted(
        {re.escape(place) for place in places if not place.isascii()}, key=len, reverse=True
    )
    parts = [f"\\b(?:{'|'.join(latin)})\\b", *raw] if latin else raw
    return re.compile("|".join(parts)) if parts else None


def _find(pattern: re.Pattern[str] | None, cell: str) -> str | None:
    found = pattern.search(fold(cell)) or pattern.search(cell) if pattern else None
    return found.group() if found else None
