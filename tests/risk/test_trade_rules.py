"""Rules that compare what a row says with itself, with its neighbours and with listed groups and addresses: found, left alone, and the edge."""

import pytest
from conftest import rules_of

SUPPLIER = ["Vendor Name", "Country", "City", "Address", "Products", "HS Code", "Factory"]
SHIPMENT = [
    "Entry No.",
    "Manufacturer",
    "Country of Origin",
    "Port of Lading",
    "HTS",
    "Quantity",
    "Weight",
    "Value",
    "Currency",
]


def supplier(
    name="Plain Makers Oy", country="Finland", city="", address="", products="", code="", factory=""
):
    return [name, country, city, address, products, code, factory]


def line(
    number,
    value,
    quantity=100,
    weight="",
    maker="",
    code="620520",
    currency="USD",
    origin="Portugal",
    port="",
):
    return [
        f"E{number}",
        maker or f"Costura {number} Lda",
        origin,
        port,
        code,
        quantity,
        weight,
        value,
        currency,
    ]


def findings(report, rule):
    return [finding for finding in report["findings"] if finding["rule"] == rule]


# border-place


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (supplier(country="China", city="Dandong"), {("border-place", "medium")}),
        (supplier(country="China", address="珲春市边境经济合作区"), {("border-place", "medium")}),
        (supplier(country="Russia", city="Vladivostok"), {("border-place", "medium")}),
        (
            supplier(name="Dandong Plain Toys", country="China", code="9503"),
            {("border-place", "medium")},
        ),
        (
            supplier(country="China", city="Hunchun", code="0304"),
            {("border-place", "high"), ("host-country-sector", "low")},
        ),
        (
            supplier(country="China", city="Ningbo", code="0304"),
            {("host-country-sector", "low")},
        ),
        (supplier(country="China", city="Ningbo"), {("host-country", "low")}),
        (supplier(country="Finland", city="Dandong"), set()),
        (supplier(country="Turkey", address="Hasan Street 3"), set()),
    ],
)
def test_a_border_place_raises_what_is_reported_of_the_country_and_is_nothing_alone(
    screen_rows, row, expected
):
    about = {"border-place", "host-country", "host-country-sector"}
    assert {
        (rule, level) for rule, _, level in rules_of(screen_rows(SUPPLIER, row)) if rule in about
    } == expected


# origin-conflict


@pytest.mark.parametrize(
    ("origin", "port", "level"),
    [
        ("Vietnam", "Shanghai", "low"),
        ("Vietnam", "Ningbo, China", "low"),
        ("China", "Nampo", "low"),
        ("Malaysia", "CNYTN", "low"),
        ("China", "Shanghai", None),
        ("Switzerland", "Rotterdam", None),
        ("China", "Busan", None),
        ("North Korea", "Dalian", None),
        ("Vietnam", "Springfield", None),
        ("", "Shanghai", None),
    ],
)
def test_origin_against_the_port_of_lading(screen_rows, origin, port, level):
    met = findings(screen_rows(SHIPMENT, line(1, 500, origin=origin, port=port)), "origin-conflict")
    assert [finding["level"] for finding in met] == ([level] if level else [])


def test_origin_against_the_country_that_the_supplier_file_has_of_the_maker(cli, workbook):
    import json

    vendors = [
        ["Vendor Name", "Country"],
        ["Sunny Brook Knitting Co., Ltd.", "China"],
        ["Costura Clara Lda", "Portugal"],
    ]
    entries = [
        SHIPMENT,
        line(1, 500, maker="SUNNY BROOK KNITTING", origin="Vietnam", port="Haiphong"),
        line(
            2, 500, maker="Sunny Brook Knitting Company Limited", origin="Cambodia", port="Shekou"
        ),
        line(3, 500, maker="Costura Clara", origin="Vietnam", port="Haiphong"),
    ]
    report = json.loads(cli("run", workbook(V=vendors, E=entries), "--format", "json").out)
    met = {
        f["context"]["country"]: (f["level"], f["message"])
        for f in findings(report, "origin-conflict")
    }
    assert set(met) == {"VN", "KH"}, "Portugal is no country of concern"
    assert (
        met["VN"][0] == "low"
        and "the supplier file has “Sunny Brook Knitting Co., Ltd.” in China" in met["VN"][1]
    )
    assert met["KH"][0] == "medium" and "Shekou" in met["KH"][1], "two signs raise the level"


# price-outlier


def prices(*values, **more):
    return [line(number, value, **more) for number, value in enumerate(values)]


