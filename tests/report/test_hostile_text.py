"""Cells of strangers in reports that other programs open: formulas, links, calls, directions."""

import csv
import json
import time

import pytest
from conftest import AS_OF
from openpyxl import load_workbook

from screen.core.safe_text import guarded, isolated, one_line, unguarded

NAME = "Ninestar Corporation"
SIGNS = ("=", "+", "-", "@", "＝")


def screened(cli, tmp_path, cell, suffix):
    source, report = tmp_path / "in.csv", tmp_path / f"r.{suffix}"
    with source.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([["Vendor Name", "Country"], [cell, "China"]])
    outcome = cli("run", source, "-o", report, "--as-of", AS_OF)
    assert outcome.code in (0, 1), outcome.err
    return report


def cells_as_spreadsheets_part_them(text):
    """Every cell that Excel in any language, or LibreOffice with all separators, could make."""
    for separator in (",", ";", "\t"):
        for row in csv.reader(text.splitlines(), delimiter=separator):
            yield from row
    for line in text.splitlines():
        for part in line.replace("\t", ";").split(";"):
            yield part.strip().strip('"').strip()


@pytest.mark.parametrize(
    "cell",
    [
        f"{NAME};=1+1",
        f'{NAME}; "=HYPERLINK(1)"',
        f"{NAME}\t=cmd|'/c'!A1",
        f"{NAME}\n=1+1",
        f"\n =1+1 {NAME}",
        f"\u00a0=1+1 {NAME}",
        f"{NAME};\x01=1+1",
        f"=1+1 {NAME}",
        f"@SUM(1) {NAME};-1+1",
    ],
)
def test_no_part_of_a_cell_in_csv_begins_like_a_formula(cli, tmp_path, cell):
    text = screened(cli, tmp_path, cell, "csv").read_text(encoding="utf-8-sig")
    assert not [one for one in cells_as_spreadsheets_part_them(text) if one.startswith(SIGNS)]


def test_decisions_are_guarded_and_read_back_as_they_were(cli, tmp_path):
    report = screened(cli, tmp_path, NAME, "xlsx")
    book = load_workbook(report)
    sheet = book["Cases"]
    top = next(row for row in sheet.iter_rows() if any(c.value == "Case id" for c in row))
    at = {cell.value: cell.column for cell in top}
    reasons = ["=cmd|'/c calc'!A1", "Known; =1+1", "+49 30 1234 called, another firm"]
    for row, reason in enumerate(reasons, start=top[0].row + 1):
        if not sheet.cell(row, at["Case id"]).value:
            break
        values = {"Disposition": "false-positive", "Reviewer": "-R. Lawyer", "Date": "2026-01-02"}
        for header, value in {**values, "Reason": reason}.items():
            sheet.cell(row, at[header]).value = value
            sheet.cell(row, at[header]).data_type = "s"
    book.save(report)
    decided, again = tmp_path / "d.csv", tmp_path / "again.csv"
    assert cli("review", report, "-o", decided).code == 0
    text = decided.read_text(encoding="utf-8")
    assert not [one for one in cells_as_spreadsheets_part_them(text) if one.startswith(SIGNS)]
    assert "'=cmd" in text
    outcome = cli("review", report, "--merge", decided, "-o", again)
    assert again.read_text(encoding="utf-8") == text and "later one" not in outcome.out
    told = tmp_path / "told.json"
    cli("run", tmp_path / "in.csv", "--dispositions", decided, "-o", told, "--as-of", AS_OF)
    made = [case["decision"] for case in json.loads(told.read_text())["cases"] if case["decision"]]
    assert made[0]["reviewer"] == "-R. Lawyer" and made[0]["reason"] in reasons


@pytest.mark.parametrize(
    ("cell", "never"),
    [
        (f"{NAME} www.evil.example", "www.evil"),
        (f"{NAME} https://evil.example", "https://"),
        (f"{NAME} @acme/team", "@acme"),
        (f"{NAME} a@evil.example", "@evil"),
        (f"{NAME} $x^2$", " $x"),
        (f"{NAME} \u202eevil\x9b", "\u202e"),
    ],
)
def test_markdown_makes_no_link_and_calls_nobody(cli, tmp_path, cell, never):
    text = screened(cli, tmp_path, cell, "md").read_text(encoding="utf-8")
    assert NAME in text and never not in text and "\x9b" not in text


@pytest.mark.parametrize("suffix", ["html", "xlsx", "json"])
@pytest.mark.parametrize("mark", ["\u202e", "\u2067", "\u202b\u2069\u2069"])
def test_a_name_turns_nothing_round_but_itself(cli, tmp_path, suffix, mark):
    """What a mark of direction opens is closed before the sentence goes on."""
    report = screened(cli, tmp_path, f"{NAME}{mark}", suffix)
    if suffix == "xlsx":
        sheets = load_workbook(report).worksheets
        texts = [str(c.value) for s in sheets for row in s.iter_rows() for c in row if c.value]
    elif suffix == "json":
        texts = [one["message"] for one in json.loads(report.read_text())["findings"]]
    else:
        texts = [report.read_text(encoding="utf-8")]
    marked = [text for text in texts if any(letter in text for letter in mark)]
    assert marked
    for text in marked:
        at = max(text.rfind(letter) for letter in mark if letter != "\u2069")
        behind = text[at + 1 :].lstrip("\u202e\u2067\u202b")
        # A quotation mark that belongs to the name may stand before the end of its direction.
        assert "\u2069" in behind[:3] or not behind.strip(), behind[:40]


def test_texts_are_made_safe_in_time_that_grows_with_them():
    """Ten times the text, ten times the time, with room for a loaded machine."""
    pieces = ["; ", '"', "\n", "=", " ", "\u2067", "\u2069", "::", "##[", "'"]
    for piece in pieces:
        spent = []
        for count in (20_000, 200_000):
            text = piece * count
            # The least of three: the collector of garbage of a long session stops a moment anywhere.
            spent.append(max(min(made_safe(text) for _ in range(3)), 0.005))
        assert spent[1] < 40 * spent[0], (piece, spent)


def made_safe(text: str) -> float:
    """Return the seconds of processor that the texts of a report take of ``text``."""
    began = time.process_time()
    for made in (guarded(text), unguarded(text), isolated(text), one_line(text, 10**9)):
        assert made is not None
    return time.process_time() - began
