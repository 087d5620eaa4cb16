"""Files as people have them.

Kinds, encodings, delimiters, header rows, repaired cells, and the accounting of rows.
"""

import csv
import datetime
import json
import zipfile
from pathlib import Path

import biff12
import polars as pl
import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from screen.intake.cells import read_amount, read_country, read_hs_codes
from screen.intake.columns import spellings
from screen.intake.dates import read_dates
from screen.intake.intake import read_inputs

HEADER = ["Vendor Name", "Country", "HS Code"]
ROWS = [["Hetian Taida Apparel Co", "China", "6109"], ["Plain Makers", "Finland", "8481"]]


def write_xlsx(path: Path) -> None:
    book = Workbook()
    for row in [["Approved vendors"], [], HEADER, *ROWS]:
        book.active.append(row)
    book.save(path)


def write_xls(path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Vendors")
    for i, row in enumerate([HEADER, *ROWS]):
        for j, cell in enumerate(row):
            sheet.write(i, j, cell)
    book.save(str(path))


def write_ods(path: Path) -> None:
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>'
            for c in row
        )
        + "</table:table-row>"
        for row in [HEADER, *ROWS]
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        '<?xml version="1.0"?><office:document-content'
        f" {spaces}><office:body><office:spreadsheet><table:table"
        f' table:name="Vendors">{cells}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest'
            ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )


def write_xlsb(path: Path) -> None:
    """The least binary workbook (MS-XLSB): one sheet of inline strings."""
    biff12.write(
        path,
        {"Vendors": ("worksheet", "worksheets/sheet1.bin")},
        {"xl/worksheets/sheet1.bin": biff12.sheet([HEADER, *ROWS])},
    )


def write_delimited(delimiter):
    def write(path: Path) -> None:
        path.write_text("\n".join(delimiter.join(row) for row in [HEADER, *ROWS]), encoding="utf-8")

    return write


def write_parquet(path: Path) -> None:
    pl.DataFrame(ROWS, schema=HEADER, orient="row").write_parquet(path)


WRITERS = {
    ".xlsx": write_xlsx,
    ".xlsm": write_xlsx,
    ".xls": write_xls,
    ".ods": write_ods,
    ".xlsb": write_xlsb,
    ".parquet": write_parquet,
    ".csv": write_delimited(","),
    ".tsv": write_delimited("\t"),
    ".txt": write_delimited("|"),
    "semicolon.csv": write_delimited(";"),
}


@pytest.mark.parametrize("extension", WRITERS)
def test_every_kind_of_file_is_screened(cli, tmp_path, extension):
    path = tmp_path / f"vendors{extension}"
    WRITERS[extension](path)
    outcome = cli("run", path, "--format", "json")
    report = json.loads(outcome.out)
    assert outcome.code == 1
    tables = [table for table in report["inputs"] if table["kind"] != "cell"]
    assert [(s["kind"], s["rows_read"], s["rows_screened"]) for s in tables] == [("supplier", 2, 2)]
    assert "uflpa-hetian-taida-apparel" in {f["context"]["entry_id"] for f in report["findings"]}


ENCODED = [
    ("utf-8", "Vendor Name,Country\nMüller & Söhne,Deutschland\n", "Müller & Söhne", "DE"),
    ("utf-8-sig", "Vendor Name,Country\nMüller & Söhne,Deutschland\n", "Müller & Söhne", "DE"),
    ("utf-16", "Vendor Name\tCountry\n李宁\t中国\n", "李宁", "CN"),
    ("utf-16-le", "Vendor Name\tCountry\nPlain Makers\tSuomi\n", "Plain Makers", None),
    ("cp1252", "Lieferant;Land\nMüller & Söhne GmbH;Österreich\n", "Müller & Söhne GmbH", "AT"),
    ("gb18030", "供应商名称,国家\n李宁体育用品有限公司,中国\n", "李宁体育用品有限公司", "CN"),
    ("cp949", "업체명,국가\n조선남강무역회사,북한\n", "조선남강무역회사", "KP"),
    ("cp932", "仕入先名,国家\nトヨタ貿易株式会社,日本\n", "トヨタ貿易株式会社", "JP"),
    ("cp1251", "Наименование поставщика;Страна\nООО «Мокран»;Россия\n", "ООО «Мокран»", "RU"),
    ("koi8-r", "Поставщик;Страна\nООО Мокран;Россия\n", "ООО Мокран", "RU"),
]


