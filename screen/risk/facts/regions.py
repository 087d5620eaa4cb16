"""Listed regions in the cells that say where goods or makers come from."""

from collections.abc import Iterator

import polars as pl

from screen.models.watchlist import Entry, Watchlist
from screen.names.fold import fold
from screen.risk.facts.places import find_places, own_names
from screen.risk.hits import hits
from screen.risk.screened import Screened


def regions_of(screened: Screened, country: str, *, kaesong: bool) -> list[tuple[Watchlist, Entry]]:
    """Return the region entries of a country: the complex at Kaesong, or all the others."""
    return [
        (watchlist, entry)
        for watchlist, entry in screened.entries("region")
        if entry.country == country and ("kaesong" in fold(entry.name)) == kaesong
    ]


def region_hits(
    screened: Screened, rule: str, regions: list[tuple[Watchlist, Entry]]
) -> Iterator[pl.DataFrame]:
    """Yield hits of ``rule`` for rows that name one of ``regions``.

    A place in a name or address is a lead: firms carry the names of places they left, and streets
    are named after cities. A Chinese place name in a firm of another country is not an
    address; the region's own name and places of North Korea count in every country.
    """
    for of in regions:
        entry = of[1]
        elsewhere = True if entry.country == "KP" else own_names(entry)
        for kind, column, frame in find_places(screened, entry, elsewhere=elsewhere):
            yield hits(screened, frame, kind, column=column, rule=rule, of=of, value=pl.col(column))
