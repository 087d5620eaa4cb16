"""``flscreen init``.

The policy file is the default policy, and the templates are read back as they were meant.
"""

import json
import tomllib

import openpyxl
import pytest

from screen.core.data_tables import read_table
from screen.models.policy import Policy


@pytest.fixture
def folder(cli, tmp_path):
    outcome = cli("init", tmp_path / "new" / "screening")
    assert outcome.code == 0 and outcome.out.count("Written:") == 3
    return tmp_path / "new" / "screening"


def test_the_policy_file_is_the_default_policy_and_leaves_nothing_out(folder):
    values = tomllib.loads((folder / "flscreen.toml").read_text(encoding="utf-8"))
    policy = Policy.model_validate(values)
    assert policy == Policy() and policy.sha256 == Policy().sha256
    default = Policy().model_dump(mode="json")
    said = set(values) | {"max_rejected", "max_list_age"}
    assert said == set(default)
    for table in ("bands", "entity_levels", "rule_levels", "supply_chain", "prices", "limits"):
        assert json.loads(json.dumps(values[table])) == default[table]


def test_every_setting_has_a_comment(folder):
    lines = (folder / "flscreen.toml").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if line.startswith("[") and not line.startswith("[entity_levels."):
            above = [text for text in lines[max(number - 3, 0) : number] if text.startswith("#")]
            below = lines[number + 1].startswith("#")
            assert above or below, line


def test_nothing_is_overwritten_unless_forced(cli, folder):
    (folder / "flscreen.toml").write_text("# mine\n")
    outcome = cli("init", folder)
    assert outcome.code == 2 and "already there" in outcome.err and outcome.err.count("\n") == 1
    assert (folder / "flscreen.toml").read_text() == "# mine\n"
    assert cli("init", folder, "--force").code == 0
    assert "[bands]" in (folder / "flscreen.toml").read_text()


@pytest.mark.parametrize("kind", ["supplier", "shipment"])
def test_every_template_header_is_read_as_its_column(cli, folder, kind):
    path = folder / f"{kind}s.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = {
        row["header"]: row["column"]
        for row in read_table("screen.intake", "template_columns")
        if row["kind"] == kind
    }
    assert [cell.value for cell in sheet[1]] == list(columns)
    assert sheet["A1"].comment is not None and sheet.data_validations.dataValidation
    sheet.append(["x"] * len(columns))
    for cell in sheet[2]:
        cell.value = {"Country": "China", "Tier": 2, "HS Codes": "0304", "HTS Code": "0304"}.get(
            sheet.cell(1, cell.column).value, "Hetian Taida Apparel"
        )
    book.save(path)
    report = json.loads(
        cli("run", path, "--format", "json", "--config", folder / "flscreen.toml").out
    )
    tables = [table for table in report["inputs"] if table["kind"] != "cell"]
    read = {header: use["read_as"] for header, use in tables[0]["columns"].items()}
    assert tables[0]["kind"] == kind and read == columns
    assert len(tables) == 1 and not [
        p for p in report["problems"] if "sheet skipped" in p["message"]
    ]
    assert any(finding["match"] for finding in report["findings"])
