"""Tables as they stand, the sweep beside them, and the account of all cells, on the command line."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

LISTED = "Hetian Taida Apparel Co., Ltd."


def screened(cli, *arguments):
    outcome = cli("run", *arguments, "--format", "json")
    assert outcome.out, outcome.err
    return json.loads(outcome.out)


def found(report):
    """Rule, sheet, row and column of every finding that names the listed firm."""
    return {
        (one["rule"], one["subject"]["sheet"], one["subject"]["row"], one["subject"]["column"])
        for one in report["findings"]
        if one["match"] and "Taida" in one["match"]["entry_name"]
    }


def tables(report):
    return [
        (one["kind"], one["first_row"], one["last_row"], one["rows_read"])
        for one in report["inputs"]
    ]


def test_tables_one_below_the_other_keep_their_own_columns(cli, tmp_path):
    path = tmp_path / "all.csv"
    path.write_text(
        "Supplier Name,Country\nPlain Makers,Finland\nOther Makers,Finland\n\nMills\n"
        f'Code,Mill Name,Mill Country\n7,"{LISTED}",China\n'
    )
    report = screened(cli, path)
    assert [one for one in tables(report) if one[0] == "supplier"] == [
        ("supplier", 1, 3, 2),
        ("supplier", 6, 7, 1),
    ]
    assert ("entity-match", "", 7, "Mill Name") in found(report)


def test_a_small_table_above_a_wide_one_is_a_table(cli, tmp_path):
    path = tmp_path / "all.csv"
    path.write_text(
        f'Supplier,Country\n"{LISTED}",China\n\n'
        "Vendor Name,Vendor No,Country,City,Address,HS Code\nPlain Makers,1,Finland,Oulu,x 1,6109\n"
    )
    assert ("entity-match", "", 2, "Supplier") in found(screened(cli, path))


def test_tables_side_by_side_keep_their_own_countries(cli, workbook):
    path = workbook(
        Both=[
            ["Supplier", "Country", None, "Supplier", "Country"],
            ["Plain Makers", "Finland", None, LISTED, "China"],
            ["Other Makers", "Finland", None, "Third Makers", "Norway"],
        ]
    )
    report = screened(cli, path)
    assert [one[0] for one in tables(report)] == ["supplier", "supplier"]
    match = next(one for one in report["findings"] if one["rule"] == "entity-match")
    assert match["context"]["country"] == "CN" and match["subject"]["row"] == 2


def test_records_in_columns_and_a_list_without_a_header(cli, workbook, tmp_path):
    path = workbook(Compare=[["Supplier", "Plain Makers", LISTED], ["Country", "Finland", "China"]])
    report = screened(cli, path)
    (match,) = {one for one in found(report) if one[0] == "entity-match"}
    assert match == ("entity-match", "Compare", 1, "Supplier")
    bare = tmp_path / "bare.csv"
    bare.write_text(f'Plain Makers Ltd,Oulu\n"{LISTED}",Hotan\nOther Toys GmbH,Berlin\n')
    assert ("entity-match", "", 2, "(column A)") in found(screened(cli, bare))


def test_a_name_written_once_stands_for_its_group_and_a_total_for_nobody(cli, workbook):
    path = workbook(
        Pivot=[
            ["Vendor", "Item", "Amount"],
            [LISTED, "Shirts", 1],
            [None, "Gloves", 2],
            ["Plain Makers", "Hats", 3],
            [None, "Caps", 4],
            [None, "Scarves", 5],
            ["Grand Total", None, 15],
        ]
    )
    report = screened(cli, path)
    (match,) = [
        one
        for one in report["findings"]
        if one["match"]
        and one["rule"] == "entity-match"
        and one["context"]["list_id"] == "us-uflpa"
    ]
    assert match["context"]["occurrences"][0]["rows"] == "2-3"


def test_every_place_of_a_workbook_is_swept(cli, tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "Vendors"
    rows = (["Vendor Name", "Country", "Internal note"], ["Plain Makers", "Finland", "none"])
    for row in rows:
        sheet.append(row)
    sheet["C2"] = f"yarn may come from {LISTED}, to be checked"
    sheet["A2"].comment = Comment(f"agent of {LISTED}", "us")
    sheet.oddFooter.left.text = f"for {LISTED}"
    notes = book.create_sheet("Notes")
    notes["B3"] = f"They admit that {LISTED} sewed the shirts"
    path = tmp_path / "book.xlsx"
    book.save(path)
    report = screened(cli, path)
    mentions = {one for one in found(report) if one[0] == "mention"}
    assert ("mention", "Vendors", 2, "Internal note") in mentions
    assert len(mentions) == 2, "one in a row of a table, one for all other cells"
    other = next(one for one in report["findings"] if one["subject"]["kind"] == "cell")
    places = {(one["sheet"], one["rows"]) for one in other["context"]["occurrences"]}
    assert places == {("Vendors", "0, 2"), ("Notes", "3")}
    levels = {one["level"] for one in report["findings"] if one["rule"] == "mention"}
    assert levels == {"high"}, "one level below the list's own"
    said = next(one for one in report["findings"] if one["subject"]["column"] == "Internal note")
    assert "to be checked" in said["message"]
    assert report["inputs"][0]["columns"]["Internal note"]["screened"] == "swept"


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("they bought giants and silver stars in a standard way", False),
        ("NOT FROM HETIAN TAIDA APPAREL", True),
        ("hetiantaidaapparel", False),
        ("上海某公司代理和田泰达服饰有限公司产品", True),
    ],
)
def test_only_complete_names_between_boundaries_of_words(cli, tmp_path, text, hit):
    path = tmp_path / "in.csv"
    path.write_text(f"Vendor Name,Comment\nPlain Makers,{text}\n")
    rules = {one["rule"] for one in screened(cli, path)["findings"]}
    assert ("mention" in rules) is hit


def test_a_name_deep_in_a_long_text_is_found(cli, tmp_path):
    path = tmp_path / "in.csv"
    path.write_text(f'Vendor Name,Comment\nPlain Makers,"{"so it goes " * 900} {LISTED}"\n')
    assert any(one[0] == "mention" for one in found(screened(cli, path)))


def test_the_account_stands_on_the_terminal_and_strict_makes_doubt_an_error(cli, tmp_path):
    path = tmp_path / "in.csv"
    path.write_bytes("Vendor Name,Country\nŁódź Żagle,Poland\n".encode("cp1250"))
    outcome = cli("run", path)
    assert "screened as names" in outcome.out and outcome.code == 0
    assert "is a guess" in " ".join(outcome.out.split())
    assert cli("run", path, "--strict").code == 3
    told = cli("run", path, "--strict", "--encoding", "cp1250")
    assert told.code == 0 and "Nothing was left out" in " ".join(told.out.split())
    wrong = cli("run", path, "--encoding", "klingon")
    assert wrong.code == 3 and "is not an encoding" in wrong.err


def test_sheets_left_out_are_said_to_be(cli, workbook):
    path = workbook(
        Good=[["Vendor Name", "Country"], ["Plain Makers", "Finland"]],
        Other=[["Vendor Name", "Country"], [LISTED, "China"]],
    )
    report = screened(cli, path, "--sheet", "Good")
    assert not found(report)
    assert report["inputs"][0]["not_screened"] == [
        {"what": "the sheet", "where": "Other", "why": "--sheet leaves it out"}
    ]
    assert cli("run", path, "--sheet", "Good", "--strict").code == 3
    missing = cli("run", path, "--sheet", "None")
    assert missing.code == 3 and "it has 'Good', 'Other'" in missing.err


def test_check_writes_the_mapping_and_run_takes_it(cli, tmp_path):
    path, config = tmp_path / "in.csv", tmp_path / "columns.toml"
    path.write_text(f'Vendor Name,Zzyx,Country\nPlain Makers,"{LISTED}",Finland\n')
    outcome = cli("check", path, "--write-config", config)
    assert outcome.code == 0, outcome.err
    assert "Vendor Name -> supplier_name (supplier), by its header" in outcome.out
    assert "Zzyx -> party" in outcome.out and "by its cells" in outcome.out
    assert cli("check", path, "--write-config", config).code == 2, "never over another file"
    text = config.read_text()
    assert 'Zzyx = "party"' in text
    config.write_text(text.replace('Zzyx = "party"', 'Zzyx = "factory"'))
    report = screened(cli, path, "--config", config)
    assert report["inputs"][0]["columns"]["Zzyx"] == {
        "read_as": "factory",
        "role": "factory",
        "tier": None,
        "because": "config",
        "screened": "party",
    }
    config.write_text('[columns]\nZzyx = "factry"\n')
    wrong = cli("run", path, "--config", config)
    assert wrong.code == 2 and "did you mean 'factory'?" in wrong.err
    config.write_text('[columns]\nNowhere = "factory"\n')
    told = screened(cli, path, "--config", config)["problems"]
    assert any("no file has a column of this name" in one["message"] for one in told)


PAGES = {
    "html": (
        "<html><head><title>x</title></head><body><table><tr><th>Name</th><th>Country</th></tr>"
        f"<tr><td>Plain Makers</td><td>Finland</td></tr><tr><td>{LISTED}</td><td>China</td></tr>"
        "</table></body></html>"
    ),
    "mhtml": (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
        "Content-Type: text/html; charset=utf-8\n\n<html><table><tr><td>Vendor Name</td><td>Country"
        f"</td></tr><tr><td>{LISTED}</td><td>China</td></tr></table></html>\n--b--\n"
    ),
    "spreadsheet": (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet'
        ' ss:Name="S"><Table><Row><Cell><Data ss:Type="String">Vendor Name</Data></Cell><Cell'
        ' ss:Index="3"><Data ss:Type="String">Country</Data></Cell></Row><Row><Cell><Data'
        f' ss:Type="String">{LISTED}</Data></Cell><Cell ss:Index="3"><Data'
        ' ss:Type="String">China</Data></Cell></Row></Table></Worksheet></Workbook>'
    ),
}


@pytest.mark.parametrize("kind", PAGES)
def test_web_pages_called_xls_are_read(cli, tmp_path, kind):
    path = tmp_path / "export.xls"
    path.write_text(PAGES[kind])
    report = screened(cli, path)
    assert any(one[0] == "entity-match" for one in found(report))
    assert report["inputs"][0]["columns"]["Country"]["read_as"] == "country"


def test_a_parquet_column_of_any_type_is_text_or_its_own_problem(cli, tmp_path):
    import polars as pl

    path = tmp_path / "in.parquet"
    pl.DataFrame(
        {
            "Vendor Name": ["Plain\0 Makers", "Other"],
            "Mills": [[LISTED, "Second Mill"], []],
            "Notes": [b"\xff\xfe raw", b"agent of Hetian Taida Apparel"],
            "Lead": pl.Series([1, 2]).cast(pl.Duration("ms")),
        }
    ).write_parquet(path)
    report = screened(cli, path)
    rules = {one[0] for one in found(report)}
    # The mill stands behind the supplier of its row, which the finding reaches.
    assert rules == {"entity-match", "mention", "supply-chain"}
    assert report["inputs"][0]["rows_screened"] == 2


def test_the_columns_sheet_says_what_each_column_was(cli, tmp_path):
    import openpyxl

    source, report = tmp_path / "in.csv", tmp_path / "out.xlsx"
    source.write_text("Vendor Name,Country,Thing\nPlain Makers,Finland,x\n")
    cli("run", source, "-o", report)
    sheet = openpyxl.load_workbook(report)["Columns"]
    lines = {row[2]: row for row in sheet.iter_rows(values_only=True)}
    assert lines["Vendor Name"][3] == "supplier name" and lines["Vendor Name"][7] == "as a name"
    assert lines["Thing"][3] == "not recognised"
    assert Path(lines["Country"][0]).name == "in.csv"


def test_two_tables_of_a_sheet_each_say_what_their_own_rows_lack(cli, tmp_path):
    path = tmp_path / "two.csv"
    path.write_text(
        "Supplier Name,Country,City\nPlain Makers,Finland,Oulu\nOther Makers,,Oulu\n\nMills\n"
        "Code,Mill Name,Mill Country\n7,Plain Mill,China\n8,Other Mill,\n9,Third Mill,\n"
    )
    report = screened(cli, path)
    rows = [one for one in report["inputs"] if one["kind"] == "supplier"]
    assert [one["rows_screened"] for one in rows] == [2, 3]
    assert [one["missing"]["country"] for one in rows] == [1, 2]
    assert all(n <= one["rows_screened"] for one in rows for n in one["missing"].values())
