"""data-gap: what the rows of a sheet do not say, and so could not be screened for."""

from collections.abc import Iterator

import polars as pl

from screen.models.kinds import TABLE_KINDS, RowKind
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
                note, raised = gap(kind, what, gaps.height, rows.height)
                yield hits(
                    facts.screened,
                    gaps.with_columns(pl.lit(raised).alias("raised")),
                    kind,
                    column=kind.needs[what].columns[0],
                    rule="data-gap",
                    role=what,
                    note=pl.lit(note),
                    value=pl.lit(""),
                    country=pl.lit(None, dtype=pl.String),
                )


def gap(kind: RowKind, what: str, lacking: int, rows: int) -> tuple[str, int]:
    """Return what is said of a sheet in which some rows lack ``what``, and how far it is raised."""
    share = lacking / rows
    percent = "under 1%" if share < 0.01 else f"{share:.0%}"
    note = (
        f"{lacking:,} of {rows:,} {kind.name} rows ({percent}) have no {what}: they could not be"
        f" screened for {kind.needs[what].lost}."
    )
    return note, int(share > _MOST)
