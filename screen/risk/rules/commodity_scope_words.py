"""commodity-scope-words: the same by the description alone."""

from collections.abc import Iterator

import polars as pl

from screen.risk.facts.facts import Facts
from screen.risk.facts.goods import in_force
from screen.risk.hits import as_hits


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of goods whose words, and no code, name a commodity under an order."""
    rows = facts.goods.filter(
        in_force()
        & pl.col("by_words")
        & (~pl.col("regional") | pl.col("key").is_in(facts.in_xinjiang.implode()))
    )
    yield as_hits(rows.with_columns(pl.lit("commodity-scope-words").alias("rule")))
