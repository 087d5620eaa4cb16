"""``flscreen demo``: the first thing that somebody tries."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLES

NAMES = {path.name for path in SAMPLES.glob("*.xlsx")}


def test_the_samples_are_screened_into_a_folder(cli, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "flscreen.toml").write_text('rules_off = ["entity-match"]\n')
    outcome = cli("demo")
    assert outcome.code == 0 and not outcome.err
    folder = tmp_path / "flscreen-demo"
    made = {path.name for path in folder.iterdir()}
    assert made == NAMES | {"report.xlsx", "report.html", "report.json"}
    assert all(name in outcome.out for name in made) and str(folder) in outcome.out
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert {Path(one["path"]).name for one in report["inputs"]} == NAMES
    assert any(one["rule"] == "entity-match" for one in report["findings"]), "the default policy"


def test_a_second_demo_renews_the_first_and_overwrites_nothing_of_yours(cli, tmp_path):
    folder = tmp_path / "trial"
    assert cli("demo", "-o", folder).code == cli("demo", "-o", folder).code == 0
    mine = folder / "suppliers.xlsx"
    mine.write_bytes(b"mine")
    outcome = cli("demo", "-o", folder)
    assert (
        outcome.code == 2 and outcome.err.count("\n") == 1 and "name another folder" in outcome.err
    )
    assert mine.read_bytes() == b"mine"
    other = tmp_path / "other"
    other.mkdir()
    (other / "report.xlsx").write_bytes(b"mine too")
    assert cli("demo", "-o", other).code == 2
    assert [path.name for path in other.iterdir()] == ["report.xlsx"]
    assert cli("demo", "-o", other / "report.xlsx").code == 2


@pytest.mark.skipif(os.name != "posix", reason="a terminal of POSIX systems")
@pytest.mark.parametrize(
    "options, desktop, opened", [((), ":0", True), ((), "", False), (("--no-open",), ":0", False)]
)
def test_the_report_opens_where_somebody_sits_at_a_desktop(tmp_path, options, desktop, opened):
    import pty

    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >> "{tmp_path}/opened"\n')
    browser.chmod(0o755)
    ours, theirs = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "BROWSER": str(browser), "DISPLAY": desktop}
    env.pop("WAYLAND_DISPLAY", None)
    command = [sys.executable, "-m", "screen", "demo", "-o", tmp_path / "demo", *options]
    with os.fdopen(ours, "rb", buffering=0):
        ended = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, env=env, check=False)
        os.close(theirs)
    assert ended.returncode == 0, ended.stderr
    seen = tmp_path / "opened"
    assert seen.is_file() == opened
    if opened:
        assert seen.read_text().strip() == (tmp_path / "demo" / "report.html").as_uri()
