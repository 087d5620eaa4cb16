"""Which hits make one finding, worked out on numbers.

A hit names the rows that it stands for by their keys, and a row of the input may be there a
million times. So hits are gathered by number, and only the first and the best hit of a finding,
and the distinct cells of its rows, are ever looked at as text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import polars as pl

from screen.models.touched import Occurrences
from screen.risk.findings.occurrences import occurrences_by


class Gathering(NamedTuple):
    """The hits of one finding: what they have in common, the first and best one, and their rows.

    ``first`` and ``best`` hold a hit and the facts of its row; ``lifted`` how far the gravest hit
    raises or sinks the finding; ``names`` how many names the rows have.
    """

    identity: dict[str, Any]
    first: dict[str, Any]
    best: dict[str, Any]
    roles: tuple[str, ...]
    lifted: int
    names: int
    cells: dict[str, list[str]]
    dates: list[Any]
    occurrences: list[Occurrences]


@dataclass(frozen=True, slots=True)
class Gatherings:
    """The findings that some hits make, as frames with a line for each ``group`` in its order.

    ``rows`` has a line for each row (``group``, ``key``) instead. Python looks at some hundred
    lines at a time, however many there are.
    """

    rows: pl.DataFrame
    labels: pl.DataFrame
    firsts: pl.DataFrame
    bests: pl.DataFrame
    told: pl.DataFrame
    places: dict[int, list[Occurrences]]
    cells: Sequence[str]

    def __iter__(self) -> Iterator[Gathering]:
        """Yield the findings in the order of their groups."""
        lines = (one.iter_rows(named=True) for one in (self.labels, self.firsts, self.bests))
        for label, first, best, told in zip(*lines, self.told.iter_rows(named=True), strict=True):
            group = label.pop("group")
            yield Gathering(
                label,
                first,
                best,
                tuple(told["roles"]),
                told["lifted"],
                told["names"],
                {name: told[name] or [] for name in self.cells},
                told["dates"] or [],
                self.places[group],
            )


def gatherings(
    hits: pl.DataFrame,
    row_facts: pl.DataFrame,
    part: Sequence[str],
    *,
    of_rows: Sequence[str] = (),
    identity: pl.Expr | None = None,
    cells: Sequence[str] = (),
    most_cells: int = 0,
) -> Gatherings:
    """Return what ``hits`` (``key`` a list of rows, ``lifted`` a number) make one finding of.

    Hits are of one finding where they agree in ``part``, to which columns ``of_rows`` and a column
    ``identity`` may be added. ``cells`` are the columns of rows whose distinct cells are wanted.
    """
    numbered, groups, pairs = numbered_groups(hits, row_facts, part, of_rows, identity)
    found = _found(pairs).sort("group")
    rows = pairs.select("group", "key").unique(maintain_order=True)
    by_group = rows.lazy().join(row_facts.lazy(), on="key", maintain_order="left")
    roles = (
        pairs.select("group", "hit")
        .unique(maintain_order=True)
        .join(numbered.select("hit", "role"), on="hit", maintain_order="left")
        .group_by("group", maintain_order=True)
        .agg(pl.col("role").unique(maintain_order=True).alias("roles"))
    )
    names = by_group.group_by("group").agg(pl.col("name").n_unique().alias("names")).collect()
    told = [roles, names, *(_distinct(by_group, name, most_cells) for name in cells)]
    dates = pl.lit(None, dtype=pl.List(pl.Date)).alias("dates")
    lines = found.select("group", "lifted", *(() if cells else (dates,)))
    if cells:
        of_rows_dates = by_group.group_by("group", maintain_order=True)
        told.append(of_rows_dates.agg(pl.col("date").alias("dates")).collect())
    for one in told:
        lines = lines.join(one, on="group", how="left", maintain_order="left")
    return Gatherings(
        rows.sort("group", maintain_order=True),
        groups.select("group", *part),
        _whole(found, "first", numbered, row_facts),
        _whole(found, "best", numbered, row_facts),
        lines,
        occurrences_by("group", by_group.select("group", "file", "sheet", "row").collect()),
        cells,
    )


def numbered_groups(
    hits: pl.DataFrame,
    row_facts: pl.DataFrame,
    part: Sequence[str],
    of_rows: Sequence[str] = (),
    identity: pl.Expr | None = None,
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return hits numbered, the groups that make one finding, and the pairs of hit and row in each.

    Groups have ``group``, ``part`` and lists of ``hit``; pairs ``group``, ``hit`` and ``key``, in
    the order of rows, and what is compared of the hits (``score``, ``lifted``).
    """
    numbered = hits.with_row_index("hit")
    pairs = numbered.select("hit", "key").explode("key")
    if of_rows:
        pairs = pairs.join(row_facts.select("key", *of_rows), on="key")
    agreeing = pairs.select("hit", *of_rows).unique(maintain_order=True)
    labels = agreeing.join(numbered.drop("key"), on="hit", maintain_order="left")
    if identity is not None:
        labels = labels.with_columns(identity.alias("identity"))
    groups = (
        labels.group_by(part, maintain_order=True)
        .agg("hit", *(pl.col(name).alias(f"of {name}") for name in of_rows))
        .with_row_index("group")
    )
    of_hits = groups.select(
        "group", "hit", *(pl.col(f"of {name}").alias(name) for name in of_rows)
    ).explode("hit", *of_rows)
    pairs = pairs.join(of_hits, on=["hit", *of_rows], nulls_equal=True)
    return numbered, groups, _measured(pairs, numbered)


def _measured(pairs: pl.DataFrame, numbered: pl.DataFrame) -> pl.DataFrame:
    """Return pairs of hit and row in the order of rows, with what is compared of the hits."""
    by_role = numbered.select(
        "hit",
        pl.col("role").rank("dense").alias("order"),
        pl.col("score").fill_null(0.0),
        pl.col("lifted"),
    )
    return (
        pairs.select("group", "hit", "key")
        .join(by_role, on="hit", maintain_order="left")
        .sort("key", "order", "hit", nulls_last=False)
    )


def _found(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return, for each finding, its first and best pair, and its lift."""
    best = pl.col("score") == pl.col("score").max()
    return pairs.group_by("group", maintain_order=True).agg(
        pl.col("hit").first().alias("first hit"),
        pl.col("key").first().alias("first key"),
        pl.col("hit").filter(best).first().alias("best hit"),
        pl.col("key").filter(best).first().alias("best key"),
        pl.col("lifted").max(),
    )


def _whole(
    found: pl.DataFrame, which: str, numbered: pl.DataFrame, row_facts: pl.DataFrame
) -> pl.DataFrame:
    """Return a hit of each finding with the facts of its row."""
    chosen = found.select(pl.col(f"{which} hit").alias("hit"), pl.col(f"{which} key").alias("key"))
    wanted = numbered.drop("key", *(n for n in numbered.columns if n in {"file", "sheet", "name"}))
    lines = chosen.join(wanted, on="hit", maintain_order="left")
    return lines.join(row_facts, on="key", maintain_order="left")


def _distinct(by_group: pl.LazyFrame, column: str, most: int) -> pl.DataFrame:
    """Return the first ``most`` distinct texts of a column of the rows of each finding."""
    texts = by_group.select("group", column).filter(pl.col(column).str.len_bytes() > 0)
    distinct = texts.unique(maintain_order=True).group_by("group", maintain_order=True)
    return distinct.agg(pl.col(column).head(most)).collect()
