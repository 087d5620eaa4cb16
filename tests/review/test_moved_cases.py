"""A decision stays with its case where the id of the case changes, and decides nothing unseen."""

import csv
import json
from datetime import date

import pytest
from conftest import AS_OF
from openpyxl import load_workbook

FIRM = "Hetian Haolin Hair Accessories"
NAMES = (f"{FIRM} Co., Ltd.", f"{FIRM.upper()} CO", f"{FIRM} Ltd., Plant 2")
#: As an earlier flscreen, which knew other words, would have called the case.
FORMER = "case-0123456789abcdef"


class Desk:
    def __init__(self, cli, folder):
        self.cli, self.folder = cli, folder
        self.decided = folder / "dispositions.csv"

    def run(self, names, *options):
        vendors = self.folder / "vendors.csv"
        vendors.write_text("Vendor Name,Country\n" + "".join(f"{name},China\n" for name in names))
        told = self.folder / "r.json"
        outputs = ("-o", self.folder / "r.xlsx", "-o", told)
        outcome = self.cli("run", vendors, *outputs, "--as-of", AS_OF, *options)
        assert outcome.code in (0, 1), outcome.err
        return json.loads(told.read_text(encoding="utf-8"))

    def decide(self, names):
        """Decide on the one case in the workbook, and give it the id that it had before."""
        self.run(names)
        book = load_workbook(self.folder / "r.xlsx")
        page = book["Cases"]
        at = {cell.value: cell.column for cell in page[3]}
        values = ("false-positive", "Another firm, see file 12", "Ada", date.today())
        for header, value in zip(
            ("Disposition", "Reason", "Reviewer", "Date"), values, strict=True
        ):
            page.cell(4, at[header]).value = value
        book.save(self.folder / "r.xlsx")
        outcome = self.cli("review", self.folder / "r.xlsx", "-o", self.decided)
        assert outcome.code == 0, outcome.err
        (line,) = csv.DictReader(self.decided.open(encoding="utf-8"))
        self.rewrite({**line, "case_id": FORMER})

    def rewrite(self, *lines):
        with self.decided.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, list(lines[0]))
            writer.writeheader()
            writer.writerows(lines)

    def again(self, names):
        result = self.run(names, "--dispositions", self.decided)
        unused = [p["message"] for p in result["problems"] if "had no effect" in p["message"]]
        of_firm = [case for case in result["cases"] if case["party"]["kind"] == "party"]
        return [case["status"] for case in of_firm], unused


@pytest.fixture
def desk(cli, tmp_path):
    return Desk(cli, tmp_path)


def test_a_decision_is_found_again_by_the_findings_it_saw(desk):
    desk.decide(NAMES)
    assert desk.again(NAMES) == (["reviewed"], [])
    assert desk.again(NAMES[:2]) == (["reviewed"], []), "fewer rows are no other case"


def test_what_the_reviewer_never_saw_is_decided_by_nobody(desk):
    desk.decide(NAMES[:1])
    states, unused = desk.again(NAMES)
    assert states == ["open"] and len(unused) == 1 and FORMER in unused[0]


def test_a_decision_on_the_case_as_it_is_called_now_stands_above(desk):
    desk.decide(NAMES)
    (line,) = csv.DictReader(desk.decided.open(encoding="utf-8"))
    case = next(one for one in desk.run(NAMES)["cases"] if one["party"]["kind"] == "party")
    desk.rewrite(line, {**line, "case_id": case["id"], "disposition": "confirmed"})
    states, unused = desk.again(NAMES)
    assert states == ["open"] and FORMER in unused[0]


def test_decisions_of_before_findings_were_named_are_told_as_unused(desk):
    desk.decide(NAMES)
    (line,) = csv.DictReader(desk.decided.open(encoding="utf-8"))
    basis = "; ".join(" ".join(part.split()[:5]) for part in line["basis"].split(";"))
    desk.rewrite({**line, "basis": basis})
    states, unused = desk.again(NAMES)
    assert states == ["open"] and FORMER in unused[0]
