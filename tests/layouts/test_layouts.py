"""The listed firms planted in layouts that firms really have: how many of them are found?

``python tests/layouts/test_layouts.py`` prints the share layout by layout, with
``--missed`` each firm that is not found.
"""

import contextlib
import csv
import io
import json
import re
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest

from desk import ENTRIES, FIRMS, HERE
from make import COLUMNS, TRUTH, build, layouts

#: The share found today, rounded down. Raise it with what reads more; never lower it.
FLOOR = 0.98
#: A day on which no bundled list changes its state; the tests do not age.
AS_OF = "2026-11-23"
#: What stands so is no row of a table: it counts as found wherever in the file a finding says so.
#: The records of turned tables and forms stand in columns; a finding names their label.
BEYOND_ROWS = {
    "comment",
    "text-box",
    "sheet-name",
    "file-name",
    "header-footer",
    "skipped-sheet",
    "transposed",
    "form",
}
Place = tuple[str, str]


class Line(NamedTuple):
    """One line of truth.csv."""

    layout: str
    file: str
    sheet: str
    row: str
    column: str
    planted: str
    list_id: str
    entry_id: str
    stands: str
    role: str


def flscreen(source: Path, report: Path) -> tuple[int, str]:
    """Run the command line in this process; returns its exit code and what it said."""
    from screen.cli.app import main

    said = io.StringIO()
    asked = ["run", source, "-o", report, "--fail-on", "none", "--as-of", AS_OF]
    before, sys.argv = sys.argv, ["flscreen", *map(str, asked)]
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            main()
    except SystemExit as ended:
        return int(ended.code or 0), said.getvalue()
    finally:
        sys.argv = before
    return 0, said.getvalue()


def rows_of(text: str) -> set[int]:
    """Read "2, 5-7" as the numbers it means."""
    rows: set[int] = set()
    for first, last in re.findall(r"(\d+)(?:\s*[-–]\s*(\d+))?", text):
        rows.update(range(int(first), int(last or first) + 1))
    return rows


def found_in(report: Path) -> dict[Place, dict[str, set[int]]]:
    """Rows by sheet for every entry that some finding names."""
    places: dict[Place, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for finding in json.loads(report.read_text(encoding="utf-8"))["findings"]:
        context = finding["context"]
        sheets = places[context["list_id"], context["entry_id"]]
        for where in context["occurrences"]:
            sheets[where.get("sheet") or ""] |= rows_of(where.get("rows") or "")
    return places


def is_found(line: Line, places: dict[Place, dict[str, set[int]]]) -> bool:
    sheets = places.get((line.list_id, line.entry_id))
    if sheets is None:
        return False
    if line.stands in BEYOND_ROWS:
        return True
    rows = sheets.get(line.sheet, set()) if line.sheet else set().union(*sheets.values())
    return int(line.row) in rows


class Outcome(NamedTuple):
    truth: list[Line]
    missed: list[Line]
    codes: dict[str, int]

    @property
    def share(self) -> float:
        return 1 - len(self.missed) / len(self.truth)


def screen_all(folder: Path) -> Outcome:
    """Build every layout, screen every file, and see which planted firms are found."""
    truth = [Line(*line) for line in build(folder / "layouts")[0]]
    missed: list[Line] = []
    codes: dict[str, int] = {}
    for layout, file in dict.fromkeys((line.layout, line.file) for line in truth):
        report = folder / f"{layout}.json"
        codes[layout], _ = flscreen(folder / "layouts" / layout / file, report)
        places = found_in(report) if report.exists() else {}
        missed += [line for line in truth if line.layout == layout and not is_found(line, places)]
    return Outcome(truth, missed, codes)


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return screen_all(tmp_path_factory.mktemp("layouts"))


def describe(line: Line) -> str:
    where = f"{line.sheet or line.file}, row {line.row}, {line.column}"
    return f"{line.layout}: {line.planted} ({line.stands}; {where})"


def test_the_share_found_does_not_fall(outcome: Outcome) -> None:
    assert outcome.share >= FLOOR, f"found {outcome.share:.1%}, was {FLOOR:.1%}"


def test_no_planted_firm_is_missed(outcome: Outcome) -> None:
    assert not outcome.missed, "\n".join(["missed:", *map(describe, outcome.missed)])


def lines_of(name: str) -> list[list[str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.reader(handle))


def test_the_truth_is_that_of_the_files(tmp_path: Path) -> None:
    """After a change of a layout: ``make.py FOLDER --write-truth``."""
    truth, columns = build(tmp_path)
    assert lines_of("truth.csv") == [TRUTH, *truth]
    assert lines_of("columns.csv") == [COLUMNS, *columns]


def test_every_layout_is_described() -> None:
    described = re.findall(r"^\| `(\w+)` \|", (HERE / "README.md").read_text("utf-8"), re.M)
    assert described == list(layouts())


def test_planted_entries_are_in_the_bundled_lists() -> None:
    lists = HERE.parent.parent / "watchlists"
    known = set()
    for path in lists.glob("*/entries.csv"):
        with path.open(encoding="utf-8", newline="") as handle:
            known |= {(path.parent.name, row["entry_id"]) for row in csv.DictReader(handle)}
    assert set(ENTRIES.values()) <= known


def test_ordinary_firms_match_nothing(tmp_path: Path) -> None:
    """The rows between the planted ones accuse nobody by name."""
    source = tmp_path / "firms.csv"
    with source.open("w", encoding="utf-8", newline="") as handle:
        rows = [[firm.name, firm.country] for firm in FIRMS]
        csv.writer(handle).writerows([["Supplier Name", "Country"], *rows])
    flscreen(source, tmp_path / "firms.json")
    report = json.loads((tmp_path / "firms.json").read_text(encoding="utf-8"))
    assert [f["message"] for f in report["findings"] if f["match"]] == []


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        outcome = screen_all(Path(folder))
    print(f"{'layout':34}{'found':>7}{'planted':>9}{'exit':>6}")
    for layout, code in outcome.codes.items():
        planted = sum(line.layout == layout for line in outcome.truth)
        missed = [line for line in outcome.missed if line.layout == layout]
        print(f"{layout:34}{planted - len(missed):7}{planted:9}{code:6}")
        if "--missed" in sys.argv[1:]:
            for line in missed:
                print("    -", describe(line).partition(": ")[2])
    found = len(outcome.truth) - len(outcome.missed)
    print(f"\n{found} of {len(outcome.truth)} planted firms found: {outcome.share:.1%}")


if __name__ == "__main__":
    main()