@pytest.mark.parametrize(
    ("encoding", "text", "name", "country"), ENCODED, ids=[case[0] for case in ENCODED]
)
def test_encodings(tmp_path, encoding, text, name, country):
    path = tmp_path / "vendors.csv"
    path.write_bytes(text.encode(encoding))
    rows = read_inputs([path], {}).rows["supplier"]
    assert rows.select("supplier_name", "country").rows() == [(name, country)]


def test_at_least_150_header_spellings_in_seven_languages():
    assert sum(len(known) for known in spellings().values()) >= 150
    for header in (
        "Vendor Name",
        "供应商名称",
        "공급업체",
        "Proveedor",
        "Lieferant",
        "Fournisseur",
        "Поставщик",
    ):
        from screen.intake.columns import normalise_header

        assert spellings()["supplier"][normalise_header(header)] == "supplier_name"


def test_sheets_of_both_kinds_and_notes_in_one_workbook(cli, workbook):
    path = workbook(
        Vendors=[
            ["List of 2026"],
            [],
            ["Vendor No.", "Vendor Name", "Country", "Buyer"],
            [1, "Plain Makers", "Finland", "KL"],
        ],
        Imports=[
            ["B/L No.", "Shipper", "Country of Origin", "HTS"],
            ["B1", "Plain Makers", "FI", "8481.80"],
        ],
        Legend=[["red means stop"]],
        Blank=[],
    )
    report = json.loads(cli("run", path, "--format", "json").out)
    assert [(s["sheet"], s["kind"], s["rows_read"]) for s in report["inputs"]] == [
        ("Vendors", "supplier", 1),
        ("Vendors", "cell", 1),
        ("Imports", "shipment", 1),
        ("Legend", "cell", 1),
    ]
    columns = report["inputs"][0]["columns"]
    assert {header: use["read_as"] for header, use in columns.items()} == {
        "Vendor No.": "supplier_id",
        "Vendor Name": "supplier_name",
        "Country": "country",
        "Buyer": "party",
    }
    assert columns["Buyer"]["role"] == "consignee" and columns["Buyer"]["screened"] == "party"
    assert columns["Vendor No."]["screened"] == "field"
    told = {p["sheet"]: p["message"] for p in report["problems"]}
    assert "only swept" in told["Legend"] and "empty" in told["Blank"]
    assert next(p["value"] for p in report["problems"] if p["sheet"] == "Legend").startswith(
        "red means stop"
    )


def test_columns_of_the_policy_override_and_kind_forces(cli, tmp_path):
    source, config = tmp_path / "x.csv", tmp_path / "flscreen.toml"
    source.write_text("Who,Where\nPlain Makers,Finland\n")
    assert cli("run", source).code == 3
    source.write_text("Who,Where\nHetian Taida Apparel,China\n")
    swept = json.loads(cli("run", source, "--format", "json").out)
    assert {finding["rule"] for finding in swept["findings"]} == {"mention"}
    config.write_text('[columns]\nWho = "supplier_name"\nWhere = "country"\n')
    assert cli("run", source, "--config", config).code == 1
    source.write_text("Manufacturer,Country\nHetian Taida Apparel,China\n")
    assert (
        json.loads(cli("run", source, "--kind", "shipments", "--format", "json").out)["inputs"][0][
            "kind"
        ]
        == "shipment"
    )


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("307", "0307"),
        ("307.0", "0307"),
        ("6.1091E+9", "6109100000"),
        ("6109.10.0010", "6109100010"),
        ("6109.1", "610910"),
        ("61", "61"),
        ("520100", "520100"),
        ("307.91", "030791"),
        ("5201; 5202", "5201|5202"),
        ("HS 6204.62", "620462"),
        ("61091000100", "6109100010"),
    ],
)
def test_hs_codes(written, code):
    assert read_hs_codes(written).value == code


@pytest.mark.parametrize(
    ("written", "repaired"),
    [
        ("307", True),
        ("6.1091E+9", True),
        ("6109.1", True),
        ("61091000100", True),
        ("6109.10", False),
        ("5201", False),
    ],
)
def test_repaired_hs_codes_are_told(written, repaired):
    assert bool(read_hs_codes(written).note) is repaired


@pytest.mark.parametrize("written", ["shirt", "0", "00", "123456789012", ""])
def test_what_is_no_hs_code(written):
    with pytest.raises(ValueError):
        read_hs_codes(written)


