"""region-xinjiang: a listed place of Xinjiang in an address, a maker's name or a goods text."""

from collections.abc import Iterator

import polars as pl

from screen.risk.facts.facts import Facts
from screen.risk.facts.goods_places import text_hits
from screen.risk.facts.regions import region_hits, regions_of


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of a listed place of Xinjiang, and of goods that are said to come from there.

    Law: UFLPA section 3(a) for goods made in Xinjiang.
    """
    regions = regions_of(facts.screened, "CN", kaesong=False)
    yield from region_hits(facts.screened, "region-xinjiang", regions)
    yield from text_hits(facts.screened, "region-xinjiang", regions)
