"""border-place: a place at the North Korean border, in a country with recent reports."""

from collections.abc import Iterator

import polars as pl

from screen.risk.facts.facts import Facts
from screen.risk.facts.hosts import at_border
from screen.risk.hits import as_hits


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of rows at the border that would otherwise be host-country alone.

    The place by itself is no finding: it makes what is reported of the country one on the name.
    """
    rows = facts.hosts.filter(
        pl.col("note").is_null() & pl.col("place").is_not_null() & pl.col("now")
    )
    yield as_hits(
        rows.with_columns(pl.lit("border-place").alias("rule"), at_border().alias("note"))
    )
