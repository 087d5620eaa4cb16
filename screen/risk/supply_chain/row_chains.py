"""The chains within wide rows: the parties of one row, from the raw material to the supplier.

A row that names a ginner, a spinner and a weaver beside its supplier, or suppliers of tier 2 and 3,
says who stands behind whom. Parties of one tier are taken to supply all parties of the next tier
that the row names, because nothing tells them apart.
"""

import polars as pl

from screen.core.data_tables import read_table
from screen.models.kinds import TABLE_KINDS
from screen.risk.screened import Screened

#: A party behind the supplier of a row about firms: the row's key, how far it stands from the
#: importer (its tier, or the usual one of its role), and its name, country, column and role.
BEHIND_SCHEMA = {
    "key": pl.UInt32,
    "tier": pl.Int64,
    "name": pl.String,
    "country": pl.String,
    "column": pl.String,
    "role": pl.String,
}
#: A link within a row; ``upstream`` and ``downstream`` are numbers of firms.
_LINKS = {"upstream": pl.UInt32, "downstream": pl.UInt32}


def usual_tiers() -> dict[str, int]:
    """Return the tier at which a party of each role usually stands; 1 delivers to the importer."""
    return {
        row["role"]: int(row["tier"]) for row in read_table("screen.risk.supply_chain", "stages")
    }


def parties_behind(screened: Screened) -> pl.DataFrame:
    """Return the parties behind the suppliers of wide rows (``BEHIND_SCHEMA``)."""
    kinds = [kind for kind in TABLE_KINDS.values() if kind.about == "firms"]
    # The tier that a row states is its supplier's; its aliases, parent and factory are no links.
    own = pl.any_horizontal(
        (pl.col("kind") == kind.name) & (pl.col("column") == screened.written(column))
        for kind in kinds
        for column in kind.parties
    )
    usual = pl.col("role").replace_strict(usual_tiers(), default=None, return_dtype=pl.Int64)
    return (
        screened.parties.filter(pl.col("kind").is_in([kind.name for kind in kinds]) & ~own)
        .with_columns(pl.coalesce("tier", usual).alias("tier"))
        .filter(pl.col("tier") >= 1)
        .select("key", "tier", pl.col("value").alias("name"), "country", "column", "role")
        .cast(BEHIND_SCHEMA)  # type: ignore[arg-type]
    )


def links_within_rows(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the links (``upstream``, ``downstream``) between the firms of each row.

    ``rows`` has ``key``, ``firm``, ``tier`` and ``main``; the row's own supplier (``main``) stands
    at the end, whatever its tier.
    """
    steps = (
        rows.join(rows.filter(~pl.col("main")).select("key").unique(), on="key", how="semi")
        .with_columns(pl.when("main").then(0).otherwise("tier").alias("distance"))
        .select("key", "firm", pl.col("distance").rank("dense").over("key").alias("step"))
    )
    return (
        steps.with_columns((pl.col("step") - 1).alias("before"))
        .join(steps, left_on=["key", "before"], right_on=["key", "step"], suffix="_next")
        .filter(pl.col("firm") != pl.col("firm_next"))
        .select(pl.col("firm").alias("upstream"), pl.col("firm_next").alias("downstream"))
        .unique()
        .cast(_LINKS)  # type: ignore[arg-type]
    )