@pytest.mark.parametrize(
    ("written", "value", "currency"),
    [
        ("$1,234.50", 1234.5, "USD"),
        ("1.234,50 €", 1234.5, "EUR"),
        ("(250)", -250.0, None),
        ("1 234,5", 1234.5, None),
        ("USD 12", 12.0, "USD"),
        ("¥1,000", 1000.0, "CNY"),
        ("1'000.25", 1000.25, None),
        ("12,345,678", 12345678.0, None),
        ("0.5", 0.5, None),
    ],
)
def test_amounts(written, value, currency):
    reading = read_amount(written)
    assert (reading.value, reading.extra) == (value, currency)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("N. Korea", "KP"),
        ("DPRK", "KP"),
        ("Korea", "KR"),
        ("Dem. People's Rep.", "KP"),
        ("P.R.C.", "CN"),
        ("Viet Nam", "VN"),
        ("U.A.E.", "AE"),
        ("Burma", "MM"),
        ("中国", "CN"),
        ("조선", "KP"),
        ("Chnia", "CN"),
        ("Korea, Dem. People's Rep.", "KP"),
        ("CHN", "CN"),
        ("Deutschland", "DE"),
        ("Turkiye", "TR"),
        ("Côte d'Ivoire", "CI"),
        ("Россия", "RU"),
        ("ไทย", "TH"),
    ],
)
def test_countries(written, code):
    assert read_country(written).value == code


@pytest.mark.parametrize("written", ["Nigera", "Atlantis", "99", "Asia"])
def test_no_country_is_guessed(written):
    with pytest.raises(ValueError):
        read_country(written)


def test_dates_take_their_order_from_the_column():
    day = datetime.date
    assert read_dates(["03/04/2024", "25/12/2024"]).dates["03/04/2024"] == day(2024, 4, 3)
    assert read_dates(["03/04/2024", "12/25/2024"]).dates["03/04/2024"] == day(2024, 3, 4)
    unknown = read_dates(
        [
            "03/04/2024",
            "05/05/2024",
            "03.04.2024",
            "45000",
            "2024-04-03",
            "3 Apr 2024",
            "20240403",
            "2024年4月3日",
        ]
    )
    assert unknown.ambiguous == ("03/04/2024",)
    assert {
        str(d) for t, d in unknown.dates.items() if t not in ("03/04/2024", "05/05/2024", "45000")
    } == {"2024-04-03"}
    assert unknown.dates["45000"] == day(2023, 3, 15)
    assert set(read_dates(["31/31/2024", "soon", "1820-01-01"]).faults) == {
        "31/31/2024",
        "soon",
        "1820-01-01",
    }


def test_ambiguous_dates_are_reported_with_their_place(screen_rows):
    report = screen_rows(["B/L No.", "Date", "Shipper"], ["B1", "03/04/2024", "Plain Makers"])
    problem = next(p for p in report["problems"] if "month first" in p["message"])
    assert (problem["row"], problem["column"], problem["value"]) == (2, "Date", "03/04/2024")


def test_a_bad_cell_never_loses_the_row(screen_rows):
    report = screen_rows(
        ["Vendor Name", "Country", "HS Code"], ["Hetian Taida Apparel", "Atlantis", "shirts"]
    )
    assert report["inputs"][0]["rows_screened"] == 1
    assert {(p["column"], p["severity"]) for p in report["problems"]} == {
        ("Country", "warning"),
        ("HS Code", "warning"),
    }
    assert any(f["match"] for f in report["findings"])


def test_formulas_are_not_computed_and_reported(cli, workbook):
    path = workbook(
        Vendors=[
            ["Vendor Name", "Country"],
            ["=CONCATENATE(A1,B1)", "China"],
            ["Plain Makers", "Finland"],
        ]
    )
    report = json.loads(cli("run", path, "--format", "json").out)
    assert any(
        p["row"] == 2 and "formula" in p["message"] and p["value"].startswith("=CONCATENATE")
        for p in report["problems"]
    )


cell = st.one_of(
    st.just(""),
    st.text(max_size=25),
    st.sampled_from(
        [
            "China",
            "Hetian Taida Apparel Co Ltd",
            "N/A",
            "-",
            "6109",
            "=1+1",
            "Vendor Name",
            '"',
            "a;b",
        ]
    ),
)


