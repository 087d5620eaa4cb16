"""Whatever standard output is, the exit code is that of the screening, or says why it is not.

And nothing that is printed can command a terminal or a CI server, whoever named the files.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

LISTED = "Vendor Name,Country\n{name},China\n"
posix = pytest.mark.skipif(os.name != "posix", reason="closed and full devices of POSIX systems")
COMMAND = [sys.executable, "-m", "screen"]
HEAVY = "Hetian Taida Apparel Co Ltd 和田泰达 ■"


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text(LISTED.format(name=HEAVY), encoding="utf-8")
    return path


def shell(line, **env):
    return subprocess.run(
        ["sh", "-c", line],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
    )


@pytest.mark.parametrize("format", ["table", "json", "sarif", "markdown", "github"])
@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
)
def test_an_encoding_without_most_letters(source, env, format):
    ended = subprocess.run(
        [*COMMAND, "run", source, "--format", format],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
    )
    assert ended.returncode == 1 and b"internal error" not in ended.stderr
    if format in {"json", "sarif"}:
        assert HEAVY in ended.stdout.decode("utf-8")
        json.loads(ended.stdout.decode("utf-8"))
    else:
        assert b"Hetian Taida" in ended.stdout


@posix
@pytest.mark.parametrize("format", ["table", "json"])
class TestStandardOutputThatCannotBeWritten:
    def test_closed(self, source, tmp_path, format):
        line = f"{' '.join(COMMAND)} run {source} -o {tmp_path}/r.xlsx --format {format} >&-"
        ended = shell(line)
        assert ended.returncode == 1 and b"Traceback" not in ended.stderr
        assert (tmp_path / "r.xlsx").read_bytes().startswith(b"PK")

    def test_all_closed(self, source, tmp_path, format):
        """The report would be opened under the number of standard error, and hold its lines."""
        ended = shell(
            f"{' '.join(COMMAND)} run {source} {tmp_path}/none.csv -o {tmp_path}/r.json"
            f" --format {format} <&- >&- 2>&-"
        )
        assert ended.returncode == 1
        json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no /dev/full")
    def test_full(self, source, tmp_path, format):
        run = f"{' '.join(COMMAND)} run {source} --format {format}"
        ended = shell(f"{run} >/dev/full")
        assert ended.returncode == 1
        assert b"standard output cannot be written (No space left" in ended.stderr
        assert b"internal error" not in ended.stderr
        # What was asked for is not there: no job may take that for a clear result.
        assert shell(f"{run} --fail-on none >/dev/full").returncode == 2
        assert shell(f"{run} >/dev/full 2>/dev/full").returncode == 1

    def test_a_reader_that_leaves(self, source, format):
        ended = shell(
            f"{{ {' '.join(COMMAND)} run {source} --format {format}; echo $? >&2; }} | true"
        )
        assert ended.stderr.splitlines()[-1] == b"1" and b"Traceback" not in ended.stderr


@posix
def test_no_home_and_hardly_any_environment(source):
    ended = subprocess.run(
        [*COMMAND, "run", source], capture_output=True, check=False, cwd=ROOT, env={}
    )
    assert ended.returncode == 1 and b"Traceback" not in ended.stderr


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() != 0, reason="becoming another needs root")
def test_a_user_without_name_or_home(source, tmp_path):
    """A container's user: its number stands in no list of users, and hardly a folder is its own."""
    code = (
        "import os, sys\nfrom screen.__main__ import entry\nimport screen.cli.app\n"
        "import polars, fastexcel, rich.console, screen.report.terminal, screen.report.json\n"
        "from screen import screen_files\nscreen_files([sys.argv.pop(1)])\n"
        "os.setgroups([]); os.setgid(54321); os.setuid(54321); os.environ['HOME'] = '/nowhere'\n"
        "entry()"
    )
    text = LISTED.format(name="Ninestar Corporation")
    ended = subprocess.run(
        [sys.executable, "-c", code, source, "run", "-", "--input-format", "csv"],
        input=text.encode(),
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert b"Traceback" not in ended.stderr and b"internal error" not in ended.stderr
    # All modules are loaded before: not even the interpreter may be open to it, which reading in a process of its own needs.
    assert ended.returncode in (1, 3), ended.stderr


NAMES = [
    "a\n::stop-commands::x.csv",
    "::error::forged.csv",
    "##[error]forged.csv",
    "##vso[task.complete]x.csv",
    "red\x1b[31m\u202e.csv",
    " ::set-output name=x::y.csv",
    "[bold]x[nothing].csv",
]
_COMMAND = re.compile(r"^\s*::(?!(?:error|warning|notice) (?:file|title)=)|##\[|##vso\[", re.M)
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@posix
class TestNothingPrintedCommands:
    """Names of files and cells, in every command, on both streams."""

    def printed(self, *arguments, cwd):
        ended = subprocess.run(
            [*COMMAND, *map(str, arguments)],
            capture_output=True,
            check=False,
            cwd=cwd,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"},
        )
        for text in (ended.stdout, ended.stderr):
            assert not _COMMAND.search(text), text
            assert not _CONTROLS.search(text), repr(text)
        return ended

    @pytest.fixture
    def folder(self, tmp_path):
        folder = tmp_path / "folder"
        folder.mkdir()
        for number, name in enumerate(NAMES):
            cell = name.removesuffix(".csv").replace('"', "")
            text = f'Vendor Name,Country\n"{cell}",China\n"Ninestar Corporation {cell}",China\n'
            (folder / name).write_text(text if number % 2 else text * 40, encoding="utf-8")
        (folder / "empty\n::error::x.csv").write_text("")
        return folder

    @pytest.mark.parametrize("format", ["table", "json", "sarif", "markdown", "github"])
    def test_run(self, folder, tmp_path, format):
        report = tmp_path / "report\n::error::x.json"
        ended = self.printed(
            "run", "--format", format, "--verbose", "-o", report, "--", folder, cwd=tmp_path
        )
        assert ended.returncode == 1
        if format == "json":
            assert (
                json.loads(ended.stdout)["findings"] == json.loads(report.read_text())["findings"]
            )

    def test_run_with_a_report_for_each_file(self, folder, tmp_path):
        self.printed("run", folder, "--report-per-file", tmp_path / "reports", cwd=tmp_path)

    @pytest.mark.parametrize("name", NAMES)
    def test_check(self, folder, tmp_path, name):
        self.printed("check", "--", name, cwd=folder)

    @pytest.mark.parametrize("format", ["table", "json", "markdown"])
    def test_diff(self, folder, tmp_path, format):
        one, two = tmp_path / "1.json", tmp_path / "2.json"
        self.printed("run", folder, "-o", one, cwd=tmp_path)
        two.write_text(one.read_text())
        report = json.loads(two.read_text())
        report["findings"] = report["findings"][:1]
        two.write_text(json.dumps(report))
        self.printed("diff", one, two, "--format", format, cwd=tmp_path)

    def test_review_and_its_merge(self, folder, tmp_path):
        decisions = tmp_path / "old\n::error::x.csv"
        decisions.write_text(
            "finding_id,disposition,reason,reviewer,date\n"
            f'{"a" * 16},accepted,"known, and settled","R\n::error::x",2026-01-01\n'
        )
        report = tmp_path / "r.xlsx"
        self.printed("run", folder, "-o", report, "--dispositions", decisions, cwd=tmp_path)
        out = tmp_path / "out\n::error::y.csv"
        self.printed("review", report, "--merge", decisions, "-o", out, cwd=tmp_path)

    @pytest.mark.parametrize("name", NAMES)
    def test_name_and_unknown_options(self, tmp_path, name):
        self.printed("name", "--", name, cwd=tmp_path)
        self.printed("name", "--format", "json", "--", f"Ninestar {name}", cwd=tmp_path)
        self.printed("run", f"--{name}", cwd=tmp_path)
        self.printed("run", "x.csv", "--encoding", name, cwd=tmp_path)

    @pytest.mark.parametrize("name", NAMES)
    def test_init(self, tmp_path, name):
        self.printed("init", name, cwd=tmp_path)
        self.printed("init", name, cwd=tmp_path)


def test_only_one_module_prints():
    """Every line goes through what makes it safe."""
    for path in (ROOT / "screen" / "cli").glob("*.py"):
        if path.name in {"say.py", "streams.py"}:
            continue
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?<![\w.])print\(|std(?:out|err)\.write|typer\.echo", text), path
