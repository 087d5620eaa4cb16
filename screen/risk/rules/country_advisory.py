"""country-advisory: a government's report ranks the row's country."""

from collections.abc import Iterator

import polars as pl

from screen.risk.facts.facts import Facts
from screen.risk.facts.hosts import rows_of_country
from screen.risk.hits import as_hits


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of ranked countries, such as Tier 3 of the Trafficking in Persons Report."""
    for watchlist, entry in facts.screened.entries("country"):
        if watchlist.info.effect != "advisory" or entry.country == "KP":
            continue
        for rows in rows_of_country(facts.screened, watchlist, entry, lambda _codes, _words: None):
            yield as_hits(rows.with_columns(pl.lit("country-advisory").alias("rule")))
