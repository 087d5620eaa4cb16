"""Looks for places in the cells that say where goods or makers come from."""

import re
from collections.abc import Iterator, Set

import polars as pl

from screen.models.vocabulary import SubjectKind
from screen.models.watchlist import Entry
from screen.names.fold import cells_holding, fold
from screen.risk.screened import Screened

#: Cells that say where goods or makers come from. Consignees and ports of unlading are at the other end.
_PLACES: dict[SubjectKind, tuple[str, ...]] = {
    "supplier": ("address", "city", "region", "supplier_name", "aliases", "factory", "parent"),
    "shipment": ("address", "city", "port_of_lading", "manufacturer", "supplier_name", "shipper", "seller"),
}
#: Short place names mean other things elsewhere (Ili, Aral, Hami): they count only inside the entry's own country.
SHORT_PLACE = 6


def find_places(
    screened: Screened, entry: Entry, *, elsewhere: bool | Set[str] = False
) -> Iterator[tuple[SubjectKind, pl.DataFrame]]:
    """The rows of each kind in which the name or an alias of ``entry`` (a region) stands, one frame for each column searched.

    The frames hold key, column (as the user wrote it), role, value, country, place (the words found) and note. A place counts where the row's
    country is the entry's; where the row has none, long names count. ``elsewhere`` says which long names count in other countries
    as well: all, none, or some.
    """
    for kind, columns in _PLACES.items():
        rows = screened.rows[kind]
        country = "country" if kind == "supplier" else "country_of_origin"
        for column in columns:
            cells = rows.filter(pl.col(column).is_not_null())
            if not cells.is_empty():
                yield kind, _search(screened, cells, column, country, entry, elsewhere)


def _search(
    screened: Screened, cells: pl.DataFrame, column: str, country: str, entry: Entry, elsewhere: bool | Set[str]
) -> pl.DataFrame:
    spellings = dict.fromkeys((entry.name, *entry.aliases))
    short = _pattern([place for place in spellings if len(fold(place)) < SHORT_PLACE])
    long = _pattern([place for place in spellings if len(fold(place)) >= SHORT_PLACE])
    distinct = cells_holding(cells[column].unique(), spellings)
    met_long = {cell: found for cell in distinct if (found := _find(long, cell))}
    met_short = {cell: found for cell in distinct if (found := _find(short, cell))}
    inside = (pl.col(country) == entry.country).fill_null(False)
    anywhere = pl.lit(elsewhere) if isinstance(elsewhere, bool) else pl.col("_long").is_in(sorted(elsewhere))
    role = column.replace("_", " ")
    return (
        cells.with_columns(
            pl.col(column).replace_strict(met_long, default=None, return_dtype=pl.String).alias("_long"),
            pl.col(column).replace_strict(met_short, default=None, return_dtype=pl.String).alias("_short"),
        )
        .with_columns(
            pl.coalesce(
                pl.when(inside | pl.col(country).is_null() | anywhere).then(pl.col("_long")),
                pl.when(inside | (elsewhere is True)).then(pl.col("_short")),
            ).alias("place")
        )
        .filter(pl.col("place").is_not_null())
        .select(
            "key",
            screened.written(cells, column).alias("column"),
            pl.lit(role).alias("role"),
            pl.col(column).alias("value"),
            pl.col(country).alias("country"),
            "place",
            pl.format("the {} holds the place name '{}'", pl.lit(role), "place").alias("note"),
        )
    )


def _pattern(places: list[str]) -> re.Pattern[str] | None:
    latin = sorted({re.escape(fold(place)) for place in places}, key=len, reverse=True)
    raw = sorted({re.escape(place) for place in places if not place.isascii()}, key=len, reverse=True)
    parts = [f"\\b(?:{'|'.join(latin)})\\b", *raw] if latin else raw
    return re.compile("|".join(parts)) if parts else None


def _find(pattern: re.Pattern[str] | None, cell: str) -> str | None:
    found = pattern.search(fold(cell)) or pattern.search(cell) if pattern else None
    return found.group() if found else None
