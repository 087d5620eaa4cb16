"""labour-sector: goods of a sector of North Korean labour that no report ties to one country."""

from collections.abc import Iterator
from functools import partial

import polars as pl

from screen.models.kinds import TABLE_KINDS
from screen.risk.facts.facts import Facts
from screen.risk.facts.hosts import host_countries, reported_sector
from screen.risk.hits import hits
from screen.risk.trades import Trades


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of goods of such a sector from a country reported as a host.

    Weaker than where reports name the sector in the very country; rows for which they do are not
    reported twice. Source: U.S. inter-agency advisory of 2018-07-23.
    """
    reported = facts.rows_hit("host-country-sector")
    countries = host_countries(facts.screened)
    entries = [of for of in facts.screened.entries("commodity") if not of[1].country]
    for kind in TABLE_KINDS.values():
        rows = facts.screened.rows[kind.name].filter(pl.col(kind.country).is_in(countries))
        rows = rows.join(reported, on="key", how="anti", maintain_order="left")
        if rows.is_empty():
            continue
        trades = Trades.of(rows, kind)
        for of in entries:
            note = trades.judged(partial(reported_sector, of[1]))
            matched = rows.with_columns(note.alias("note")).filter(pl.col("note").is_not_null())
            yield hits(
                facts.screened, matched, kind, column=kind.country, rule="labour-sector", of=of
            )
