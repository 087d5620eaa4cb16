"""The round trip: run, decide in the sheet, take the decisions back, run again."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import SAMPLES
from openpyxl import load_workbook

TODAY = date.today()
SAMPLE = SAMPLES / "supply-chain.xlsx"
LIBRE = Path(__file__).parents[1] / "reviewed" / "by-libreoffice.xlsx"


@pytest.fixture
def desk(cli, tmp_path):
    """A reviewer's desk: a report of the sample, a hand that writes into it, and the commands."""

    class Desk:
        report = tmp_path / "report.xlsx"
        decided = tmp_path / "dispositions.csv"

        def run(self, *options):
            outcome = cli("run", SAMPLE, "-o", self.report, "-o", tmp_path / "r.json", *options)
            self.code = outcome.code
            return json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))

        def write(self, *rows, sheet="Cases"):
            """Fills in (number of the case, {header: value})."""
            book = load_workbook(self.report)
            page = book[sheet]
            at = {cell.value: cell.column for cell in page[3]}
            for number, values in rows:
                for header, value in values.items():
                    page.cell(number + 3, at[header]).value = value
            book.save(self.report)

        def review(self, *options):
            return cli("review", self.report, "-o", self.decided, *options)

        def lines(self):
            return {
                row["case_id"] or row["finding_id"]: row
                for row in csv.DictReader(self.decided.open(encoding="utf-8"))
            }

    return Desk()


def decision(
    what="false-positive",
    reason="Other owners, see file 12",
    reviewer="A. Lawyer",
    day=TODAY,
    expires=None,
):
    return {
        "Disposition": what,
        "Reason": reason,
        "Reviewer": reviewer,
        "Date": day,
        "Expires": expires,
    }


def test_the_round_trip_gives_exactly_the_decided_state(desk):
    before = desk.run()
    ids = [case["id"] for case in before["cases"]]
    assert desk.code == 1
    soon = TODAY + timedelta(days=90)
    desk.write(
        (1, decision()),
        (2, decision("Accepted", expires=soon)),
        (3, decision("escalated")),
        (4, decision("confirmed", day=TODAY.isoformat())),
    )
    outcome = desk.review()
    assert outcome.code == 0 and outcome.out.startswith("4 decisions in the report, 4 in ")
    assert {i: row["disposition"] for i, row in desk.lines().items()} == {
        ids[0]: "false-positive",
        ids[1]: "accepted",
        ids[2]: "escalated",
        ids[3]: "confirmed",
    }
    report = desk.run("--dispositions", desk.decided)
    after = {c["id"]: c for c in report["cases"]}
    assert set(after) == set(ids), "reviewed cases stay in every output"
    assert [after[i]["status"] for i in ids[:5]] == ["reviewed", "reviewed", "open", "open", "open"]
    states = {(f["case"], f["status"]) for f in report["findings"]}
    assert {(i, after[i]["status"]) for i in ids} == states
    assert [c["status"] for c in report["cases"]][-2:] == ["reviewed", "reviewed"]
    assert after[ids[1]]["decision"] == {
        "disposition": "accepted",
        "reason": "Other owners, see file 12",
        "reviewer": "A. Lawyer",
        "date": str(TODAY),
        "expires": str(soon),
    }
    # The report of the second run carries the decisions, and gives them back unchanged.
    first = desk.decided.read_bytes()
    assert desk.review("--merge", desk.decided).code == 0 and desk.decided.read_bytes() == first


def test_when_all_are_settled_the_run_passes(desk):
    report = desk.run()
    loud = [n for n, c in enumerate(report["cases"], start=1) if c["level"] in ("critical", "high")]
    desk.write(*((n, decision()) for n in loud))
    desk.review()
    report = desk.run("--dispositions", desk.decided)
    assert desk.code == 0 and [c["status"] for c in report["cases"]].count("reviewed") == len(loud)
    assert report["summary"]["findings"]["critical"] == 3, "counts by level hold the reviewed ones"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"Reason": None}, "column Reason: is needed"),
        ({"Reason": "x"}, "column Reason: 'x' is too short"),
        ({"Reviewer": "  "}, "column Reviewer: is needed"),
        ({"Date": None}, "column Date: is needed"),
        ({"Date": "soon"}, "column Date: 'soon' is not a day"),
        ({"Date": TODAY + timedelta(days=2)}, "is in the future"),
        ({"Date": date(1900, 5, 1)}, "is too long ago"),
        ({"Expires": TODAY - timedelta(days=1)}, "is not after the decision"),
        ({"Disposition": "cleared"}, "choose false-positive, confirmed, accepted or escalated"),
        ({"Disposition": None}, "column Disposition: choose"),
        ({"Case id": "my own"}, "'my own' is not the id of a case"),
    ],
)
def test_decisions_that_cannot_be_used_are_named_and_lose_no_other(desk, change, said):
    desk.run()
    desk.write((1, decision() | change), (2, decision()))
    outcome = desk.review()
    assert outcome.code == 3 and said in outcome.err and "sheet Cases, row 4" in outcome.err
    assert outcome.err.count("\n") == 1 and len(desk.lines()) == 1


