"""CSV, Markdown and the JSON Schema: what other programs and job summaries read."""

import csv
import json

import jsonschema
from conftest import AS_OF, SAMPLES

HOSTILE = '=HYPERLINK("http://evil") Hetian Taida Apparel <img src=x> [a](http://b) |`'


def test_csv_holds_every_finding_once_and_runs_no_formula(cli, tmp_path):
    source = tmp_path / "in.csv"
    with source.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(
            [
                ["Vendor Name", "Country"],
                [HOSTILE, "China"],
                ["Hetian Taida Apparel Co Ltd", "China"],
            ]
        )
    report, table = tmp_path / "r.json", tmp_path / "r.csv"
    cli("run", source, "-o", report, "-o", table, "--fail-on", "none")
    findings = json.loads(report.read_text(encoding="utf-8"))["findings"]
    raw = table.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
    assert [row["id"] for row in rows] == [finding["id"] for finding in findings]
    assert not [cell for row in rows for cell in row.values() if cell[:1] in ("=", "+", "-", "@")]
    assert any(row["subject_name"] == "'" + HOSTILE for row in rows)


def test_csv_has_a_name_of_its_own_for_each_column(cli, tmp_path):
    cli("run", SAMPLES / "shipments.xlsx", "-o", tmp_path / "r.csv", "--fail-on", "none")
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as handle:
        headers = next(csv.reader(handle))
    assert len(set(headers)) == len(headers) and {"value", "value_touched"} <= set(headers)


def test_counts_are_in_plain_english(cli, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("Vendor Name,Country,Note\nPlain Makers,Finland,\n,,later\n")
    out = " ".join(cli("run", source).out.split())
    assert "Screened 1 row (1 supplier, 0 shipments)" in out and "; 1 row rejected; 1 remark" in out


def test_markdown_shows_names_as_they_are_written(cli, tmp_path):
    source = tmp_path / "in.csv"
    with source.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([["Vendor Name", "Country"], [HOSTILE, "China"]])
    page = tmp_path / "r.md"
    outcome = cli("run", source, "-o", page, "--fail-on", "none", "--format", "markdown")
    text = page.read_text(encoding="utf-8")
    assert outcome.out == text and text.startswith("# Forced labour screening\n")
    assert "<img" not in text and "[a](" not in text and "&lt;img src=x&gt; \\[a\\](" in text
    table = [line for line in text.splitlines() if line.startswith("| ■")]
    assert table and all(line.replace("\\|", "").count("|") in (3, 5) for line in table)
    assert "| us-uflpa | 2026-08-19 | **stale**" in text


def test_the_json_report_fits_its_schema(cli, tmp_path):
    schema = json.loads(cli("schema").out)
    assert schema["title"].endswith("schema_version 2")
    cli(
        "run",
        SAMPLES / "suppliers.xlsx",
        SAMPLES / "shipments.xlsx",
        "-o",
        tmp_path / "r.json",
        "--fail-on",
        "none",
    )
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(report, schema)
    assert set(report) == set(schema["properties"]), (
        "the schema names what the report holds and no more"
    )
    report["findings"][0]["level"] = "urgent"
    errors = list(jsonschema.Draft202012Validator(schema).iter_errors(report))
    assert len(errors) == 1


def test_nothing_is_called_new_where_nothing_was_compared(cli, tmp_path):
    report = tmp_path / "report.md"
    cli(
        "run",
        SAMPLES / "suppliers.xlsx",
        "-o",
        report,
        "-o",
        tmp_path / "last.json",
        "--as-of",
        AS_OF,
    )
    assert " new." not in report.read_text(encoding="utf-8")
    cli(
        "run",
        SAMPLES / "suppliers.xlsx",
        "-o",
        report,
        "--baseline",
        tmp_path / "last.json",
        "--as-of",
        AS_OF,
    )
    assert " reviewed, 0 new." in report.read_text(encoding="utf-8")
