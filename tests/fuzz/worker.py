"""Plays cases in this process and judges them.

Documented exit code, one-line errors, accounting, nothing left behind.
"""

import contextlib
import functools
import io
import json
import os
import shutil
import signal
import sys
import tempfile
import traceback
from pathlib import Path

from accounting import check_references, check_rows

from fuzz.mutate import Mutator
from fuzz.targets import ROOT, SUPPLIERS, TARGETS, Case, Kit, make_corpus

#: A case that takes longer is a find.
SECONDS = 120
_SIGNS = ("Traceback", "internal error", "panicked", "Exception ignored", "Error in")


class Worker:
    """Holds the good files; ``play(seed)`` makes, plays and judges the case of that seed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._corpus = make_corpus(folder)
        self._good = self._good_files()
        self._bytes = [path.read_bytes() for paths in self._corpus.values() for path in paths]
        _keep_bundled_lists()

    def play(self, seed: int) -> tuple[str, int, str]:
        """(target, exit code, fault); the fault is '' where all promises were kept."""
        folder = self._folder / "case"
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "tmp").mkdir(parents=True)
        mutator = Mutator(seed, self._bytes)
        kit = Kit(mutator.file, mutator.random.choice, self._corpus, self._good, mutator.random)
        case = mutator.random.choice(TARGETS)(folder, kit)
        code, err = _call(case.arguments, folder / "tmp")
        try:
            _judge(case, code, err, folder)
        except Exception as error:
            return case.target, code, f"{error!r} {err[-3000:]} {traceback.format_exc()[-1500:]}"
        return case.target, code, ""

    def _good_files(self) -> dict[str, Path]:
        folder = self._folder / "good"
        folder.mkdir()
        files = {
            name: folder / name
            for name in (
                "report.xlsx",
                "report.json",
                "dispositions.csv",
                "flscreen.toml",
                "pairs.csv",
                "vendors.csv",
            )
        }
        shutil.copy(self._corpus["tables"][0], files["vendors.csv"])
        code, err = _call(
            [
                "run",
                str(files["vendors.csv"]),
                "-o",
                str(files["report.xlsx"]),
                "-o",
                str(files["report.json"]),
            ],
            folder,
        )
        assert code == 1, err
        shutil.copy(ROOT / "screen" / "models" / "data" / "flscreen.toml", files["flscreen.toml"])
        first = json.loads(files["report.json"].read_text(encoding="utf-8"))["findings"][0]
        files["dispositions.csv"].write_text(
            f"finding_id,disposition,reason,reviewer,date,expires,basis\n{first['id']},false-positive,Another"
            " firm of the name,R. Reviewer,2026-03-01,2027-03-01,\n"
        )
        files["pairs.csv"].write_text(
            "name1,name2,is_match,category\n"
            + "".join(
                f"{row[1]},{row[1].upper()},1,same\n" for row in SUPPLIERS[1:] if "," not in row[1]
            )
        )
        return files


def _keep_bundled_lists() -> None:
    """Bundled lists are read once for all cases: they are not what is damaged."""
    from screen.lists import load

    kept = functools.cache(load.load_watchlist)
    fresh = load.load_watchlist
    bundled = str(ROOT / "watchlists")
    load.load_watchlist = lambda folder: (
        kept(folder) if str(folder).startswith(bundled) else fresh(folder)
    )


def _call(arguments: list[str], temporary: Path) -> tuple[int, str]:
    """Runs the command line in this process.

    What libraries write straight to the error stream is caught too.
    """
    from screen.cli.app import main

    out, err = io.StringIO(), io.StringIO()
    out.buffer = io.BytesIO()
    before, sys.argv = sys.argv, ["flscreen", *arguments]
    with tempfile.TemporaryFile() as caught:
        tempfile.tempdir = str(temporary)
        kept = os.dup(2)
        os.dup2(caught.fileno(), 2)
        signal.alarm(SECONDS)
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        except BaseException:
            code = -1
            err.write(traceback.format_exc())
        finally:
            signal.alarm(0)
            os.dup2(kept, 2)
            os.close(kept)
            sys.argv, tempfile.tempdir = before, None
        caught.seek(0)
        return code, err.getvalue() + caught.read().decode("utf-8", errors="replace")


def _judge_planted(case: Case, code: int, err: str, report: Path) -> None:
    """A listed name is found, or the file is refused; and each of its cells is accounted for."""
    if code == 3 and not report.exists():
        assert err.count("\n") >= 1
        return
    result = json.loads(report.read_text(encoding="utf-8"))
    found = {one["context"]["entry_id"] for one in result["findings"]}
    assert case.planted in found, f"{case.planted} was not found"
    for table in result["inputs"]:
        assert sum(table["cells"].values()) >= table["rows_read"], table


def _judge(case: Case, code: int, err: str, folder: Path) -> None:
    assert code in (0, 1, 2, 3, 4), f"exit code {code}"
    assert not any(sign in err for sign in _SIGNS), "an error that is not told in one line"
    lines = [line for line in err.splitlines() if not line.startswith("flscreen: ")]
    assert not lines or case.target in {
        "check",
        "--config",
    }, f"lines that are no messages: {lines[:3]}"
    assert len(lines) <= 40 and all(len(line) < 2_000 for line in err.splitlines()), (
        "messages without end"
    )
    left = {path.name for path in folder.iterdir()} - {case.damaged.name, "tmp", *case.reports}
    assert not left and not list((folder / "tmp").iterdir()), (
        f"left behind: {left or list((folder / 'tmp').iterdir())}"
    )
    report = folder / "report.json"
    if code in (0, 1) and "report.json" in case.reports:
        assert report.exists(), "no report"
    if case.target in {"run", "check"}:
        assert code != 4, "the lists were not touched"
    if case.planted:
        _judge_planted(case, code, err, report)
    if report.exists():
        result = json.loads(report.read_text(encoding="utf-8"))
        check_rows(result)
        check_references(result)
        for name in case.reports:
            assert (folder / name).exists() or name == "lists", f"{name} is missing"
