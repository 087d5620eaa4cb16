"""The composite action and the pre-commit hooks, run as a runner would run them.

Whoever opens a pull request writes every file of the working folder, and is who is screened.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="commands are put on the PATH as scripts"),
    pytest.mark.skipif(not shutil.which("git"), reason="needs git"),
]
LISTED = "Vendor Name,Country\nNinestar Corporation,China\n"
CLEAN = "Vendor Name,Country\nQuiet Makers Oy,Finland\n"
WEAK = 'fail_on = "none"\nlists_off = ["us-uflpa"]\n'


def steps() -> dict[str, dict[str, str]]:
    """Name, script, condition and path of each step of action.yml."""
    text = (ROOT / "action.yml").read_text(encoding="utf-8").split("  steps:\n")[1]
    found = {}
    for block in re.split(r"^    - ", text, flags=re.MULTILINE)[1:]:
        name = re.match(r"(?:name|uses): (.+)", block)[1]
        script = re.search(r"^      run: (?:\|\n((?:        .*\n)+)|(.+))", block, re.MULTILINE)
        found[name] = {
            "run": script and re.sub(r"^        ", "", script[1] or script[2], flags=re.MULTILINE),
            "if": (re.search(r"^      if: (.+)", block, re.MULTILINE) or [None, ""])[1],
            "path": (re.search(r"^        path: (.+)", block, re.MULTILINE) or [None, ""])[1],
        }
    return found


class Runner:
    """A runner of GitHub's: a checkout of a pull request, and the action beside it."""

    def __init__(self, tmp_path: Path) -> None:
        self.origin, self.folder = tmp_path / "origin", tmp_path / "workspace"
        self.outside, self.commands = tmp_path / "runner", tmp_path / "bin"
        self.origin.mkdir()
        self.outside.mkdir()
        self.commands.mkdir()
        for name, command in (("flscreen", "-P -m screen"), ("python", "")):
            path = self.commands / name
            path.write_text(f'#!/bin/sh\nexec "{sys.executable}" {command} "$@"\n')
            path.chmod(0o755)
        self.git("init", "-q", "-b", "main", ".", cwd=self.origin)
        self.commit({"README": "x"}, self.origin)

    def git(self, *arguments: str, cwd: Path) -> None:
        names = {
            f"GIT_{who}_{what}": "x@example.org"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        subprocess.run(
            ["git", *arguments], cwd=cwd, check=True, capture_output=True,
            env={**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull},
        )  # fmt: skip

    def commit(self, files: dict[str, str], folder: Path) -> None:
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self.git("add", "-A", "-f", ".", cwd=folder)
        self.git("commit", "-q", "--allow-empty", "-m", "x", cwd=folder)

    def pull_request(self, base: dict[str, str], head: dict[str, str]) -> None:
        """Check out ``head`` as a pull request to ``base``, one commit deep."""
        self.commit(base, self.origin)
        self.git("checkout", "-q", "-b", "change", cwd=self.origin)
        self.commit(head, self.origin)
        self.git("checkout", "-q", "main", cwd=self.origin)
        place = f"file://{self.origin}"
        self.git("clone", "-q", "--depth=1", "-b", "change", place, str(self.folder), cwd=ROOT)

    def step(self, name: str, **env: str) -> subprocess.CompletedProcess:
        script = self.outside / "step.sh"
        script.write_text(steps()[name]["run"])
        given = {
            "FILES": "vendors", "LISTS": "", "CONFIG": "", "DISPOSITIONS": "", "BASELINE": "",
            "FROM_BASE": "true", "GITHUB_BASE_REF": "main", "FLSCREEN_FAIL_ON": "high",
        }  # fmt: skip
        for kept in ("output", "summary"):
            (self.outside / kept).unlink(missing_ok=True)
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            env={
                **os.environ,
                "PATH": f"{self.commands}{os.pathsep}{os.environ['PATH']}",
                "PYTHONPATH": str(ROOT),
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_OUTPUT": str(self.outside / "output"),
                "GITHUB_STEP_SUMMARY": str(self.outside / "summary"),
                **given,
                **env,
            },
        )

    def screen(self, **env: str) -> tuple[str, dict[str, str]]:
        """What the step 'Screen' printed, and what it handed on."""
        ended = self.step("Screen", **env)
        assert ended.returncode == 0, ended.stderr
        lines = (self.outside / "output").read_text().splitlines()
        return ended.stdout + ended.stderr, dict(line.split("=", 1) for line in lines)


@pytest.fixture
def runner(tmp_path):
    return Runner(tmp_path)