def test_a_price_far_under_the_others_is_told_with_its_arithmetic(screen_rows):
    rows = prices(*[600, 610, 590, 605, 595, 620, 580, 600, 615, 585], 120)
    (finding,) = findings(screen_rows(SHIPMENT, *rows), "price-outlier")
    assert finding["subject"]["name"] == "Costura 10 Lda" and finding["level"] == "low"
    assert (
        "HS 620520 at 1.2 USD a unit of quantity is 20 % of the median of 11 lines in these"
        " files, 6.0" in finding["message"]
    )
    assert finding["context"]["exposure"]["value"] == {"USD": 120.0}
    assert finding["evidence"] == ["rules/price-outlier-1"]


@pytest.mark.parametrize(
    "rows",
    [
        prices(600, 610, 590, 605, 595, 620, 580, 600, 120),
        prices(*[600, 610, 590, 605, 595, 620, 580, 600, 615, 585], 330),
        prices(*[600, 610, 590, 605, 595, 620, 580, 600, 615, 585], 6000),
        prices(*[100, 3000, 50, 900, 7, 450, 20, 10000, 300, 60], 5),
        [
            *prices(*[600, 610, 590, 605, 595, 620, 580, 600, 615, 585]),
            line(99, 120, currency="CNY"),
        ],
        [*prices(*[600, 610, 590, 605, 595, 620, 580, 600, 615, 585]), line(99, 120, code="6205")],
        [*prices(*[600, 610, 590, 605, 595, 620, 580, 600, 615, 585]), line(99, 120, weight=40)],
        [*prices(*[600, 610, 590, 605, 595, 620, 580, 600, 615, 585]), line(99, 0)],
    ],
    ids=[
        "too few lines",
        "over half the median",
        "far over",
        "wide spread",
        "other currency",
        "no HS6",
        "other unit",
        "no value",
    ],
)
def test_prices_that_are_no_outliers(screen_rows, rows):
    assert findings(screen_rows(SHIPMENT, *rows), "price-outlier") == []


def test_the_policy_sets_the_price_test(screen_rows, tmp_path):
    policy = tmp_path / "p.toml"
    policy.write_text("[prices]\nleast_lines = 5\nshare_of_median = 0.8\n")
    rows = prices(600, 610, 590, 605, 400)
    assert (
        len(findings(screen_rows(SHIPMENT, *rows, options=["--config", policy]), "price-outlier"))
        == 1
    )


# undisclosed-manufacturer and data-gap


def test_makers_that_are_not_named_are_one_finding_for_each_country(screen_rows):
    header = ["B/L No.", "Shipper", "Manufacturer", "Country of Origin"]
    report = screen_rows(
        header,
        ["B1", "Plain A", "", "China"],
        ["B2", "Plain B", "N/A", "China"],
        ["B3", "Plain C", "Plain C", "China"],
        ["B4", "Plain D", "", ""],
    )
    met = {f["context"]["country"]: f for f in findings(report, "undisclosed-manufacturer")}
    assert set(met) == {"CN", ""} and met["CN"]["context"]["occurrences"][0]["rows"] == "2-3"
    assert "“Plain A” and 1 more" in met["CN"]["message"] and met["CN"]["level"] == "info"


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (supplier(name="Ningbo Plain Import & Export Co., Ltd."), True),
        (supplier(name="宁波朴素进出口有限公司"), True),
        (supplier(name="Plain Trading (HK) Limited"), True),
        (supplier(name="Plain Trading (HK) Limited", factory="Plain Works No. 2"), False),
        (supplier(name="Plain Industry and Trade Co., Ltd."), False),
        (supplier(name="Plain Makers Oy"), False),
    ],
)
def test_trading_companies_without_a_factory(screen_rows, row, found):
    assert bool(findings(screen_rows(SUPPLIER, row), "undisclosed-manufacturer")) is found


def test_gaps_are_counted_by_sheet_and_never_flag_a_row(screen_rows):
    report = screen_rows(
        SUPPLIER,
        supplier(country=""),
        supplier(name="B", city="Oulu", products="toys"),
        supplier(name="C", country=""),
    )
    gaps = {
        f["subject"]["party_role"]: (f["level"], f["message"]) for f in findings(report, "data-gap")
    }
    assert (
        gaps["country"][0] == "low"
        and "2 of 3 supplier rows (67%) have no country" in gaps["country"][1]
    )
    assert gaps["address"][0] == "low" and gaps["goods"][0] == "low"
    assert report["inputs"][0]["missing"] == {"country": 2, "address": 2, "goods": 2}
    assert report["summary"]["suppliers_flagged"] == 0


