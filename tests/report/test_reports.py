"""The reports.

The workbook as a reviewer meets it, the JSON as the contract has it, and files that are whole or
absent.
"""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import AS_OF, SAMPLES
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

TABLES = [
    "Cases",
    "Findings",
    "Suppliers",
    "Shipments",
    "Evidence",
    "Sources",
    "Lists",
    "Problems",
    "Columns",
]
SHEETS = ["Summary", *TABLES, "Method", "Audit"]
CONTRACT = {
    "run": {
        "id",
        "tool_version",
        "started_at",
        "as_of",
        "fail_on",
        "exit_code",
        "policy",
        "duration_s",
        "policy_sha256",
        "operator",
        "versions",
        "weaker",
    },
    "inputs": {
        "path",
        "sha256",
        "sheet",
        "kind",
        "rows_read",
        "rows_screened",
        "first_row",
        "last_row",
        "cells",
        "beside",
        "not_screened",
        "encoding",
        "rows_rejected",
        "rows_ignored",
        "columns",
        "missing",
    },
    "watchlists": {
        "id",
        "title",
        "effect",
        "as_of",
        "age_days",
        "stale",
        "entries",
        "coverage",
        "sha256",
    },
    "summary": {
        "findings",
        "open",
        "reviewed",
        "new",
        "suppliers_flagged",
        "shipments_flagged",
        "value_flagged",
        "flagged_from",
        "flagged_to",
    },
    "cases": {
        "id",
        "level",
        "status",
        "party",
        "identity",
        "reason",
        "action",
        "findings",
        "decision",
    },
    "findings": {
        "id",
        "case",
        "rule",
        "level",
        "status",
        "priority",
        "message",
        "action",
        "subject",
        "match",
        "context",
        "evidence",
        "via",
    },
    "evidence": {"id", "list_id", "entry_id", "source_id", "claim", "locator", "date", "caveat"},
    "sources": {"id", "title", "publisher", "published", "url", "reliability"},
    "problems": {"severity", "file", "sheet", "row", "column", "value", "message"},
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    command = [
        sys.executable,
        "-m",
        "screen",
        "run",
        f"{SAMPLES}/suppliers.xlsx",
        f"{SAMPLES}/shipments.xlsx",
    ]
    command += ["-o", f"{folder}/report.xlsx", "-o", f"{folder}/report.json", "--as-of", AS_OF]
    ended = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "80"}
    )
    assert ended.returncode == 1, ended.stderr
    return (
        load_workbook(folder / "report.xlsx"),
        json.loads((folder / "report.json").read_text(encoding="utf-8")),
        ended.stdout,
    )


