"""Findings carried down the supply chain.

Names resolved inside the user's own files, paths, decay, circles, gaps and exposure.
"""

import html
import json
import random

import openpyxl
import pytest
from conftest import AS_OF, SAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st

HEADER = [
    "Supplier ID",
    "Supplier Name",
    "Tier",
    "Supplies to",
    "Parent Company",
    "Country",
    "City",
    "Factory",
]
ENTRIES = ["Entry No.", "Date", "Manufacturer", "Shipper", "Country of Origin", "Value", "Currency"]
LISTED = "Binzhou Chinatex Yintai Industrial Co., Ltd."


def row(identifier, name, tier="", to="", parent="", country="India", city="Pune", factory=""):
    return [identifier, name, tier, to, parent, country, city, factory]


def entry(number, maker, shipper="", value=100, currency="USD", date="2026-03-01"):
    return [f"E{number}", date, maker, shipper, "India", value, currency]


@pytest.fixture
def chain(cli, workbook):
    """Screens a supplier sheet and, where given, a shipment sheet; returns the report."""

    def call(*suppliers, entries=(), options=()):
        sheets = {"Map": [HEADER, *suppliers]}
        if entries:
            sheets["Entries"] = [ENTRIES, *entries]
        outcome = cli(
            "run",
            workbook(**sheets),
            "--format",
            "json",
            "--as-of",
            AS_OF,
            "--fail-on",
            "none",
            *options,
        )
        assert outcome.code == 0, outcome.err
        return json.loads(outcome.out)

    return call


def carried(report, kind="supplier"):
    return {
        (f["subject"]["name"], f["context"]["entry_id"]): f
        for f in report["findings"]
        if f["rule"] == "supply-chain" and f["subject"]["kind"] == kind
    }


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    import sys

    from screen.cli.app import main

    path = tmp_path_factory.mktemp("chain") / "report"
    outputs = [
        item for suffix in ("json", "xlsx", "md", "csv") for item in ("-o", f"{path}.{suffix}")
    ]
    argv, sys.argv = (
        sys.argv,
        ["flscreen", "run", f"{SAMPLES}/supply-chain.xlsx", *outputs, "--as-of", AS_OF],
    )
    try:
        with pytest.raises(SystemExit) as ended:
            main()
    finally:
        sys.argv = argv
    assert ended.value.code == 1
    return path


def test_the_sample_carries_a_listed_cotton_merchant_at_tier_4_to_the_shirts(sample):
    report = json.loads(sample.with_suffix(".json").read_text(encoding="utf-8"))
    met = carried(report)[
        ("Kelani Shirt Makers (Pvt) Ltd", "uflpa-binzhou-chinatex-yintai-industrial")
    ]
    assert met["level"] == "high" and met["via"] == [
        "BINZHOU CHINATEX YINTAI INDUSTRIAL CO LTD (tier 4)",
        "Meghna Ring Spinning Ltd. (tier 3)",
        "Sundara Weaving Mills (tier 2)",
        "Kelani Shirt Makers (Pvt) Ltd (tier 1)",
    ]
    assert met["message"].startswith(
        "Finding 3 steps up the supply chain of “Kelani Shirt Makers (Pvt) Ltd”: BINZHOU"
    )
    assert "(tier 1) -> you." in met["message"] and met["evidence"]
    shipped = carried(report, "shipment")[
        ("Kelani Shirt Makers (Pvt) Ltd", "uflpa-binzhou-chinatex-yintai-industrial")
    ]
    assert sum(place["count"] for place in shipped["context"]["occurrences"]) == 8
    book = openpyxl.load_workbook(SAMPLES / "supply-chain.xlsx")["Entries"]
    value = sum(
        r[7] for r in book.iter_rows(min_row=2, values_only=True) if "kelani" in r[2].lower()
    )
    first = next(f for f in report["findings"] if f["rule"] == "entity-match")
    for finding in (met, shipped, first):
        exposure = finding["context"]["exposure"]
        assert exposure["shipments"] == 8 and exposure["value"] == {"USD": pytest.approx(value)}
        assert (exposure["first"], exposure["last"]) == ("2026-02-03", "2026-08-12")
    assert report["summary"]["value_flagged"] == {"USD": pytest.approx(value)}, (
        "counted once, not once a finding"
    )
    assert report["summary"]["shipments_flagged"] == 8
    assert not [f for f in report["findings"] if "Rua Nova" in f["subject"]["name"]], (
        "the other branch is clean"
    )


