"""Files made to harm end in one line and exit code 3, or are screened.

They never cost the other files, the machine or its secrets.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from accounting import check_account_of_cells, check_references, check_rows, grids_of
from hostile.make import MAKERS, ROWS, pack, parts, sheet
from rights import as_an_ordinary_user

#: Files that another reader does not read as we do: of another kind than their name, or with NULs.
READ_OTHERWISE = {"csv_called_xlsx", "workbook_called_csv", "nul_bytes"}
FIXTURES = Path(__file__).parents[1] / "hostile"
GOOD = "Vendor Name,Country\nHetian Taida Apparel Co Ltd,China\n"


@pytest.fixture
def little(tmp_path):
    """A policy that lets reading take less, so that the tests take less."""
    config = tmp_path / "small.toml"
    config.write_text("[limits]\nmemory_mb = 1500\nseconds = 1200\n")
    return config


@pytest.mark.parametrize("name", MAKERS)
def test_one_line_or_screened_and_the_other_file_never_lost(cli, tmp_path, little, name):
    make, suffix = MAKERS[name]
    bad, good, report = (
        tmp_path / f"{name}{suffix}",
        tmp_path / "good.csv",
        tmp_path / "report.json",
    )
    told = make(bad)
    good.write_text(GOOD)
    outcome = cli("run", bad, good, "-o", report, "--config", little, "--quiet")
    assert outcome.code == 1 and outcome.err.count("\n") == bool(told)
    result = json.loads(report.read_text(encoding="utf-8"))
    entries = {f["match"]["entry_id"] for f in result["findings"] if f["match"]}
    assert "uflpa-hetian-taida-apparel" in entries
    failed = [p for p in result["problems"] if p["severity"] == "error" and not p["row"]]
    if told:
        assert [told in p["message"] for p in failed] == [True]
        assert len(result["inputs"]) == 1
        alone = cli("run", bad, "--config", little)
        assert alone.code == 3 and alone.err.splitlines()[1:] == [] and told in alone.err
    else:
        assert failed == [] and "uflpa-ninestar-corporation" in entries
        check_rows(result)
        check_references(result)
        read = {good} if name in READ_OTHERWISE else {bad, good}
        check_account_of_cells(result, grids_of(*read))
    assert not any(
        Path(folder, "escaped.txt").exists()
        for folder in (tmp_path, tmp_path.parent, tmp_path.parent.parent)
    )
    assert not Path("/tmp/flscreen-escaped.txt").exists()


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_passwords_are_named(cli, suffix):
    outcome = cli("run", FIXTURES / f"password.{suffix}")
    assert (
        outcome.code == 3 and "password-protected" in outcome.err and outcome.err.count("\n") == 1
    )


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_hidden_sheets_and_rows_are_screened_and_formulas_told(cli, tmp_path, suffix):
    report = tmp_path / "report.json"
    cli("run", FIXTURES / f"hidden.{suffix}", "-o", report)
    result = json.loads(report.read_text(encoding="utf-8"))
    found = {
        (f["match"]["entry_id"], f["subject"]["sheet"], f["subject"]["row"])
        for f in result["findings"]
        if f["match"]
    }
    assert {
        ("uflpa-ninestar-corporation", "Sheet1", 2),
        ("uflpa-hetian-haolin-hair-accessories", "Sheet1", 4),
        ("nkr-dandong-huayang-textiles-and-garment", "Hidden", 2),
    } <= found
    formulas = [p for p in result["problems"] if "formula" in p["message"]]
    assert formulas
    if suffix == "xlsx":
        assert {(p["row"], p["column"]) for p in formulas} == {(4, "A"), (5, "A")}


def test_macros_are_not_run(cli):
    assert cli("run", FIXTURES / "macro.ods").code == 1
    assert not Path("/tmp/flscreen-macro-ran").exists()


def test_a_limit_can_be_raised_or_lowered(cli, tmp_path):
    source, config = tmp_path / "vendors.csv", tmp_path / "limits.toml"
    source.write_text(GOOD + "Plain Makers,Finland\n" * 20)
    config.write_text("[limits]\nrows = 10\n")
    outcome = cli("run", source, "--config", config)
    assert outcome.code == 3 and "has 22 rows, more than 10" in outcome.err
    config.write_text("[limits]\nrows = 100\n")
    assert cli("run", source, "--config", config).code == 1
    config.write_text("[limits]\nrow = 100\n")
    assert (
        "limits.row: unknown key; did you mean 'limits.rows'?"
        in cli("run", source, "--config", config).err
    )


def test_a_file_that_takes_too_long_is_told(cli, tmp_path):
    config, slow = tmp_path / "limits.toml", tmp_path / "slow.xlsx"
    config.write_text("[limits]\nseconds = 1\n")
    cells = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 1_000_000))
    slow.write_bytes(pack(parts(sheet(rows=cells), sheets=20), level=1))
    outcome = cli("run", slow, "--config", config)
    assert outcome.code == 3 and "takes more than 1 seconds to read" in outcome.err


def test_a_reader_that_dies_costs_its_file_only(cli, tmp_path):
    """Damaged .xls files make the Rust reader panic; the process that dies of it is not ours."""
    data = bytearray((FIXTURES / "hidden.xls").read_bytes())
    data[30:512] = b"\xff" * 482
    bad, good = tmp_path / "bad.xls", tmp_path / "good.csv"
    bad.write_bytes(bytes(data))
    good.write_text(GOOD)
    outcome = cli("run", bad, good)
    assert (
        outcome.code == 1
        and "cannot be read as a workbook" in outcome.err
        and "panicked" not in outcome.err
    )


def test_rows_behind_an_open_quote_are_not_swallowed(cli, tmp_path):
    """A quote that another one closes some rows below makes one cell of those rows.

    Each of them is a row again.
    """
    path = tmp_path / "quotes.csv"
    path.write_text(
        'Vendor No,Vendor Name,Country\n1,"Plain Makers,Finland\n2,Ninestar'
        ' Corporation,China\n3,Other "Best" Makers,Norway\n4,"Two\nlines, of'
        ' address",Norway\n5,Hetian Haolin Hair Accessories,China\n'
    )
    report = tmp_path / "report.json"
    cli("run", path, "-o", report)
    result = json.loads(report.read_text(encoding="utf-8"))
    assert {
        (f["match"]["entry_id"], f["subject"]["row"]) for f in result["findings"] if f["match"]
    } >= {
        ("uflpa-ninestar-corporation", 3),
        ("uflpa-hetian-haolin-hair-accessories", 6),
    }
    assert result["inputs"][0]["rows_read"] == 5
    assert [p["row"] for p in result["problems"] if "quotation mark" in p["message"]] == [2]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipes_and_devices_do_not_hold_the_run(cli, tmp_path):
    pipe, good = tmp_path / "pipe.csv", tmp_path / "good.csv"
    os.mkfifo(pipe)
    good.write_text(GOOD)
    outcome = cli("run", pipe, "/dev/zero", good)
    assert outcome.code == 1 and outcome.err.count("is not a regular file") == 2


def test_links_in_a_folder_do_not_lead_out_of_it(cli, tmp_path):
    secret, folder, report = tmp_path / "secret.csv", tmp_path / "vendors", tmp_path / "report.json"
    folder.mkdir()
    secret.write_text("Vendor Name,Country\nNinestar Corporation,China\n")
    (folder / "good.csv").write_text(GOOD)
    (folder / "inside.csv").symlink_to(folder / "good.csv")
    (folder / "outside.csv").symlink_to(secret)
    outcome = cli("run", folder, "-o", report)
    assert (
        outcome.code == 1 and "outside.csv: is a link that leads out of its folder" in outcome.err
    )
    text = report.read_text(encoding="utf-8")
    assert "uflpa-ninestar" not in text and {
        Path(one["path"]).name for one in json.loads(text)["inputs"]
    } == {
        "good.csv",
        "inside.csv",
    }
    assert cli("run", folder / "outside.csv").code == 1
    assert "leads out" in cli("check", folder).err


@pytest.mark.skipif(
    not hasattr(os, "geteuid"), reason="this system has no permissions of this kind"
)
def test_unreadable_permissions(cli):
    """Root may read everything, so the call is made without that right."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        path = folder / "locked.csv"
        path.write_text(GOOD)
        assert cli("run", path, "--quiet").code == 1
        path.chmod(0)
        with as_an_ordinary_user():
            outcome = cli("run", path)
        assert (
            outcome.code == 3
            and "Permission denied" in outcome.err
            and "check its permissions" in outcome.err
        )


