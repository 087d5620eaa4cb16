"""host-country: the row's country is reported to host North Korean labour."""

from collections.abc import Iterator

import polars as pl

from screen.risk.facts.facts import Facts
from screen.risk.hits import as_hits


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of rows of host countries about which nothing nearer is reported.

    Law: CAATSA section 321(b), 22 U.S.C. 9241a, presumes goods made by North Korean nationals
    anywhere to be made with forced labour. The country alone says nothing about a supplier; the
    finding asks for a closer look.
    """
    rows = facts.hosts.filter(
        pl.col("note").is_null() & (pl.col("place").is_null() | ~pl.col("now"))
    )
    yield as_hits(rows.with_columns(pl.lit("host-country").alias("rule")))
