"""Each rule through the command line.

What it must find, what it must leave alone, and at which level.
"""

import pytest
from conftest import matched, rules_of

SUPPLIER = ["Vendor Name", "Country", "City", "Address", "Products", "HS Code"]
SHIPMENT = [
    "B/L No.",
    "Date",
    "Manufacturer",
    "Shipper",
    "Country of Origin",
    "Port of Lading",
    "HTS",
    "Description",
    "Value",
    "Currency",
    "Vessel",
]


def supplier(name="Plain Makers Oy", country="Finland", city="", address="", products="", code=""):
    return [name, country, city, address, products, code]


def shipment(
    number="B1",
    date="2026-03-01",
    maker="Plain Makers Oy",
    shipper="",
    origin="Finland",
    port="",
    code="",
    goods="",
    value="",
    currency="",
    vessel="",
):
    return [number, date, maker, shipper, origin, port, code, goods, value, currency, vessel]


@pytest.mark.parametrize(
    "written",
    ["N. Korea", "DPRK", "Korea, Dem. People's Rep.", "조선", "朝鲜", "D.P.R. of Korea", "KP"],
)
def test_origin_dprk(screen_rows, written):
    assert ("origin-dprk", "north-korea", "critical") in rules_of(
        screen_rows(SHIPMENT, shipment(origin=written))
    )


@pytest.mark.parametrize(
    "written", ["South Korea", "Korea", "KR", "한국", "Republic of Korea", "Korea, Rep."]
)
def test_south_korea_is_not_north_korea(screen_rows, written):
    found = rules_of(screen_rows(SHIPMENT, shipment(origin=written)))
    assert {rule for rule, _, _ in found} <= {"host-country"}, "no finding of North Korea"
    assert {level for _, _, level in found} <= {"info"}


def test_korea_alone_is_said_to_be_doubtful(screen_rows):
    report = screen_rows(SHIPMENT, shipment(origin="Korea"))
    assert any(
        "confirm that it is not North Korea" in problem["message"] for problem in report["problems"]
    )


@pytest.mark.parametrize(
    ("row", "level"),
    [
        (supplier(country="China", address="12 Renmin Road, Kashgar"), "critical"),
        (supplier(country="China", city="Urumqi"), "critical"),
        (supplier(country="中国", address="新疆和田市"), "critical"),
        (supplier(country="", address="Shihezi, Xinjiang"), "critical"),
        (supplier(name="Xinjiang Fine Foods Trading", country="Kazakhstan"), "high"),
    ],
)
def test_region_xinjiang(screen_rows, row, level):
    assert ("region-xinjiang", "xinjiang", level) in rules_of(screen_rows(SUPPLIER, row))


@pytest.mark.parametrize(
    "row",
    [
        supplier(country="Kazakhstan", city="Aral"),
        supplier(country="India", address="Bole Road"),
        supplier(country="China", city="Shanghai"),
    ],
)
def test_region_xinjiang_leaves_other_places_alone(screen_rows, row):
    assert not [
        rule for rule, _, _ in rules_of(screen_rows(SUPPLIER, row)) if rule.startswith("region-")
    ]


def test_region_dprk_by_port_address_and_closed_kaesong(screen_rows):
    assert ("region-dprk", "north-korean-places", "high") in rules_of(
        screen_rows(SHIPMENT, shipment(origin="China", port="Nampo"))
    )
    found = rules_of(
        screen_rows(
            SUPPLIER, supplier(country="South Korea", address="Gaeseong Industrial Complex")
        )
    )
    assert ("kaesong", "kaesong-industrial-complex", "medium") in found


@pytest.mark.parametrize(
    ("country", "level"),
    [
        ("China", "low"),
        ("Russia", "low"),
        ("Laos", "low"),
        ("Malaysia", "info"),
        ("Poland", "info"),
        ("Czech Republic", "info"),
        ("South Korea", "info"),
    ],
)
def test_host_country_levels_tell_current_from_former_hosts(screen_rows, country, level):
    assert {
        found
        for rule, _, found in rules_of(screen_rows(SUPPLIER, supplier(country=country)))
        if rule == "host-country"
    } == {level}


def test_no_host_country_finding_elsewhere(screen_rows):
    assert rules_of(screen_rows(SUPPLIER, supplier(country="Finland"))) == set()


