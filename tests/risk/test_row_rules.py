"""Listed addresses, manufacturer codes and North Korea as origin: what contradicts them."""

import pytest

SUPPLIER = ["Vendor Name", "Country", "City", "Address"]
ENTRY = ["B/L No.", "Manufacturer", "Country of Origin", "MID"]


def of_rule(report, rule):
    return [finding for finding in report["findings"] if finding["rule"] == rule]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("No. 34, Zhenba Street, Zhenxing District, Dandong", True),
        ("Zhenba Street, Zhenxing, Dandong, 34", True),
        ("Floor 34, Zhenba Street, Zhenxing District, Dandong", False),
        ("Section 34, Zhenba Street, Zhenxing, Dandong", False),
        ("34 Renmin Road, Zhenxing, Dandong", False),
    ],
)
def test_a_listed_address_is_house_number_and_street(screen_rows, address, found):
    report = screen_rows(SUPPLIER, ["Plain Toys", "China", "", address])
    met = [f for f in of_rule(report, "address-match") if "Dongyuan" in f["context"]["entry_name"]]
    assert bool(met) is found


def test_floors_sections_and_towns_are_no_listed_address(screen_rows):
    report = screen_rows(
        SUPPLIER,
        ["Plain Toys", "Taiwan", "Taipei", "2F, No. 7, Section 2, Plain Road, Taipei"],
        ["Plain Caps", "China", "Dandong", "Room 2, Zhenxing District, Dandong"],
    )
    assert of_rule(report, "address-match") == []


@pytest.mark.parametrize(
    ("maker", "code", "found"),
    [
        ("ARVIND LTD", "INARVLIM11AHM", False),
        ("Arvind Limited", "INARVLTD11AHM", False),
        ("Arvind Pvt. Ltd.", "INARVPVT11AHM", False),
        ("ARVIND LTD", "INARV11AHM", False),
        ("ARVIND LTD", "INBHALIM11AHM", True),
    ],
)
def test_a_code_may_write_the_legal_form_otherwise(screen_rows, maker, code, found):
    report = screen_rows(ENTRY, ["B1", maker, "India", code])
    assert bool(of_rule(report, "mid-mismatch")) is found


@pytest.mark.parametrize(
    ("city", "address", "level"),
    [
        ("Seoul", "", "low"),
        ("", "12 Teheran-ro, Gangnam-gu", "low"),
        ("", "부산광역시 해운대구", "low"),
        ("Pyongyang", "", "critical"),
        ("", "", "critical"),
    ],
)
def test_a_south_korean_address_contradicts_the_code_of_north_korea(
    screen_rows, city, address, level
):
    report = screen_rows(SUPPLIER, ["Plain Makers", "KP", city, address])
    found = of_rule(report, "origin-dprk")
    assert {finding["level"] for finding in found} == {level}
    for finding in found:
        assert ("in South Korea: the code may be" in finding["message"]) is (level == "low")
