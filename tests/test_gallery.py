"""The gallery accuses nobody but whom lists name, and finds those."""

import json
import runpy

import openpyxl
import pytest
from conftest import AS_OF, ROOT

MADE = runpy.run_path(str(ROOT / "samples" / "make_gallery.py"))


@pytest.mark.parametrize("name", MADE["FILES"])
def test_listed_firms_are_found_and_invented_ones_are_not(cli, name):
    path = ROOT / "samples" / "gallery" / f"{name}.xlsx"
    outcome = cli("run", path, "--format", "json", "--as-of", AS_OF)
    loud = [
        one for one in json.loads(outcome.out)["findings"] if one["level"] not in ("low", "info")
    ]
    listed = MADE["LISTED"][name]
    matched = {one["subject"]["value"] for one in loud if one["match"] and not one["via"]}
    assert matched == set(listed), name
    rows = {
        number for number, row in enumerate(MADE["FILES"][name][2], 4) if set(listed) & set(row)
    }
    assert {one["subject"]["row"] for one in loud} <= rows


def test_the_files_are_what_their_script_makes(tmp_path):
    for path in MADE["make_files"](tmp_path):
        kept = openpyxl.load_workbook(ROOT / "samples" / "gallery" / path.name).worksheets[0]
        made = openpyxl.load_workbook(path).worksheets[0]
        assert [[cell.value for cell in row] for row in made] == [
            [cell.value for cell in row] for row in kept
        ]


def test_pictures_are_small_and_shown():
    pictures = sorted((ROOT / "docs" / "gallery").glob("*.png"))
    page = (ROOT / "docs" / "gallery" / "index.md").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(pictures) == len(MADE["FILES"]) + 2
    for path in pictures:
        assert path.stat().st_size < MADE["MOST_BYTES"]
        assert path.name in page or f"docs/gallery/{path.name}" in readme
