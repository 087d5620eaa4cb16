"""What the tests share: a way to run the command line and to write the files it reads."""

import csv
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from openpyxl import Workbook

# A loaded machine is no fault of the code: examples have no deadline.
settings.register_profile("flscreen", deadline=None)
settings.load_profile("flscreen")

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
#: A day on which no bundled list changes its state; the tests do not age.
AS_OF = "2026-11-23"


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


@pytest.fixture
def cli(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Outcome]:
    """Runs ``flscreen`` in this process, as the console script would."""

    def call(*args: object) -> Outcome:
        from screen.cli.app import main

        monkeypatch.setattr(sys, "argv", ["flscreen", *map(str, args)])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        return Outcome(int(ended.value.code or 0), captured.out, captured.err)

    return call


@pytest.fixture
def screen_rows(cli: Callable[..., Outcome], tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Screens rows (the first one the header) as a CSV file and returns the JSON report."""

    def call(*rows: Sequence[object], options: Sequence[object] = ()) -> dict[str, Any]:
        source = tmp_path / "input.csv"
        with source.open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle).writerows(rows)
        report = tmp_path / "report.json"
        outcome = cli("run", source, "-o", report, "--as-of", AS_OF, *options)
        assert outcome.code in (0, 1), outcome.err
        return json.loads(report.read_text(encoding="utf-8"))

    return call


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Writes sheets of rows to an .xlsx file."""

    def write(name: str = "input.xlsx", **sheets: Sequence[Sequence[object]]) -> Path:
        book = Workbook()
        book.remove(book.worksheets[0])
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
        path = tmp_path / name
        book.save(path)
        return path

    return write


def rules_of(report: dict[str, Any]) -> set[tuple[str, str, str]]:
    """(rule, entry, level) of every finding that says something of a row.

    What rows lack has tests of its own.
    """
    about_gaps = {"data-gap", "undisclosed-manufacturer"}
    return {
        (f["rule"], f["context"]["entry_id"], f["level"])
        for f in report["findings"]
        if f["rule"] not in about_gaps
    }


def matched(report: dict[str, Any]) -> dict[str, str]:
    """Band by entry id of every name match."""
    return {f["match"]["entry_id"]: f["match"]["band"] for f in report["findings"] if f["match"]}
