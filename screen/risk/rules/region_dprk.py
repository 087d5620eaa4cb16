"""region-dprk: a place in North Korea in an address, city, port or maker's name."""

from collections.abc import Iterator

import polars as pl

from screen.risk.facts.facts import Facts
from screen.risk.facts.regions import region_hits, regions_of


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of a place in North Korea. Law: 31 C.F.R. Part 510 for North Korea."""
    regions = regions_of(facts.screened, "KP", kaesong=False)
    yield from region_hits(facts.screened, "region-dprk", regions)
