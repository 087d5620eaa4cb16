"""What a person sees in a workbook is what is read: formats, dates, merged cells, places."""

import datetime
import json
import re
import zipfile

import pytest
from conftest import ROOT
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

LISTED = "Hoshine Silicon Industry Co Ltd"


@pytest.fixture
def read(cli):
    """Run a file and return the JSON of the report."""

    def run_of(path):
        outcome = cli("run", path, "--format", "json")
        assert outcome.out, outcome.err
        return json.loads(outcome.out)

    return run_of


def rewritten(path, part, change):
    """Write ``path`` again with ``change`` made to one part."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert change(parts[part]) != parts[part]
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    ("form", "number"), [("000000", 30617), ("0000.00", 306.17), ("0000\\.00", 30617)]
)
def test_codes_under_a_format_with_zeros_are_read_as_shown(read, tmp_path, form, number):
    book = Workbook()
    sheet = book.active
    sheet.append(["Vendor Name", "Country", "HS Code"])
    sheet.append(["Plain Foods", "Thailand", number])
    sheet["C2"].number_format = form
    book.save(tmp_path / "in.xlsx")
    as_shown = read(tmp_path / "in.xlsx")
    (tmp_path / "in.csv").write_text("Vendor Name,Country,HS Code\nPlain Foods,Thailand,030617\n")
    as_text = read(tmp_path / "in.csv")
    found = [
        {(f["rule"], f["context"]["entry_id"]) for f in one["findings"]}
        for one in (as_shown, as_text)
    ]
    assert found[0] == found[1]
    assert as_shown["problems"] == []
    assert any("goods" in f["rule"] for f in as_shown["findings"])


@pytest.mark.parametrize("second", [False, True])
def test_dates_since_1904_are_the_days_that_excel_shows(read, tmp_path, second):
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet.append(["Shipment ID", "Shipper", "Origin", "Date"])
    sheet.append(["1", LISTED, "China", datetime.date(2024, 3, 5)])
    path = tmp_path / "in.xlsx"
    book.save(path)
    if second:
        more = (
            b'<extLst><ext uri="{A}" xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml'
            b'/2010/11/main"><x15:workbookPr chartTrackingRefBase="1"/></ext></extLst></workbook>'
        )
        rewritten(path, "xl/workbook.xml", lambda text: text.replace(b"</workbook>", more))
    report = read(path)
    assert report["summary"]["flagged_from"] == "2024-03-05"


def test_white_space_between_the_cells_of_an_open_document_is_nothing(read, tmp_path):
    source = ROOT / "tests/hostile/hidden.ods"
    path = tmp_path / "in.ods"
    path.write_bytes(source.read_bytes())
    plain = read(path)
    rewritten(
        path,
        "content.xml",
        lambda text: re.sub(rb"(</table:table-cell>|</table:table-row>)", rb"\1\n   ", text),
    )
    spaced = read(path)
    assert [f["id"] for f in spaced["findings"]] == [f["id"] for f in plain["findings"]]
    assert [one["rows_read"] for one in spaced["inputs"]] == [
        one["rows_read"] for one in plain["inputs"]
    ]


def test_a_table_that_begins_in_column_d_is_quoted_there(read, tmp_path):
    book = Workbook()
    sheet = book.active
    for row, cells in enumerate((["Vendor Name", "Country"], [LISTED, "China"]), start=3):
        for column, cell in enumerate(cells, start=4):
            sheet.cell(row, column, cell)
    sheet["D6"] = "=1+1"
    sheet["E9"] = "Approved by the board"
    book.save(tmp_path / "in.xlsx")
    report = read(tmp_path / "in.xlsx")
    assert [one["column"] for one in report["problems"] if one["row"] == 6][:1] == ["D"]
    assert any(f["rule"] == "entity-match" for f in report["findings"])


def test_a_merged_name_belongs_to_all_of_its_rows(read, tmp_path):
    book = Workbook()
    sheet = book.active
    for row in (
        ["Vendor Name", "Country", "Factory"],
        [LISTED, "China", "Plant One"],
        [None, None, "Plant Two"],
        ["Plain Foods", "Vietnam", "Dong Nai Plant"],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:B3")
    book.save(tmp_path / "in.xlsx")
    report = read(tmp_path / "in.xlsx")
    rows = {
        one["rows"]
        for f in report["findings"]
        if f["rule"] == "entity-match"
        for one in f["context"]["occurrences"]
    }
    assert rows == {"2-3"}


def test_marks_that_keep_digits_as_text_are_not_part_of_a_code(read, tmp_path):
    (tmp_path / "marked.csv").write_text(
        'Vendor Name,Country,HS Code\nPlain Foods,Thailand,"=""030617"""\n'
        "Other Foods,Thailand,'030617\n"
    )
    report = read(tmp_path / "marked.csv")
    assert report["problems"] == []


def test_namibia_is_a_country_among_codes_and_no_answer_among_names(read, tmp_path):
    (tmp_path / "codes.csv").write_text(
        "Vendor Name,Country\nWalvis Foods,NA\nPlain Foods,CN\nOther Foods,VN\n"
    )
    (tmp_path / "names.csv").write_text(
        "Vendor Name,Country\nWalvis Foods,NA\nPlain Foods,China\nOther Foods,Vietnam\n"
    )
    lacking = []
    for name in ("codes.csv", "names.csv"):
        report = read(tmp_path / name)
        lacking.append(
            any(
                f["rule"] == "data-gap" and "country" in f["message"].lower()
                for f in report["findings"]
            )
        )
    codes = {f["subject"]["name"] for f in report["findings"]}
    assert lacking == [False, True], codes


def test_a_country_beside_the_supplier_of_a_shipment_is_the_suppliers(read, tmp_path):
    (tmp_path / "in.csv").write_text(
        "Supplier Name,Country,HS Code,Date,Value\n"
        f"{LISTED},China,280461,2024-03-05,12\nPlain Foods,Vietnam,030617,2024-03-06,9\n"
    )
    report = read(tmp_path / "in.csv")
    use = report["inputs"][0]["columns"]["Country"]
    assert (use["read_as"], use["role"], use["screened"]) == ("party_country", "supplier", "field")
    (found, *_) = [f for f in report["findings"] if f["rule"] == "entity-match"]
    assert found["context"]["country"] == "CN"
