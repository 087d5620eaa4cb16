"""region-xinjiang and region-dprk: a listed place in an address, city, region, port or in a maker's name."""

import re
from collections.abc import Iterable, Iterator

import polars as pl

from screen.models.vocabulary import SubjectKind
from screen.models.watchlist import Entry
from screen.names.fold import fold, fold_column
from screen.risk.hits import hits, no_hits
from screen.risk.subject import Screened

#: Cells that say where goods or makers come from. Consignees and ports of unlading are at the other end.
_PLACES: dict[SubjectKind, tuple[str, ...]] = {
    "supplier": ("address", "city", "region", "supplier_name", "aliases", "factory", "parent"),
    "shipment": ("address", "city", "port_of_lading", "manufacturer", "supplier_name", "shipper", "seller"),
}
#: Short place names mean other things elsewhere (Ili, Aral, Hami): they count only inside the entry's own country.
SHORT_PLACE = 6
RULES = {"CN": "region-xinjiang", "KP": "region-dprk"}


def region_match(screened: Screened) -> pl.DataFrame:
    """Hits of the region entries of China (Xinjiang) and North Korea.

    Law: UFLPA section 3(a) for goods made in Xinjiang; 31 C.F.R. Part 510 for North Korea. A place in a name or address
    is a lead: firms carry the names of places they left, and streets are named after cities.
    """
    found = []
    for watchlist, entry in screened.entries("region"):
        rule = RULES.get(entry.country)
        if rule is None:
            continue
        for kind, columns in _PLACES.items():
            for frame in _search(screened, kind, columns, entry):
                found.append(
                    hits(
                        frame.with_columns(
                            pl.lit(kind).alias("kind"),
                            pl.lit(rule).alias("rule"),
                            pl.lit(watchlist.info.id).alias("list_id"),
                            pl.lit(entry.entry_id).alias("entry_id"),
                        )
                    )
                )
    return pl.concat(found) if found else no_hits()


def _search(screened: Screened, kind: SubjectKind, columns: tuple[str, ...], entry: Entry) -> Iterator[pl.DataFrame]:
    rows = screened.rows[kind]
    country = "country" if kind == "supplier" else "country_of_origin"
    spellings = dict.fromkeys((entry.name, *entry.aliases))
    short = _pattern([place for place in spellings if len(fold(place)) < SHORT_PLACE])
    long = _pattern([place for place in spellings if len(fold(place)) >= SHORT_PLACE])
    for column in columns:
        cells = rows.filter(pl.col(column).is_not_null())
        if cells.is_empty():
            continue
        distinct = _may_hold(cells[column].unique(), spellings)
        met_long = {cell: found for cell in distinct if (found := _find(long, cell))}
        met_short = {cell: found for cell in distinct if (found := _find(short, cell))}
        inside = pl.col(country) == entry.country
        # A Chinese place name in a firm of another country is no address there; The region's own name and North Korea always count.
        elsewhere = (
            pl.col(country).is_null() | (entry.country == "KP") | pl.col("_long").is_in(sorted(_own_names(entry)))
        )
        yield (
            cells.with_columns(
                pl.col(column).replace_strict(met_long, default=None, return_dtype=pl.String).alias("_long"),
                pl.col(column).replace_strict(met_short, default=None, return_dtype=pl.String).alias("_short"),
            )
            .with_columns(
                pl.coalesce(
                    pl.when(inside | elsewhere).then(pl.col("_long")),
                    pl.when(inside.fill_null(False) | (entry.country == "KP")).then(pl.col("_short")),
                ).alias("_place")
            )
            .filter(pl.col("_place").is_not_null())
            .select(
                "key",
                screened.written(cells, column).alias("column"),
                pl.lit(column.replace("_", " ")).alias("role"),
                pl.col(column).alias("value"),
                pl.col(country).alias("country"),
                pl.format("the {} holds the place name '{}'", pl.lit(column.replace("_", " ")), pl.col("_place")).alias(
                    "note"
                ),
            )
        )


def _may_hold(cells: pl.Series, places: Iterable[str]) -> list[str]:
    """The distinct cells in which a place may stand: plain ones that hold its letters, and all that are not plain."""
    wanted = sorted({fold(place) for place in places} - {""})
    frame = pl.DataFrame({"cell": cells})
    odd = pl.col("cell").str.contains(r"[^\x00-\x7f]|(?:[A-Za-z]\.){2,}")
    return frame.filter(odd | fold_column(pl.col("cell")).str.contains_any(wanted))["cell"].to_list()


def _own_names(entry: Entry) -> set[str]:
    """The region's own names, as against those of its cities: they are safe to read in any country."""
    region = fold(entry.region or entry.name)
    return {
        name for written in (entry.name, *entry.aliases) for name in (fold(written), written) if region in fold(written)
    }


def _pattern(places: list[str]) -> re.Pattern[str] | None:
    latin = sorted({re.escape(fold(place)) for place in places}, key=len, reverse=True)
    raw = sorted({re.escape(place) for place in places if not place.isascii()}, key=len, reverse=True)
    parts = [f"\\b(?:{'|'.join(latin)})\\b", *raw] if latin else raw
    return re.compile("|".join(parts)) if parts else None


def _find(pattern: re.Pattern[str] | None, cell: str) -> str | None:
    found = pattern.search(fold(cell)) or pattern.search(cell) if pattern else None
    return found.group() if found else None
