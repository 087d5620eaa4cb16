"""The first rows of each case as they stand in the file, for whoever decides it."""

import json
from typing import Any

import polars as pl

from screen.models.frames import OTHER_CELLS, PLACE_SCHEMA
from screen.models.kinds import KINDS
from screen.models.result import ScreeningResult

#: At most this many rows of a case are shown; the workbook has all of them.
ROWS_SHOWN = 20


def case_rows(result: ScreeningResult) -> dict[str, list[dict[str, Any]]]:
    """Return the first rows of each case: file, sheet, row, and the cells by column.

    The row of the gravest finding comes first, then the party's own, then those that the supply
    chain reaches (``reached``).
    """
    found = result.findings
    of = pl.DataFrame(
        {
            "finding": pl.Series(range(len(found)), dtype=pl.UInt32),
            "case": pl.Series([one.case for one in found], dtype=pl.String),
            "reached": pl.Series([bool(one.context.origin) for one in found], dtype=pl.Boolean),
        }
    )
    schema = {name: PLACE_SCHEMA[name] for name in ("file", "sheet", "row")}
    leads = {case.id: found[case.lead].subject for case in result.cases}
    first = pl.DataFrame(
        [(case, one.file, one.sheet, one.row) for case, one in leads.items()],
        schema={"case": pl.String, **schema},
        orient="row",
    ).with_columns(pl.lit(True).alias("lead"))
    places = pl.concat(
        frame.select("key", "file", "sheet", "row") for frame in result.tables.values()
    )
    wanted = (
        result.links.join(of, on="finding")
        .group_by("case", "key")
        .agg(pl.col("reached").min())
        .join(places, on="key")
        .join(first, on=["case", "file", "sheet", "row"], how="left")
        .sort("case", pl.col("lead").is_null(), "reached", "key")
        .group_by("case", maintain_order=True)
        .head(ROWS_SHOWN)
        .select("case", "reached", pl.int_range(pl.len()).alias("place"), "key")
    )
    rows: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for kind in KINDS:
        held = wanted.join(result.tables[kind], on="key", how="inner").drop("key")
        for row in held.iter_rows(named=True):
            case, place = row.pop("case"), row.pop("place")
            stands = {name: row.pop(name) for name in ("file", "sheet", "row", "reached")}
            others = json.loads(row.pop(OTHER_CELLS, None) or "{}")
            cells = {name: _said(value) for name, value in {**row, **others}.items() if value}
            rows.setdefault(case, []).append((place, {**stands, "kind": kind, "cells": cells}))
    return {case: [row for _, row in sorted(some, key=_place)] for case, some in rows.items()}


def _place(numbered: tuple[int, dict[str, Any]]) -> int:
    return numbered[0]


def _said(value: object) -> str:
    """Return a cell as people write it: whole amounts without a point."""
    whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
    return f"{value:.0f}" if whole else str(value)