def table(book, name):
    rows = list(book[name].iter_rows(min_row=3, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_sheets_in_order_with_filters_frozen_panes_and_print_setup(made):
    book, _, _ = made
    assert book.sheetnames == SHEETS
    for name in TABLES:
        sheet = book[name]
        assert sheet.auto_filter.ref and sheet.freeze_panes
    for sheet in book:
        assert (
            sheet.page_setup.orientation == "landscape"
            and sheet.sheet_properties.pageSetUpPr.fitToPage
        )
        assert sheet.page_setup.fitToWidth == 1 and sheet.page_setup.fitToHeight == 0
    assert book["Findings"].print_title_rows == "$3:$3"


def test_findings_carry_everything_and_stand_at_their_row(made):
    book, report, _ = made
    findings = table(book, "Findings")
    assert len(findings) == len(report["findings"])
    sources = {
        name: load_workbook(SAMPLES / f"{name}.xlsx").worksheets[0]
        for name in ("suppliers", "shipments")
    }
    for row, finding in zip(findings, report["findings"], strict=True):
        assert row["Finding id"] == finding["id"]
        assert (
            finding["level"] in row["Level"]
            and row["What was found"]
            and row["What to do"]
            and row["Entry"]
            and row["Law"]
            and (row["List"] or finding["context"]["list_id"] == "rules")
        )
        sheet = sources[Path(row["File"]).stem]
        header = next(
            r for r in sheet.iter_rows(max_row=5) if r[0].value in ("Vendor No.", "B/L No.")
        )
        if row["Rule"].startswith(("entity-match", "region-")):
            column = next(cell.column for cell in header if cell.value == row["Column"])
            assert sheet.cell(row["Row"], column).value == row["Value"]


def test_links_lead_to_evidence_and_on_to_its_source(made):
    book, report, _ = made
    evidence, sources = table(book, "Evidence"), table(book, "Sources")
    column = [cell.value for cell in book["Findings"][3]].index("Evidence") + 1
    for number, finding in enumerate(report["findings"], start=4):
        link = book["Findings"].cell(number, column).hyperlink
        sheet, cell = link.location.split("!")
        assert (
            sheet == "'Evidence'"
            and evidence[int(cell[1:]) - 4]["Evidence id"] == finding["evidence"][0]
        )
    link_column = [cell.value for cell in book["Evidence"][3]].index("Link") + 1
    by_id = {source["id"]: source["title"] for source in report["sources"]}
    for number, claim in enumerate(report["evidence"], start=4):
        _, cell = book["Evidence"].cell(number, link_column).hyperlink.location.split("!")
        assert sources[int(cell[1:]) - 4]["Title"] == by_id[claim["source_id"]]


def test_unknown_columns_are_carried_to_the_report(made):
    book, _, _ = made
    suppliers = table(book, "Suppliers")
    assert len(suppliers) == 60
    assert {row["Payment terms"] for row in suppliers} == {"NET30", "NET60", "LC at sight"}
    assert suppliers[0]["Worst level"].endswith("critical")
    assert len(table(book, "Shipments")) == 200


def test_partial_and_stale_lists_are_said_in_every_report(made):
    book, report, out = made
    lists = {row["List id"]: row for row in table(book, "Lists")}
    assert (
        lists["us-cbp-wro"]["Coverage"] == "partial"
        and "about 20" in lists["us-cbp-wro"]["What is missing"]
    )
    assert lists["us-cbp-wro"]["State"] == lists["us-uflpa"]["State"] == "stale"
    assert {w["id"]: (w["coverage"], w["stale"]) for w in report["watchlists"]}["us-cbp-wro"] == (
        "partial",
        True,
    )
    # A list that is whole, but read in a copy, still says so.
    assert "public copy" in lists["us-uflpa"]["What is missing"]
    assert "us-cbp-wro" in out.replace("\n", " ") and "Partial lists" in out


def test_reviewers_can_write_in_the_yellow_cells_and_nowhere_else(made):
    book, report, _ = made
    sheet = book["Cases"]
    checks = {check.type: check for check in sheet.data_validations.dataValidation}
    assert (
        checks["list"].formula1 == '"false-positive,confirmed,accepted,escalated"'
        and checks["date"].showErrorMessage
    )
    assert (
        sheet.protection.sheet and not sheet.protection.password and not sheet.protection.autoFilter
    )
    headers = {cell.value: cell.column for cell in sheet[3]}
    review = {"Disposition", "Reason", "Reviewer", "Date", "Expires"}
    for row in (4, len(report["cases"]) + 3):
        unlocked = {
            header
            for header, column in headers.items()
            if not sheet.cell(row, column).protection.locked
        }
        assert unlocked == review
    letter = get_column_letter(headers["Disposition"])
    assert str(checks["list"].sqref) == f"{letter}4:{letter}{len(report['cases']) + 3}"


def test_findings_and_rows_are_linked_both_ways(made):
    book, report, _ = made
    sheet = book["Findings"]
    headers = {cell.value: cell.column for cell in sheet[3]}
    for number, finding in enumerate(report["findings"], start=4):
        link = sheet.cell(number, headers["Its row"]).hyperlink
        if finding["rule"] == "data-gap" and link is None:
            continue
        name, cell = link.location.replace("'", "").split("!")
        own = {c.value: c.column for c in book[name][3]}
        row = int(cell[1:])
        assert book[name].cell(row, own["Row"]).value == finding["subject"]["row"]
        assert book[name].cell(row, own["File"]).value == finding["subject"]["file"]
    for name in ("Suppliers", "Shipments"):
        own = {c.value: c.column for c in book[name][3]}
        link = book[name].cell(4, own["Finding no."]).hyperlink
        first = int(str(book[name].cell(4, own["Finding no."]).value).split(",")[0])
        assert link.location == f"'Findings'!A{first + 3}"


def test_the_audit_sheet_holds_every_digest_and_version(made):
    book, report, _ = made
    text = "\n".join(
        str(cell.value) for row in book["Audit"].iter_rows() for cell in row if cell.value
    )
    digests = [
        report["run"]["policy_sha256"],
        *(i["sha256"] for i in report["inputs"]),
        *(w["sha256"] for w in report["watchlists"]),
    ]
    assert all(digest in text for digest in digests)
    assert all(
        f"{name}" in text and version in text for name, version in report["run"]["versions"].items()
    )
    assert "Command" in text and str(Path.home()) not in text.replace(str(SAMPLES), "")


def test_the_summary_has_native_charts_and_named_styles(made):
    book, _, _ = made
    assert len(book["Summary"]._charts) == 4
    assert {"flscreen critical", "flscreen input", "flscreen header"} <= set(book.named_styles)
    assert (
        book.properties.title == "Forced labour screening report"
        and "flscreen" in book.properties.creator
    )
    text = [str(cell.value) for row in book["Summary"].iter_rows() for cell in row if cell.value]
    assert any("each counted once" in line for line in text)


def test_the_banner_of_the_policy_stands_on_every_sheet_and_page(cli, tmp_path):
    policy = tmp_path / "p.toml"
    policy.write_text('banner = "Privileged & Confidential - Attorney Work Product"\n')
    cli("run", SAMPLES / "supply-chain.xlsx", "-o", tmp_path / "r.xlsx", "--config", policy)
    book = load_workbook(tmp_path / "r.xlsx")
    assert "Supply chain" in book.sheetnames
    for sheet in book:
        assert "Privileged & Confidential" in sheet["A1"].value
        assert sheet.oddHeader.center.text == "Privileged && Confidential - Attorney Work Product"


def test_the_supply_chain_sheet_shows_the_path_step_by_step(cli, tmp_path):
    cli("run", SAMPLES / "supply-chain.xlsx", "-o", tmp_path / "r.xlsx", "--as-of", AS_OF)
    rows = table(load_workbook(tmp_path / "r.xlsx"), "Supply chain")
    listed = next(
        row
        for row in rows
        if row["Begins at"].startswith("BINZHOU") and row["Reaches"] == "supplier"
    )
    assert [listed[f"Step {n}"] for n in (1, 2, 3)] == [
        "Meghna Ring Spinning Ltd. (tier 3)",
        "Sundara Weaving Mills (tier 2)",
        "Kelani Shirt Makers (Pvt) Ltd (tier 1)",
    ]
    assert listed["Steps"] == 3 and listed["Shipments"] == 8 and "high" in listed["Level"]


def test_rows_past_a_sheet_go_to_numbered_sheets(cli, tmp_path, monkeypatch):
    import screen.report.excel.table_sheet as excel_table

    monkeypatch.setattr(excel_table, "ROWS_A_SHEET", 40)
    cli(
        "run",
        SAMPLES / "suppliers.xlsx",
        "-o",
        tmp_path / "r.xlsx",
        "-o",
        tmp_path / "r.json",
        "--as-of",
        AS_OF,
    )
    book = load_workbook(tmp_path / "r.xlsx")
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    parts = [name for name in book.sheetnames if name.startswith("Findings")]
    assert parts[:2] == ["Findings", "Findings 2"]
    ids = [row["Finding id"] for part in parts for row in table(book, part)]
    assert ids == [finding["id"] for finding in report["findings"]]
    headers = {cell.value: cell.column for cell in book["Findings 2"][3]}
    link = book["Findings 2"].cell(4, headers["Its row"]).hyperlink.location
    name, cell = link.replace("'", "").split("!")
    own = {c.value: c.column for c in book[name][3]}
    assert (
        book[name].cell(int(cell[1:]), own["Row"]).value == report["findings"][40]["subject"]["row"]
    )


def test_control_characters_and_lone_surrogates_are_removed_and_counted(cli, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("Vendor Name,Country\nNinestar\x07 Corporation\x01,China\n")
    cli("run", source, "-o", tmp_path / "r.xlsx")
    book = load_workbook(tmp_path / "r.xlsx")
    text = "\n".join(
        str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value
    )
    assert "\x07" not in text and "Ninestar Corporation" in text
    assert "control characters" in text


def test_terminal_fits_80_columns(made):
    _, _, out = made
    assert max(map(len, out.splitlines())) <= 80


def test_json_is_the_contract(made):
    _, report, _ = made
    assert set(report) == {"schema_version", *CONTRACT} and report["schema_version"] == 2
    for part, keys in CONTRACT.items():
        items = report[part] if isinstance(report[part], list) else [report[part]]
        assert items and all(set(item) == keys for item in items), part
    assert {frozenset(f["subject"]) for f in report["findings"]} == {
        frozenset(("kind", "id", "name", "party_role", "file", "sheet", "row", "column", "value"))
    }
    matches = {frozenset(f["match"]) for f in report["findings"] if f["match"]}
    assert matches == {
        frozenset(
            ("list_id", "entry_id", "entry_name", "matched_name", "score", "band", "explanation")
        )
    }
    assert len({f["id"] for f in report["findings"]}) == len(report["findings"])
    claims, sources = {c["id"]: c for c in report["evidence"]}, {s["id"] for s in report["sources"]}
    assert all(f["evidence"] and set(f["evidence"]) <= set(claims) for f in report["findings"])
    assert {c["source_id"] for c in claims.values()} == sources


def test_findings_are_ordered_by_priority(made):
    _, report, _ = made
    priorities = [f["priority"] for f in report["findings"]]
    assert priorities == sorted(priorities, reverse=True)


def test_same_input_gives_the_same_result(cli, tmp_path):
    def once(name):
        path = tmp_path / name
        cli("run", SAMPLES / "suppliers.xlsx", "-o", path, "--as-of", AS_OF)
        content = json.loads(path.read_text(encoding="utf-8"))
        for key in ("id", "started_at", "duration_s"):
            content["run"].pop(key)
        return json.dumps(content)

    assert once("a.json") == once("b.json")


def test_finding_ids_survive_reordered_rows(screen_rows):
    header = ["Vendor Name", "Country", "HS Code"]
    rows = [
        ["Hetian Taida Apparel", "China", "6109"],
        ["Ninestar Corp", "China", "8443"],
        ["Plain Makers", "DPRK", ""],
    ]
    first = {f["id"] for f in screen_rows(header, *rows)["findings"]}
    again = {
        f["id"]
        for f in screen_rows(header, ["Clean Makers", "Finland", ""], *reversed(rows))["findings"]
    }
    assert first and first == again


def test_an_earlier_report_survives_a_failed_write(cli, tmp_path, monkeypatch):
    report = tmp_path / "report.json"
    report.write_text("earlier")

    def fail(result, path):
        path.write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("screen.report.json.write", fail, raising=False)
    outcome = cli("run", SAMPLES / "suppliers.xlsx", "-o", report)
    assert outcome.code == 2 and "No space left" in outcome.err
    assert report.read_text() == "earlier" and [path.name for path in tmp_path.iterdir()] == [
        "report.json"
    ]


def test_a_report_that_is_in_use_is_written_beside_it(cli, tmp_path, monkeypatch):
    report = tmp_path / "report.json"
    report.write_text("in use")
    replace = Path.replace

    def refused(self, target):
        if Path(target) == report:
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refused)
    outcome = cli("run", SAMPLES / "supply-chain.xlsx", "-o", report)
    assert (
        outcome.code == 1 and "is in use (open in Excel?); the report was written to" in outcome.err
    )
    assert report.read_text() == "in use"
    assert (
        json.loads((tmp_path / "report-2.json").read_text(encoding="utf-8"))["schema_version"] == 2
    )
    assert "report-2.json" in outcome.out and sorted(p.name for p in tmp_path.iterdir()) == [
        "report-2.json",
        "report.json",
    ]


def test_a_sheet_of_too_many_rows_says_what_it_leaves_out(cli, tmp_path, monkeypatch):
    """With room for 3 rows.

    All rows above low, the first row of every finding, and as many of the others as fit.
    """
    import screen.report.excel.rows_sheet as subjects

    monkeypatch.setattr(subjects, "ALL_ROWS_UP_TO", 3)
    source, report = tmp_path / "entries.csv", tmp_path / "report.xlsx"
    plain = [f"E{number},Plain Makers {number},India,9403" for number in range(4)]
    hosted = [f"H{number},Plain Works {number},Poland,9403" for number in range(6)]
    listed = [f"L{number},Ninestar Corporation,China,8443" for number in range(4)]
    source.write_text(
        "Entry No,Manufacturer,Country of Origin,HTS\n" + "\n".join([*plain, *hosted, *listed])
    )
    outcome = cli("run", source, "-o", report, "-o", tmp_path / "report.json", "--as-of", AS_OF)
    assert outcome.code == 1
    sheet = load_workbook(report)["Shipments"]
    note = sheet["A2"].value
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    ids = {
        value
        for row in rows
        for value in row
        if isinstance(value, str) and re.fullmatch(r"[EHL]\d", value)
    }
    assert {f"L{number}" for number in range(4)} <= ids and len(ids) < 14
    findings = json.loads((tmp_path / "report.json").read_text())["findings"]
    firsts = {f["subject"]["row"] for f in findings if f["rule"] != "data-gap"}
    at = next(i for i, cell in enumerate(sheet[3]) if cell.value == "Row")
    assert firsts <= {row[at] for row in rows}
    assert (
        note.startswith(f"{len(rows)} of 14 screened rows: those with findings")
        and "JSON report" in note
    )

    links = [
        cell.hyperlink.location
        for row in load_workbook(report)["Findings"].iter_rows(min_row=4)
        for cell in row
        if cell.hyperlink and cell.value == "open"
    ]
    assert len(links) >= len(firsts)


def test_many_rows_without_a_finding_are_not_called_none(cli, tmp_path, monkeypatch):
    import screen.report.excel.rows_sheet as subjects

    monkeypatch.setattr(subjects, "ALL_ROWS_UP_TO", 3)
    source, report = tmp_path / "entries.csv", tmp_path / "report.xlsx"
    source.write_text(
        "Entry No,Manufacturer,Country of Origin\n"
        + "\n".join(f"E{n},Plain Makers {n},Finland" for n in range(5))
    )
    cli("run", source, "-o", report, "--as-of", AS_OF)
    assert load_workbook(report)["Shipments"]["A2"].value.startswith(
        "0 of 5 screened rows: those with findings"
    )


def test_each_cell_says_where_it_stands_and_other_readers_open_the_report(cli, tmp_path):
    """Also where a sheet has no rows: a cell without a place makes Excel repair the file."""
    import fastexcel

    source, report = tmp_path / "in.csv", tmp_path / "r.xlsx"
    source.write_text("Vendor Name,Country,Address,HS Code\nPlain Makers,Finland,1 Road,8481\n")
    cli("run", source, "-o", report, "--as-of", AS_OF)
    with zipfile.ZipFile(report) as archive:
        sheets = [name for name in archive.namelist() if "/worksheets/sheet" in name]
        for name in sheets:
            places = re.findall(r"<c r=\"([^\"]*)\"", archive.read(name).decode())
            assert all(re.fullmatch(r"[A-Z]+[0-9]+", place) for place in places), name
    opened = fastexcel.read_excel(report)
    for name in opened.sheet_names:
        opened.load_sheet(name, header_row=None)


def test_a_report_that_is_screened_is_told(cli, tmp_path):
    source, report = tmp_path / "in.csv", tmp_path / "r.xlsx"
    source.write_text("Vendor Name,Country\nPlain Makers,Finland\n")
    cli("run", source, "-o", report, "--as-of", AS_OF)
    again = json.loads(cli("run", report, "--format", "json", "--as-of", AS_OF).out)
    assert [one["message"] for one in again["problems"] if "flscreen itself" in one["message"]]
