"""region-xinjiang: a listed place of Xinjiang in an address, city, port or maker's name."""

from collections.abc import Iterator

import polars as pl

from screen.risk.facts.facts import Facts
from screen.risk.facts.regions import region_hits, regions_of


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of a listed place of Xinjiang.

    Law: UFLPA section 3(a) for goods made in Xinjiang.
    """
    regions = regions_of(facts.screened, "CN", kaesong=False)
    yield from region_hits(facts.screened, "region-xinjiang", regions)
