"""origin-dprk: North Korea stated as origin or export country, or as a supplier's country."""

from collections.abc import Iterator

import polars as pl

from screen.models.kinds import TABLE_KINDS
from screen.reference.south_korean_places import south_korean_place
from screen.risk.facts.facts import Facts
from screen.risk.hits import hits

#: Levels that an address in South Korea takes.
_SOUTH = -3


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits for every row that states KP, against the country entries of North Korea.

    An address in South Korea contradicts the code, which is one letter from KR.
    Law: 31 C.F.R. 510.205 and E.O. 13570 prohibit imports from North Korea.
    """
    entries = [of for of in facts.screened.entries("country") if of[1].country == "KP"]
    for kind in TABLE_KINDS.values():
        for column, states in kind.states.items():
            rows = facts.screened.rows[kind.name].filter(pl.col(column) == "KP")
            rows = _with_contradictions(rows, kind.address(ports=False))
            for of in entries:
                yield hits(
                    facts.screened,
                    rows,
                    kind,
                    column=column,
                    rule="origin-dprk",
                    of=of,
                    note=pl.format("North Korea is stated as {}{}", pl.lit(states), "_but"),
                    value=pl.col(column),
                    country=pl.lit("KP"),
                )


def _with_contradictions(rows: pl.DataFrame, address: pl.Expr) -> pl.DataFrame:
    """Return the rows with ``raised`` and ``_but``: the South Korean place of their address."""
    rows = rows.with_columns(address.fill_null("").alias("_address"))
    south = {
        text: place for text in rows["_address"].unique() if (place := south_korean_place(text))
    }
    named = pl.col("_address").replace_strict(south, default=None, return_dtype=pl.String)
    return rows.with_columns(named.alias("_place")).with_columns(
        pl.when(pl.col("_place").is_not_null()).then(pl.lit(_SOUTH)).alias("raised"),
        pl.format(
            ", but its address names {} in South Korea: the code may be a slip for KR",
            pl.col("_place").str.to_titlecase(),
        )
        .fill_null("")
        .alias("_but"),
    )
