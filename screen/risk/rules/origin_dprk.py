"""origin-dprk: North Korea stated as origin or export country, or as a supplier's country."""

from collections.abc import Iterator

import polars as pl

from screen.models.kinds import TABLE_KINDS
from screen.risk.facts.facts import Facts
from screen.risk.hits import hits


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits for every row that states KP, against the country entries of North Korea.

    Law: 31 C.F.R. 510.205 and E.O. 13570 prohibit imports from North Korea.
    """
    entries = [of for of in facts.screened.entries("country") if of[1].country == "KP"]
    for kind in TABLE_KINDS.values():
        for column, states in kind.states.items():
            rows = facts.screened.rows[kind.name].filter(pl.col(column) == "KP")
            for of in entries:
                yield hits(
                    facts.screened,
                    rows,
                    kind,
                    column=column,
                    rule="origin-dprk",
                    of=of,
                    note=pl.lit(f"North Korea is stated as {states}"),
                    value=pl.col(column),
                    country=pl.lit("KP"),
                )
