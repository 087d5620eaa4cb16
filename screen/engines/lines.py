"""What a worker hands on of a chunk of rows: lines of one narrow schema.

The hits of a chunk stay in the worker. What leaves it is which rows each finding touches (``link``,
for counts and sums), which rows suffice to make the finding once more (``why``, with their cells as
``row``), the first rows that lack something (``gap``), what is compared over all rows (``price``),
and accounts (``count``, ``problem``).
"""

from collections.abc import Iterator

import polars as pl

from screen.models.rulebook import rulebook
from screen.risk.findings.build import CELLS_READ, finding_id
from screen.risk.findings.gather import Ask, kinds_of_findings, row_facts_of
from screen.risk.findings.grouping import numbered_groups
from screen.risk.screened import Screened

#: ``what`` a line is; ``file`` (by number) and ``row`` say of which row; ``reason`` why the row
#: matters, or the rule of a link; ``name`` is a name, a cell or the name of a count.
LINE_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "what": pl.String,
    "finding": pl.String,
    "file": pl.Int32,
    "row": pl.Int64,
    "reason": pl.String,
    "name": pl.String,
    "amount": pl.Float64,
    "currency": pl.String,
    "day": pl.Date,
    "cells": pl.List(pl.String),
}
#: So many rows at most are kept for one reason: the names of a case, and the cells that context
#: judges.
NAMES_KEPT = 100
#: The numbers of so many rows of a finding are written out in each file; the rest is counted, and
#: stands in the table of links.
ROWS_WRITTEN = 200
#: Counts of rows that lack something are named so.
LACKS = "lacks "
#: And counts of cells that were cut, by their column, so.
CUT = "cut "


def as_lines(frame: pl.DataFrame, what: str) -> pl.DataFrame:
    """Return ``frame`` with exactly ``LINE_SCHEMA``; columns that it lacks are null."""
    held = set(frame.columns)
    return frame.select(
        (pl.lit(what) if name == "what" else pl.col(name) if name in held else pl.lit(None))
        .cast(dtype)
        .alias(name)
        for name, dtype in LINE_SCHEMA.items()
    )


def finding_lines(hits: pl.DataFrame, screened: Screened, places: pl.DataFrame) -> pl.DataFrame:
    """Return the lines of the findings that ``hits`` (``key`` a list of rows) are of.

    ``places`` holds the file and row of each key. Findings on a whole sheet have no links.
    """
    facts = row_facts_of(screened, hits)
    shown = _shown(screened, facts)
    parts = [pl.DataFrame(schema=LINE_SCHEMA)]
    for of_hits, ask in kinds_of_findings(hits):
        if of_hits.is_empty() or ask.sheet:
            continue
        parts += _lines(of_hits, ask, facts, shown, places)
    return pl.concat(parts)


def shown_rows(screened: Screened, places: pl.DataFrame) -> pl.DataFrame:
    """Return what links say of each row: key, file, row, amount, currency and day."""
    shown = _shown(screened, row_facts_of(screened)).drop("name")
    return shown.join(places, on="key").with_columns(_currency().alias("currency"))


def _shown(screened: Screened, facts: pl.DataFrame) -> pl.DataFrame:
    trade = screened.about("goods", "value", "currency").select(
        "key", pl.col("value").alias("amount"), "currency", pl.lit(True).alias("traded")
    )
    return facts.select("key", "name", pl.col("date").alias("day")).join(
        trade, on="key", how="left"
    )


def _lines(
    hits: pl.DataFrame, ask: Ask, facts: pl.DataFrame, shown: pl.DataFrame, places: pl.DataFrame
) -> Iterator[pl.DataFrame]:
    numbered, groups, pairs = numbered_groups(hits, facts, ask.part, ask.of_rows, ask.identity)
    labels = list(groups.select(ask.part).iter_rows(named=True))
    named = groups.select("group").with_columns(
        pl.Series("finding", [finding_id(label) for label in labels], dtype=pl.String),
        pl.Series("reason", [label["rule"] for label in labels], dtype=pl.String),
    )
    rows = pairs.select("group", "key").unique(maintain_order=True)
    placed = rows.join(named, on="group").join(shown, on="key").join(places, on="key")
    # Names are counted where a finding is of many, and dates and values are of shipments.
    name = pl.col("name").fill_null("\0") if ask.wide else pl.lit(None, dtype=pl.String)
    yield as_lines(placed.with_columns(name, currency=_currency()), "link")
    for why in _reasons(pairs, numbered, rows, facts, ask):
        found = why.join(named.drop("reason"), on="group").join(places, on="key")
        yield as_lines(found, "why")


def _currency() -> pl.Expr:
    """Return the currency of a shipment; null says that the row is none."""
    return pl.when(pl.col("traded")).then(pl.col("currency").fill_null("not stated"))


def _reasons(
    pairs: pl.DataFrame,
    numbered: pl.DataFrame,
    rows: pl.DataFrame,
    facts: pl.DataFrame,
    ask: Ask,
) -> Iterator[pl.DataFrame]:
    """Yield the rows by which a finding is made: group, key, reason, name, amount.

    They are the first row, the best one, the first of each role, the gravest, and the first ones
    of the distinct cells that a judgement reads.
    """
    by_group = pairs.group_by("group", maintain_order=True)
    yield by_group.agg(pl.col("key").first()).with_columns(reason=pl.lit("first"))
    for reason in ("score", "lifted"):
        most = pl.col(reason) == pl.col(reason).max()
        found = by_group.agg(
            pl.col("key").filter(most).first(),
            pl.col(reason).max().cast(pl.Float64).alias("amount"),
        )
        yield found.with_columns(reason=pl.lit(reason))
    roles = pairs.join(numbered.select("hit", pl.col("role").alias("name")), on="hit")
    by_role = roles.sort("key").group_by("group", "name", maintain_order=True)
    yield by_role.agg(pl.col("key").first()).with_columns(reason=pl.lit("role"))
    wanted = [(name, CELLS_READ) for name in ask.cells]
    wanted += [("name", NAMES_KEPT)] if ask.wide else []
    for column, most_cells in wanted:
        cells = rows.join(facts.select("key", pl.col(column).alias("name")), on="key")
        yield (
            cells.filter(pl.col("name").str.len_bytes() > 0)
            .sort("key")
            .unique(["group", "name"], keep="first", maintain_order=True)
            .group_by("group", maintain_order=True)
            .head(most_cells)
            .with_columns(reason=pl.lit(f"cell {column}"))
        )


def wide_rules() -> list[str]:
    """Return the rules whose findings are of a country or sector, and count names."""
    return [n for n, rule in rulebook().rules.items() if rule.subject in ("country", "sector")]