@pytest.mark.parametrize("suffix", [".md", ".csv"])
def test_the_path_stands_in_the_other_reports(sample, suffix):
    text = html.unescape(sample.with_suffix(suffix).read_text(encoding="utf-8-sig"))
    assert "Meghna Ring Spinning Ltd. (tier 3) -> Sundara Weaving Mills (tier 2) -> Kelani" in text


def test_names_are_resolved_by_id_by_spelling_and_by_likeness(chain):
    report = chain(
        row("S1", "Lakshmi Fine Garments Private Limited", 1),
        row("S2", "Deepak Weaving", 2, "S1"),
        row("S3", "Vaigai Spinning", 3, "DEEPAK WEAVING PVT. LTD."),
        row("S4", "Palar Ginning", 3, "Deepak Weavings; Somebody Else"),
        row("S5", LISTED, 4, "Vaigai Spining", country="China"),
        row("S6", "Hetian Taida Apparel Co., Ltd.", 4, "Palar Ginning Ltd", country="China"),
    )
    met = carried(report)
    assert {entry_id for _, entry_id in met if entry_id.startswith("uflpa")} == {
        "uflpa-binzhou-chinatex-yintai-industrial",
        "uflpa-hetian-taida-apparel",
    }
    assert {name for name, _ in met} == {"Lakshmi Fine Garments Private Limited"}


def test_parents_and_factories_are_links(chain):
    report = chain(
        row("S1", "Lakshmi Garments", 1, parent="Quiet Holdings"),
        row("S2", "Quiet Holdings", "", country="China", city="Hotan"),
        row("S3", "Noble Toys", 1, factory="Silent Works"),
        row("S4", "Silent Works", "", country="China", city="Kashgar"),
    )
    paths = {
        name: f["via"]
        for (name, _), f in carried(report).items()
        if f["context"]["entry_id"] == "xinjiang"
    }
    assert paths["Lakshmi Garments"] == [
        "Quiet Holdings, parent of the next",
        "Lakshmi Garments (tier 1)",
    ]
    assert paths["Noble Toys"] == ["Silent Works, factory of the next", "Noble Toys (tier 1)"]


def test_circles_end_and_are_told(chain):
    report = chain(
        row("S1", "Lakshmi Garments", 1),
        row("S2", "Round Mill", 2, "Wheel Mill; Lakshmi Garments"),
        row("S3", "Wheel Mill", 3, "Round Mill"),
        row("S4", LISTED, 4, "Wheel Mill", country="China"),
        row("S5", "Self Mill", 2, "Self Mill"),
    )
    told = [p["message"] for p in report["problems"] if "circle" in p["message"]]
    assert told == [
        "the supply chain runs in a circle: Round Mill -> Wheel Mill -> Round Mill; confirm who"
        " supplies whom"
    ]
    met = carried(report)[("Lakshmi Garments", "uflpa-binzhou-chinatex-yintai-industrial")]
    assert [name.split(" (")[0] for name in met["via"]] == [
        LISTED,
        "Wheel Mill",
        "Round Mill",
        "Lakshmi Garments",
    ]


def test_missing_links_are_told_and_own_customers_are_yours(chain):
    report = chain(
        row("S1", "Lakshmi Garments", 1, "Our Company Inc"),
        row("S2", "Lost Mill", 2, "Nobody Known"),
        row("S3", "Silent Mill", 3),
        row("S4", LISTED, 2, "Lakshmi Garments", country="China"),
    )
    told = {p["severity"]: p["message"] for p in report["problems"]}
    messages = " / ".join(p["message"] for p in report["problems"])
    assert (
        "1 customers that are not suppliers in these files" in messages
        and "(Nobody Known)" in messages
    )
    assert (
        "1 suppliers of tier 2 and more that name no customer" in messages
        and "(Silent Mill)" in messages
    )
    assert (
        "this customer is not a supplier in these files; 1 suppliers of it are taken as direct"
        " suppliers of yours" in told["info"]
    )
    assert ("Lakshmi Garments", "uflpa-binzhou-chinatex-yintai-industrial") in carried(report)


def test_levels_fall_by_the_policy_and_never_to_nothing(chain, tmp_path):
    policy = tmp_path / "p.toml"
    suppliers = [row("S0", "Mill 0", 1)]
    suppliers += [row(f"S{n}", f"Mill {n} Weaving", n + 1, f"S{n - 1}") for n in range(1, 7)]
    suppliers += [row("S9", LISTED, 8, "S6", country="China")]

    def level(text):
        policy.write_text(text)
        met = carried(chain(*suppliers, options=["--config", policy]))
        return met[("Mill 0", "uflpa-binzhou-chinatex-yintai-industrial")]["level"]

    assert level("") == "medium"
    assert level("[supply_chain]\ndecay = [0]\n") == "critical"
    assert level("[supply_chain]\ndecay = [4]\n") == "info"
    assert level("[supply_chain]\ndecay = [0, 0, 0, 0, 0, 0, 1]\n") == "high"
    policy.write_text('[supply_chain]\nfrom_level = "critical"\n')
    low = chain(
        row("S1", "Mill", 1),
        row("S2", "Dandong Mill", 2, "S1", country="China", city="Dandong"),
        options=["--config", policy],
    )
    assert carried(low) == {}


