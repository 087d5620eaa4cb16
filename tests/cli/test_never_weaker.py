"""What nobody asked for never weakens a screening, and never costs a file of the user's."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from conftest import AS_OF, ROOT
from openpyxl import load_workbook
from rights import as_an_ordinary_user

LISTED = "Vendor Name,Country\nNinestar Corporation,China\n"
CLEAN = "Vendor Name,Country\nQuiet Makers Oy,Finland\n"
posix = pytest.mark.skipif(os.name != "posix", reason="owners and links of POSIX systems")


def process(*arguments, cwd=ROOT, **env):
    return subprocess.run(
        [sys.executable, "-m", "screen", *map(str, arguments)],
        capture_output=True,
        cwd=cwd,
        check=False,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
    )


def named(report):
    return {
        f["match"]["entry_id"] for f in json.loads(report.read_text())["findings"] if f["match"]
    }


class TestInputsAreNeverOverwritten:
    def given(self, tmp_path):
        path = tmp_path / "folder" / "vendors.csv"
        path.parent.mkdir()
        path.write_text(LISTED)
        return path

    def refused(self, outcome, path, content=LISTED):
        assert outcome.code == 2 and "would be overwritten" in outcome.err, outcome.err
        assert outcome.err.count("\n") == 1
        assert path.read_text() == content

    def test_by_name(self, cli, tmp_path):
        path = self.given(tmp_path)
        self.refused(cli("run", path, "-o", path), path)

    def test_by_another_way_to_it(self, cli, tmp_path):
        path = self.given(tmp_path)
        self.refused(cli("run", path, "-o", path.parent / ".." / "folder" / path.name), path)

    def test_in_a_folder_that_is_screened(self, cli, tmp_path):
        path = self.given(tmp_path)
        self.refused(cli("run", path.parent, "-o", path), path)

    def test_by_a_pattern(self, cli, tmp_path):
        path = self.given(tmp_path)
        self.refused(cli("run", path.parent / "*.csv", "-o", path), path)

    @posix
    @pytest.mark.parametrize("make", [os.symlink, os.link])
    def test_by_a_link(self, cli, tmp_path, make):
        path = self.given(tmp_path)
        make(path, tmp_path / "link.csv")
        self.refused(cli("run", path, "-o", tmp_path / "link.csv"), path)

    def test_by_the_reports_of_each_file(self, cli, tmp_path):
        path = self.given(tmp_path)
        second = path.with_name("vendors.csv.csv")
        second.write_text(CLEAN)
        outcome = cli(
            "run", path, second, "-o", tmp_path / "r.csv", "--report-per-file", path.parent
        )
        self.refused(outcome, second, CLEAN)

    @pytest.mark.parametrize("option", ["--config", "--dispositions", "--baseline"])
    def test_by_what_options_name(self, cli, tmp_path, option):
        path, other = self.given(tmp_path), tmp_path / "given.csv"
        other.write_text("")
        self.refused(cli("run", path, option, other, "-o", other), other, "")

    def test_a_reviewed_report(self, cli, tmp_path):
        report = tmp_path / "report.xlsx"
        assert cli("run", self.given(tmp_path), "-o", report).code == 1
        before = report.read_bytes()
        outcome = cli("review", report, "-o", report)
        assert outcome.code == 2 and report.read_bytes() == before

    def test_a_deck(self, cli, tmp_path):
        deck = tmp_path / "pairs.csv"
        deck.write_text("name1,name2,is_match\nAcme,Acme,1\n")
        outcome = cli("benchmark", deck, "-o", deck)
        self.refused(outcome, deck, "name1,name2,is_match\nAcme,Acme,1\n")


def test_each_file_has_a_report_of_its_own(cli, tmp_path):
    """Names that only seem to be alike: a/b.csv and a__b.csv, Vendors.csv and vendors.csv-2."""
    folder, reports = tmp_path / "v", tmp_path / "reports"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "b.csv").write_text(LISTED)
    (folder / "a__b.csv").write_text(CLEAN)
    (folder / "a__b.csv-2").write_text(CLEAN)
    cli(
        "run", folder, folder / "a__b.csv-2",
        "-o", tmp_path / "all.json", "--report-per-file", reports,
    )  # fmt: skip
    found = [named(path) for path in sorted(reports.iterdir())]
    screened = [
        json.loads(path.read_text())["inputs"][0]["path"] for path in sorted(reports.iterdir())
    ]
    assert len(set(screened)) == len(screened) >= 2
    assert sum("uflpa-ninestar-corporation" in one for one in found) == 1


@posix
def test_a_link_in_a_folder_is_not_followed_by_a_pattern_either(cli, tmp_path):
    secret, folder = tmp_path / "secret.csv", tmp_path / "folder"
    folder.mkdir()
    secret.write_text("Vendor Name,Country\nHetian Taida Apparel Co Ltd,China\n")
    (folder / "good.csv").write_text(LISTED)
    (folder / "link.csv").symlink_to(secret)
    report = tmp_path / "report.json"
    outcome = cli("run", folder / "*.csv", "-o", report)
    assert "is a link that leads out of its folder" in outcome.err
    assert "Taida" not in report.read_text(encoding="utf-8")
    relative = process("run", "folder/*.csv", "-o", report, cwd=tmp_path)
    assert "is a link that leads out of its folder" in relative.stderr
    assert cli("run", folder / "link.csv").code == 1


class TestTheDay:
    def test_a_fixed_time_is_printed_and_changes_nothing_that_is_screened(self, tmp_path):
        """Nix sets this day for every build."""
        source = tmp_path / "in.csv"
        source.write_text(LISTED)
        plain, fixed = tmp_path / "plain.json", tmp_path / "fixed.json"
        assert process("run", source, "-o", plain).returncode == 1
        assert process("run", source, "-o", fixed, SOURCE_DATE_EPOCH="315532800").returncode == 1
        one, other = json.loads(plain.read_text()), json.loads(fixed.read_text())
        assert other["run"]["started_at"].startswith("1980-01-01")
        assert one["run"]["as_of"] == other["run"]["as_of"] and named(plain) == named(fixed)
        assert [w["age_days"] for w in one["watchlists"]] == [
            w["age_days"] for w in other["watchlists"]
        ]

    @pytest.mark.parametrize("value", ["²", "9" * 30, "-99999999999999", "soon"])
    def test_a_time_that_is_none_is_told(self, cli, tmp_path, monkeypatch, value):
        source = tmp_path / "in.csv"
        source.write_text(LISTED)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
        outcome = cli("run", source)
        assert outcome.code == 2 and "SOURCE_DATE_EPOCH is not a number" in outcome.err
        assert outcome.err.count("\n") == 1

    def test_a_clock_before_the_lists_own_day_is_an_error(self, tmp_path):
        """Entries that are not yet in force on a day vanish from it; only a person may ask so."""
        source = tmp_path / "in.csv"
        source.write_text(LISTED)
        code = (
            "import datetime, screen.pipeline as p\n"
            "class Old(datetime.datetime):\n"
            "    now = classmethod(lambda cls, zone=None: cls(1980, 1, 1, tzinfo=zone))\n"
            "p.datetime = Old\nfrom screen.__main__ import entry\nentry()"
        )
        run = [sys.executable, "-c", code, "run", str(source)]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        ended = subprocess.run(run, capture_output=True, text=True, check=False, env=env)
        assert ended.returncode == 4 and "clock says 1980-01-01" in ended.stderr
        ended = subprocess.run(
            [*run, "--as-of", AS_OF], capture_output=True, text=True, check=False, env=env
        )
        assert ended.returncode == 1


WEAK = 'fail_on = "none"\nlists_off = ["us-uflpa"]\n'


class TestPolicyOfOthers:
    @pytest.fixture
    def below(self, tmp_path, monkeypatch):
        (tmp_path / "flscreen.toml").write_text(WEAK)
        folder = tmp_path / "sub"
        folder.mkdir()
        (folder / "in.csv").write_text(LISTED)
        monkeypatch.chdir(folder)
        return tmp_path

    def test_one_of_another_user_is_passed_over(self, cli, below, monkeypatch):
        policy = below / "flscreen.toml"
        if os.name != "posix" or os.geteuid() != 0:
            pytest.skip("giving a file to another user needs root")
        os.chown(policy, 65534, -1)
        for quiet in ([], ["--quiet"]):
            outcome = cli("run", "in.csv", *quiet)
            assert outcome.code == 1
            assert f"{policy}: was not taken" in outcome.err and "another user" in outcome.err
        assert cli("run", "in.csv", "--config", policy).code == 0
        # The user's own one above it is still found.
        (below / "sub" / "deep").mkdir()
        (below / "sub" / "flscreen.toml").write_text('fail_on = "none"\n')
        monkeypatch.chdir(below / "sub" / "deep")
        os.chown(below / "sub" / "flscreen.toml", 65534, -1)
        os.chown(policy, 0, -1)
        assert "lists off: us-uflpa" in cli("run", "../in.csv").err

    def test_one_in_the_folder_that_is_screened_is_passed_over(self, cli, below, monkeypatch):
        monkeypatch.chdir(below)
        for files in (".", "*/*.csv", below):
            outcome = cli("run", files, "--quiet")
            assert outcome.code == 1 and "stands in the folder that is screened" in outcome.err
        outcome = cli("run", "sub", "--quiet")
        assert outcome.code == 0 and "lists off: us-uflpa" in outcome.err
        assert cli("run", ".", "--quiet", "--config", "flscreen.toml").code == 0

    @posix
    def test_folders_that_nobody_may_look_into_hold_none(self, tmp_path):
        """A parent folder without permission, and a working folder that is gone."""
        closed = tmp_path / "closed"
        inside = closed / "inside"
        inside.mkdir(parents=True)
        (closed / "flscreen.toml").write_text(WEAK)
        (inside / "in.csv").write_text(LISTED)
        code = (
            "import os, shutil, sys; sys.path.insert(0, sys.argv.pop(1))\n"
            "from rights import as_an_ordinary_user\n"
            "os.chdir(sys.argv[1]); {act}\nsys.argv[1:] = ['run', '{file}', '--quiet']\n"
            "with as_an_ordinary_user():\n"
            "    from screen.__main__ import entry\n    entry()"
        )
        source = tmp_path / "in.csv"
        source.write_text(LISTED)
        for act, file in (
            (f"os.chmod({str(closed)!r}, 0o000)", source),
            (f"os.chmod({str(closed)!r}, 0o700); shutil.rmtree({str(inside)!r})", source),
        ):
            ended = subprocess.run(
                [
                    sys.executable,
                    "-c",
                    code.format(act=act, file=file),
                    str(ROOT / "tests"),
                    str(inside),
                ],
                capture_output=True,
                text=True,
                check=False,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
            assert (ended.returncode, ended.stderr) == (1, "")


#: Policies that let more pass, and what is said of each.
WEAKER = {
    'fail_on = "none"': "no finding fails the run",
    'fail_on = "critical"': "only findings of critical fail the run",
    'lists_off = ["us-uflpa"]': "lists off: us-uflpa",
    'rules_off = ["mention"]': "rules off: mention",
    'countries_off = ["CN"]': "reports on countries off: CN",
    '[rule_levels]\nkaesong = "info"': "rules at a lower level: kaesong",
    '[entity_levels.import-ban]\nexact = "low"': "matches at a lower level: import-ban",
    "[bands]\npossible = 80": "names must be more alike: possible from 80",
    '[context]\ncountry_differs = "info"': "lowers it more: country_differs",
    "[context]\nlocated = 0": "lowers it more: located",
    "[supply_chain]\ndecay = [4]": "travel less far",
    '[supply_chain]\nfrom_level = "critical"': "travel less far",
    "[prices]\ndeviations = 9.0": "fewer prices",
    '[columns]\n"Vendor Name" = ""': "columns that are not read: 1",
}
#: And some that do not.
STRICTER = (
    'fail_on = "low"',
    '[rule_levels]\nkaesong = "critical"',
    "[bands]\npossible = 60",
    "[supply_chain]\ndecay = [0]",
    "[prices]\ndeviations = 2.0",
    "max_rejected = 0",
)


class TestWhatWeakensIsSaid:
    @pytest.mark.parametrize("text", WEAKER)
    def test_on_stderr_even_if_quiet_and_in_the_report(self, cli, tmp_path, text):
        source, config, report = (tmp_path / name for name in ("in.csv", "p.toml", "r.json"))
        source.write_text("Vendor Name,Firm,Country\nAcme,Ninestar Corporation,China\n")
        config.write_text(text)
        outcome = cli("run", source, "--config", config, "--quiet", "-o", report)
        assert WEAKER[text] in outcome.err and outcome.err.count("\n") == 1
        assert WEAKER[text] in "; ".join(json.loads(report.read_text())["run"]["weaker"])
        assert WEAKER[text] in cli("name", "Plain Makers", "--config", config).err

    @pytest.mark.parametrize("text", STRICTER)
    def test_nothing_is_said_of_what_does_not(self, cli, tmp_path, text):
        source, config, report = (tmp_path / name for name in ("in.csv", "p.toml", "r.json"))
        source.write_text(LISTED)
        config.write_text(text)
        outcome = cli("run", source, "--config", config, "--quiet", "-o", report)
        assert outcome.err == "" and json.loads(report.read_text())["run"]["weaker"] == []

    def test_what_the_command_line_asked_for_is_not_repeated(self, cli, tmp_path):
        source = tmp_path / "in.csv"
        source.write_text(LISTED)
        assert cli("run", source, "--fail-on", "none", "--quiet").err == ""

    @pytest.mark.parametrize("suffix", ["json", "xlsx", "html", "md", "sarif", "xml"])
    def test_lists_off_stand_in_every_summary(self, cli, tmp_path, suffix):
        source, config = tmp_path / "in.csv", tmp_path / "p.toml"
        source.write_text(LISTED)
        config.write_text('lists_off = ["us-uflpa"]\n')
        report = tmp_path / f"r.{suffix}"
        cli("run", source, "--config", config, "-o", report, "--quiet")
        if suffix == "xlsx":
            cells = load_workbook(report)["Summary"].iter_rows(values_only=True)
            text = "\n".join(str(cell) for row in cells for cell in row)
        else:
            text = report.read_text(encoding="utf-8")
        assert "lists off: us-uflpa" in text
        if suffix == "sarif":
            (ran,) = json.loads(text)["runs"][0]["invocations"]
            told = [
                one
                for one in ran["toolExecutionNotifications"]
                if "lists off: us-uflpa" in one["message"]["text"]
            ]
            assert [one["level"] for one in told] == ["warning"]

    @pytest.mark.parametrize("format", ["table", "markdown", "github", "sarif", "json"])
    def test_and_on_stdout(self, cli, tmp_path, format):
        own = tmp_path / "own"
        source = tmp_path / "in.csv"
        source.write_text(LISTED)
        shutil.copytree(ROOT / "watchlists" / "us-uflpa", own / "us-uflpa")
        outcome = cli(
            "run", source, "--no-bundled", "--watchlists", own, "--format", format, "--quiet"
        )
        said = "the lists that come with flscreen are off"
        assert said in outcome.err
        if format != "table":
            assert said in outcome.out
        else:
            shown = cli("run", source, "--no-bundled", "--watchlists", own).out
            assert said in " ".join(shown.split())


@posix
def test_a_folder_that_may_not_be_looked_into_is_told(cli, tmp_path):
    """What it holds is not screened, and silence would look like a clear result."""
    folder = tmp_path / "vendors"
    (folder / "closed").mkdir(parents=True)
    (folder / "open.csv").write_text(CLEAN)
    (folder / "closed" / "in.csv").write_text(LISTED)
    (folder / "closed").chmod(0)
    try:
        with as_an_ordinary_user():
            outcome = cli("run", folder, "--quiet")
            inside = cli("run", folder / "closed" / "in.csv", "--quiet")
    finally:
        (folder / "closed").chmod(0o700)
    assert outcome.code == 3 and "closed: cannot be read (Permission denied)" in outcome.err
    assert inside.code == 3 and "Permission denied" in inside.err
    assert outcome.err.count("\n") == inside.err.count("\n") == 1


@posix
def test_a_folder_behind_a_link_is_told(cli, tmp_path):
    folder, elsewhere = tmp_path / "vendors", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    (folder / "open.csv").write_text(CLEAN)
    (elsewhere / "in.csv").write_text(LISTED)
    (folder / "more").symlink_to(elsewhere)
    outcome = cli("run", folder, "--quiet")
    assert outcome.code == 3 and "is a link that leads out of its folder" in outcome.err
