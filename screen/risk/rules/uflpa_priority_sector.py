"""uflpa-priority-sector: goods of a sector in which the UFLPA is enforced with priority."""

from collections.abc import Iterator

import polars as pl

from screen.risk.facts.facts import Facts
from screen.risk.facts.goods import PRIORITY_SECTORS, in_force
from screen.risk.hits import as_hits

#: The sectors that the Act names.
_NAMED = frozenset({"cotton", "tomatoes", "polysilicon"})


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of goods of these sectors from China, raised for those that the Act itself names.

    Law: UFLPA section 2(d)(2)(B)(viii).
    """
    named = [
        entry.entry_id
        for watchlist, entry in facts.screened.entries("commodity")
        if watchlist.info.id == PRIORITY_SECTORS and _NAMED & {*entry.sectors}
    ]
    rows = facts.goods.filter(
        ~in_force()
        & (pl.col("list_id") == PRIORITY_SECTORS)
        & (~pl.col("regional") | pl.col("key").is_in(facts.in_xinjiang.implode()))
    )
    yield as_hits(
        rows.with_columns(
            pl.lit("uflpa-priority-sector").alias("rule"),
            pl.when(pl.col("entry_id").is_in(named)).then(pl.lit(1)).alias("raised"),
        )
    )
