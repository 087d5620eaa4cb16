"""entity-match and vessel-match: a named party meets a listed entity or facility, a ship a listed vessel."""

import polars as pl

from screen.matching.matcher import MATCH_SCHEMA, NameIndex, match_names
from screen.matching.vessel_matcher import match_vessels
from screen.models.policy import Policy
from screen.risk.hits import hits, no_hits
from screen.risk.screened import Screened


def entity_match(screened: Screened, index: NameIndex, policy: Policy) -> pl.DataFrame:
    """One hit for each party and each entry whose names meet in a reportable band.

    Vessels are compared with vessels only, all other parties with entities and facilities only.
    """
    if screened.parties.is_empty():
        return no_hits()
    ships = screened.parties.filter(pl.col("role") == "vessel")
    firms = screened.parties.filter(pl.col("role") != "vessel")
    met = [
        ("entity-match", firms, match_names(firms["value"].unique().to_list(), index, policy.bands)),
        ("vessel-match", ships, match_vessels(ships["value"].unique().to_list(), screened.watchlists, policy.bands)),
    ]
    found = [
        parties.join(matches.select(list(MATCH_SCHEMA)), left_on="value", right_on="name").with_columns(
            pl.lit(rule).alias("rule")
        )
        for rule, parties, matches in met
        if not matches.is_empty()
    ]
    return pl.concat([hits(frame) for frame in found]) if found else no_hits()
