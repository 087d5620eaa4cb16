"""The law of the reader's own market, beside that of the list."""

import json
import re

import openpyxl
import pytest

from screen.models.laws import laws

ROWS = (
    "Supplier Name,Country,Product\n"
    "Hetian Taida Apparel Co Ltd,China,garments\n"
    "Korea Namgang Trading Corporation,Russia,labour\n"
    "Pyongyang Textile Mill,North Korea,cloth\n"
)


@pytest.fixture
def run(cli, tmp_path):
    """Return a function that screens the rows for importers into these markets."""

    def screen(*markets: str, output: str = "") -> dict:
        config, source = tmp_path / "flscreen.toml", tmp_path / "in.csv"
        config.write_text(f"[jurisdictions]\nimports_into = {json.dumps(markets)}\n")
        source.write_text(ROWS)
        more = ("-o", tmp_path / output) if output else ()
        outcome = cli("run", source, "--config", config, "--format", "json", *more)
        assert outcome.code == 1, outcome.err
        return json.loads(outcome.out)

    return screen


def messages(result: dict, list_id: str, rule: str = "entity-match") -> str:
    return " ".join(
        finding["message"]
        for finding in result["findings"]
        if finding["context"]["list_id"] == list_id and finding["rule"] == rule
    )


def test_an_american_importer_is_told_the_list_s_law_alone(run):
    text = json.dumps(run("US")["findings"])
    assert "19 U.S.C. 1307" in text and "2024/3015" not in text and "9897" not in text


def test_a_european_importer_is_told_european_law_too(run):
    result = run("EU")
    said = messages(result, "us-cbp-wro")
    assert "19 U.S.C. 1307" in said
    assert "Regulation (EU) 2024/3015, which applies from 2027-12-14" in said
    assert "2017/1509 restricts imports" in messages(result, "us-nk-origin", "origin-dprk")


def test_each_market_has_its_own_law(run):
    said = messages(run("CA", "MX"), "us-cbp-wro")
    assert "9897.00.00" in said and "Acuerdo of 2023-02-17" in said and "2024/3015" not in said


def test_no_law_on_goods_follows_from_sanctions_or_advisories(run):
    result = run("EU", "CA")
    for finding in result["findings"]:
        if finding["context"]["effect"] in {"sanction", "advisory", None}:
            assert "2024/3015" not in finding["message"] and "9897" not in finding["message"]
    assert messages(result, "us-ofac-dprk")


def test_findings_keep_their_ids_and_levels_in_every_market(run):
    one, other = (
        [(finding["id"], finding["level"]) for finding in run(market)["findings"]]
        for market in ("US", "EU")
    )
    assert one == other


def test_the_method_sheet_marks_the_laws_of_the_reader(run, tmp_path):
    run("EU", output="report.xlsx")
    run("EU", output="report.html")
    sheet = openpyxl.load_workbook(tmp_path / "report.xlsx")["Method"]
    lines = ["|".join(str(cell) for cell in row if cell) for row in sheet.values]
    (european,) = [line for line in lines if "2024/3015" in line]
    assert european.startswith("EU (yours): ") and "2027-12-14" in european
    for law in laws():
        assert any(law.citation in line and law.since in line for line in lines), law.id
    assert "EU (yours)" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_an_unknown_market_is_a_configuration_error(cli, tmp_path):
    config, source = tmp_path / "flscreen.toml", tmp_path / "in.csv"
    source.write_text(ROWS)
    config.write_text('[jurisdictions]\nimports_into = ["FR"]\n')
    outcome = cli("run", source, "--config", config)
    assert outcome.code == 2 and "jurisdictions.imports_into" in outcome.err
    config.write_text('[jurisdictions]\nimport_into = ["EU"]\n')
    outcome = cli("run", source, "--config", config)
    assert outcome.code == 2 and "imports_into" in outcome.err and outcome.err.count("\n") == 1


def test_the_table_holds_what_a_reader_asks_for():
    by_id = {law.id: law for law in laws()}
    assert len(by_id) == len(laws())
    assert "23.6" in by_id["usmca-23-6"].citation
    assert by_id["ca-9897"].since == "2020-07" and "2024-01-01" in by_id["ca-9897"].bars
    assert by_id["mx-acuerdo"].since == "2023-05-18"
    assert by_id["eu-2024-3015"].since == "2027-12-14"
    assert "Bars no import" in by_id["ca-s-211"].bars and not by_id["ca-s-211"].says
    for law in laws():
        assert law.read and law.bars.endswith(".") and not re.search(r"\bidx\b", law.read)
        assert not law.says or law.says.endswith(".")
