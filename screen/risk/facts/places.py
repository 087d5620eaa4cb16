"""Looks for places in the cells that say where goods or makers come from."""

from collections.abc import Iterator, Set

import polars as pl

from screen.models.kinds import NAME_COLUMNS, TABLE_KINDS, RowKind
from screen.models.watchlist import Entry
from screen.names.fold import fold
from screen.reference.chinese_places import cities_of
from screen.risk.facts.place_sense import Region, Sensed, place_pattern
from screen.risk.screened import Screened

#: Short place names mean other things elsewhere (Ili, Aral, Hami): they count only inside the
#: entry's own country.
SHORT_PLACE = 6
#: How the postcodes of a province begin; only of those that are listed.
_POSTCODES = {"Xinjiang": ("83", "84")}
_PORTS = frozenset({"port_of_lading"})


def own_names(entry: Entry) -> set[str]:
    """Return the region's own names, not those of its cities: they are safe in any country."""
    region = fold(entry.region or entry.name)
    short = {"sinkiang", "xuar"} if region == "xinjiang" else set()
    return short | {
        name
        for written in (entry.name, *entry.aliases)
        for name in (fold(written), written)
        if region in fold(written)
    }


def region_of(entry: Entry) -> Region:
    """Return the names of a region entry, as places are judged by them."""
    province = entry.region if entry.country == "CN" else ""
    own = own_names(entry)
    cities = cities_of(province) if province in entry.aliases else []
    return Region(
        names=tuple(dict.fromkeys((entry.name, *entry.aliases, *cities))),
        own=frozenset(own),
        province=province,
        postcodes=_POSTCODES.get(province, ()),
    )


def find_places(
    screened: Screened, entry: Entry, *, elsewhere: bool | Set[str] = False
) -> Iterator[tuple[RowKind, str, pl.DataFrame]]:
    """Yield kind, column and the rows in whose column the name or an alias of a region stands.

    The rows have three more columns: ``place``, the words found, ``note``, and ``raised``, the
    levels (0 or less) that doubt takes. A place counts where
    the row's country is the entry's; where the row has none, long names count. ``elsewhere`` says
    which long names count in other countries as well: all, none, or some.
    """
    region = region_of(entry)
    for kind in TABLE_KINDS.values():
        for column in kind.place_columns:
            if screened.rows[kind.name][column].count():
                yield kind, column, _search(screened, kind, column, entry, region, elsewhere)


def _search(
    screened: Screened,
    kind: RowKind,
    column: str,
    entry: Entry,
    region: Region,
    elsewhere: bool | Set[str],
) -> pl.DataFrame:
    long = [place for place in region.names if len(fold(place)) >= SHORT_PLACE]
    holding = screened.distinct_cells(kind.name, column).holding(region.names)
    told = screened.rows[kind.name].filter(pl.col(column).is_in(holding.implode()))
    told = told.with_columns(kind.address().fill_null("").alias("_address"))
    inside = (pl.col(kind.country) == entry.country).fill_null(False)
    known = pl.col(kind.country).is_not_null() & ~inside
    wanted = (
        pl.when(inside | (elsewhere is True))
        .then(pl.lit("all"))
        .when(~known)
        .then(pl.lit("long"))
        .when(pl.lit(elsewhere is not False))
        .then(pl.lit("some"))
        .otherwise(pl.lit(""))
    )
    told = told.with_columns(wanted.alias("_wanted")).filter(pl.col("_wanted") != "")
    some = sorted(elsewhere) if not isinstance(elsewhere, bool) else []
    patterns = {
        "all": place_pattern(list(region.names)),
        "long": place_pattern(long),
        "some": place_pattern([place for place in long if {fold(place), place} & {*some}]),
    }
    in_name = column in NAME_COLUMNS
    case = [column, "_address", "_wanted"]
    sensed: list[tuple[str, str, str, Sensed]] = []
    for cell, address, which in told.select(case).unique(maintain_order=True).iter_rows():
        pattern = patterns[which]
        found = pattern and region.sense(
            cell, address, pattern, in_name=in_name, port=column in _PORTS
        )
        if found:
            sensed.append((cell, address, which, found))
    role = column.replace("_", " ")
    facts = pl.DataFrame(
        [
            (
                *one,
                found.place,
                found.raised,
                f"the {role} holds the place name '{found.place}'{found.why}",
            )
            for *one, found in sensed
        ],
        schema={
            **dict.fromkeys([*case, "place"], pl.String),
            "raised": pl.Int8,
            "note": pl.String,
        },
        orient="row",
    )
    return told.join(facts, on=case, maintain_order="left").drop("_address", "_wanted")
