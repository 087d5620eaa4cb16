"""Titles, totals, units and footers inside a table are remarks on it; firms are not."""

import json

import pytest
from conftest import AS_OF

LISTED = "Hetian Taida Apparel Co., Ltd."


@pytest.fixture
def screened(cli, workbook, tmp_path):
    """Screens the rows of one sheet; returns the report and the remarks by row."""

    def call(*rows, options=()):
        report = tmp_path / "report.json"
        path = workbook("vendors.xlsx", Vendors=rows)
        outcome = cli("run", path, "-o", report, "--as-of", AS_OF, "--fail-on", "none", *options)
        result = json.loads(report.read_text(encoding="utf-8"))
        said = {
            one["row"]: (one["severity"], one["message"])
            for one in result["problems"]
            if one["row"]
        }
        return outcome, result, said

    return call


HEADER = ["Vendor", "Country", "Product", "Annual Spend"]
FIRMS = [[f"Plain Makers {number} Ltd", "Vietnam", "shirts", 1000] for number in range(4)]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (["SECTION A: APPAREL"], "the title of a section"),
        (["Category: Vietnam"], "the title of a section"),
        (["Subtotal", None, None, 4000], "a total"),
        ([None, None, "Grand total:", 71000.5], "a total"),
        (["Total suppliers", None, None, 4], "a total"),
        (["Total", None, None, "60 vendors"], "a total"),
        (["合计", None, None, 4000], "a total"),
        (["Zwischensumme", None, None, "4.000,00 EUR"], "a total"),
        (["Page 1 of 3"], "a page number"),
        (["Seite 2 von 9"], "a page number"),
        (["Printed on 2026-11-01 10:22"], "a print date"),
        (["*** END OF REPORT ***"], "the end of the list"),
        (["Confidential"], "a note on the list"),
    ],
)
def test_a_remark_is_no_supplier_and_no_error(screened, line, what):
    rows = [HEADER, *FIRMS, line, [LISTED, "China", "shirts", 5000]]
    outcome, report, said = screened(*rows, options=["--max-rejected", "0"])
    assert outcome.code == 0, "a remark is not a rejected row"
    (sheet,) = [one for one in report["inputs"] if one["kind"] == "supplier"]
    assert (sheet["rows_read"], sheet["rows_screened"], sheet["rows_ignored"]) == (6, 5, 1)
    severity, message = said[6]
    assert severity == "info" and message.startswith(f"row rejected: {what}, not a party")
    assert "1 row of titles or totals" in " ".join(outcome.out.split())


def test_a_row_of_units_is_no_supplier(screened):
    _, report, said = screened(HEADER, ["(text)", "(ISO)", "(text)", "USD"], *FIRMS)
    assert report["inputs"][0]["rows_ignored"] == 1 and "a row of units" in said[2][1]


@pytest.mark.parametrize(
    "line",
    [
        ["Total", "France", "oil", 100],
        ["361 Degrees", None, None, 7],
        ["Section Control Ltd"],
        ["Group Seven Traders"],
        ["Totalpack Industries", None, None, 7],
        ["Page One Printing", None, None, 7],
        ["Part: Giant"],
        ["Final Sum Trading Co"],
    ],
)
def test_a_name_in_doubt_is_screened_as_a_name(screened, line):
    _, report, _ = screened(HEADER, *FIRMS, line)
    assert report["inputs"][0]["rows_screened"] == 5


@pytest.mark.parametrize("line", [f"Section B: {LISTED}", f"Category: {LISTED}", f"Total {LISTED}"])
def test_a_listed_firm_in_such_a_line_is_found(screened, line):
    _, report, _ = screened(HEADER, *FIRMS, [line])
    assert "uflpa-hetian-taida-apparel" in {
        one["match"]["entry_id"] for one in report["findings"] if one["match"]
    }
