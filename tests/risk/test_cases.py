"""Cases: one for each party of the input and identity, and one decision for each."""

import csv
import json

import pytest
from conftest import AS_OF, SAMPLES
from openpyxl import load_workbook

from screen.core.row_seal import unsealed

HEADER = ["Vendor Name", "Country", "Address", "Product"]
TAIDA = "Hetian Taida Apparel Co., Ltd."
ROWS = [
    [TAIDA, "China", "Beijing Road 12, Hotan, Xinjiang", "shirts"],
    ["HETIAN TAIDA APPAREL", "China", "", "shirts"],
    ["Plain Makers Oy", "Finland", "", "chairs"],
    ["Kashgar Silk Road Weaving", "China", "Kashgar, Xinjiang", "silk"],
]


def case_of(report, **wanted):
    """Returns the case whose identity or kind is the one given."""
    (found,) = [
        c
        for c in report["cases"]
        if all(
            (c["identity"] or {}).get("id") == v if k == "identity" else c["party"][k] == v
            for k, v in wanted.items()
        )
    ]
    return found


def ids(report):
    return {c["id"] for c in report["cases"]}


def test_every_finding_has_one_case_and_every_case_its_findings(cli, tmp_path):
    files = [SAMPLES / f"{name}.xlsx" for name in ("suppliers", "shipments", "supply-chain")]
    out = tmp_path / "r.json"
    cli("run", *files, "-o", out, "--as-of", AS_OF)
    report = json.loads(out.read_text(encoding="utf-8"))
    findings = {f["id"]: f for f in report["findings"]}
    listed = [i for c in report["cases"] for i in c["findings"]]
    assert sorted(listed) == sorted(findings) and len(ids(report)) == len(report["cases"])
    for case in report["cases"]:
        inside = [findings[i] for i in case["findings"]]
        assert all(f["case"] == case["id"] for f in inside)
        assert case["level"] == inside[0]["level"] and case["reason"] and case["action"]
        assert case["party"]["rows"] and case["party"]["names"]
        for found in inside:
            origin = next(
                (n.split()[2].strip(",") for n in found["context"]["notes"] if "first f" in n), ""
            )
            assert not origin or findings[origin]["case"] == case["id"]
    assert len(report["cases"]) < len(findings) / 2 + 10
    assert [c["level"] for c in report["cases"]] == sorted(
        (c["level"] for c in report["cases"]),
        key=("critical", "high", "medium", "low", "info").index,
    )


def test_lists_spellings_and_places_of_one_firm_are_one_case(screen_rows):
    report = screen_rows(HEADER, *ROWS)
    case = case_of(report, identity="hetian-taida-apparel")
    assert case["party"]["names"] == [TAIDA, "HETIAN TAIDA APPAREL"] or set(
        case["party"]["names"]
    ) == {TAIDA, "HETIAN TAIDA APPAREL"}
    assert case["party"]["kind"] == "party" and case["party"]["rows"][0]["rows"] == "2-3"
    assert {x["list_id"] for x in case["identity"]["listings"]} == {"us-uflpa", "us-cbp-wro"}
    rules = {f["rule"] for f in report["findings"] if f["case"] == case["id"]}
    assert {"entity-match", "region-xinjiang"} <= rules and "place in Xinjiang" in case["reason"]
    alone = case_of(report, names=["Kashgar Silk Road Weaving"], kind="party")
    assert alone["identity"]["id"] == "place/CN/xinjiang"
    country = case_of(report, kind="country")
    assert country["identity"]["id"] == "country/CN" and len(country["party"]["names"]) == 3


def test_a_weak_name_does_not_take_a_graver_place_along(screen_rows):
    row = ["Ninestar Image Works", "China", "No. 5, Kashgar, Xinjiang 844000", "raw cotton"]
    report = screen_rows(HEADER, row)
    names = {f["case"] for f in report["findings"] if f["match"]}
    (place,) = {f["case"] for f in report["findings"] if f["rule"] == "region-xinjiang"}
    assert names and place not in names, "a place graver than the name is a case of its own"
    levels = {c["id"]: c["level"] for c in report["cases"]}
    assert {levels[name] for name in names} == {"low"}
    assert levels[place] in ("critical", "high")


def test_ids_of_cases_outlive_order_files_and_other_rows(screen_rows):
    first = screen_rows(HEADER, *ROWS)
    other = screen_rows(HEADER, ["Unrelated GmbH", "Germany", "", "screws"], *reversed(ROWS))
    alone = screen_rows(HEADER, ROWS[1])
    assert {c["id"] for c in first["cases"] if c["party"]["kind"] != "file"} <= ids(other)
    wanted = case_of(first, identity="hetian-taida-apparel")["id"]
    assert case_of(alone, identity="hetian-taida-apparel")["id"] == wanted


def test_a_heading_names_only_the_firm_that_matched(screen_rows):
    report = screen_rows(HEADER, ["Li & Fung (Trading) Ltd; " + TAIDA, "China", "", "shirts"])
    case = case_of(report, identity="hetian-taida-apparel")
    assert not any("Fung" in name for name in case["party"]["names"])
    matches = [f for f in report["findings"] if f["match"]]
    assert matches and all("Fung" not in f["message"] for f in matches)
    assert all("Fung" in f["subject"]["value"] for f in matches), "the cell is quoted as it is"


def test_romanised_names_are_not_called_the_same(screen_rows):
    report = screen_rows(HEADER, ["李宁体育用品有限公司", "China", "", "shoes"])
    (found,) = [f for f in report["findings"] if f["context"]["entry_id"] == "caatsa-li-ning"]
    assert " reads " in found["message"] and "same name" not in found["message"]
    report = screen_rows(HEADER, ROWS[1])
    messages = [f["message"] for f in report["findings"] if f["match"]]
    assert messages and all("is the same name as" in text for text in messages)


