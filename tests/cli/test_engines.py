"""Nothing of Spark is imported or needed by anybody who does not ask for it."""

import subprocess
import sys

from conftest import ROOT

SAMPLE = ROOT / "samples" / "shipments.xlsx"
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
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_a_local_run_needs_nothing_of_spark(tmp_path):
    done = run("run", SAMPLE, "-o", tmp_path / "report.json", "--fail-on", "none")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "report.json").stat().st_size > 1_000


def test_asking_for_spark_without_it_says_how_to_install_it(tmp_path):
    done = run("run", "rows.parquet", "--engine", "spark", "-o", tmp_path / "out")
    assert done.returncode == 2
    assert "pip install 'forced-labor-screen[spark]'" in done.stderr
    assert not (tmp_path / "out").exists()


def test_options_of_spark_are_refused_without_it(tmp_path):
    done = run("run", SAMPLE, "--report-top", "3", "-o", tmp_path / "report.json")
    assert done.returncode == 2
    assert "--report-top is for --engine spark" in done.stderr
