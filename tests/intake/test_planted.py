"""A listed name planted in any cell of a table leads to a finding that names its row.

The first of the product's promises, tried cell by cell: under known headers, unknown ones and none,
in rows that are rejected, above, below and beside tables.
"""

import csv
import json

import pytest

LISTED = "Hetian Taida Apparel Co., Ltd."
TABLES = {
    "vendors": [
        ["Vendor Name", "Vendor No", "City", "Country", "Remarks", "Contact"],
        ["Plain Foods", "100", "Oulu", "Finland", "paid in advance", "A. Smith"],
        ["Other Foods", "101", "Espoo", "Finland", "", "B. Jones"],
    ],
    "blank headers": [
        ["Vendor Name", "", "Country", ""],
        ["Plain Foods", "17", "Finland", "x"],
        ["Other Foods", "18", "Finland", "y"],
        ["Third Foods", "19", "Norway", "z"],
    ],
    "no header": [
        ["1", "Plain Foods Ltd", "Helsinki", "Finland", "approved"],
        ["2", "Other Foods Inc", "Oslo", "Norway", "approved"],
        ["3", "Third Foods GmbH", "Berlin", "Germany", "open"],
    ],
    "shipments": [
        ["B/L No", "Date", "Shipper", "Consignee", "Goods", "HS Code", "Origin", "Value", "Note"],
        ["B1", "2024-03-01", "Plain Foods", "Acme Inc", "tea", "0902", "India", "10", "ok"],
        ["B2", "2024-03-02", "Other Foods", "Acme Inc", "tea", "0902", "India", "12", "ok"],
    ],
    "title and totals": [
        ["Approved vendors", "", "", ""],
        ["", "", "", ""],
        ["Vendor Name", "Address", "Country", "Spend"],
        ["Plain Foods", "1 Main Street", "Finland", "10"],
        ["Other Foods", "2 Main Street", "Finland", "12"],
        ["Total", "", "", "22"],
        ["", "printed by", "", "A. Smith"],
    ],
    "tiers": [
        ["Style", "Tier 1 Supplier", "Tier 2 Mill", "Tier 3 Spinner", "Cotton origin"],
        ["A1", "Plain Garments", "Plain Mill", "Plain Spinner", "USA"],
        ["A2", "Other Garments", "", "", ""],
    ],
}
CELLS = [
    (name, row, column)
    for name, table in TABLES.items()
    for row, cells in enumerate(table)
    for column in range(len(cells))
]


@pytest.mark.parametrize("name", TABLES)
def test_a_listed_name_in_any_cell_is_found_in_its_row(cli, tmp_path, name):
    silent = []
    places = [(row, column) for table, row, column in CELLS if table == name]
    for row, column in places:
        table = [list(cells) for cells in TABLES[name]]
        table[row][column] = LISTED
        path = tmp_path / f"{row}-{column}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(table)
    outcome = cli("run", *sorted(tmp_path.glob("*.csv")), "--format", "json")
    report = json.loads(outcome.out)
    found = {}
    for one in report["findings"]:
        if one["rule"] in ("entity-match", "mention") and "Taida" in one["context"]["entry_name"]:
            for place in one["context"]["occurrences"]:
                found.setdefault(place["file"], set()).add(place["rows"])
    for row, column in places:
        rows = found.get(str(tmp_path / f"{row}-{column}.csv"), set())
        if str(row + 1) not in rows:
            silent.append((row + 1, column + 1, TABLES[name][row][column], sorted(rows)))
    assert silent == [], silent
