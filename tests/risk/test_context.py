"""What country, goods, address and numbers are worth beside a name, through the command line."""

import pytest

HEADER = ["Vendor Name", "Country", "City", "Address", "Products", "HS Code", "Registration No."]


def found(report, entry):
    (finding,) = [f for f in report["findings"] if f["match"] and f["match"]["entry_id"] == entry]
    return finding


def row(name, country, city="", address="", products="", code="", number=""):
    return [name, country, city, address, products, code, number]


GIANT = "wro-giant-manufacturing"


@pytest.mark.parametrize(
    ("given", "level", "says"),
    [
        (row("Giant Manufacture Sports Ltd", ""), "high", ""),
        (row("Giant Manufacture Sports Ltd", "", products="bicycle parts"), "high", ""),
        (
            row("Giant Manufacture Sports Ltd", "China", products="plastic toys"),
            "low",
            "the order is on other",
        ),
        (
            row("Giant Manufacture Sports Ltd", "Mexico", products="plastic toys"),
            "info",
            "country and goods",
        ),
        (
            row("Giant Manufacture Sports Ltd", "Mexico"),
            "low",
            "level low instead of high: the country differs",
        ),
        (
            row("Giant Manufacture Sports Ltd", "Mexico", code="871200"),
            "medium",
            "the country differs",
        ),
        (row("Giant Manufacture Sports Ltd", "Hong Kong"), "high", ""),
        (row("Giant Manufacturing Ltd.", "Mexico", products="toys"), "critical", "level stays"),
    ],
)
def test_country_and_goods_sink_a_like_name_and_say_so(screen_rows, given, level, says):
    finding = found(screen_rows(HEADER, given), GIANT)
    assert finding["level"] == level
    moves = [note for note in finding["context"]["notes"] if "level" in note]
    assert (says in moves[0]) if says else moves == []


def test_an_order_on_other_goods_states_its_scope(screen_rows):
    report = screen_rows(
        HEADER, row("Giant Manufacture Sports Ltd", "China", products="plastic toys")
    )
    assert "bicycle" in found(report, GIANT)["message"].lower()


def test_hong_kong_macau_and_taiwan_are_no_contradiction_of_china(screen_rows):
    for country in ("Hong Kong", "Macau", "Taiwan"):
        report = screen_rows(HEADER, row("Hetian Taida Apparels", country))
        for finding in (f for f in report["findings"] if f["match"]):
            assert finding["context"]["verdict"] != "contradicts"
            assert not [note for note in finding["context"]["notes"] if "level" in note]


def test_a_trading_supplier_does_not_contradict_its_factory(screen_rows):
    header = ["Supplier", "Country", "Factory"]
    report = screen_rows(header, ["Plain Sourcing Oy", "Finland", "Giant Manufacture Sports Ltd"])
    assert found(report, GIANT)["level"] == "high"


def test_a_country_in_the_name_counts_where_the_row_states_none(screen_rows):
    report = screen_rows(HEADER, row("Giant Manufacture Bangladesh Ltd", ""))
    assert {f["level"] for f in report["findings"] if f["match"]} == {"low"}


def test_another_province_takes_a_level_of_a_like_name(screen_rows):
    report = screen_rows(HEADER, row("Gansu Joinworld", "China"))
    moved = {
        f["match"]["matched_name"]: (f["level"], f["context"]["notes"])
        for f in report["findings"]
        if f["match"]
    }
    level, notes = moved["Xinjiang Joinworld Co., Ltd."]
    assert level == "medium" and "province differs: Gansu stated, Xinjiang listed" in notes


def test_the_policy_sets_what_context_is_worth(screen_rows, tmp_path, cli):
    policy = tmp_path / "p.toml"
    policy.write_text('[context]\ncountry_differs = "high"\n')
    given = row("Giant Manufacture Sports Ltd", "Mexico")
    report = screen_rows(HEADER, given, options=["--config", policy])
    assert found(report, GIANT)["level"] == "high"
    policy.write_text('[context]\ncountry_diffrs = "high"\n')
    outcome = cli("run", tmp_path / "input.csv", "--config", policy)
    assert outcome.code == 2 and "context.country_differs" in outcome.err


def test_an_address_lifts_a_name_that_may_match(screen_rows):
    name, address = "Dandong Dongyuan Trading", "No. 34-7, Zhenba Street, Zhenxing District"
    alone = screen_rows(HEADER, row(name, "China"))
    there = screen_rows(HEADER, row(name, "China", address=address))

    def levels(report):
        return {
            f["match"]["entry_id"]: (f["level"], f["context"]["notes"])
            for f in report["findings"]
            if f["match"] and "Dongyuan" in f["match"]["entry_name"]
        }

    before, after = levels(alone), levels(there)
    lifted = [
        entry
        for entry, (level, notes) in after.items()
        if level != before[entry][0] and any("address or number agrees" in n for n in notes)
    ]
    assert lifted


@pytest.mark.parametrize(
    ("country", "level"),
    [("Senegal", "high"), ("Russia", "high"), ("North Korea", "critical"), ("Finland", "low")],
)
def test_a_country_that_hosts_north_korean_labour_contradicts_no_north_korean_firm(
    screen_rows, country, level
):
    report = screen_rows(HEADER, row("Mansudae Overseas Projects", country))
    # Its daughter in Namibia is another entry, which another country does contradict.
    of_firm = [
        one
        for one in report["findings"]
        if one["rule"] == "entity-match"
        and "GROUP OF COMPANIES" in one["match"]["entry_name"].upper()
    ]
    assert {one["level"] for one in of_firm} == {level}
