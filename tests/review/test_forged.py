"""Decisions and earlier reports that nobody made as they stand are refused by name."""

import json

import pytest
from openpyxl import load_workbook

TWO = "Vendor Name,Country\nNinestar Corporation,China\nHetian Taida Apparel Co Ltd,China\n"
DECIDED = {
    "Disposition": "false-positive",
    "Reason": "another firm",
    "Reviewer": "R. Lawyer",
    "Date": "2026-01-02",
}


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text(TWO)
    return path


@pytest.fixture
def cases(cli, tmp_path, source):
    """The report as a workbook, and its cells of the first two cases by header."""
    report = tmp_path / "report.xlsx"
    assert cli("run", source, "-o", report).code == 1
    book = load_workbook(report)
    sheet = book["Cases"]
    top = next(row for row in sheet.iter_rows() if any(c.value == "Case id" for c in row))
    at = {cell.value: cell.column for cell in top}
    rows = [
        {header: sheet.cell(top[0].row + n, column) for header, column in at.items()}
        for n in (1, 2)
    ]
    for header, value in DECIDED.items():
        rows[0][header].value = value
    return book, report, rows


def reviewed(cli, cases, tmp_path):
    book, report, _ = cases
    book.save(report)
    outcome = cli("review", report, "-o", tmp_path / "d.csv")
    text = (tmp_path / "d.csv").read_text() if (tmp_path / "d.csv").exists() else ""
    return outcome, text


def test_a_decision_is_taken_as_it_was_made(cli, cases, tmp_path, source):
    outcome, text = reviewed(cli, cases, tmp_path)
    assert outcome.code == 0 and cases[2][0]["Case id"].value in text and "seal" not in text
    report = tmp_path / "again.json"
    cli("run", source, "--dispositions", tmp_path / "d.csv", "-o", report)
    made = [c for c in json.loads(report.read_text())["cases"] if c["decision"]]
    assert [one["status"] for one in made] == ["reviewed"]


@pytest.mark.parametrize("header", ["Case id", "Firm", "Where", "Why", "Basis"])
def test_changed_protected_cells_are_refused(cli, cases, tmp_path, header):
    """The id of another case, under the name of the one that was seen."""
    _, _, (first, second) = cases
    first[header].value = second[header].value if header != "Where" else "elsewhere, row 9"
    outcome, text = reviewed(cli, cases, tmp_path)
    assert outcome.code == 3 and "cells that are not yellow were changed" in outcome.err
    assert first["Case id"].value in outcome.err and "another firm" not in text


@pytest.mark.parametrize("made", ["case-1", "case-0123456789abcdeg", "=1+1"])
def test_an_id_that_is_none_is_refused(cli, cases, tmp_path, made):
    cases[2][0]["Case id"].value = made
    cases[2][0]["Case id"].data_type = "s"
    outcome, text = reviewed(cli, cases, tmp_path)
    assert outcome.code == 3 and "is not the id of a case" in outcome.err
    assert "another firm" not in text


def test_a_decision_on_nothing_is_told(cli, source, tmp_path):
    decisions, report = tmp_path / "d.csv", tmp_path / "r.json"
    decisions.write_text(
        f"case_id,disposition,reason,reviewer,date\ncase-{'a' * 16},accepted,known,R,2026-01-02\n"
    )
    assert cli("run", source, "--dispositions", decisions, "-o", report).code == 1
    told = [p["message"] for p in json.loads(report.read_text())["problems"]]
    assert any(f"case-{'a' * 16}" in message for message in told)


def test_a_decision_from_the_future_is_refused(cli, source, tmp_path):
    decisions = tmp_path / "d.csv"
    decisions.write_text(
        f"case_id,disposition,reason,reviewer,date\ncase-{'a' * 16},accepted,known,R,2999-01-02\n"
    )
    outcome = cli("run", source, "--dispositions", decisions)
    assert outcome.code == 2 and "2999-01-02 is in the future" in outcome.err
    assert outcome.err.count("\n") == 1


class TestAPlantedBaseline:
    @pytest.fixture
    def report(self, cli, source, tmp_path):
        path = tmp_path / "last.json"
        cli("run", source, "-o", path)
        return path

    def test_the_real_one_is_taken(self, cli, source, report):
        run = ("run", source, "--baseline", report, "--fail-on", "none", "--fail-on-new", "info")
        assert cli(*run).code == 0

    @pytest.mark.parametrize(
        "change",
        [
            lambda r: r["findings"].append({**r["findings"][0], "id": "f" * 16}),
            lambda r: r["findings"].pop(),
            lambda r: r["findings"][0].update(id="not an id"),
            lambda r: r["findings"][0].update(evidence=["none/none"]),
            lambda r: r.pop("run"),
            lambda r: r.pop("summary"),
            lambda r: r.update(findings=r["findings"] + r["findings"]),
            lambda r: [r.pop(k) for k in list(r) if k not in {"schema_version", "findings"}],
        ],
    )
    def test_one_that_was_changed_is_refused(self, cli, source, report, change):
        made = json.loads(report.read_text())
        change(made)
        report.write_text(json.dumps(made))
        outcome = cli("run", source, "--baseline", report)
        assert outcome.code == 2 and "or was changed by hand" in outcome.err
        assert outcome.err.count("\n") == 1
