"""A rule is a module and a table, an output format a module and a line, an importer a module.

Nothing else has to be touched.

Each test adds one to a copy of the package and runs that copy as a user would.
"""

import json
import os
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT
from openpyxl import load_workbook

RULE = '''"""lucky-name: a name that holds the word lucky."""

import polars as pl

from screen.models.kinds import KINDS
from screen.risk.hits import hits


def find(facts):
    """Yield hits of rows whose main party is called lucky."""
    for kind in KINDS.values():
        rows = facts.screened.rows[kind.name]
        lucky = rows.filter(kind.main_party().str.to_lowercase().str.contains("lucky"))
        yield hits(
            facts.screened,
            lucky,
            kind,
            column=kind.named_after[0],
            rule="lucky-name",
            note=pl.lit("it is called lucky"),
        )
'''
TABLE = """
[rules.lucky-name]
title = "A name that is called lucky"
law = "None"
limits = "Says nothing about this firm."
action = "Ask why."
level = "high"
says = "{who}: {note}."
[[rules.lucky-name.evidence]]
source = "cfr-12-43"
claim = "CBP's rules ask the importer of detained goods for proof of origin at every stage."
"""


@pytest.fixture
def package(tmp_path):
    """A copy of the package beside its lists, with the command that runs it."""
    for name in ("screen", "watchlists"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("*.pyc"))

    def run(*args):
        return subprocess.run(
            [sys.executable, "-m", "screen", *map(str, args)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path), "COLUMNS": "200"},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return tmp_path, run


def test_a_rule_is_a_module_and_a_table(package):
    folder, run = package
    (folder / "screen/risk/rules/lucky_name.py").write_text(RULE, encoding="utf-8")
    rules = folder / "screen/models/data/rules.toml"
    head, mark, tail = rules.read_text(encoding="utf-8").partition("[rules.supply-chain]")
    rules.write_text(f"{head}{TABLE}\n{mark}{tail}", encoding="utf-8")
    (folder / "in.csv").write_text("Vendor Name,Country\nLucky Toys,Vietnam\nPlain Toys,Vietnam\n")
    outputs = ("out.json", "out.xlsx", "out.sarif")
    ended = run("run", "in.csv", *(part for name in outputs for part in ("-o", name)))
    assert ended.returncode == 1, ended.stderr
    report = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    found = [one for one in report["findings"] if one["rule"] == "lucky-name"]
    assert [(one["subject"]["name"], one["level"]) for one in found] == [("Lucky Toys", "high")]
    assert found[0]["message"] == "“Lucky Toys”: it is called lucky."
    assert found[0]["evidence"] == ["rules/lucky-name-1"]
    assert report["run"]["policy"]["rule_levels"]["lucky-name"] == "high"
    sheet = load_workbook(folder / "out.xlsx")["Findings"]
    assert any("lucky-name" in str(cell.value) for row in sheet.iter_rows() for cell in row)
    sarif = json.loads((folder / "out.sarif").read_text(encoding="utf-8"))["runs"][0]
    assert "lucky-name" in [rule["id"] for rule in sarif["tool"]["driver"]["rules"]]
    assert "lucky-name" in [result["ruleId"] for result in sarif["results"]]
    assert "A name that is called lucky" in run("rules").stdout
    assert "Ask why." in run("rules", "lucky-name").stdout
    assert run("init", "new").returncode == 0
    assert 'lucky-name = "high"' in (folder / "new/flscreen.toml").read_text(encoding="utf-8")


def test_a_header_is_a_line(package):
    folder, run = package
    with (folder / "screen/intake/data/headers.csv").open("a", encoding="utf-8") as table:
        table.write("supplier_name,supplier,,quillmonger\n")
    (folder / "in.csv").write_text("Quillmonger,Country\nNinestar Corporation,China\n")
    ended = run("run", "in.csv", "-o", "out.json")
    assert ended.returncode == 1, ended.stderr
    report = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    assert report["inputs"][0]["columns"]["Quillmonger"]["read_as"] == "supplier_name"
    assert any(one["rule"] == "entity-match" for one in report["findings"])


KIND_MODEL = '''

class PurchaseRow(BaseModel):
    """A line of a purchase order."""

    model_config = ConfigDict(extra="forbid")

    order_line: Text | None = None
    supplier_name: Text | None = None
    weaver: Text | None = None
    made_in: CountryCode | None = None
    item: Text | None = None
    hs_code: HsCodes | None = None
'''
KIND = """
[purchase]
title = "Purchases"
blank_file = "purchases.xlsx"
model = "PurchaseRow"
about = "goods"
named_after = ["weaver", "supplier_name", "order_line"]
main_parties = ["weaver", "supplier_name"]
id = "order_line"
country = "made_in"
codes = "hs_code"
words = "item"
screenable = ["made_in"]
[purchase.parties]
weaver = "weaver"
supplier_name = "supplier"
[purchase.states]
made_in = "the country of making"
[purchase.needs.goods]
columns = ["hs_code", "item"]
lost = "orders and advisories on goods"
[purchase.roles]
supplier = "supplier_name"
weaver = "weaver"
[purchase.things]
id = "order_line"
hs = "hs_code"
goods = "item"
country_of_origin = "made_in"
[purchase.signs]
"@weaver" = 9
"""


