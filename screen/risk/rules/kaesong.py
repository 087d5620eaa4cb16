"""kaesong: the closed industrial complex at Kaesong in an address, city, port or maker's name."""

from collections.abc import Iterator

import polars as pl

from screen.risk.facts.facts import Facts
from screen.risk.facts.regions import region_hits, regions_of


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of the closed industrial complex at Kaesong.

    Law: 31 C.F.R. Part 510 for North Korea.
    """
    regions = regions_of(facts.screened, "KP", kaesong=True)
    yield from region_hits(facts.screened, "kaesong", regions)
