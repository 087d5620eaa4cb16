"""vessel-match: the name or IMO number of a ship matches that of a listed vessel."""

from collections.abc import Iterator

import polars as pl

from screen.matching.matcher import MATCH_SCHEMA
from screen.matching.vessel_matcher import (
    calls_itself_a_ship,
    ends_in_a_listed_number,
    match_vessels,
)
from screen.risk.facts.facts import Facts
from screen.risk.hits import as_hits


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield a hit for each ship and listed vessel that match in a reportable band.

    A ship is what stands in a column of vessels, and whatever calls itself one: "MV Da Wang" may
    be given as a supplier. A supplier that ends in the number of a listed vessel may be it or a
    firm's plant, and is a level lower.
    """
    screened = facts.screened
    is_ship = (pl.col("role") == "vessel") | calls_itself_a_ship("value")
    may_be = ends_in_a_listed_number("value", screened.watchlists)
    ships = screened.parties.filter(is_ship | may_be).with_columns(
        pl.when(~is_ship).then(-1).cast(pl.Int8).alias("raised")
    )
    names = ships["value"].unique().to_list()
    matches = match_vessels(names, screened.watchlists, facts.policy.bands)
    if not matches.is_empty():
        matches = matches.select(list(MATCH_SCHEMA))
        matched = ships.join(matches, left_on="value", right_on="name")
        yield as_hits(matched.with_columns(pl.lit("vessel-match").alias("rule")))
