"""host-country-sector: the row's goods are of a sector reported in its host country."""

from collections.abc import Iterator

import polars as pl

from screen.risk.facts.facts import Facts
from screen.risk.facts.hosts import at_border
from screen.risk.hits import as_hits


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of rows whose goods are of a reported sector, raised by a place at the border.

    Law: CAATSA section 321(b), 22 U.S.C. 9241a.
    """
    rows = facts.hosts.filter(pl.col("note").is_not_null())
    yield as_hits(
        rows.with_columns(
            pl.lit("host-country-sector").alias("rule"),
            pl.concat_str("note", at_border(), separator="; ", ignore_nulls=True).alias("note"),
            pl.when(pl.col("place").is_not_null()).then(pl.lit(1)).alias("raised"),
        )
    )
