"""region-dprk: North Korea or a place there in an address, a maker's name or a goods text."""

from collections.abc import Iterator

import polars as pl

from screen.risk.facts.facts import Facts
from screen.risk.facts.goods_places import text_hits
from screen.risk.facts.regions import region_hits, regions_of


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of a place in North Korea. Law: 31 C.F.R. Part 510 for North Korea."""
    regions = regions_of(facts.screened, "KP", kaesong=False)
    yield from region_hits(facts.screened, "region-dprk", regions)
    # The country itself stands in no region entry; where a column states it, see origin-dprk.
    stated = [of for of in facts.screened.entries("country") if of[1].country == "KP"]
    yield from text_hits(facts.screened, "region-dprk", [*stated, *regions], always=True)