def test_what_is_screened_is_what_is_hashed(tmp_path, cli, monkeypatch):
    """A file that is replaced during the run changes neither the rows nor the digest.

    Both are of the bytes read first.
    """
    import hashlib

    from screen.intake import intake

    path, report = tmp_path / "vendors.csv", tmp_path / "report.json"
    path.write_text(GOOD)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    read = intake.tables_of

    def replaced(source, limits):
        path.write_text("Vendor Name,Country\nPlain Makers,Finland\n")
        return read(source, limits)

    monkeypatch.setattr(intake, "tables_of", replaced)
    cli("run", path, "-o", report)
    result = json.loads(report.read_text(encoding="utf-8"))
    assert result["inputs"][0]["sha256"] == digest and any(f["match"] for f in result["findings"])


def test_the_reader_is_a_process_that_needs_nothing_of_the_working_folder(tmp_path):
    """A module of the user's that is named like one of ours, or of Python's, is not run."""
    for name in ("json.py", "fastexcel.py", "screen.py"):
        (tmp_path / name).write_text("open('owned', 'w')")
    book = tmp_path / "vendors.xlsx"
    book.write_bytes(pack(parts(sheet(rows=ROWS))))
    command = [str(Path(sys.executable).with_name("flscreen")), "run", book.name, "--quiet"]
    assert subprocess.run(command, cwd=tmp_path, check=False).returncode == 1
    assert not (tmp_path / "owned").exists()


@pytest.mark.parametrize(
    "name",
    [
        "zip_bomb",
        "forgotten_cell",
        "entity_that_reads_a_file",
        "many_parts",
        "lying_about_its_size",
    ],
)
def test_hostile_reviewed_reports_are_refused(cli, tmp_path, name):
    path = tmp_path / "report.xlsx"
    MAKERS[name][0](path)
    outcome = cli("review", path, "-o", tmp_path / "dispositions.csv")
    assert (
        outcome.code == 3
        and outcome.err.count("\n") == 1
        and not (tmp_path / "dispositions.csv").exists()
    )


def test_hostile_tables_are_refused_by_list_imports(cli, tmp_path):
    path, mapping = tmp_path / "refused.xlsx", tmp_path / "map.toml"
    MAKERS["forgotten_cell"][0](path)
    mapping.write_text(
        '[list]\ntitle = "T"\npublisher = "P"\neffect = "reported"\n[columns]\nname = "Vendor'
        ' Name"\nclaim = "Country"\n'
    )
    outcome = cli("lists", "import", "csv", path, "--map", mapping, "-o", tmp_path / "list")
    assert (
        outcome.code in (3, 4) and outcome.err.count("\n") == 1 and not (tmp_path / "list").exists()
    )
