"""What rows lack of the things that they are screened on."""

import polars as pl

from screen.models.kinds import TABLE_KINDS, RowKind
from screen.models.vocabulary import SubjectKind
from screen.risk.screened import Screened


def lacking(kind: RowKind) -> dict[str, pl.Expr]:
    """Return, for each thing that rows of ``kind`` are screened on, whether a row lacks it."""
    return {
        what: pl.all_horizontal(pl.col(column).is_null() for column in need.columns)
        for what, need in kind.needs.items()
    }


def count_missing(screened: Screened) -> dict[tuple[str, str, SubjectKind], dict[str, int]]:
    """Return, by file, sheet and kind, how many of its screened rows lack what."""
    counts: dict[tuple[str, str, SubjectKind], dict[str, int]] = {}
    for kind in TABLE_KINDS.values():
        sums = (
            screened.rows[kind.name]
            .group_by("file", "sheet")
            .agg(lacks.sum().alias(what) for what, lacks in lacking(kind).items())
        )
        for row in sums.iter_rows(named=True):
            counts[row["file"], row["sheet"], kind.name] = {what: row[what] for what in kind.needs}
    return counts
