"""region-xinjiang, region-dprk and kaesong: a listed place in an address, city, region, port or in a maker's name."""

import polars as pl

from screen.models.watchlist import Entry
from screen.names.fold import fold
from screen.risk.facts.places import find_places
from screen.risk.hits import hits, no_hits
from screen.risk.screened import Screened

RULES = {"CN": "region-xinjiang", "KP": "region-dprk"}


def region_match(screened: Screened) -> pl.DataFrame:
    """Hits of the region entries of China (Xinjiang) and North Korea; the closed complex at Kaesong has a rule of its own.

    Law: UFLPA section 3(a) for goods made in Xinjiang; 31 C.F.R. Part 510 for North Korea. A place in a name or address
    is a lead: firms carry the names of places they left, and streets are named after cities. A Chinese place name in a firm of
    another country is no address there; the region's own name and places of North Korea count in every country.
    """
    found = []
    for watchlist, entry in screened.entries("region"):
        rule = RULES.get(entry.country)
        if rule is None:
            continue
        if "kaesong" in fold(entry.name):
            rule = "kaesong"
        for kind, frame in find_places(screened, entry, elsewhere=entry.country == "KP" or _own_names(entry)):
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


def _own_names(entry: Entry) -> set[str]:
    """The region's own names, as against those of its cities: they are safe to read in any country."""
    region = fold(entry.region or entry.name)
    return {
        name for written in (entry.name, *entry.aliases) for name in (fold(written), written) if region in fold(written)
    }
