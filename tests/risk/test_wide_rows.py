"""Wide rows are supply chains: tiers and makers of raw material behind one supplier."""

import json

import pytest
from conftest import AS_OF

LISTED = "Hetian Taida Apparel Co., Ltd."


@pytest.fixture
def screened(cli, workbook, tmp_path):
    """Screens sheets and returns the JSON report."""

    def call(**sheets):
        report = tmp_path / "report.json"
        path = workbook("chain.xlsx", **sheets)
        cli("run", path, "-o", report, "--as-of", AS_OF, "--fail-on", "none")
        return json.loads(report.read_text(encoding="utf-8"))

    return call


def carried(report, kind="supplier"):
    """The paths of supply-chain findings by the firm that they reach."""
    return {
        (one["subject"]["name"], one["subject"]["row"]): one["via"]
        for one in report["findings"]
        if one["rule"] == "supply-chain" and one["subject"]["kind"] == kind
    }


def test_tiers_of_a_row_are_linked_to_the_importers_supplier(screened):
    report = screened(
        Map=[
            ["Product", "Tier 1 Supplier", "Tier 2 Supplier", "Tier 2 Country", "Tier 3 Supplier"],
            ["Shirts", "Padma Sewing Ltd", "Blue River Weaving", "China", LISTED],
            # The weaver stands here without the firm behind it: it is the same weaver.
            ["Trousers", "Meghna Garments Ltd", "BLUE RIVER WEAVING LTD", "China", ""],
            ["Socks", "Karnaphuli Knitwear", "Other Spinning Mills", "India", ""],
        ]
    )
    merchant, weaver, supplier = (
        "Hetian Taida Apparel Co., Ltd. (tier 3)",
        "BLUE RIVER WEAVING LTD (tier 2)",
        "Padma Sewing Ltd (tier 1)",
    )
    found = carried(report)
    assert {firm for firm, _ in found} == {"Padma Sewing Ltd", "Meghna Garments Ltd"}
    assert found["Padma Sewing Ltd", 2] == [merchant, weaver, supplier]
    assert found["Meghna Garments Ltd", 3][-1] == "Meghna Garments Ltd (tier 1)"
    listed = [one for one in report["findings"] if one["rule"] == "entity-match"]
    assert {one["subject"]["column"] for one in listed} == {"Tier 3 Supplier"}
    assert {one["subject"]["value"] for one in listed} == {LISTED}, "quoted by its own cell alone"


def test_roles_stand_in_the_order_of_production(screened):
    """A ginner is behind a spinner, and a spinner behind a weaver, in any order of columns."""
    report = screened(
        Map=[
            ["Spinner", "Supplier Name", "Country", "Ginner", "Weaver"],
            ["Sutlej Yarn", "Padma Sewing Ltd", "Bangladesh", LISTED, "Chenab Fabrics"],
        ]
    )
    assert set(map(tuple, carried(report).values())) == {
        (
            "Hetian Taida Apparel Co., Ltd. (tier 4)",
            "Sutlej Yarn (tier 3)",
            "Chenab Fabrics (tier 2)",
            "Padma Sewing Ltd (tier 1)",
        )
    }


def test_a_supplier_of_tier_1_beside_another_supplier_is_direct_too(screened):
    report = screened(
        Map=[
            ["Approved Supplier", "Tier 1 Supplier", "Tier 2 Supplier"],
            ["Jamuna Trading Ltd", "Padma Sewing Ltd", LISTED],
        ]
    )
    assert {firm for firm, _ in carried(report)} == {"Jamuna Trading Ltd", "Padma Sewing Ltd"}


def test_a_finding_on_the_supplier_is_not_one_on_who_stands_behind_it(screened):
    """The chain leads downstream: a listed supplier says nothing of its own mills."""
    report = screened(
        Map=[
            ["Supplier Name", "Country", "Spinner"],
            [LISTED, "China", "Sutlej Yarn"],
            ["Padma Sewing Ltd", "Bangladesh", "Sutlej Yarn"],
        ]
    )
    assert carried(report) == {}


def test_a_firm_behind_a_supplier_reaches_the_shipments_that_name_it(screened):
    report = screened(
        Map=[["Supplier Name", "Country", "Ginner"], ["Padma Sewing Ltd", "Bangladesh", LISTED]],
        Entries=[
            ["Entry Number", "Manufacturer", "Country of Origin", "HS Code", "Entry Date", "Value"],
            ["E-1", "Padma Sewing Limited", "Bangladesh", "610910", "2026-03-01", 100],
            ["E-2", "Karnaphuli Knitwear", "Bangladesh", "610910", "2026-03-01", 100],
        ],
    )
    (path,) = {tuple(via) for via in carried(report, "shipment").values()}
    assert path[0] == "Hetian Taida Apparel Co., Ltd. (tier 4)"
    (listed,) = [
        one
        for one in report["findings"]
        if one["rule"] == "entity-match" and one["context"]["list_id"] == "us-uflpa"
    ]
    assert listed["context"]["exposure"]["shipments"] == 1
