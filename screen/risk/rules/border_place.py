"""border-place: a place at the North Korean border, in a country with recent reports."""

from collections.abc import Iterator

import polars as pl

from screen.risk.facts.facts import Facts
from screen.risk.facts.hosts import at_border
from screen.risk.hits import as_hits


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of rows at the border, raised where their goods are of a reported sector.

    The place by itself is not a finding: it makes what is reported of the country, and of its
    sectors, one on the name.
    """
    rows = facts.hosts.filter(pl.col("place").is_not_null() & pl.col("now"))
    yield as_hits(
        rows.with_columns(
            pl.lit("border-place").alias("rule"),
            pl.lit("country").alias("role"),
            pl.concat_str("note", at_border(), separator="; ", ignore_nulls=True).alias("note"),
            pl.when(pl.col("note").is_not_null()).then(pl.lit(1)).alias("raised"),
        )
    )
