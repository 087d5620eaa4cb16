"""mention: the complete name of a listed party stands in a cell that is no party cell."""

from collections.abc import Iterator

import polars as pl

from screen.matching.mentions import find_mentions
from screen.risk.facts.facts import Facts
from screen.risk.hits import as_hits


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield a hit for each row and listed party that one of its other cells names.

    A row whose own party matches the entry is reported there.
    """
    swept = facts.screened.swept
    if not swept:
        return
    texts = pl.concat([one.cells["text"] for one in swept]).unique()
    lists, edges = facts.screened.watchlists, facts.policy.bands
    mentions = find_mentions(texts, facts.index, lists, edges)
    if mentions.is_empty():
        return
    named = pl.concat([facts.hits_of("entity-match"), facts.hits_of("vessel-match")])
    named = named.select("key", "list_id", "entry_id").unique()
    for one in swept:
        found = one.cells.join(mentions, on="text").join(
            named, on=["key", "list_id", "entry_id"], how="anti"
        )
        if not found.is_empty():
            yield as_hits(
                found.with_columns(
                    pl.lit(one.kind).alias("kind"),
                    pl.lit("mention").alias("rule"),
                    pl.lit("remark").alias("role"),
                    pl.col("around").alias("note"),
                )
            )