def test_expired_and_outdated_decisions_are_open_again_and_say_why(desk):
    report = desk.run()
    ids = [f["id"] for f in report["findings"]]
    rows = [
        [ids[0], "false-positive", "Other owners", "A", "2026-01-01", "2026-02-01", ""],
        [ids[1], "false-positive", "Other owners", "A", "2026-01-01", "", "0123456789ab"],
        [
            ids[2],
            "false-positive",
            "Other owners",
            "A",
            "2026-01-01",
            "",
            report["findings"][2]["context"]["basis"],
        ],
        ["0000000000000000", "accepted", "Other owners", "A", "2026-01-01", "", ""],
    ]
    with desk.decided.open("w", newline="") as handle:
        csv.writer(handle).writerows(
            [["finding_id", "disposition", "reason", "reviewer", "date", "expires", "basis"], *rows]
        )
    after = desk.run("--dispositions", desk.decided)
    found = {f["id"]: f for f in after["findings"]}
    assert [found[i]["status"] for i in ids[:3]] == ["open", "open", "reviewed"]
    assert (
        "open again: the decision 'false-positive' expired on 2026-02-01"
        in found[ids[0]]["context"]["notes"]
    )
    assert any(
        n.startswith("open again: the list entry or its evidence changed")
        for n in found[ids[1]]["context"]["notes"]
    )
    assert any(
        "1 decision had no effect: this run does not have the findings" in p["message"]
        for p in after["problems"]
    )


def test_merging_keeps_the_later_decision_and_tells_conflicts(desk):
    report = desk.run()
    ids = [c["id"] for c in report["cases"]]
    old = desk.decided.parent / "old.csv"
    rows = [
        [ids[0], "accepted", "Other owners", "B", "2020-01-01", "", ""],
        [ids[1], "accepted", "Other owners", "B", str(TODAY), "", ""],
        [ids[2], "accepted", "Other owners", "B", "2020-01-01", "", ""],
        [ids[3], "accepted", "Other owners", "B", str(TODAY), "", ""],
    ]
    with old.open("w", newline="") as handle:
        csv.writer(handle).writerows(
            [["case_id", "disposition", "reason", "reviewer", "date", "expires", "basis"], *rows]
        )
    desk.write((1, decision()), (2, decision("escalated")), (4, decision(day=date(2021, 1, 1))))
    outcome = desk.review("--merge", old)
    assert outcome.code == 3
    assert (
        f"{ids[1]}: 'accepted' by B on {TODAY} in the older file, 'escalated' by A. Lawyer"
        in outcome.err
    )
    assert (
        f"{ids[0]}: 'accepted' by B on 2020-01-01 in the older file" in outcome.out
        and "the report's was taken" in outcome.out
    )
    kept = {i: row["disposition"] for i, row in desk.lines().items()}
    assert kept == {
        ids[0]: "false-positive",
        ids[1]: "accepted",
        ids[2]: "accepted",
        ids[3]: "accepted",
    }


def test_a_workbook_that_is_no_report_is_refused(cli, tmp_path, workbook):
    out = tmp_path / "d.csv"
    for path in (workbook(Vendors=[["Name"], ["x"]]), tmp_path / "none.xlsx", Path(__file__)):
        outcome = cli("review", path, "-o", out)
        assert outcome.code == 3 and outcome.err.count("\n") == 1 and not out.exists()


def test_decisions_survive_a_report_that_libreoffice_saved(cli, tmp_path):
    out = tmp_path / "d.csv"
    outcome = cli("review", LIBRE, "-o", out)
    assert outcome.code == 0, outcome.err
    rows = list(csv.DictReader(out.open(encoding="utf-8")))
    assert [
        (row["disposition"], row["reason"], row["reviewer"], row["date"], row["expires"])
        for row in rows
    ] == [
        ("false-positive", "Other owners, see file 12", "A. Lawyer", "2026-11-23", "2027-11-23"),
        ("accepted", "Größe geprüft; 1+1", "李律师", "2026-11-20", ""),
    ]