def test_no_gap_no_finding(screen_rows):
    report = screen_rows(SUPPLIER, supplier(city="Oulu", products="toys"))
    assert findings(report, "data-gap") == [] and report["inputs"][0]["missing"] == {
        "country": 0,
        "address": 0,
        "goods": 0,
    }


# subsidiary-name


def test_a_coined_word_in_another_name_is_a_possible_match_of_the_name_itself(screen_rows):
    """The rule for groups leaves out what is reported as a match already."""
    rows = supplier(name="Yunnan Hoshine Energy Storage Co., Ltd.", country="China")
    met = findings(screen_rows(SUPPLIER, rows), "entity-match")
    assert {finding["match"]["band"] for finding in met} == {"possible"}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Hoshine Silicon (Luzhou) New Materials", None),
        ("Yunnan Hoshine Energy Storage Co., Ltd.", None),
        ("TANGSHAN SANYOU CHEMICAL FIBRE", None),
        ("Sanyou Karvel Works", "possible"),
        ("Hoshi Nails", None),
        ("Select Stationery Shop", None),
        ("Tom Toys", None),
    ],
)
def test_names_that_carry_the_word_of_a_group_with_subsidiaries(screen_rows, name, found):
    met = findings(screen_rows(SUPPLIER, supplier(name=name, country="China")), "subsidiary-name")
    assert {finding["match"]["band"] for finding in met} == ({found} if found else set())
    for finding in met:
        assert (
            finding["level"] == "low"
            and "The name itself is not listed" in finding["message"]
            and finding["evidence"]
        )


# address-match

ADDRESS = "No. 34-7, Zhenba Street, Zhenxing District"


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (supplier(name="Plain Toys", country="China", city="Dandong", address=ADDRESS), True),
        (
            supplier(
                name="Plain Toys",
                country="China",
                address="Zhenxing, Zhenba Str 34, Dandong 118001",
            ),
            True,
        ),
        (
            supplier(
                name="Plain Toys",
                country="China",
                city="Dandong",
                address="No. 35, Zhenba Street, Zhenxing District",
            ),
            False,
        ),
        (
            supplier(name="Plain Toys", country="China", city="Dandong", address="34 Renmin Road"),
            False,
        ),
        (
            supplier(
                name="Dandong Dongyuan Industrial Co., Ltd.",
                country="China",
                city="Dandong",
                address=ADDRESS,
            ),
            False,
        ),
    ],
    ids=["same", "other order", "other number", "other street", "the listed name itself"],
)
def test_another_name_at_a_listed_address(screen_rows, row, found):
    report = screen_rows(SUPPLIER, row)
    met = [
        f
        for f in findings(report, "address-match")
        if f["context"]["entry_name"].startswith("Dandong Dongyuan")
    ]
    assert bool(met) is found
    for finding in met:
        assert (
            finding["level"] == "medium"
            and "“Plain Toys” is a different name" in finding["message"]
        )
    if not found and row[0].startswith("Dandong Dongyuan"):
        named = next(
            f for f in report["findings"] if f["match"] and "Dongyuan" in f["match"]["entry_name"]
        )
        assert any(note.startswith("address words agree") for note in named["context"]["notes"])


# rules of the policy


def test_countries_off_leaves_reports_out_and_names_in(screen_rows, tmp_path):
    policy = tmp_path / "p.toml"
    policy.write_text('countries_off = ["CN"]\n')
    rows = [
        supplier(country="China", code="0304"),
        supplier(name="Hetian Taida Apparel", country="China", city="Hotan"),
    ]
    found = {
        rule for rule, _, _ in rules_of(screen_rows(SUPPLIER, *rows, options=["--config", policy]))
    }
    assert found == {"entity-match", "region-xinjiang"}


@pytest.mark.parametrize(
    "rule",
    ["data-gap", "supply-chain", "border-place", "undisclosed-manufacturer", "subsidiary-name"],
)
def test_any_rule_can_be_left_out(screen_rows, tmp_path, rule):
    policy = tmp_path / "p.toml"
    policy.write_text(f'rules_off = ["{rule}"]\n')
    rows = [supplier(name="Hoshine Trading", country="China", city="Dandong"), supplier(country="")]
    assert findings(screen_rows(SUPPLIER, *rows, options=["--config", policy]), rule) == []


def test_rules_are_explained(cli):
    out = cli("rules").out
    assert "price-outlier" in out and "supply-chain" in out
    told = cli("rules", "price-outlier").out
    assert "Limits" in told and "2018-07-23" in told
    outcome = cli("rules", "price-outlayer")
    assert outcome.code == 2 and "did you mean 'price-outlier'" in outcome.err
