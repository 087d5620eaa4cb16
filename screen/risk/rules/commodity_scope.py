"""commodity-scope: goods of a country under a Withhold Release Order, by their HS code."""

from collections.abc import Iterator

import polars as pl

from screen.risk.facts.facts import Facts
from screen.risk.facts.goods import in_force
from screen.risk.hits import as_hits


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of goods under an order; one on a region's goods needs the region as well.

    Law: 19 U.S.C. 1307, 19 C.F.R. 12.42.
    """
    rows = facts.goods.filter(
        in_force()
        & ~pl.col("by_words")
        & (~pl.col("regional") | pl.col("key").is_in(facts.in_xinjiang.implode()))
    )
    yield as_hits(rows.with_columns(pl.lit("commodity-scope").alias("rule")))
