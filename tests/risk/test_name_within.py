"""A complete listed name inside a longer name of a firm is a finding on that firm."""

import pytest

SUPPLIER = ["Vendor Name", "Country", "City", "Address"]
HAIR = "Hetian Haolin Hair Accessories Co., Ltd."


def within(report):
    return [one for one in report["findings"] if one["rule"] == "name-within"]


@pytest.mark.parametrize(
    "name",
    [
        "Acme " * 5 + HAIR,
        "Acme " * 60 + HAIR,
        "Alder Birch Cedar Date Elm Fir " + HAIR,
        "Alder Birch Cedar Date Elm Fir Hetian Haolin Hair Accessories Company Limited",
    ],
)
def test_decoys_before_a_listed_name_do_not_hide_it(screen_rows, name):
    report = screen_rows(SUPPLIER, [name, "China", "", ""])
    found = within(report)
    assert {one["level"] for one in found} == {"high"}
    assert {one["context"]["list_id"] for one in found} == {"us-cbp-wro", "us-uflpa"}
    # One look: what is found of the name as a whole is in the same case.
    of_name = [one for one in report["findings"] if one["rule"] == "entity-match"]
    assert {one["case"] for one in found + of_name} == {found[0]["case"]}


def test_without_a_legal_form_it_may_be_another_firm_of_the_group(screen_rows):
    name = "Alder Birch Cedar Hetian Haolin Hair Accessories of Elm and Fir"
    there = within(screen_rows(SUPPLIER, [name, "China", "", ""]))
    elsewhere = within(screen_rows(SUPPLIER, [name, "Vietnam", "", ""]))
    assert {one["level"] for one in there} == {"medium"}
    assert {one["level"] for one in elsewhere} == {"info"}


@pytest.mark.parametrize(
    "name",
    [
        HAIR,
        "Hetian Haolin Hair Accessories",
        "Haolin Hair Accessories of Elm",
        "Alder Hair Accessories Co., Ltd.",
        "Alder Birch Ninestar Toys Ltd",
    ],
)
def test_the_listed_name_itself_and_parts_of_it_are_left_to_matching(screen_rows, name):
    assert not within(screen_rows(SUPPLIER, [name, "China", "", ""]))
