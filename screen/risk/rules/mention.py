"""mention: the complete name of a listed party stands in a cell that is not a party cell."""

from collections.abc import Iterator

import polars as pl

from screen.matching.mentions import find_mentions
from screen.risk.facts.facts import Facts
from screen.risk.hits import as_hits


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield a hit for each row and listed party that one of its other cells names.

    A row whose own party matches the entry is reported there; party cells are left to
    name-within.
    """
    columns = [one for one in facts.screened.swept if not one.names]
    if not columns:
        return
    named = facts.rows_hit("entity-match", "vessel-match")
    mentions = find_mentions(
        pl.concat([one.cells["text"] for one in columns]).unique(),
        facts.index,
        facts.screened.watchlists,
        facts.policy.bands,
    )
    for one in columns:
        found = one.cells.join(mentions, on="text")
        found = found.join(named, on=["key", "list_id", "entry_id"], how="anti")
        if not found.is_empty():
            yield as_hits(
                found.with_columns(
                    pl.lit(one.kind).alias("kind"),
                    pl.lit("mention").alias("rule"),
                    pl.lit("remark").alias("role"),
                    pl.col("around").alias("note"),
                )
            )