@given(st.lists(st.tuples(cell, cell, cell, cell), max_size=12), st.sampled_from([",", ";", "\t"]))
@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_accounting_holds_for_any_table(tmp_path, rows, delimiter):
    path = tmp_path / "any.csv"
    with path.open("w", encoding="utf-8", newline="", errors="replace") as handle:
        writer = csv.writer(handle, delimiter=delimiter)
        writer.writerow(["Vendor Name", "Country", "HS Code", "Remark"])
        writer.writerows(rows)
    intake = read_inputs([path], {})
    if intake.failures:
        return
    for sheet in intake.sheets:
        assert sheet.rows_read == sheet.rows_screened + sheet.rows_rejected
    rejected = [p.row for p in intake.problems if "row rejected" in p.message]
    assert len(rejected) == sum(sheet.rows_rejected for sheet in intake.sheets)
    assert not set(rejected) & set(intake.rows["supplier"]["row"].to_list())


def test_columns_and_rows_models_agree():
    """Validating column by column gives what the pydantic row models accept."""
    from screen.models.rows import ShipmentRow

    path = Path(__file__).parents[2] / "samples" / "shipments.xlsx"
    rows = read_inputs([path], {}).rows["shipment"]
    for row in rows.iter_rows(named=True):
        ShipmentRow.model_validate(
            {name: value for name, value in row.items() if name in ShipmentRow.model_fields}
        )


def test_sheets_that_hold_a_chart_are_no_damage(cli, tmp_path):
    """The reader of workbooks logs them as it logs cut-off sheets.

    Here nothing is lost, and nothing is said on stderr.
    """
    from openpyxl import Workbook
    from openpyxl.chart import BarChart, Reference

    book = Workbook()
    sheet = book.active
    for row in (["Vendor Name", "Country"], ["Plain Makers", "Finland"]):
        sheet.append(row)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=2))
    book.create_chartsheet("Chart").add_chart(chart)
    book.save(tmp_path / "chart.xlsx")
    outcome = cli("check", tmp_path / "chart.xlsx")
    assert outcome.code == 0 and outcome.err == "", outcome.err
    assert (
        "1 supplier row read, 1 usable, 0 rejected" in outcome.out and "warning" not in outcome.out
    )


def columns_and_entries(cli, path):
    report = json.loads(cli("run", path, "--format", "json").out)
    entries = {one["context"]["entry_name"] for one in report["findings"] if one["match"]}
    columns = report["inputs"][0]["columns"]
    return {header: use["read_as"] for header, use in columns.items()}, entries


def test_the_only_column_of_names_is_screened_even_where_it_is_nearly_all_codes(cli, tmp_path):
    path = tmp_path / "codes.csv"
    rows = [f"{number},China" for number in range(10_001, 10_040)]
    path.write_text("\n".join(["Supplier,Country", *rows, "Ninestar Corporation,China"]))
    _, entries = columns_and_entries(cli, path)
    assert any("Ninestar" in entry for entry in entries)


def test_codes_and_people_are_no_firms_where_another_column_names_them(cli, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(
        "Name,Position,Company\nWang Wei,Welder,Ninestar Corporation\n"
        "Mary Miller,Buyer,Plain Toys Ltd\nJohn Smith,Buyer,Other Toys Ltd\n"
    )
    columns, entries = columns_and_entries(cli, path)
    assert columns["Company"] == "supplier_name" and columns["Name"] == ""
    assert any("Ninestar" in entry for entry in entries)


def test_further_columns_of_names_are_parties_with_their_own_country(cli, tmp_path):
    path = tmp_path / "tiers.csv"
    path.write_text(
        "Tier 1 Supplier,Tier 1 Country,Tier 3 (Spinner),Tier 3 Country\n"
        "Plain Toys Ltd,Vietnam,Ninestar Corporation,China\n"
        "Other Toys Ltd,Vietnam,Simple Yarns Ltd,India\n"
    )
    report = json.loads(cli("run", path, "--format", "json").out)
    spinner = report["inputs"][0]["columns"]["Tier 3 (Spinner)"]
    assert spinner == {
        "read_as": "party",
        "role": "spinner",
        "tier": 3,
        "because": "header",
        "screened": "party",
    }
    found = [one for one in report["findings"] if "Ninestar" in one["context"]["entry_name"]]
    assert found and {one["subject"]["party_role"] for one in found} == {"spinner"}
    assert {one["context"]["country"] for one in found} == {"CN"}
    assert {one["subject"]["value"] for one in found} == {"Ninestar Corporation"}