def test_a_row_kind_is_a_model_and_a_table(package):
    folder, run = package
    with (folder / "screen/models/rows.py").open("a", encoding="utf-8") as models:
        models.write(KIND_MODEL)
    with (folder / "screen/models/data/kinds.toml").open("a", encoding="utf-8") as kinds:
        kinds.write(KIND)
    (folder / "in.csv").write_text(
        "Order Line,Supplier,Weaver,Made In,HS Code,Item\n"
        "1,Plain Trading House,Ninestar Corporation,China,844332,ink cartridges\n"
        "2,Plain Trading House,Plain Weavers,North Korea,520512,yarn\n"
        "3,Other House,Plain Weavers,Vietnam,520512,yarn\n"
    )
    outputs = ("out.json", "out.xlsx", "out.xml", "out.html")
    for kind in ((), ("--kind", "purchases")):
        ended = run("run", "in.csv", *kind, *(part for name in outputs for part in ("-o", name)))
        assert ended.returncode == 1, ended.stderr
        report = json.loads((folder / "out.json").read_text(encoding="utf-8"))
        assert [one["kind"] for one in report["inputs"]] == ["purchase"]
        assert report["inputs"][0]["rows_screened"] == 3
        found = {(f["rule"], f["subject"]["kind"], f["subject"]["id"]) for f in report["findings"]}
        assert {("entity-match", "purchase", "1"), ("origin-dprk", "purchase", "2")} <= found
    book = load_workbook(folder / "out.xlsx")
    rows = [[cell.value for cell in row] for row in book["Purchases"].iter_rows()]
    assert sum("Plain Weavers" in row for row in rows) == 2
    assert 'name="purchases"' in (folder / "out.xml").read_text(encoding="utf-8")
    assert "purchase" in run("schema").stdout
    assert "purchases" in run("run", "--help").stdout
    assert run("init", "new").returncode == 0
    blank = load_workbook(folder / "new/purchases.xlsx")["Purchases"]
    assert [cell.value for cell in blank[1]][:3] == ["Order Line", "Supplier Name", "Weaver"]


FORMAT = '''"""The names of the findings, one on each line."""


def to_text(result):
    """Return a line for each finding."""
    return "".join(f"{one.level}\\t{one.subject.name}\\n" for one in result.findings)
'''


def test_an_output_format_is_a_module_and_a_line(package):
    folder, run = package
    (folder / "screen/report/name_lines.py").write_text(FORMAT, encoding="utf-8")
    table = folder / "screen/report/output_formats.py"
    head, mark, tail = table.read_text(encoding="utf-8").partition("FORMATS = (\n")
    line = '    Format("names", "name_lines", ".names", on_stdout=True),\n'
    table.write_text(f"{head}{mark}{line}{tail}", encoding="utf-8")
    (folder / "in.csv").write_text("Vendor Name,Country\nNinestar Corporation,China\n")
    ended = run("run", "in.csv", "-o", "out.names", "--format", "names")
    assert ended.returncode == 1, ended.stderr
    assert ended.stdout.startswith("critical\tNinestar Corporation\n")
    assert (folder / "out.names").read_text(encoding="utf-8") == ended.stdout
    shown = " ".join(run("run", "--help").stdout.split())
    # In angle or square brackets, as the version of typer has it.
    assert "json|markdown" in shown and "table|names|" in shown and ".names .xlsx" in shown
    assert "use .names, .xlsx" in run("run", "in.csv", "-o", "out.pdf").stderr


IMPORTER = '''"""The gazette of a ministry: a name on each line."""

from screen.lists.importing.draft import Claim, Draft, Publication, Reading

PUBLICATION = Publication(
    title="Gazette",
    publisher="A ministry",
    kind="official-list",
    effect="import-ban",
    prefix="gazette",
    max_age_days=30,
    homepage="https://gazette.example",
)


def read(files, choices):
    """Return a firm for each line."""
    names = [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    return Reading(
        PUBLICATION,
        [
            Draft("entity", name, claims=[Claim(f"The ministry lists {name}.", locator="line")])
            for name in names
        ],
    )
'''


def test_an_importer_is_a_module(package):
    folder, run = package
    module = folder / "screen/lists/importers/ministry_gazette.py"
    module.write_text(IMPORTER, encoding="utf-8")
    (folder / "gazette.txt").write_text("Quillmonger Weaving Mill\n", encoding="utf-8")
    help_text = run("lists", "import", "--help").stdout
    assert "ministry-gazette" in "".join(line.strip() for line in help_text.splitlines())
    ended = run("lists", "import", "ministry-gazette", "gazette.txt", "-o", "lists/gazette")
    assert ended.returncode == 0, ended.stderr
    (folder / "in.csv").write_text("Vendor Name,Country\nQuillmonger Weaving Mill,China\n")
    run("run", "in.csv", "--watchlists", "lists", "-o", "out.json")
    report = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    found = [one for one in report["findings"] if one["context"]["list_id"] == "gazette"]
    assert [(one["rule"], one["level"]) for one in found] == [("entity-match", "critical")]
