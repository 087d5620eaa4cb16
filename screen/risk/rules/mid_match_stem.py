"""mid-match-stem.

A manufacturer code that a listed name would have; country, name agree, and the city does not or is
not known.
"""

from collections.abc import Iterator

import polars as pl

from screen.risk.facts.facts import Facts
from screen.risk.hits import as_hits


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of such codes. Source: 19 C.F.R. Part 102, Appendix."""
    rows = facts.mids.filter(~pl.col("city_agrees"))
    yield as_hits(rows.with_columns(pl.lit("mid-match-stem").alias("rule")))