def decide(path, *rows):
    names = ["case_id", "finding_id", "disposition", "reason", "reviewer", "date", "expires"]
    with path.open("w", newline="", encoding="utf-8") as handle:
        csv.writer(handle).writerows([[*names, "basis"], *rows])
    return path


def line(case="", finding="", what="false-positive", day="2026-11-01", basis=""):
    return [case, finding, what, "Other owners", "A. Lawyer", day, "", basis]


def test_a_decision_on_a_case_holds_for_its_findings(screen_rows, tmp_path):
    report = screen_rows(HEADER, *ROWS)
    case = case_of(report, identity="hetian-taida-apparel")
    decided = decide(tmp_path / "d.csv", line(case["id"]), line("case-0000000000000000"))
    after = screen_rows(HEADER, *ROWS, options=["--dispositions", decided])
    now = case_of(after, identity="hetian-taida-apparel")
    assert now["status"] == "reviewed" and now["decision"]["reviewer"] == "A. Lawyer"
    assert after["cases"][-1]["id"] == case["id"], "reviewed cases stand at the end"
    states = {f["status"] for f in after["findings"] if f["case"] == case["id"]}
    assert states == {"reviewed"}
    assert any("case-0000000000000000" in p["message"] for p in after["problems"])


def test_a_case_is_reviewed_when_each_finding_is(screen_rows, tmp_path):
    report = screen_rows(HEADER, *ROWS)
    case = case_of(report, identity="hetian-taida-apparel")
    old = [line("", i) for i in case["findings"]]
    some = screen_rows(
        HEADER, *ROWS, options=["--dispositions", decide(tmp_path / "a.csv", *old[:-1])]
    )
    now = case_of(some, identity="hetian-taida-apparel")
    by_id = {f["id"]: f for f in some["findings"]}
    assert now["status"] == "open" and now["level"] == by_id[case["findings"][-1]]["level"]
    every = screen_rows(HEADER, *ROWS, options=["--dispositions", decide(tmp_path / "b.csv", *old)])
    assert case_of(every, identity="hetian-taida-apparel")["status"] == "reviewed"


def test_the_later_of_two_decisions_counts(screen_rows, tmp_path):
    report = screen_rows(HEADER, *ROWS)
    case = case_of(report, identity="hetian-taida-apparel")
    lines = line(case["id"]), line("", case["findings"][0], "confirmed", "2026-11-02")
    after = screen_rows(
        HEADER, *ROWS, options=["--dispositions", decide(tmp_path / "d.csv", *lines)]
    )
    now = case_of(after, identity="hetian-taida-apparel")
    assert now["status"] == "open" and len(now["findings"]) > 1
    open_ones = [
        f["id"] for f in after["findings"] if f["case"] == case["id"] and f["status"] == "open"
    ]
    assert open_ones == [case["findings"][0]]


def basis_of(path, case):
    """Returns what the workbook keeps of a case for its decision: rule, entry, level, digest."""
    sheet = load_workbook(path)["Cases"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if "Case id" in row)
    (line,) = [row for row in rows if row[head.index("Case id")] == case]
    return unsealed(line[head.index("Basis")])[0]


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        (lambda parts: parts, "reviewed", ""),
        (
            lambda parts: [" ".join([*part.split()[:3], "x" * 12, "CN:neutral"]) for part in parts],
            "open",
            "its evidence changed since",
        ),
        (lambda parts: [" ".join(part.split()[:4]) for part in parts], "reviewed", ""),
        (
            lambda parts: [" ".join([*part.split()[:4], "FI:contradicts"]) for part in parts],
            "open",
            "China, which agrees with the entry, is new since the decision",
        ),
        (lambda parts: parts[1:], "open", "is new since the decision"),
        (
            lambda parts: [part.replace(" critical ", " low ") for part in parts],
            "open",
            "is critical and was low at the decision",
        ),
    ],
)
def test_a_decided_case_opens_again_when_what_it_rests_on_changes(
    screen_rows, tmp_path, change, status, said
):
    book = tmp_path / "r.xlsx"
    report = screen_rows(HEADER, *ROWS, options=["-o", book])
    case = case_of(report, identity="hetian-taida-apparel")
    parts = basis_of(book, case["id"]).split(";")
    assert len(parts) == len(
        {
            (f["rule"], f["context"]["list_id"])
            for f in report["findings"]
            if f["case"] == case["id"]
        }
    )
    decided = decide(tmp_path / "d.csv", line(case["id"], basis=";".join(change(parts))))
    again = tmp_path / "again.xlsx"
    after = screen_rows(HEADER, *ROWS, options=["--dispositions", decided, "-o", again])
    now = case_of(after, identity="hetian-taida-apparel")
    assert now["status"] == status
    shown = " ".join(
        str(cell.value) for row in load_workbook(again)["Cases"].iter_rows() for cell in row
    )
    assert said in shown
    notes = [n for f in after["findings"] if f["case"] == case["id"] for n in f["context"]["notes"]]
    assert any(said in note for note in notes) or status == "reviewed"


def test_a_case_of_many_rows_says_how_many_and_not_each(cli, tmp_path):
    rows = [["Plain Makers", "China"], ["Other Makers", "Finland"]] * 60
    book, page = tmp_path / "in.csv", tmp_path / "r.html"
    with book.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["Vendor Name", "Country"], *rows])
    cli("run", book, "-o", page, "--fail-on", "none")
    assert "in.csv, rows 2, 4, 6, 8, 10, 12, 14, 16 … (60 in all)" in page.read_text("utf-8")
