"""entity-match: the name of a party matches that of a listed entity or facility."""

from collections.abc import Iterator

import polars as pl

from screen.matching.matcher import MATCH_SCHEMA
from screen.risk.facts.facts import Facts
from screen.risk.hits import HIT_SCHEMA, as_hits

#: Parties are joined with their matches so many rows at a time: a million rows of one firm that
#: stands on three lists would be three million hits at once, and are three.
_ROWS = 100_000


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield a hit for each party and entry whose names match in a reportable band.

    Vessels are compared with vessels only; see vessel-match.
    """
    firms = facts.screened.parties.filter(pl.col("role") != "vessel")
    matches = facts.match(firms["value"].unique().to_list(), facts.index, facts.policy.bands)
    if not matches.is_empty():
        matches = matches.select(list(MATCH_SCHEMA))
        needed = [name for name in firms.columns if name in HIT_SCHEMA]
        for part in firms.select(needed).iter_slices(_ROWS):
            matched = part.join(matches, left_on="value", right_on="name")
            yield as_hits(matched.with_columns(pl.lit("entity-match").alias("rule")))
