"""What may not change the findings does not.

Order, headers, case, format, a file in two, a clean row more.
"""

import csv
import json
import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from conftest import SAMPLES

from screen.intake.columns import normalise_header, spellings
from screen.lists.load import load_watchlists
from screen.models.kinds import TABLE_KINDS
from screen.models.policy import Policy
from screen.pipeline import Job, run
from screen.report.json import to_text as to_json

LISTS = load_watchlists()
Rows = list[list[str]]
#: The sheet of each sample, and the row in which its header stands.
SHEETS = {
    "suppliers.xlsx": ("Vendor master", "Vendor Name"),
    "shipments.xlsx": ("Main Report", "Manufacturer Name"),
}


def rows_of(sample: str) -> Rows:
    """Header and rows of a sample as text."""
    title, header = SHEETS[sample]
    sheet = openpyxl.load_workbook(SAMPLES / sample, data_only=True)[title]
    rows = [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    start = next(number for number, row in enumerate(rows) if header in row)
    return [row for row in rows[start:] if any(row)]


def _text(cell: object) -> str:
    if cell is None:
        return ""
    return f"{cell:%Y-%m-%d}" if isinstance(cell, datetime) else str(cell)


def write(rows: Rows, path: Path) -> Path:
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle).writerows(rows)
    elif path.suffix == ".parquet":
        columns = {
            header: [row[at] or None for row in rows[1:]] for at, header in enumerate(rows[0])
        }
        pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)).write_parquet(path)
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    return path


def screened(*paths: Path) -> set[tuple[str, str, str, str, int]]:
    """The findings as what must stay.

    Rule, entry, level, finding id, rows touched; gaps are found for each file, by its name.
    """
    report = json.loads(to_json(run(Job(files=paths, policy=Policy()), LISTS)))
    assert report["findings"]
    return {
        (
            f["rule"],
            f["context"]["entry_id"],
            f["level"],
            "" if f["rule"] == "data-gap" else f["id"],
            (
                0
                if f["rule"] == "data-gap"
                else sum(place["count"] for place in f["context"]["occurrences"])
            ),
        )
        for f in report["findings"]
    }


@pytest.fixture(scope="module")
def before(tmp_path_factory) -> dict[str, set]:
    folder = tmp_path_factory.mktemp("before")
    return {sample: screened(write(rows_of(sample), folder / f"{sample}.csv")) for sample in SHEETS}


def rows_reordered(rows: Rows) -> Rows:
    return [rows[0], *random.Random(1).sample(rows[1:], len(rows) - 1)]


def columns_reordered(rows: Rows) -> Rows:
    order = random.Random(2).sample(range(len(rows[0])), len(rows[0]))
    return [[row[at] for at in order] for row in rows]


def headers_renamed(rows: Rows) -> Rows:
    """Every header becomes another spelling of the same column."""
    tables = spellings()
    kind = max(
        TABLE_KINDS,
        key=lambda one: sum(normalise_header(header) in tables[one] for header in rows[0]),
    )
    other = {
        column: [text for text, name in tables[kind].items() if name == column and text.isascii()]
        for column in set(tables[kind].values())
    }
    renamed = []
    for header in rows[0]:
        column = tables[kind].get(normalise_header(header))
        choices = [text for text in other.get(column, []) if text != normalise_header(header)]
        renamed.append(choices[0].title() if choices and column != "supplier_id" else header)
    assert sum(a != b for a, b in zip(rows[0], renamed, strict=True)) >= 5
    return [renamed, *rows[1:]]


def upper_case(rows: Rows) -> Rows:
    return [[cell.upper() for cell in row] for row in rows]


def title_lines_above(rows: Rows) -> Rows:
    return [
        ["Vendors of Example Imports Inc.", *[""] * (len(rows[0]) - 1)],
        [""] * len(rows[0]),
        *rows,
    ]


def blank_rows_between(rows: Rows) -> Rows:
    return [line for row in rows for line in (row, [""] * len(row))]


def spaces_around(rows: Rows) -> Rows:
    return [[f"  {cell} " if cell else cell for cell in row] for row in rows]


CHANGES: tuple[Callable[[Rows], Rows], ...] = (
    rows_reordered,
    columns_reordered,
    headers_renamed,
    upper_case,
    title_lines_above,
    blank_rows_between,
    spaces_around,
)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("sample", SHEETS)
def test_what_may_not_change_the_findings(tmp_path, before, sample, change):
    rows = rows_of(sample)
    changed = change(rows)
    assert changed != rows
    assert screened(write(changed, tmp_path / f"{sample}.csv")) == before[sample]


@pytest.mark.parametrize("suffix", [".xlsx", ".parquet"])
@pytest.mark.parametrize("sample", SHEETS)
def test_the_format_changes_nothing(tmp_path, before, sample, suffix):
    assert screened(write(rows_of(sample), tmp_path / f"table{suffix}")) == before[sample]


@pytest.mark.parametrize("sample", SHEETS)
def test_a_file_in_two_is_the_same_file(tmp_path, before, sample):
    rows = rows_of(sample)
    half = len(rows) // 2
    parts = [
        write([rows[0], *part], tmp_path / f"{number}.csv")
        for number, part in enumerate((rows[1:half], rows[half:]))
    ]
    without_gaps = {found for found in before[sample] if found[0] != "data-gap"}
    assert {found for found in screened(*parts) if found[0] != "data-gap"} == without_gaps


@pytest.mark.parametrize("sample", SHEETS)
def test_a_clean_row_more_changes_nothing(tmp_path, before, sample):
    rows = rows_of(sample)
    clean = {
        "Vendor Name": "Plain Makers Oy",
        "Country": "Finland",
        "City": "Helsinki",
        "Street Address": "Aleksanterinkatu 1",
        "HS Code": "9403",
        "Manufacturer Name": "Plain Makers Oy",
        "Country of Origin": "Finland",
        "Country of Export": "Finland",
        "Port of Lading": "Helsinki",
        "HTS Number - Full": "9403",
        "Vendor No.": "V-99999",
        "Entry Summary Number": "XYZ99999",
    }
    more = [*rows, [clean.get(header, "") for header in rows[0]]]
    assert screened(write(more, tmp_path / f"{sample}.csv")) == before[sample]
