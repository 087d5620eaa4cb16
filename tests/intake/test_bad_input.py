"""Bad input ends in one clear line and the documented exit code, and never costs the other files of the call."""

import json
import os
from pathlib import Path

import pytest
from openpyxl import Workbook

GOOD = "Vendor Name,Country\nHetian Taida Apparel Co Ltd,China\n"


def encrypted(path: Path) -> None:
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 600
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 600
    )


BAD = {
    "missing.xlsx": (None, "no such file"),
    "empty.csv": (lambda p: p.write_bytes(b""), "is empty"),
    "blank.csv": (lambda p: p.write_text("\n\n  \n"), "holds no text"),
    "report.pdf": (lambda p: p.write_bytes(b"%PDF-1.7 ..."), "is a PDF"),
    "photo.xlsx": (lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 50), "is a picture"),
    "cut.xlsx": (
        lambda p: p.write_bytes(b"PK\x03\x04" + b"\0" * 100),
        "cannot be read as a workbook",
    ),
    "secret.xlsx": (encrypted, "password-protected"),
    "numbers.csv": (lambda p: p.write_text("a,b\n1,2\n3,4\n"), "no column with names"),
    "letter.docx": (lambda p: p.write_text("Dear Sir"), "unknown kind of file"),
    "cut.parquet": (
        lambda p: p.write_bytes(b"PAR1" + b"\0" * 40),
        "cannot be read as a Parquet file",
    ),
    "folder.xlsx": (lambda p: p.mkdir(), "is a folder"),
}


@pytest.mark.parametrize("name", BAD)
def test_one_line_and_exit_3(cli, tmp_path, name):
    make, reason = BAD[name]
    path = tmp_path / name
    if make:
        make(path)
    outcome = cli("run", path)
    assert outcome.code == 3
    assert outcome.err.count("\n") == 1 and reason in outcome.err and name in outcome.err
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize("name", BAD)
def test_the_other_files_are_still_screened(cli, tmp_path, name):
    make, reason = BAD[name]
    bad, good, report = tmp_path / name, tmp_path / "good.csv", tmp_path / "report.json"
    if make:
        make(bad)
    good.write_text(GOOD)
    outcome = cli("run", bad, good, "-o", report)
    assert outcome.code == 1 and reason in outcome.err
    content = json.loads(report.read_text(encoding="utf-8"))
    assert any(f["match"] for f in content["findings"])
    assert any(p["severity"] == "error" and reason in p["message"] for p in content["problems"])


def test_a_broken_file_beside_a_clean_one_is_exit_3(cli, tmp_path):
    good = tmp_path / "good.csv"
    good.write_text("Vendor Name,Country\nPlain Makers,Finland\n")
    assert cli("run", good).code == 0
    assert cli("run", good, tmp_path / "missing.csv").code == 3


def test_cell_at_excels_limit_is_screened(cli, workbook, tmp_path):
    path = workbook(
        Vendors=[
            ["Vendor Name", "Country"],
            ["Hetian Taida Apparel " + "x" * 32_700, "China"],
            ["Ninestar Corporation", "China"],
        ]
    )
    report = tmp_path / "report.xlsx"
    outcome = cli("run", path, "-o", report)
    assert outcome.code == 1 and report.stat().st_size > 0


def test_a_sheet_of_many_rows_is_screened_whole(tmp_path, cli):
    path = tmp_path / "many.csv"
    path.write_text(
        "Vendor Name,Country\n"
        + "".join(f"Maker number {i % 500},Finland\n" for i in range(120_000))
        + "Ninestar Corporation,China\n"
    )
    outcome = cli("run", path, "--format", "json")
    report = json.loads(outcome.out)
    assert report["inputs"][0]["rows_screened"] == 120_001
    assert {f["subject"]["row"] for f in report["findings"] if f["match"]} == {120_002}


def test_nul_bytes_and_open_quotes(cli, tmp_path):
    path = tmp_path / "odd.csv"
    path.write_bytes(
        b'Vendor Name,Country\n"Ninestar Corporation,China\n'
        + b"Plain Makers,Finland\n" * 100
        + b"Giant\0 Manufacturing Co Ltd,Taiwan\n"
    )
    report = json.loads(cli("run", path, "--format", "json").out)
    assert {f["match"]["entry_id"] for f in report["findings"] if f["match"]} >= {
        "uflpa-ninestar-corporation",
        "wro-giant-manufacturing",
    }
    assert any("quotation mark" in p["message"] for p in report["problems"]) and any(
        "NUL" in p["message"] for p in report["problems"]
    )


def test_repeated_headers_and_totals_are_rejected_with_a_reason(cli, workbook):
    header = ["Vendor No.", "Vendor Name", "Country"]
    path = workbook(
        Vendors=[
            header,
            [1, "Plain Makers", "Finland"],
            header,
            ["Total", None, None],
            [None, None, None],
            [2, "Other Makers", "Norway"],
            [3, None, None],
        ]
    )
    report = json.loads(cli("run", path, "--format", "json").out)
    counts = {"rows_read": 5, "rows_screened": 2, "rows_rejected": 3, "rows_ignored": 2}
    assert report["inputs"][0] | counts == report["inputs"][0]
    assert {p["row"]: p["message"].split(";")[0] for p in report["problems"]} == {
        3: "row rejected: repeats the header",
        4: "row rejected: a total, not a party",
        7: "row rejected: no name, place or code to screen",
    }
    assert cli("run", path, "--max-rejected", "0").code == 3
    assert cli("run", path, "--max-rejected", "1").code == 0, "remarks are not rejected rows"


def test_spreadsheet_formulas_in_names_stay_text(cli, tmp_path):
    from openpyxl import load_workbook

    source, report = tmp_path / "evil.csv", tmp_path / "report.xlsx"
    source.write_text(
        'Vendor Name,Country\n"=HYPERLINK(""http://x"",""Ninestar Corporation"")",China\n@Ninestar'
        " Corporation,China\n+Ninestar,China\n"
    )
    cli("run", source, "-o", report)
    book = load_workbook(report)
    assert [
        c.coordinate
        for sheet in book
        for row in sheet.iter_rows()
        for c in row
        if c.data_type == "f"
    ] == []
    names = {c.value for row in book["Suppliers"].iter_rows() for c in row}
    assert "@Ninestar Corporation" in names and any(str(n).startswith("=HYPERLINK") for n in names)


def test_empty_workbook(cli, tmp_path):
    path = tmp_path / "none.xlsx"
    Workbook().save(path)
    outcome = cli("run", path)
    assert outcome.code == 3 and "holds no rows" in outcome.err


def test_a_file_name_that_is_no_unicode(cli, tmp_path):
    name = os.fsdecode(b"vendors\xff.csv")
    try:
        (tmp_path / name).write_text(GOOD)
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    report = tmp_path / "report.xlsx"
    outcome = cli("run", tmp_path / name, "-o", report, "-o", tmp_path / "report.json")
    assert outcome.code == 1 and report.exists()
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["inputs"][0][
        "path"
    ].endswith("vendors?.csv")
