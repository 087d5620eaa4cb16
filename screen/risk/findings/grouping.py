"""Which hits make one finding, worked out on numbers.

A hit names the rows that it stands for by their keys, and a row of the input may be there a
million times. So hits are gathered by number, and only the first and the best hit of a finding,
and the distinct cells of its rows, are ever looked at as text.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import polars as pl

from screen.models.touched import Occurrences
from screen.risk.findings.occurrences import occurrences_by


class Gathering(NamedTuple):
    """The hits of one finding: what they have in common, the first and best one, and their rows.

    ``first`` and ``best`` hold a hit and the facts of its row; ``lifted`` how far the gravest hit
    raises or sinks the finding; ``names`` how many names the rows have; ``keys`` the rows.
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
    keys: pl.Series


def gatherings(
    hits: pl.DataFrame,
    row_facts: pl.DataFrame,
    part: Sequence[str],
    *,
    of_rows: Sequence[str] = (),
    identity: pl.Expr | None = None,
    cells: Sequence[str] = (),
    most_cells: int = 0,
) -> Iterator[Gathering]:
    """Yield what ``hits`` (``key`` a list of rows, ``lifted`` a number) make one finding of.

    Hits are of one finding where they agree in ``part``, to which columns ``of_rows`` and a column
    ``identity`` may be added. ``cells`` are the columns of rows whose distinct cells are wanted.
    """
    if hits.is_empty():
        return
    numbered, groups, pairs = numbered_groups(hits, row_facts, part, of_rows, identity)
    found = _found(pairs)
    rows = pairs.select("group", "key").unique(maintain_order=True)
    firsts = _whole(found, "first", numbered, row_facts)
    bests = _whole(found, "best", numbered, row_facts)
    roles = numbered["role"]
    told = occurrences_by("group", _with(rows, row_facts, "file", "sheet", "row").drop("key"))
    names = _with(rows, row_facts, "name").group_by("group").agg(pl.col("name").n_unique())
    counts = dict(names.iter_rows())
    texts = {name: _distinct(rows, row_facts, name, most_cells) for name in cells}
    dates: dict[int, list[Any]] = {}
    if cells:
        of_rows_dates = _with(rows, row_facts, "date").group_by("group", maintain_order=True)
        dates = dict(of_rows_dates.agg("date").iter_rows())
    identities = groups.select("group", *part)
    for line, label in zip(
        found.sort("group").iter_rows(named=True), identities.iter_rows(named=True), strict=True
    ):
        group = label.pop("group")
        yield Gathering(
            label,
            firsts[group],
            bests[group],
            tuple(dict.fromkeys(roles.gather(line["hits"]).to_list())),
            line["lifted"],
            counts[group],
            {name: texts[name].get(group, []) for name in cells},
            dates.get(group, []),
            told[group],
            pl.Series("key", line["keys"], dtype=pl.UInt32),
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
    """Return, for each finding, its first and best pair, its hits, its rows and its lift."""
    best = pl.col("score") == pl.col("score").max()
    return pairs.group_by("group", maintain_order=True).agg(
        pl.col("hit").first().alias("first hit"),
        pl.col("key").first().alias("first key"),
        pl.col("hit").filter(best).first().alias("best hit"),
        pl.col("key").filter(best).first().alias("best key"),
        pl.col("hit").unique(maintain_order=True).alias("hits"),
        pl.col("key").unique(maintain_order=True).alias("keys"),
        pl.col("lifted").max(),
    )


def _whole(
    found: pl.DataFrame, which: str, numbered: pl.DataFrame, row_facts: pl.DataFrame
) -> dict[int, dict[str, Any]]:
    chosen = found.select(
        "group", pl.col(f"{which} hit").alias("hit"), pl.col(f"{which} key").alias("key")
    )
    wanted = numbered.drop("key", *(n for n in numbered.columns if n in {"file", "sheet", "name"}))
    lines = chosen.join(wanted, on="hit").join(row_facts, on="key")
    return {line.pop("group"): line for line in lines.iter_rows(named=True)}


def _with(rows: pl.DataFrame, row_facts: pl.DataFrame, *columns: str) -> pl.DataFrame:
    return rows.join(row_facts.select("key", *columns), on="key", maintain_order="left")


def _distinct(
    rows: pl.DataFrame, row_facts: pl.DataFrame, column: str, most: int
) -> dict[int, list[str]]:
    """Return the first ``most`` distinct texts of a column of the rows of each finding."""
    texts = _with(rows, row_facts, column).select("group", column)
    texts = texts.filter(pl.col(column).str.len_bytes() > 0).unique(maintain_order=True)
    return dict(
        texts.group_by("group", maintain_order=True).agg(pl.col(column).head(most)).iter_rows()
    )