@pytest.mark.parametrize(
    ("row", "level"),
    [
        (supplier(country="China", code="0307"), "low"),
        (supplier(country="China", products="frozen squid"), "low"),
        (supplier(country="China", products="冷冻鱿鱼"), "low"),
        (supplier(country="Russia", code="4403"), "low"),
        (supplier(country="Malta", code="6109"), "info"),
        (supplier(country="Czech Republic", code="6403"), "info"),
    ],
)
def test_host_country_sector(screen_rows, row, level):
    assert {
        found
        for rule, _, found in rules_of(screen_rows(SUPPLIER, row))
        if rule == "host-country-sector"
    } == {level}


def test_a_country_and_sector_is_one_finding_with_its_suppliers(screen_rows):
    report = screen_rows(
        SUPPLIER,
        supplier(name="Plain Squid", country="China", code="0307"),
        supplier(name="Plain Cod", country="China", products="frozen cod"),
        supplier(name="Plain Shirts", country="China", code="6109"),
        supplier(name="Plain Builders", country="Qatar", products="construction"),
    )
    found = {
        f["subject"]["name"]: (f["level"], [o["rows"] for o in f["context"]["occurrences"]])
        for f in report["findings"]
        if f["rule"] == "host-country-sector"
    }
    assert found["China: seafood"] == ("low", ["2-3"])
    assert found["China: apparel"] == ("low", ["4"])
    said = [f["message"] for f in report["findings"] if f["subject"]["name"] == "China: seafood"]
    assert "In China, seafood: “Plain Squid” and 1 more." in said[0]
    assert not [
        f
        for f in report["findings"]
        if f["rule"] == "supply-chain" or f["level"] in ("critical", "high", "medium")
    ]


def test_an_hs_code_of_another_sector_outweighs_words(screen_rows):
    found = rules_of(
        screen_rows(SUPPLIER, supplier(country="China", products="fish shaped lamps", code="9405"))
    )
    assert {rule for rule, _, _ in found} == {"host-country", "country-advisory"}


def test_commodity_scope_by_code_and_weaker_by_words(screen_rows):
    assert ("commodity-scope", "wro-cotton-of-turkmenistan", "critical") in rules_of(
        screen_rows(SHIPMENT, shipment(origin="Turkmenistan", code="520512"))
    )
    assert ("commodity-scope-words", "wro-cotton-of-turkmenistan", "medium") in rules_of(
        screen_rows(SHIPMENT, shipment(origin="Turkmenistan", goods="cotton yarn"))
    )


@pytest.mark.parametrize(
    "row",
    [
        shipment(origin="Uzbekistan", code="520512"),
        shipment(origin="Turkmenistan", code="0806"),
        shipment(origin="Turkmenistan", code="0806", goods="cotton candy"),
    ],
)
def test_commodity_scope_needs_country_and_goods(screen_rows, row):
    assert not [
        rule for rule, _, _ in rules_of(screen_rows(SHIPMENT, row)) if rule.startswith("commodity")
    ]


def test_xinjiang_cotton_order_needs_the_region(screen_rows):
    entry = "wro-cotton-and-tomatoes-of-the-xinjiang-uyghur-autonomous-reg"
    inside = rules_of(screen_rows(SUPPLIER, supplier(country="China", city="Aksu", code="5201")))
    outside = rules_of(
        screen_rows(SUPPLIER, supplier(country="China", city="Nantong", code="5201"))
    )
    assert any(
        rule == "commodity-scope" and entry.startswith(found[:40]) for rule, found, _ in inside
    )
    assert not any(rule == "commodity-scope" for rule, _, _ in outside)


@pytest.mark.parametrize(
    "written", ["F/V ZHEN FA NO. 7", "Zhen Fa 7", "ZHENFA 7", "M/V Zhen Fa 7 V.012E"]
)
def test_vessel_under_order(screen_rows, written):
    assert "wro-zhen-fa-7" in matched(screen_rows(SHIPMENT, shipment(vessel=written)))


