"""host-country-sector: goods are of a sector reported in their host country."""

from collections.abc import Iterator

import polars as pl

from screen.risk.facts.facts import Facts
from screen.risk.hits import as_hits


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of rows whose goods are of a reported sector; ``role`` says which.

    All rows of a country and sector are one finding. A row that is nearer, at the border, has one
    of its own; see border-place. Law: CAATSA section 321(b), 22 U.S.C. 9241a.
    """
    rows = facts.hosts.filter(pl.col("note").is_not_null())
    yield as_hits(rows.with_columns(pl.lit("host-country-sector").alias("rule")))
