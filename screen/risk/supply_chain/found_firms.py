"""Which firm of the user's files each finding is about."""

from collections.abc import Sequence

import polars as pl

from screen.risk.findings.gather import Gathered
from screen.risk.supply_chain.firms import Firms

#: A finding (its place among the findings) and a firm that it is about.
FOUND_SCHEMA = {"finding": pl.UInt32, "firm": pl.UInt32}


def firms_found(gathered: Gathered, firms: Firms, numbers: Sequence[int]) -> pl.DataFrame:
    """Return the firms (``FOUND_SCHEMA``) of the findings ``numbers``.

    It is the party of the row that the finding names; where it names none of them (a parent, an
    address, a country), the firm that the row is about.
    """
    subjects = ((number, gathered.findings[number].subject) for number in numbers)
    named = (
        pl.DataFrame(
            [(number, name) for number, one in subjects for name in {one.name, one.value} if name],
            schema={"finding": pl.UInt32, "spelling": pl.String},
            orient="row",
        )
        .join(firms.spellings, on="spelling")
        .select("finding", "firm")
        .unique()
    )
    rows = (
        gathered.links.filter(pl.col("finding").is_in(list(numbers)))
        .join(firms.rows.select("key", "firm", "main"), on="key")
        .unique()
    )
    by_name = rows.join(named, on=["finding", "firm"], how="semi")
    others = rows.join(by_name.select("finding", "key"), on=["finding", "key"], how="anti")
    return (
        pl.concat([by_name, others.filter("main")])
        .select(list(FOUND_SCHEMA))
        .unique()
        .sort("finding", "firm")
    )
