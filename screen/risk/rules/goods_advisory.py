"""goods-advisory: goods and country named in an official list of forced labour goods."""

from collections.abc import Iterator

import polars as pl

from screen.risk.facts.facts import Facts
from screen.risk.facts.goods import PRIORITY_SECTORS, in_force
from screen.risk.hits import as_hits


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of goods that an advisory names with their country."""
    rows = facts.goods.filter(
        ~in_force()
        & (pl.col("list_id") != PRIORITY_SECTORS)
        & (~pl.col("regional") | pl.col("key").is_in(facts.in_xinjiang.implode()))
    )
    yield as_hits(rows.with_columns(pl.lit("goods-advisory").alias("rule")))