def test_a_module_in_the_working_folder_does_not_run(runner, tmp_path):
    """Python puts the working folder before the library, unless it is told not to."""
    mark = tmp_path / "ran"
    evil = f"open({str(mark)!r}, 'w').close()\n"
    names = (
        "pip.py",
        "pip/__init__.py",
        "pip/__main__.py",
        "screen/__init__.py",
        "sitecustomize.py",
    )
    runner.pull_request({}, {"vendors/in.csv": LISTED, **dict.fromkeys(names[3:], evil)})
    for name in names[:3]:
        path = runner.folder / name
        if path.parent.is_file():
            path.parent.unlink()
        path.parent.mkdir(exist_ok=True)
        path.write_text(evil)
        # Nothing is installed: an unknown option ends pip as soon as it is the real one.
        runner.step("Install flscreen", PIP_NO_SUCH_OPTION="1", PIP_NO_INDEX="1", PYTHONPATH="")
        assert not mark.exists(), name
        shutil.rmtree(path.parent) if path.parent != runner.folder else path.unlink()
    assert runner.screen()[1]["exit-code"] == "1" and not mark.exists()


def test_names_of_files_are_never_options(runner):
    names = ["--fail-on=none", "-q", "a b.csv", "--", "line\n::stop-commands::x.csv", "-o.csv"]
    runner.pull_request({}, {f"vendors/{name}": LISTED for name in names})
    for files in ("vendors", "vendors/*", "\n".join(f"vendors/{name}" for name in names[:4])):
        said, handed = runner.screen(FILES=files)
        assert handed["exit-code"] == "1", said
        assert not re.search(r"^::(?!(error|warning|notice) (file|title)=)", said, re.MULTILINE)
    shutil.rmtree(runner.folder / "flscreen-report")
    runner.commit(dict.fromkeys(names[:2], LISTED), runner.folder)
    said, handed = runner.screen(FILES="\n".join(names[:2]))
    assert handed["exit-code"] == "1", said


class TestWhatAPullRequestCannotDecide:
    def test_its_policy(self, runner):
        runner.pull_request({}, {"vendors/in.csv": LISTED, "flscreen.toml": WEAK})
        assert runner.screen()[1]["exit-code"] == "1"
        assert runner.screen(FROM_BASE="false")[1]["exit-code"] == "0"
        # Without a pull request the repository's own policy holds.
        assert runner.screen(GITHUB_BASE_REF="")[1]["exit-code"] == "0"

    def test_the_policy_that_is_named(self, runner):
        strict = 'fail_on = "info"\n'
        runner.pull_request(
            {"ci/policy.toml": strict}, {"vendors/in.csv": LISTED, "ci/policy.toml": WEAK}
        )
        assert runner.screen(CONFIG="ci/policy.toml")[1]["exit-code"] == "1"

    def test_the_policy_of_the_target_branch_holds(self, runner):
        runner.pull_request({"flscreen.toml": WEAK}, {"vendors/in.csv": LISTED})
        assert runner.screen()[1]["exit-code"] == "0"

    def test_its_decisions(self, runner, cli, tmp_path):
        source, report = tmp_path / "vendors" / "in.csv", tmp_path / "r.json"
        source.parent.mkdir()
        source.write_text(LISTED)
        cli("run", source, "-o", report)
        ids = re.findall(r'"case": "(case-[0-9a-f]+)"', report.read_text())
        made = "case_id,disposition,reason,reviewer,date\n" + "".join(
            f"{one},false-positive,another firm,A. Lawyer,2026-01-01\n"
            for one in dict.fromkeys(ids)
        )
        runner.pull_request(
            {"decisions.csv": "case_id,disposition,reason,reviewer,date\n"},
            {"vendors/in.csv": LISTED, "decisions.csv": made, "new.csv": made},
        )
        assert runner.screen(DISPOSITIONS="decisions.csv")[1]["exit-code"] == "1"
        assert runner.screen(DISPOSITIONS="decisions.csv", FROM_BASE="false")[1]["exit-code"] == "0"
        said, handed = runner.screen(DISPOSITIONS="new.csv")
        assert handed["exit-code"] == "2" and "is not in the target branch" in said

    def test_its_baseline_by_a_link(self, runner, cli, tmp_path):
        source, report = tmp_path / "in.csv", tmp_path / "r.json"
        source.write_text(LISTED)
        cli("run", source, "-o", report)
        runner.pull_request({}, {"vendors/in.csv": LISTED, "planted/last.json": report.read_text()})
        (runner.folder / "reports").symlink_to("planted")
        runner.commit({}, runner.folder)
        said, handed = runner.screen(BASELINE="reports/last.json")
        assert handed["exit-code"] == "2" and "is not in the target branch" in said
        # What an earlier step of the job fetched stands in no commit.
        (runner.folder / "fetched.json").write_text(report.read_text())
        assert runner.screen(BASELINE="fetched.json")[1]["exit-code"] == "1"
        assert runner.screen(BASELINE=str(report))[1]["exit-code"] == "1"

    def test_its_lists(self, runner):
        lists = {
            f"lists/own/{path.name}": path.read_text(encoding="utf-8")
            for path in (ROOT / "watchlists" / "us-uflpa").iterdir()
            if path.suffix in {".toml", ".csv"}
        }
        lists = {
            name: text.replace("Ninestar Corporation", "Quiet Makers Oy").replace(
                'id = "us-uflpa"', 'id = "own"'
            )
            for name, text in lists.items()
        }
        entries = "lists/own/entries.csv"
        runner.pull_request(
            lists,
            {
                "vendors/in.csv": CLEAN,
                entries: lists[entries].replace("Quiet Makers Oy", "Nobody At All Ltd"),
            },
        )
        assert runner.screen(LISTS="lists")[1]["exit-code"] == "1"
        assert runner.screen(LISTS="lists", FROM_BASE="false")[1]["exit-code"] == "0"

    def test_where_nothing_can_be_fetched(self, runner):
        runner.pull_request({}, {"vendors/in.csv": LISTED})
        said, handed = runner.screen(GITHUB_BASE_REF="gone")
        assert handed["exit-code"] == "2" and "target branch cannot be fetched" in said


