"""The command line as a process: exit codes, one-line errors, configuration, review, baseline."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLES


def flscreen(*args: object, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "screen", *map(str, args)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **env},
        cwd=ROOT,
    )


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / "clean.csv"
    path.write_text("Vendor Name,Country\nPlain Makers,Finland\n")
    return path


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "listed.csv"
    path.write_text("Vendor Name,Country\nNinestar Corporation,China\n")
    return path


def test_each_exit_code(clean, listed, tmp_path):
    assert flscreen("run", clean).returncode == 0
    assert flscreen("run", listed).returncode == 1
    assert flscreen("run", listed, "--fail-on", "none").returncode == 0
    assert flscreen("run", listed, "--no-such-option").returncode == 2
    assert flscreen("run", tmp_path / "missing.csv").returncode == 3
    assert flscreen("run", clean, "--max-list-age", "0").returncode == 4
    assert flscreen("run", clean, "--watchlists", tmp_path / "nowhere").returncode == 4
    assert flscreen("run", clean, "--no-bundled").returncode == 4


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run"], "Missing argument"),
        (["runn"], "No such command"),
        (["run", "x.csv", "--fail-on", "loud"], "'loud' is not one of"),
        (["run", "x.csv", "-o", "report.pdf"], "no report format '.pdf'"),
        (["run", "x.csv", "-o", "no/such/folder/report.xlsx"], "does not exist"),
        (["run", "x.csv", "--as-of", "yesterday"], "YYYY-MM-DD"),
        (["run", "x.csv", "--config", "nowhere.toml"], "nowhere.toml"),
        (["name", "Ninestar", "--country", "Atlantis"], "Atlantis"),
    ],
)
def test_usage_errors_are_one_line_and_exit_2(arguments, said):
    ended = flscreen(*arguments)
    assert ended.returncode == 2
    assert (
        said in ended.stderr and ended.stderr.count("\n") == 1 and "Traceback" not in ended.stderr
    )


def test_unknown_policy_key_suggests_the_one_meant(clean, tmp_path):
    config = tmp_path / "flscreen.toml"
    config.write_text('fail_om = "high"\n')
    ended = flscreen("run", clean, "--config", config)
    assert ended.returncode == 2 and "did you mean 'fail_on'" in ended.stderr


def test_policy_changes_levels_rules_and_lists(listed, tmp_path):
    config = tmp_path / "flscreen.toml"
    config.write_text('lists_off = ["us-uflpa"]\nrules_off = ["host-country"]\n')
    assert flscreen("run", listed, "--config", config).returncode == 0
    config.write_text(
        '[entity_levels.rebuttable-presumption]\nexact = "low"\nstrong = "low"\nprobable = "info"\n'
    )
    assert flscreen("run", listed, "--config", config).returncode == 0
    config.write_text('fail_on = "low"\n')
    assert flscreen("run", listed, "--config", config, "--fail-on", "none").returncode == 0, (
        "the command line wins"
    )


def test_options_from_the_environment(listed):
    assert flscreen("run", listed, FLSCREEN_FAIL_ON="none").returncode == 0


def test_stdout_is_clean_json_for_pipes(listed):
    ended = flscreen("run", listed, "--format", "json")
    assert json.loads(ended.stdout)["schema_version"] == 2
    assert all(line.startswith("flscreen: ") for line in ended.stderr.splitlines())


def test_version_and_module(clean):
    assert flscreen("--version").stdout.startswith("flscreen 0.")
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            (
                "import sys, screen.cli.app; print([m for m in ('polars', 'openpyxl', 'numpy',"
                " 'rapidfuzz') if m in sys.modules])"
            ),
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert loaded.stdout.strip() == "[]", (
        "the command line must load nothing heavy before it knows what to do"
    )


def test_check_reports_columns_and_problems(tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("Vendor Name,Country,Colour\nPlain Makers,Nigera,red\n")
    ended = flscreen("check", source)
    assert ended.returncode == 0
    assert (
        "Vendor Name -> supplier_name" in ended.stdout
        and "Colour -> not recognised, swept for listed names" in ended.stdout
        and "row 2, Country: 'Nigera'" in ended.stdout
    )
    assert flscreen("check", tmp_path / "missing.csv").returncode == 3


def test_dispositions_and_baseline(listed, tmp_path):
    report, decisions = tmp_path / "report.json", tmp_path / "dispositions.csv"
    flscreen("run", listed, "-o", report)
    findings = json.loads(report.read_text(encoding="utf-8"))["findings"]
    lines = [
        f"{f['id']},false-positive,other firm of that name,A. Reviewer,2026-11-01,"
        for f in findings
    ]
    decisions.write_text(
        "finding_id,disposition,reason,reviewer,date,expires\n" + "\n".join(lines) + "\n"
    )
    ended = flscreen(
        "run", listed, "--dispositions", decisions, "--baseline", report, "--format", "json"
    )
    after = json.loads(ended.stdout)
    assert ended.returncode == 0
    assert {f["status"] for f in after["findings"]} == {"reviewed"} and after["summary"][
        "reviewed"
    ] == len(findings)
    assert after["summary"]["new"] == 0
    assert after["findings"][0]["context"]["disposition"]["reviewer"] == "A. Reviewer"
    decisions.write_text(decisions.read_text().replace("2026-11-01,\n", "2026-11-01,2026-11-02\n"))
    ended = flscreen("run", listed, "--dispositions", decisions, "--as-of", "2026-11-23")
    assert ended.returncode == 1, "an expired decision is open again"
    decisions.write_text(
        "finding_id,disposition,reason,reviewer,date,expires\nabcdefgh,fine,because,Me,2026-01-01,\n"
    )
    ended = flscreen("run", listed, "--dispositions", decisions)
    assert ended.returncode == 2 and "line 2: disposition" in ended.stderr


def test_samples_screen_from_any_folder(tmp_path):
    ended = subprocess.run(
        [sys.executable, "-m", "screen", "run", str(SAMPLES / "suppliers.xlsx")],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert ended.returncode == 1


def test_the_nearest_policy_file_is_used_and_named(cli, tmp_path, monkeypatch):
    below = tmp_path / "vendors" / "2026"
    below.mkdir(parents=True)
    (tmp_path / "flscreen.toml").write_text('fail_on = "none"\n')
    source = below / "in.csv"
    source.write_text("Vendor Name,Country\nHetian Taida Apparel Co Ltd,China\n")
    monkeypatch.chdir(below)
    outcome = cli("run", source)
    assert outcome.code == 0 and f"policy from {tmp_path / 'flscreen.toml'}" in outcome.err
    (below / "own.toml").write_text('fail_on = "high"\n')
    outcome = cli("run", source, "--config", below / "own.toml")
    assert outcome.code == 1 and "policy of" not in outcome.err
    (below / ".git").mkdir()
    assert cli("run", source).code == 1, "a policy outside the repository is not used"


@pytest.mark.skipif(sys.platform == "win32", reason="sends a POSIX signal")
@pytest.mark.parametrize("wait", [1.8, 2.4, 3.0])
def test_ctrl_c_ends_a_run_in_several_processes_without_a_traceback(tmp_path, wait):
    import signal
    import time

    source = tmp_path / "in.csv"
    source.write_text(
        "Vendor Name,Country\n"
        + "".join(f"Maker {n} Works {n * 7919 % 99991},China\n" for n in range(150_000))
    )
    command = [sys.executable, "-m", "screen", "run", str(source), "--fail-on", "none"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    time.sleep(wait)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130 and err == b"flscreen: stopped\n"