def test_a_shipment_that_shows_the_finding_by_itself_is_not_told_twice(chain):
    report = chain(
        row("S1", "Hetian Taida Apparel Co., Ltd.", 1, country="China", city="Hotan"),
        entries=[entry(1, "HETIAN TAIDA APPAREL"), entry(2, "", "Hetian Taida Apparel Co Ltd")],
    )
    assert {entry_id for _, entry_id in carried(report, "shipment")} == {"xinjiang"}, (
        "the place in the name counts only in China"
    )
    direct = [
        f
        for f in report["findings"]
        if f["rule"] == "entity-match" and f["subject"]["kind"] == "shipment"
    ]
    assert direct


def test_what_only_the_supplier_file_shows_reaches_the_shipments_at_the_same_level(chain):
    report = chain(
        row("S1", "Quiet Garments", 1, country="China", city="Hotan"),
        entries=[
            entry(1, "QUIET GARMENTS CO LTD", value=250),
            entry(2, "Others", "Quiet Garments", value=50, currency="CNY", date="2026-05-02"),
        ],
    )
    met = carried(report, "shipment")[("Quiet Garments", "xinjiang")]
    assert met["level"] == "critical" and met["message"].startswith(
        "Finding on the supplier of shipments of “Quiet Garments”"
    )
    assert met["context"]["exposure"] == {
        "shipments": 2,
        "value": {"CNY": 50.0, "USD": 250.0},
        "first": "2026-03-01",
        "last": "2026-05-02",
    }
    source = next(f for f in report["findings"] if f["rule"] == "region-xinjiang")
    assert (
        met["context"]["origin"] == source["id"] and source["context"]["exposure"]["shipments"] == 2
    )


SUPPLIERS = [
    row("S1", "Lakshmi Garments", 1),
    row("S2", "Deepak Weaving", 2, "S1"),
    row("S3", "Round Mill", 3, "Deepak Weaving; Wheel Mill"),
    row("S4", "Wheel Mill", 3, "Round Mill; S2"),
    row("S5", LISTED, 4, "Round Mill; Wheel Mill", country="China"),
    row("S6", "Hetian Taida Apparel", 4, "S3", country="China", city="Hotan"),
    row("S7", "Noble Toys", "", parent="Hetian Taida Apparel"),
    row("S8", "Deepak Weaving Pvt Ltd", 2, "Noble Toys"),
]
SHIPMENTS = [
    entry(n, name)
    for n, name in enumerate(
        ["Lakshmi Garments", "LAKSHMI GARMENTS LTD", "Deepak Weaving", "Noble Toys", "Unknown"]
    )
]


def _outcome(report):
    return sorted(
        (
            f["id"],
            f["rule"],
            f["level"],
            f["priority"],
            tuple(f["via"]),
            json.dumps(f["context"]["exposure"]),
            tuple(f["evidence"]),
        )
        for f in report["findings"]
    )


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000))
def test_the_order_of_rows_changes_nothing(tmp_path_factory, seed):
    from datetime import date

    from screen.models.policy import Policy
    from screen.pipeline import Job, run

    def outcome(suppliers, shipments):
        folder = tmp_path_factory.mktemp("order")
        book = openpyxl.Workbook()
        for sheet, rows in (
            (book.worksheets[0], [HEADER, *suppliers]),
            (book.create_sheet(), [ENTRIES, *shipments]),
        ):
            for cells in rows:
                sheet.append(cells)
        book.save(folder / "in.xlsx")
        result = run(Job([folder / "in.xlsx"], Policy(), as_of=date.fromisoformat(AS_OF)))
        return [
            (f.id, f.rule, f.level, f.priority, f.via, f.context.exposure, f.evidence)
            for f in result.findings
            if f.rule != "data-gap"  # its id holds the file's name
        ]

    rng = random.Random(seed)
    mixed = rng.sample(SUPPLIERS, len(SUPPLIERS)), rng.sample(SHIPMENTS, len(SHIPMENTS))
    assert outcome(*mixed) == outcome(SUPPLIERS, SHIPMENTS)
