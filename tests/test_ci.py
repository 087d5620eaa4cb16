"""At home in CI.

Outputs that other tools read, baselines, many files, standard input, determinism and exit codes of
a real process.
"""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import AS_OF, ROOT, SAMPLES
from jsonschema import Draft202012Validator
from lxml import etree

SARIF = json.loads(
    (Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8")
)
LISTED = "Vendor Name,Country\nHetian Taida Apparel Co Ltd,China\n"
CLEAN = "Vendor Name,Country\nQuiet Makers Oy,Finland\n"


@pytest.fixture
def vendors(tmp_path):
    folder = tmp_path / "vendors"
    (folder / "north").mkdir(parents=True)
    (folder / "listed.csv").write_text(LISTED)
    (folder / "north" / "clean.csv").write_text(CLEAN)
    (folder / ".hidden.csv").write_text(LISTED)
    (folder / "~$listed.xlsx").write_text("lock")
    (folder / "notes.docx").write_text("no table")
    return folder


def process(*arguments, stdin=b"", cwd=ROOT, **env):
    command = [sys.executable, "-m", "screen", *map(str, arguments)]
    return subprocess.run(
        command,
        input=stdin,
        capture_output=True,
        cwd=cwd,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
    )


def test_sarif_follows_the_official_schema_and_holds_every_finding(cli, tmp_path):
    files = [SAMPLES / f"{name}.xlsx" for name in ("suppliers", "shipments", "supply-chain")]
    report = tmp_path / "r.json"
    cli("run", *files, "-o", report, "--as-of", AS_OF)
    findings = json.loads(report.read_text(encoding="utf-8"))["findings"]
    decided = tmp_path / "d.csv"
    decided.write_text(
        f"finding_id,disposition,reason,reviewer,date\n{findings[0]['id']},accepted,Known and"
        " settled,A. Lawyer,2026-01-01\n"
    )
    cli(
        "run",
        *files,
        "-o",
        tmp_path / "r.sarif",
        "--as-of",
        AS_OF,
        "--dispositions",
        decided,
        "--baseline",
        report,
    )
    log = json.loads((tmp_path / "r.sarif").read_text(encoding="utf-8"))
    Draft202012Validator(SARIF).validate(log)
    (run,) = log["runs"]
    assert [r["partialFingerprints"]["flscreenFindingId/v1"] for r in run["results"]] == [
        f["id"] for f in findings
    ]
    rules = run["tool"]["driver"]["rules"]
    for result, finding in zip(run["results"], findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding["rule"]
        assert (
            result["locations"][0]["physicalLocation"]["region"]["startLine"]
            == finding["subject"]["row"]
        )
        assert result["baselineState"] == "unchanged"
    (suppression,) = run["results"][0]["suppressions"]
    assert suppression["justification"] == "accepted by A. Lawyer on 2026-01-01: Known and settled"
    assert not any("suppressions" in result for result in run["results"][1:])
    assert all("Law:" in rule["help"]["text"] for rule in rules)


def test_junit_has_a_case_for_each_supplier_and_fails_those_that_fail_the_run(
    cli, vendors, tmp_path
):
    outcome = cli("run", vendors, "-o", tmp_path / "junit.xml")
    assert outcome.code == 1
    suite = etree.parse(tmp_path / "junit.xml").getroot()[0]
    cases = {case.get("name"): case for case in suite}
    assert cases["Hetian Taida Apparel Co Ltd"].find("failure") is not None
    assert cases["Quiet Makers Oy"].find("failure") is None
    assert int(suite.get("tests")) == len(cases) and suite.get("failures") == "1"
    cli("run", vendors, "-o", tmp_path / "quiet.xml", "--fail-on", "none")
    assert not etree.parse(tmp_path / "quiet.xml").findall(".//failure")


def test_annotations_cannot_be_forged_by_a_name(cli, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text(
        'Vendor Name,Country\n"Hetian Taida Apparel Co Ltd\n::error file=x::forged, 100%:'
        ' done",China\n'
    )
    out = cli("run", source, "--format", "github").out
    lines = out.splitlines()
    assert lines and all(
        line.startswith(("::error file=", "::warning file=", "::notice ")) for line in lines
    )
    assert not any(line.startswith("::error file=x") for line in lines)
    assert "%0A" in out and "100%25" in out


def test_the_last_annotation_counts_open_findings_only(cli, vendors, tmp_path):
    cli("run", vendors, "-o", tmp_path / "r.json", "--fail-on", "none")
    found = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["findings"]
    decided = tmp_path / "dispositions.csv"
    decided.write_text(
        "finding_id,disposition,reason,reviewer,date\n"
        f"{found[0]['id']},false-positive,another firm,A. Chan,2026-01-02\n"
    )
    before = cli("run", vendors, "--format", "github").out.splitlines()[-1]
    after = cli("run", vendors, "--format", "github", "--dispositions", decided).out.splitlines()[
        -1
    ]
    levels = [one["level"] for one in found]
    assert f"::{len(found)} open finding" in before
    assert f"({levels.count('critical')} critical" in before
    assert f"::{len(found) - 1} open finding" in after
    levels.remove(found[0]["level"])
    assert f"({levels.count('critical')} critical" in after


def test_several_reports_in_one_run_and_a_clean_stdout(cli, vendors, tmp_path):
    suffixes = ("xlsx", "json", "csv", "md", "html", "sarif", "xml")
    outputs = [item for suffix in suffixes for item in ("-o", tmp_path / f"r.{suffix}")]
    outcome = cli("run", vendors, *outputs, "--format", "json")
    assert json.loads(outcome.out)["schema_version"] == 2
    assert all((tmp_path / f"r.{suffix}").stat().st_size > 300 for suffix in suffixes)
    assert json.loads(cli("run", vendors, "--format", "sarif").out)["version"] == "2.1.0"


def test_baseline_marks_new_known_and_gone(cli, vendors, tmp_path):
    before = tmp_path / "before.json"
    assert cli("run", vendors / "listed.csv", "-o", before).code == 1
    both = vendors / "listed.csv"
    both.write_text("Vendor Name,Country\nNinestar Corporation,China\n")
    outcome = cli(
        "run",
        both,
        "--baseline",
        before,
        "--format",
        "json",
        "--fail-on",
        "none",
        "--fail-on-new",
        "high",
    )
    assert outcome.code == 1
    report = json.loads(outcome.out)
    marks = {f["subject"]["name"]: f["context"]["baseline"] for f in report["findings"]}
    assert marks["Ninestar Corporation"] == "new" and marks["China"] == "known"
    assert report["summary"]["new"] == sum(
        mark == "new" for mark in [f["context"]["baseline"] for f in report["findings"]]
    )
    gone = [
        p["message"] for p in report["problems"] if p["message"].startswith(f"gone since {before}")
    ]
    assert any("Hetian Taida" in message for message in gone)
    after = tmp_path / "after.json"
    cli("run", both, "-o", after)
    assert (
        cli("run", both, "--baseline", after, "--fail-on", "none", "--fail-on-new", "info").code
        == 0
    )


def test_diff_of_two_reports(cli, vendors, tmp_path):
    one, two = tmp_path / "1.json", tmp_path / "2.json"
    cli("run", vendors / "listed.csv", "-o", one)
    (vendors / "listed.csv").write_text("Vendor Name,Country\nNinestar Corporation,China\n")
    cli("run", vendors / "listed.csv", "-o", two)
    found = json.loads(cli("diff", one, two, "--format", "json").out)
    assert {("new", "Ninestar Corporation"), ("gone", "Hetian Taida Apparel Co Ltd")} <= {
        (d["change"], d["name"]) for d in found
    }
    back = json.loads(cli("diff", two, one, "--format", "json").out)
    assert {(d["id"], d["was"]) for d in found} == {(d["id"], d["now"]) for d in back}
    assert cli("diff", one, one).out == "0 new, 0 gone, 0 changed\n"
    assert "| new |" in cli("diff", one, two, "--format", "markdown").out
    bad = cli("diff", one, vendors / "listed.csv")
    assert bad.code == 2 and bad.err.count("\n") == 1


def test_folders_and_patterns_and_what_they_leave_out(cli, vendors):
    def paths(*named):
        return [
            Path(i["path"]).name
            for i in json.loads(cli("run", *named, "--format", "json").out)["inputs"]
            if i["kind"] != "cell"
        ]

    assert paths(vendors) == ["listed.csv", "clean.csv"]
    assert "listed.csv" in paths(vendors / "*.csv")
    assert paths(vendors / "**" / "c*.csv", vendors) == [
        "clean.csv",
        "listed.csv",
    ], "each file once, in the order given"
    for named, said in (
        (vendors / "*.ods", "no such file"),
        (vendors.parent / "none.csv", "no such file"),
    ):
        outcome = cli("run", named)
        assert outcome.code == 3 and said in outcome.err
    (vendors.parent / "empty").mkdir()
    assert "is a folder" in cli("run", vendors.parent / "empty").err


def test_a_report_for_each_file_and_a_broken_one_stops_none(cli, vendors, tmp_path):
    (vendors / "broken.xlsx").write_bytes(b"PK\x03\x04 broken")
    out = tmp_path / "out"
    outcome = cli(
        "run",
        vendors,
        "--report-per-file",
        out,
        "-o",
        tmp_path / "all.json",
        "-o",
        tmp_path / "all.csv",
    )
    assert outcome.code == 1, "findings outrank the broken file"
    assert sorted(path.name for path in out.iterdir()) == [
        "listed.csv.csv",
        "listed.csv.json",
        "north__clean.csv.csv",
        "north__clean.csv.json",
    ]
    listed = json.loads((out / "listed.csv.json").read_text(encoding="utf-8"))
    assert [Path(i["path"]).name for i in listed["inputs"]] == ["listed.csv"] and listed["run"][
        "exit_code"
    ] == 1
    assert (
        json.loads((out / "north__clean.csv.json").read_text(encoding="utf-8"))["run"]["exit_code"]
        == 0
    )
    (vendors / "listed.csv").unlink()
    assert cli("run", vendors, "--report-per-file", out).code == 3, (
        "no finding, and a file that could not be read"
    )


def test_standard_input(tmp_path):
    ended = process("run", "-", "--input-format", "csv", "--format", "json", stdin=LISTED.encode())
    report = json.loads(ended.stdout)
    assert ended.returncode == 1 and report["inputs"][0]["rows_read"] == 1
    assert report["inputs"][0]["path"] == "-", "a temporary path says nothing and differs each time"
    refused = process("run", "-", stdin=LISTED.encode())
    assert refused.returncode == 2 and b"--input-format" in refused.stderr


def test_quiet_verbose_and_colours(vendors):
    quiet = process("run", vendors, "--quiet")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (1, b"", b"")
    loud = process("run", vendors, "--verbose")
    assert b"Matching names" in loud.stderr and b"\x1b[" not in loud.stdout + loud.stderr
    for coloured in (
        process("run", vendors, "--no-color", FORCE_COLOR="1"),
        process("run", vendors, NO_COLOR="1", FORCE_COLOR="1"),
    ):
        assert b"\x1b[3" not in coloured.stdout and b"\x1b[4" not in coloured.stdout


@pytest.mark.parametrize("suffix", ["xlsx", "json", "csv", "md", "html", "sarif", "xml"])
def test_the_same_run_gives_the_same_bytes(tmp_path, suffix):
    def once():
        path = tmp_path / f"r.{suffix}"
        ended = process(
            "run",
            SAMPLES / "supply-chain.xlsx",
            "-o",
            path,
            SOURCE_DATE_EPOCH="1780000000",
            FLSCREEN_OPERATOR="ci",
        )
        assert ended.returncode == 1
        return hashlib.sha256(path.read_bytes()).hexdigest()

    first = once()
    import time

    time.sleep(2.1)  # zip files keep time in steps of two seconds
    assert once() == first


def test_exit_codes_of_a_real_process(vendors, tmp_path):
    clean, listed = vendors / "north" / "clean.csv", vendors / "listed.csv"
    policy = tmp_path / "p.toml"
    policy.write_text("fail_onn = 'high'\n")
    for wanted, arguments in (
        (0, ["run", clean]),
        (0, ["run", listed, "--fail-on", "none"]),
        (1, ["run", listed]),
        (2, ["run", listed, "--fail-on", "loud"]),
        (2, ["run", listed, "--config", policy]),
        (2, ["run"]),
        (3, ["run", vendors / "notes.docx"]),
        (3, ["run", tmp_path / "none.csv"]),
        (4, ["run", listed, "--max-list-age", "1"]),
        (4, ["run", listed, "--watchlists", vendors]),
    ):
        ended = process(*arguments)
        assert ended.returncode == wanted, (arguments, ended.stderr)
        assert b"Traceback" not in ended.stderr
    assert process("run", listed, FLSCREEN_FAIL_ON="none").returncode == 0
    assert process("run", listed, "--fail-on", "high", FLSCREEN_FAIL_ON="none").returncode == 1, (
        "the command line wins"
    )
    for code in "01234":
        assert (
            f"{code} "
            in process("run", "--help", COLUMNS="200").stdout.decode().split("Exit codes:")[1]
        )


def test_the_story_of_a_pull_request(tmp_path):
    (tmp_path / "flscreen").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m screen "$@"\n')
    (tmp_path / "flscreen").chmod(0o755)
    env = {
        **os.environ,
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }
    ended = subprocess.run(
        ["sh", str(ROOT / "tests" / "story.sh")],
        capture_output=True,
        text=True,
        env=env,
        check=False,
    )
    assert ended.returncode == 0 and ended.stdout.endswith("-- done\n"), ended.stdout + ended.stderr


def test_the_action_screens_annotates_summarises_and_hands_the_code_on(tmp_path):
    (tmp_path / "flscreen").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m screen "$@"\n')
    (tmp_path / "flscreen").chmod(0o755)
    (tmp_path / "new vendors.csv").write_text(LISTED)
    (tmp_path / "old.csv").write_text(CLEAN)
    env = {
        **os.environ,
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "FILES": "new vendors.csv\nold.csv\n",
        "LISTS": "",
        "CONFIG": "",
        "DISPOSITIONS": "",
        "BASELINE": "",
        "GITHUB_BASE_REF": "",
        "FLSCREEN_FAIL_ON": "high",
        "FLSCREEN_FAIL_ON_NEW": "none",
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
    }

    def act(**more):
        for name in ("output", "summary"):
            (tmp_path / name).unlink(missing_ok=True)
        command = ["bash", str(ROOT / ".github" / "screen.sh")]
        ended = subprocess.run(
            command, cwd=tmp_path, env={**env, **more}, capture_output=True, text=True, check=False
        )
        assert ended.returncode == 0, ended.stderr
        return ended.stdout, dict(
            line.split("=") for line in (tmp_path / "output").read_text().splitlines()
        )

    out, handed = act()
    assert handed == {
        "exit-code": "1",
        "sarif": "flscreen-report/report.sarif",
        "reports": "flscreen-report/",
    }
    assert (
        out.startswith("::error file=new vendors.csv,line=2,")
        and "Hetian Taida" in (tmp_path / "summary").read_text()
    )
    names = {path.name for path in (tmp_path / "flscreen-report").iterdir()}
    assert names == {"report.xlsx", "report.html", "report.json", "report.sarif", "summary.md"}
    assert act(FILES="old.csv")[1]["exit-code"] == "0"
    assert act(FILES="*.csv", FLSCREEN_FAIL_ON="none")[1]["exit-code"] == "0"
    assert act(FILES="none.csv")[1]["exit-code"] == "3"
