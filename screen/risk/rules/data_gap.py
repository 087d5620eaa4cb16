"""data-gap: what the rows of a sheet do not say, and so could not be screened for."""

from collections.abc import Iterator

import polars as pl

from screen.models.kinds import TABLE_KINDS
from screen.risk.facts.facts import Facts
from screen.risk.hits import hits

#: From this share of empty cells on, the finding is a level higher.
_MOST = 0.5


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield a hit for each row and each thing that the row lacks; ``role`` says which."""
    for kind in TABLE_KINDS.values():
        for rows in facts.screened.rows[kind.name].partition_by("file", "sheet"):
            for what, lacks in kind.lacks().items():
                gaps = rows.filter(lacks)
                if gaps.is_empty():
                    continue
                need, share = kind.needs[what], gaps.height / rows.height
                percent = "under 1%" if share < 0.01 else f"{share:.0%}"
                note = (
                    f"{gaps.height:,} of {rows.height:,} {kind.name} rows ({percent}) have no "
                    f"{what}: they could not be screened for {need.lost}."
                )
                yield hits(
                    facts.screened,
                    gaps.with_columns(pl.lit(int(share > _MOST)).alias("raised")),
                    kind,
                    column=need.columns[0],
                    rule="data-gap",
                    role=what,
                    note=pl.lit(note),
                    value=pl.lit(""),
                    country=pl.lit(None, dtype=pl.String),
                )
