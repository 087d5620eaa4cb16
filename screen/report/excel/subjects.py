"""The Suppliers and Shipments sheets: every screened row with its worst level, its findings and the user's own columns."""

import json
from collections.abc import Sequence
from typing import Any

import polars as pl
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from screen.models.frames import KEPT, PLACE_SCHEMA, row_schema
from screen.models.result import ScreeningResult
from screen.models.vocabulary import LEVELS, SubjectKind
from screen.report.excel.styles import level_fill, level_font
from screen.report.excel.table import Column, write_table
from screen.report.wording import SYMBOLS
from screen.risk.occurrences import touched_rows

TITLES: dict[SubjectKind, str] = {"supplier": "Suppliers", "shipment": "Shipments"}
#: A sheet holds every row up to this many; beyond it, only those with findings, and the note says so.
ALL_ROWS_UP_TO = 100_000
#: User columns beyond this many are left to the input file.
KEPT_COLUMNS = 40
_WIDTHS = {
    "supplier_name": 34,
    "manufacturer": 34,
    "shipper": 30,
    "consignee": 26,
    "address": 34,
    "goods_description": 34,
    "aliases": 24,
    "sector": 24,
}
_NUMBERS = {"quantity": "#,##0.###", "weight": "#,##0.###", "value": "#,##0.00"}


def write_subjects(book: Workbook, result: ScreeningResult, kind: SubjectKind) -> None:
    """Writes all rows of ``kind``, the worst first."""
    frame = _with_findings(result, kind)
    note = f"{frame.height:,} screened rows, worst first. Columns that flscreen does not know stand at the right as they were."
    if frame.height > ALL_ROWS_UP_TO:
        total, frame = frame.height, frame.filter(pl.col("findings") > 0)
        note = (
            f"{frame.height:,} of {total:,} screened rows: those with findings. The others are in the input, unchanged."
        )
    used = [
        name
        for name in row_schema(kind)
        if name not in {*PLACE_SCHEMA, KEPT} and frame[name].null_count() < frame.height
    ]
    kept = _kept_headers(frame)
    columns = [
        Column("Worst level", 13, "plain"),
        Column("Findings", 10, "number"),
        Column("Finding no.", 14),
        Column("File", 26),
        Column("Sheet", 14),
        Column("Row", 7, "number"),
        *(_column(name) for name in used),
        *(Column(header, min(max(len(header) + 2, 12), 30)) for header in kept),
    ]

    def finish(sheet: Worksheet, row: int, values: Sequence[Any]) -> None:
        level = str(values[0]).split(" ")[-1]
        if level in LEVELS:
            cell = sheet.cell(row, 1)
            cell.fill, cell.font = level_fill(level), level_font(level)

    write_table(
        book,
        TITLES[kind],
        note,
        columns,
        (_row(row, used, kept) for row in frame.iter_rows(named=True)),
        finish,
        frozen=2,
    )


def _with_findings(result: ScreeningResult, kind: SubjectKind) -> pl.DataFrame:
    rows = result.tables.get(kind, pl.DataFrame(schema=row_schema(kind)))
    touched = (
        touched_rows(result.findings)
        .filter(pl.col("kind") == kind)
        .sort("finding")
        .group_by("file", "sheet", "row", maintain_order=True)
        .agg(pl.col("level").min(), pl.len().alias("findings"), (pl.col("finding") + 1).alias("numbers"))
    )
    return (
        rows.join(touched, on=["file", "sheet", "row"], how="left", maintain_order="left")
        .with_columns(pl.col("findings").fill_null(0))
        .sort("level", pl.col("findings"), descending=[False, True], nulls_last=True, maintain_order=True)
    )


def _column(name: str) -> Column:
    header = name.replace("_", " ").capitalize().replace("Hs ", "HS ").replace("Mid", "MID")
    if name in _NUMBERS:
        return Column(header, 14, "number", _NUMBERS[name])
    return Column(header, _WIDTHS.get(name, 16), format="yyyy-mm-dd" if name == "date" else None)


def _kept_headers(frame: pl.DataFrame) -> list[str]:
    headers: dict[str, None] = {}
    for text in frame[KEPT].drop_nulls().head(2_000):
        headers.update(dict.fromkeys(json.loads(text)))
    return list(headers)[:KEPT_COLUMNS]


def _row(row: dict[str, Any], used: list[str], kept: list[str]) -> list[Any]:
    own = json.loads(row[KEPT]) if row[KEPT] else {}
    level = row["level"]
    numbers = row["numbers"] or []
    shown = ", ".join(str(number) for number in numbers[:12]) + (" …" if len(numbers) > 12 else "")
    return [
        f"{SYMBOLS[LEVELS[level]]} {LEVELS[level]}" if level is not None else "none",
        row["findings"],
        shown,
        row["file"],
        row["sheet"],
        row["row"],
        *(row[name] for name in used),
        *(own.get(header) for header in kept),
    ]
