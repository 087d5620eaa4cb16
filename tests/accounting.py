"""The accounting that holds for every report.

No row is lost, and every finding stands where it says.
"""

import csv
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Grid = list[list[str]]


def _by_sheet(report: Mapping[str, Any]) -> dict[tuple[str, str], list[dict[str, Any]]]:
    sheets: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for table in report["inputs"]:
        sheets.setdefault((table["path"], table["sheet"]), []).append(table)
    return sheets


def check_rows(report: Mapping[str, Any]) -> None:
    """Rows read are rows screened plus rows rejected, and every rejected row is listed with its reason."""
    for table in report["inputs"]:
        assert table["rows_read"] == table["rows_screened"] + table["rows_rejected"], table
    for where, tables in _by_sheet(report).items():
        rejected = [
            problem["row"]
            for problem in report["problems"]
            if (problem["file"], problem["sheet"]) == where
            and problem["message"].startswith("row rejected: ")
        ]
        assert None not in rejected
        assert len(rejected) == len(set(rejected)), where
        assert len(rejected) == sum(table["rows_rejected"] for table in tables), where


def check_references(report: Mapping[str, Any]) -> None:
    """What findings cite is in the report, and the summary counts what is there."""
    evidence = {claim["id"] for claim in report["evidence"]}
    sources = {source["id"] for source in report["sources"]}
    sheets = _by_sheet(report)
    for finding in report["findings"]:
        assert finding["evidence"] and set(finding["evidence"]) <= evidence, finding["id"]
        subject = finding["subject"]
        if subject["kind"] == "cell":
            continue
        assert (subject["file"], subject["sheet"]) in sheets, subject
        for place in finding["context"]["occurrences"]:
            tables = sheets[place["file"], place["sheet"]]
            assert place["count"] <= sum(table["rows_read"] for table in tables)
    assert {claim["source_id"] for claim in report["evidence"]} <= sources
    assert sum(report["summary"]["findings"].values()) == len(report["findings"])
    ids = [finding["id"] for finding in report["findings"]]
    assert len(ids) == len(set(ids))


def _full(cell: str) -> bool:
    """Return whether a cell holds more than white space; Python counts four separators as that."""
    return any(not letter.isspace() or letter in "\x1c\x1d\x1e\x1f" for letter in cell)


def check_account_of_cells(
    report: Mapping[str, Any], grids: Mapping[tuple[str, str], Grid]
) -> None:
    """Every non-empty cell of every sheet is a party, a field, swept, or said not to be screened."""
    sheets = _by_sheet(report)
    for where, grid in grids.items():
        full = sum(1 for row in grid for cell in row if _full(cell))
        counted = sum(
            table["cells"][what]
            for table in sheets.get(where, [])
            for what in ("party", "field", "swept", "not_screened")
        )
        assert counted == full, (where, counted, full)
        rows = sum(1 for row in grid if any(map(_full, row)))
        headers = sum(1 for table in sheets.get(where, []) if table["columns"])
        read = sum(table["rows_read"] for table in sheets.get(where, []))
        assert read <= rows <= read + headers, (where, read, rows)


def check_cells(report: Mapping[str, Any], grids: Mapping[tuple[str, str], Grid]) -> int:
    """Every finding's subject stands in its input at that row with that value.

    Returns how many were compared. ``grids`` holds the cells of each sheet as another reader than
    ours sees them.
    """
    compared = 0
    for finding in report["findings"]:
        subject = finding["subject"]
        grid = grids.get((subject["file"], subject["sheet"]))
        if subject["kind"] == "cell":
            if subject["row"] and grid is not None:
                row = grid[subject["row"] - 1]
                assert any(subject["value"] in text for text in row), subject
            continue
        assert grid is not None
        columns = _columns(grid, subject["column"])
        assert columns or not subject["value"], subject
        if not columns:
            continue
        row = grid[subject["row"] - 1]
        texts = [row[at].strip() for at in columns if at < len(row)]
        value = subject["value"].strip()
        assert value in texts or value.split("; ")[0] in texts, (subject, texts)
        compared += 1
    return compared


def _columns(grid: Grid, header: str) -> list[int]:
    for row in grid:
        found = [at for at, text in enumerate(row) if text.strip() == header]
        if found:
            return found
    return []


def grids_of(*paths: Path) -> dict[tuple[str, str], Grid]:
    """The cells of .xlsx and .csv (UTF-8, comma) files, as openpyxl and the csv module read them."""
    grids: dict[tuple[str, str], Grid] = {}
    for path in paths:
        if path.suffix == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as handle:
                grids[str(path), ""] = list(csv.reader(handle))
        else:
            import openpyxl

            book = openpyxl.load_workbook(path, data_only=True)
            for sheet in book.worksheets:
                rows = sheet.iter_rows(values_only=True)
                grids[str(path), sheet.title] = [[_text(cell) for cell in row] for row in rows]
    return grids


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return re.sub(r" 00:00:00$", "", str(cell))


def expand_ranges(text):
    """Rows as a finding writes them, as numbers: '4, 9-11' is [4, 9, 10, 11]."""
    rows = []
    for part in filter(None, text.split(", ")):
        first, _, last = part.partition("-")
        rows += range(int(first), int(last or first) + 1)
    return rows
