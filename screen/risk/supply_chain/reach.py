"""Walks the supply chain down from the firms that have findings, and keeps the path to each."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from screen.risk.supply_chain.chain import Chain

#: ``source`` reaches ``firm`` in ``steps`` links; ``before`` is the firm before it on the way,
#: ``relation`` the last link.
REACH_SCHEMA = {
    "source": pl.UInt32,
    "firm": pl.UInt32,
    "before": pl.UInt32,
    "relation": pl.String,
    "steps": pl.UInt32,
}


@dataclass(frozen=True, slots=True)
class Reach:
    """Everything that findings reach (``REACH_SCHEMA``), by the shortest path, with the names."""

    reached: pl.DataFrame
    steps_back: Mapping[tuple[int, int], tuple[int, str]]
    labels: Mapping[int, str]

    def path(self, source: int, firm: int) -> list[str]:
        """Return the firms from ``source`` to ``firm``, both included, with tiers.

        Ownership and factories are said where they are the link.
        """
        names = [self.labels[firm]]
        while firm != source:
            firm, relation = self.steps_back[source, firm]
            said = {"parent": ", parent of the next", "factory": ", factory of the next"}.get(
                relation, ""
            )
            names.append(f"{self.labels[firm]}{said}")
        return names[::-1]


def reach_of(chain: Chain, sources: pl.Series) -> Reach:
    """Return what the firms ``sources`` reach downstream, to any depth.

    Each pair once, by the shortest path, circles included.

    Where two paths are equally short, the one over the firm with the lower name goes, so that row
    order changes nothing.
    """
    front = pl.DataFrame(
        {"source": sources, "firm": sources}, schema={"source": pl.UInt32, "firm": pl.UInt32}
    ).unique()
    front = front.with_columns(
        pl.lit(None, dtype=pl.UInt32).alias("before"),
        pl.lit("").alias("relation"),
        pl.lit(0, dtype=pl.UInt32).alias("steps"),
    ).select(list(REACH_SCHEMA))
    reached = front
    links = chain.links.rename({"upstream": "firm"})
    while not front.is_empty():
        front = (
            front.select("source", "firm", "steps")
            .join(links, on="firm")
            .select(
                "source",
                pl.col("downstream").alias("firm"),
                pl.col("firm").alias("before"),
                "relation",
                (pl.col("steps") + 1).alias("steps"),
            )
            .sort("source", "firm", "before", "relation", descending=[False, False, False, True])
            .unique(["source", "firm"], keep="first", maintain_order=True)
            .join(reached, on=["source", "firm"], how="anti")
        )
        reached = pl.concat([reached, front])
    back = {
        (source, firm): (before, relation)
        for source, firm, before, relation in (
            reached.filter(pl.col("steps") > 0)
            .select("source", "firm", "before", "relation")
            .iter_rows()
        )
    }
    labels = {
        firm: f"{name} (tier {tier})" if tier is not None else name
        for firm, name, tier in chain.firms.firms.select("firm", "name", "tier").iter_rows()
    }
    return Reach(reached, back, labels)
