"""The samples are the promise.

Every planted row is found with evidence, and no invented firm is above low.
"""

import csv
import json
import sys
from pathlib import Path

import openpyxl
import pytest
from accounting import expand_ranges
from conftest import AS_OF, SAMPLES

from screen.models.vocabulary import LEVELS

EXPECTED = list(csv.DictReader((SAMPLES / "expected.csv").open(encoding="utf-8")))


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    from screen.cli.app import main

    path = tmp_path_factory.mktemp("samples") / "report.json"
    argv, sys.argv = (
        sys.argv,
        [
            "flscreen",
            "run",
            f"{SAMPLES}/suppliers.xlsx",
            f"{SAMPLES}/shipments.xlsx",
            "-o",
            str(path),
            "--as-of",
            AS_OF,
        ],
    )
    try:
        with pytest.raises(SystemExit) as ended:
            main()
    finally:
        sys.argv = argv
    assert ended.value.code == 1
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def found(report):
    """Findings by (file stem, row)."""
    by_row = {}
    for finding in report["findings"]:
        for place in finding["context"]["occurrences"]:
            for row in expand_ranges(place["rows"]):
                by_row.setdefault((Path(place["file"]).stem, row), []).append(finding)
    return by_row


def rows_by_id():
    rows = {}
    for stem in ("suppliers", "shipments"):
        sheet = openpyxl.load_workbook(SAMPLES / f"{stem}.xlsx").worksheets[0]
        for cells in sheet.iter_rows():
            identifier = str(cells[0].value or "")
            if identifier.startswith(("V-", "BLNW")):
                rows.setdefault((stem, identifier), []).append(cells[0].row)
    return rows


@pytest.mark.parametrize(
    "expected", EXPECTED, ids=lambda e: f"{e['id']}-{e['rule']}-{e['entry'].split('/')[1]}"
)
def test_planted_row_is_found_at_its_level_with_evidence(expected, found, report):
    evidence = {claim["id"] for claim in report["evidence"]}
    for row in rows_by_id()[expected["file"], expected["id"]]:
        hits = [
            finding
            for finding in found.get((expected["file"], row), [])
            if finding["rule"] == expected["rule"]
            and f"{finding['context']['list_id']}/{finding['context']['entry_id']}"
            == expected["entry"]
        ]
        assert hits, f"{expected['why']}: not found"
        assert min(hits, key=lambda f: LEVELS.index(f["level"]))["level"] == expected["level"]
        assert hits[0]["evidence"] and set(hits[0]["evidence"]) <= evidence
        assert hits[0]["action"] and hits[0]["message"]


def test_no_clean_row_is_above_low(found):
    planted = {(e["file"], e["id"]) for e in EXPECTED}
    clean = [
        place
        for key, rows in rows_by_id().items()
        if key not in planted
        for place in ((key[0], row) for row in rows)
    ]
    assert len(clean) > 200
    loud = [
        (place, f["message"])
        for place in clean
        for f in found.get(place, [])
        if f["level"] not in ("low", "info")
    ]
    assert loud == []


def test_every_row_is_accounted_for(report):
    read = {
        Path(sheet["path"]).stem: (
            sheet["rows_read"],
            sheet["rows_screened"],
            sheet["rows_rejected"],
        )
        for sheet in report["inputs"]
        if sheet["kind"] != "cell"
    }
    assert read == {"suppliers": (61, 60, 1), "shipments": (200, 200, 0)}
    assert [p["row"] for p in report["problems"] if "rejected" in p["message"]] == [65]


def test_samples_are_what_their_script_makes(tmp_path, monkeypatch):
    import runpy

    before = {
        name: openpyxl.load_workbook(SAMPLES / name)
        for name in ("suppliers.xlsx", "shipments.xlsx")
    }
    module = runpy.run_path(str(SAMPLES / "make_samples.py"))
    for name in ("make_suppliers", "make_shipments", "make_expected"):
        monkeypatch.setitem(module[name].__globals__, "HERE", tmp_path)
        module[name]()
    for name, book in before.items():
        made = openpyxl.load_workbook(tmp_path / name)
        assert [[c.value for c in row] for s in made for row in s.iter_rows()] == [
            [c.value for c in row] for s in book for row in s.iter_rows()
        ]
    assert (tmp_path / "expected.csv").read_bytes() == (SAMPLES / "expected.csv").read_bytes()