@pytest.mark.parametrize(
    "written", ["MV Da Wang", "F/V Zhen Fa 7", "M.V. ZHEN FA NO. 7", "Vessel Zhen Fa 7"]
)
def test_a_vessel_among_the_suppliers(screen_rows, written):
    report = screen_rows(["Vendor Name", "Country"], [written, "Vanuatu"])
    assert [one["level"] for one in report["findings"] if one["rule"] == "vessel-match"] == [
        "critical"
    ]


@pytest.mark.parametrize(
    "written", ["Da Wang", "Zhen Fa Trading", "Zhen Fa 8", "MV Da Wing Plastics"]
)
def test_a_supplier_that_is_no_vessel(screen_rows, written):
    report = screen_rows(["Vendor Name", "Country"], [written, "China"])
    assert not [one for one in report["findings"] if one["rule"] == "vessel-match"]


@pytest.mark.parametrize("written", ["Zhen Fa 8", "Zhen Hua 7", "Da Wei", "MSC Verdana"])
def test_other_vessels(screen_rows, written):
    assert matched(screen_rows(SHIPMENT, shipment(vessel=written))) == {}


def test_a_firm_called_like_a_vessel_is_worth_a_look(screen_rows):
    report = screen_rows(SUPPLIER, supplier(name="Zhen Fa 7"))
    (found,) = [one for one in report["findings"] if one["rule"] == "vessel-match"]
    assert found["level"] == "high"


def test_inactive_order_is_shown_for_the_record(screen_rows):
    found = rules_of(
        screen_rows(
            SUPPLIER,
            supplier(name="Central Romana Corporation Limited", country="Dominican Republic"),
        )
    )
    assert ("entity-match", "wro-central-romana-corporation", "info") in found


def test_a_denied_allegation_is_a_step_lower(screen_rows):
    found = rules_of(
        screen_rows(SUPPLIER, supplier(name="Dalian Haiqing Food Co., Ltd.", country="China"))
    )
    assert ("entity-match", "nkr-dalian-haiqing-food", "medium") in found


def test_as_of_leaves_out_what_was_not_listed_yet(screen_rows):
    row = supplier(name="Giant Manufacturing Co., Ltd.", country="Taiwan")
    assert "wro-giant-manufacturing" in matched(screen_rows(SUPPLIER, row))
    assert "wro-giant-manufacturing" not in matched(
        screen_rows(SUPPLIER, row, options=["--as-of", "2025-01-01"])
    )


def test_a_shipment_before_the_listing_is_kept_and_told(screen_rows):
    report = screen_rows(
        SHIPMENT, shipment(date="2025-09-20", maker="Giant Manufacturing Co Ltd", origin="Taiwan")
    )
    notes = next(f for f in report["findings"] if f["match"])["context"]["notes"]
    assert "listed 2025-09-24, 4 days after this shipment" in notes


def test_a_shipment_after_the_delisting_is_kept_and_told(screen_rows):
    """The order on Central Romana was in force from 2022-11-23 to 2025-03-17."""

    def level_and_notes(day):
        row = shipment(
            date=day, maker="Central Romana Corporation Ltd", origin="Dominican Republic"
        )
        finding = next(f for f in screen_rows(SHIPMENT, row)["findings"] if f["match"])
        return finding["level"], finding["context"]["notes"]

    level, notes = level_and_notes("2025-03-20")
    assert level == "info" and "delisted 2025-03-17, 3 days before this shipment" in notes
    level, notes = level_and_notes("2024-06-01")
    assert level == "critical" and "in force at the time of this shipment" in notes


def test_host_country_messages_tell_the_age_of_reports_and_the_duty_to_repatriate(screen_rows):
    report = screen_rows(SUPPLIER, supplier(country="Oman"))
    message = next(f for f in report["findings"] if f["rule"] == "host-country")["message"]
    assert "The newest report cited is of 20" in message and "years ago" in message
    assert "home by 2019-12-22" in message


def test_uflpa_priority_sector_and_goods_advisories(screen_rows):
    found = rules_of(
        screen_rows(SUPPLIER, supplier(country="China", products="red dates", code="08134090"))
    )
    assert ("uflpa-priority-sector", "sector-jujubes", "low") in found
    found = rules_of(
        screen_rows(SUPPLIER, supplier(country="China", products="cotton yarn", code="520512"))
    )
    assert ("uflpa-priority-sector", "sector-cotton", "medium") in found
    found = rules_of(screen_rows(SUPPLIER, supplier(country="Pakistan", products="clay bricks")))
    assert ("goods-advisory", "dol-pk-bricks", "low") in found
    found = rules_of(
        screen_rows(SUPPLIER, supplier(country="Vietnam", products="red dates", code="08134090"))
    )
    assert not {rule for rule, _, _ in found} & {"uflpa-priority-sector", "goods-advisory"}


