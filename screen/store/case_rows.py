"""The first rows of each case as they stand in the file, for whoever decides it."""

import json
from typing import Any

import polars as pl

from screen.models.frames import OTHER_CELLS
from screen.models.kinds import KINDS
from screen.models.result import ScreeningResult

#: So many rows of a case are shown; the workbook has all of them.
ROWS_SHOWN = 20


def case_rows(result: ScreeningResult) -> dict[str, list[dict[str, Any]]]:
    """Return the first rows of each case: file, sheet, row, and the cells by column."""
    of = pl.DataFrame(
        {
            "finding": pl.Series(range(len(result.findings)), dtype=pl.UInt32),
            "case": pl.Series([one.case for one in result.findings], dtype=pl.String),
        }
    )
    wanted = (
        result.links.join(of, on="finding")
        .select("case", "key")
        .unique()
        .sort("case", "key")
        .group_by("case", maintain_order=True)
        .head(ROWS_SHOWN)
    )
    found: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for kind in KINDS:
        rows = wanted.join(result.tables[kind], on="key", how="inner")
        for row in rows.iter_rows(named=True):
            key, case = row.pop("key"), row.pop("case")
            place = {name: row.pop(name) for name in ("file", "sheet", "row")}
            others = json.loads(row.pop(OTHER_CELLS, None) or "{}")
            cells = {name: str(value) for name, value in {**row, **others}.items() if value}
            found.setdefault(case, []).append((key, {**place, "kind": kind, "cells": cells}))
    return {case: [row for _, row in sorted(rows, key=_by_key)] for case, rows in found.items()}


def _by_key(numbered: tuple[int, dict[str, Any]]) -> int:
    return numbered[0]