class TestReportsAreThisRunsOwn:
    def test_planted_ones_are_not_published(self, runner):
        """A report in the pull request, and a run that writes none."""
        runner.pull_request(
            {}, {"vendors/in.csv": "", "flscreen-report/summary.md": "# All is clear\n"}
        )
        said, handed = runner.screen()
        assert handed == {"exit-code": "2", "sarif": "", "reports": ""} and "remove it" in said
        assert not (runner.outside / "summary").exists()

    def test_nor_those_of_an_earlier_run(self, runner):
        runner.pull_request({}, {"vendors/in.csv": ""})
        (runner.folder / "flscreen-report").mkdir()
        (runner.folder / "flscreen-report" / "summary.md").write_text("# All is clear\n")
        assert runner.screen()[1]["exit-code"] == "3"
        assert not (runner.outside / "summary").exists()
        assert list((runner.folder / "flscreen-report").iterdir()) == []

    def test_a_link_leads_nowhere(self, runner, tmp_path):
        kept = tmp_path / "kept"
        kept.mkdir()
        (kept / "file").write_text("x")
        runner.pull_request({}, {"vendors/in.csv": LISTED})
        (runner.folder / "flscreen-report").symlink_to(kept)
        assert runner.screen()[1]["exit-code"] == "1"
        assert [path.name for path in kept.iterdir()] == ["file"]

    def test_upload_and_end_follow_what_was_handed_on(self, runner):
        upload = next(one for one in steps().values() if one["path"])
        assert upload["path"] == "${{ steps.screen.outputs.reports }}"
        assert upload["if"] == "always() && steps.screen.outputs.reports"
        runner.pull_request({}, {"vendors/in.csv": LISTED})
        for code in ("0", "1", "3", ""):
            assert runner.step("Pass or fail", CODE=code).returncode == int(code or 2)


class TestOptionsThatAreFiles:
    """Shells and pre-commit put names of files where options stand."""

    @pytest.mark.parametrize("name", ["--fail-on=none", "-q", "--no-bundled", "-oreport.json"])
    def test_are_refused(self, cli, tmp_path, monkeypatch, name):
        monkeypatch.chdir(tmp_path)
        (tmp_path / name).write_text(LISTED)
        (tmp_path / "in.csv").write_text(LISTED)
        outcome = cli("run", name, "in.csv")
        assert outcome.code == 2 and "put -- before the names of files" in outcome.err
        assert outcome.err.count("\n") == 1
        assert cli("run", "in.csv", "--", name, "--kind" if name == "-q" else name).code in (1, 3)

    def test_the_hooks_end_their_options(self):
        hooks = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8").split("- id:")[1:]
        for hook in hooks:
            entry = re.search(r"entry: (.+)", hook)[1]
            assert entry.startswith("flscreen ") and 'args: ["--"]' in hook