def test_a_sector_of_north_korean_labour_counts_only_in_a_host_country(screen_rows):
    in_host = rules_of(
        screen_rows(SUPPLIER, supplier(country="China", products="shoes", code="6403"))
    )
    assert ("labour-sector", "nk-sector-footwear", "low") in in_host
    elsewhere = rules_of(
        screen_rows(SUPPLIER, supplier(country="Portugal", products="shoes", code="6403"))
    )
    assert not {rule for rule, _, _ in elsewhere if rule.startswith(("host-country", "labour"))}
    former = rules_of(
        screen_rows(SUPPLIER, supplier(country="South Korea", products="ships", code="8901"))
    )
    assert "nk-sector-shipbuilding" not in {entry for _, entry, _ in former}


def test_context_contradicts_without_hiding(screen_rows):
    report = screen_rows(SUPPLIER, supplier(name="Giant Manufacturing Co., Ltd.", country="Mexico"))
    finding = next(f for f in report["findings"] if f["match"])
    assert (finding["level"], finding["context"]["verdict"]) == ("critical", "contradicts")
    agreeing = next(
        f
        for f in screen_rows(
            SUPPLIER, supplier(name="Giant Manufacturing Co., Ltd.", country="Taiwan")
        )["findings"]
        if f["match"]
    )
    assert (
        agreeing["priority"] > finding["priority"]
        and agreeing["match"]["score"] == finding["match"]["score"]
    )


def test_value_flagged_counts_a_shipment_once(screen_rows):
    report = screen_rows(
        SHIPMENT,
        shipment(
            maker="Hetian Taida Apparel Co Ltd",
            shipper="Hetian Taida Apparel",
            origin="China",
            port="Urumqi",
            value="1,000.50",
            currency="USD",
        ),
        shipment(number="B2", value="7", currency="USD"),
    )
    assert report["summary"]["value_flagged"] == {"USD": 1000.5}
    assert report["summary"]["shipments_flagged"] == 1


def test_a_doubled_supplier_is_one_finding_with_two_rows(screen_rows):
    row = supplier(name="Hetian Taida Apparel Co Ltd", country="China")
    found = [f for f in screen_rows(SUPPLIER, row, row)["findings"] if f["match"]]
    assert {place["count"] for f in found for place in f["context"]["occurrences"]} == {2}


def test_a_country_is_one_finding_however_many_names_are_in_it(screen_rows):
    rows = [supplier(name=f"Plain Maker {number}", country="China") for number in range(50)]
    report = screen_rows(SUPPLIER, *rows, supplier(name="Other Maker", country="Russia"))
    hosts = {f["subject"]["name"]: f for f in report["findings"] if f["rule"] == "host-country"}
    assert set(hosts) == {"China", "Russia"}
    assert [
        (place["rows"], place["count"]) for place in hosts["China"]["context"]["occurrences"]
    ] == [("2-51", 50)]
    assert "In China: “Plain Maker 0” and 49 more." in hosts["China"]["message"]
    again = screen_rows(SUPPLIER, rows[3], rows[1])
    assert hosts["China"]["id"] in {f["id"] for f in again["findings"]}


@pytest.mark.parametrize("remark", ["also from MV Da Wang", "catch of F/V Da Wang, frozen"])
def test_a_vessel_in_a_remark(screen_rows, remark):
    report = screen_rows(["Vendor Name", "Country", "Remark"], ["Plain Makers", "Finland", remark])
    (found,) = [one for one in report["findings"] if one["rule"] == "mention"]
    assert found["match"]["entry_id"] == "wro-da-wang" and found["level"] == "high"


def test_words_like_the_name_of_a_vessel_are_none(screen_rows):
    remark = "Mr Da Wang called"
    report = screen_rows(["Vendor Name", "Country", "Remark"], ["Plain Makers", "Finland", remark])
    assert not [one for one in report["findings"] if one["rule"] == "mention"]
