"""No row is lost and no finding stands elsewhere than it says, whatever the table.

The samples, and tables that hypothesis makes.
"""

import csv
import json
import tempfile
from pathlib import Path

import pytest
from accounting import (
    check_account_of_cells,
    check_cells,
    check_references,
    check_rows,
    grids_of,
)
from conftest import SAMPLES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from screen.core.errors import InputError
from screen.lists.load import load_watchlists
from screen.models.policy import Policy
from screen.pipeline import Job, run
from screen.report.json import to_text as to_json

LISTS = load_watchlists()
LISTED = [entry.name for one in LISTS for entry in one.entries if entry.kind == "entity"]

SUPPLIER_HEADERS = (
    "Vendor Name",
    "Country",
    "Address",
    "City",
    "HS Code",
    "Products",
    "Parent Company",
    "Tier",
    "Supplies to",
    "Our Code",
)
SHIPMENT_HEADERS = (
    "Entry No",
    "Entry Date",
    "Manufacturer",
    "Country of Origin",
    "Port of Lading",
    "HTS",
    "Description",
    "Value",
    "Vessel",
    "Remark",
)

odd_text = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\r\n\x00"), max_size=30
)
names = st.one_of(
    st.sampled_from(LISTED),
    st.sampled_from(LISTED).map(str.upper),
    st.tuples(
        st.sampled_from(["Plain", "Kelani", "Sunrise", "和田"]),
        st.sampled_from(["Makers", "Textile", "Foods"]),
    ).map(" ".join),
    odd_text,
)
countries = st.one_of(
    st.sampled_from(
        ["China", "CN", "Russia", "N. Korea", "Finland", "Laos", "中国", "Nowhere", ""]
    ),
    odd_text,
)
codes = st.one_of(
    st.from_regex(r"\A[0-9]{2,10}\Z"),
    st.sampled_from(["6109.10", "307", "6.1091E+9", "n/a", "5201/5203", "HS 94"]),
    odd_text,
)
days = st.one_of(
    st.dates().map(str),
    st.from_regex(r"\A[0-3][0-9]/[01][0-9]/20[0-2][0-9]\Z"),
    st.sampled_from(["45000", "March 5, 2026", "2026-02-30", ""]),
    odd_text,
)
amounts = st.one_of(
    st.floats(allow_nan=True, allow_infinity=True).map(str),
    st.sampled_from(["$1,234.50", "1.234,50 €", "(250)", "", "USD 3K"]),
    odd_text,
)
places = st.one_of(
    st.sampled_from(["Hotan, Xinjiang", "Dandong", "Pyongyang", "Ningbo", "Helsinki", "Kaesong"]),
    odd_text,
)

supplier_row = st.tuples(
    names,
    countries,
    places,
    places,
    codes,
    odd_text,
    names,
    st.sampled_from(["1", "2", "x", ""]),
    names,
    odd_text,
)
shipment_row = st.tuples(
    odd_text, days, names, countries, places, codes, odd_text, amounts, names, odd_text
)
blank = st.just(("",) * 10)


def table(headers, row):
    rows = st.lists(st.one_of(row, row, row, blank, st.just(headers)), min_size=1, max_size=8)
    titles = st.lists(st.sampled_from([("Vendor list 2026", *[""] * 9), ("",) * 10]), max_size=2)
    return st.tuples(titles, rows).map(lambda parts: [*parts[0], headers, *parts[1]])


tables = st.one_of(table(SUPPLIER_HEADERS, supplier_row), table(SHIPMENT_HEADERS, shipment_row))


def screen(*paths: Path) -> dict:
    return json.loads(to_json(run(Job(files=paths, policy=Policy()), LISTS)))


def check(report: dict, *paths: Path) -> int:
    check_rows(report)
    check_references(report)
    grids = grids_of(*paths)
    check_account_of_cells(report, grids)
    return check_cells(report, grids)


def test_the_samples_add_up():
    paths = sorted(SAMPLES.glob("*.xlsx"))
    report = screen(*paths)
    assert check(report, *paths) > 100
    assert [table["kind"] for table in report["inputs"]].count("shipment") == 2


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(tables)
def test_any_table_as_csv_adds_up(rows):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        with path.open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle).writerows(rows)
        try:
            report = screen(path)
        except InputError as error:
            assert str(error).startswith(str(path))
            return
        check(report, path)
        assert sum(sheet["rows_read"] for sheet in report["inputs"]) >= 0


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(tables, tables)
def test_any_workbook_adds_up(first, second):
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE as ILLEGAL

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        book = Workbook()
        book.remove(book.worksheets[0])
        for title, rows in (("One", first), ("Two", second)):
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(
                    [
                        None if not cell else f" {cell}" if cell[0] == "=" else cell
                        for cell in (ILLEGAL.sub("", cell) for cell in row)
                    ]
                )
        book.save(path)
        try:
            report = screen(path)
        except InputError as error:
            assert str(error).startswith(str(path))
            return
        check(report, path)


@pytest.mark.parametrize("wrong", ["rows", "row", "value", "evidence", "cells"])
def test_the_accounting_notices_what_is_wrong(wrong):
    """A check that cannot fail would prove nothing."""
    path = SAMPLES / "suppliers.xlsx"
    report = screen(path)
    finding = next(f for f in report["findings"] if f["match"])
    if wrong == "rows":
        report["inputs"][0]["rows_screened"] -= 1
    elif wrong == "row":
        finding["subject"]["row"] += 1
    elif wrong == "cells":
        report["inputs"][0]["cells"]["swept"] -= 1
    elif wrong == "value":
        finding["subject"]["value"] = "Another"
    else:
        finding["evidence"] = ["none"]
    with pytest.raises(AssertionError):
        check(report, path)
