"""vessel-match: the name or IMO number of a ship matches that of a listed vessel."""

from collections.abc import Iterator

import polars as pl

from screen.matching.matcher import MATCH_SCHEMA
from screen.matching.vessel_matcher import calls_itself_a_ship, match_vessels
from screen.risk.facts.facts import Facts
from screen.risk.hits import as_hits


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield a hit for each ship and listed vessel that match in a reportable band.

    A ship is what stands in a column of vessels, and whatever calls itself one: "MV Da Wang" may
    be given as a supplier.
    """
    screened = facts.screened
    is_ship = (pl.col("role") == "vessel") | calls_itself_a_ship("value", screened.watchlists)
    ships = screened.parties.filter(is_ship)
    names = ships["value"].unique().to_list()
    matches = match_vessels(names, screened.watchlists, facts.policy.bands)
    if not matches.is_empty():
        matches = matches.select(list(MATCH_SCHEMA))
        matched = ships.join(matches, left_on="value", right_on="name")
        yield as_hits(matched.with_columns(pl.lit("vessel-match").alias("rule")))
