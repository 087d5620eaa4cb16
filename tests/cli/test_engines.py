"""Nothing of Spark is imported or needed by anybody who does not ask for it."""

import json
import os
import subprocess
import sys

from conftest import ROOT

SAMPLE, SUPPLIERS = ROOT / "samples" / "shipments.xlsx", ROOT / "samples" / "suppliers.xlsx"
LIST = ROOT / "watchlists" / "us-uflpa"
#: Runs the command with what would import Spark or Arrow refused, and says what was loaded.
WITHOUT = """
import sys
class Refused:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"pyspark", "pyarrow", "pandas", "py4j"}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Refused())
from screen.cli import app
sys.argv = ["flscreen", *sys.argv[1:]]
app.main()
"""


def run(*arguments):
    command = [sys.executable, "-c", WITHOUT, *map(str, arguments)]
    fixed = {**os.environ, "SOURCE_DATE_EPOCH": "1"}
    return subprocess.run(command, check=False, capture_output=True, text=True, env=fixed)


def test_a_local_run_needs_nothing_of_spark(tmp_path):
    done = run("run", SAMPLE, "-o", tmp_path / "report.json", "--fail-on", "none")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "report.json").stat().st_size > 1_000


def test_a_local_run_finds_the_same_with_an_index_on_disk(tmp_path):
    index, day = tmp_path / "index", ("--as-of", "2026-11-28", "--fail-on", "none")
    assert run("index", "build", "-o", index, "--as-of", "2026-11-28").returncode == 0
    told = []
    for name, more in (("plain", ()), ("indexed", ("--index", index))):
        out = tmp_path / name
        out.mkdir()
        done = run("run", SAMPLE, SUPPLIERS, *day, *more, "-o", out / "r.json", "-o", out / "r.csv")
        assert done.returncode == 0, done.stderr
        found = json.loads((out / "r.json").read_text())
        told.append(((out / "r.csv").read_bytes(), found))
    assert told[0] == told[1]
    assert len(told[0][1]["findings"]) > 50


def test_an_index_of_other_lists_is_refused_by_name(tmp_path):
    index = tmp_path / "index"
    assert run("index", "build", "-o", index, "--no-bundled", "--watchlists", LIST).returncode == 0
    done = run("run", SAMPLE, "--index", index, "-o", tmp_path / "r.json")
    assert done.returncode == 4
    assert "is not in the index; build it again: flscreen index build" in done.stderr
    assert not (tmp_path / "r.json").exists()


def test_asking_for_spark_without_it_says_how_to_install_it(tmp_path):
    done = run("run", "rows.parquet", "--engine", "spark", "-o", tmp_path / "out")
    assert done.returncode == 2
    assert "pip install 'forced-labor-screen[spark]'" in done.stderr
    assert not (tmp_path / "out").exists()


def test_options_of_spark_are_refused_without_it(tmp_path):
    done = run("run", SAMPLE, "--report-top", "3", "-o", tmp_path / "report.json")
    assert done.returncode == 2
    assert "--report-top is for --engine spark" in done.stderr
