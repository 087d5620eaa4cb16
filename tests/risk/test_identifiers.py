"""Registration numbers: a listed one under another name, and one that was copied wrong."""

import pytest

HEADERS = ["Vendor Name", "Country", "Registration Number"]


def matches(report):
    return [
        (one["level"], one["subject"]["name"], one["context"]["entry_name"])
        for one in report["findings"]
        if one["rule"] == "identifier-match"
    ]


@pytest.mark.parametrize(
    ("number", "entry"),
    [
        ("7811489970", "Mokran LLC"),
        ("78 11 48 99 70", "Mokran LLC"),
        ("9122 2401 MA0Y31E659", "Yanbian Silverstar Network Technology Co., Ltd."),
        ("201318227N", "SINSMS Pte. Ltd."),
        ("7811489971", None),
        ("90132", None),
        ("", None),
    ],
)
def test_a_listed_number_under_another_name_is_a_finding(screen_rows, number, entry):
    report = screen_rows(HEADERS, ["Sunny Seafood House", "Finland", number])
    found = matches(report)
    assert found == ([("high", "Sunny Seafood House", entry)] if entry else [])
    for one in report["findings"]:
        if one["rule"] == "identifier-match":
            assert number in one["message"] and one["evidence"]


def test_a_number_beside_its_own_name_is_context_and_no_second_finding(screen_rows):
    report = screen_rows(HEADERS, ["Mokran LLC", "Russia", "7811489970"])
    assert matches(report) == []
    (named,) = [one for one in report["findings"] if one["rule"] == "entity-match"]
    assert "registration number agrees: 7811489970" in named["context"]["notes"]


@pytest.mark.parametrize(
    ("number", "doubted"),
    [
        ("213800KUD8LAJWSQ9D15", False),
        ("213800KUD8LAJWSQ9D16", True),
        ("91222401MA0Y31E659", False),
        ("91222401MA0Y31E658", True),
        ("0123456789", False),
        ("HRB 12345", False),
    ],
)
def test_a_number_that_fails_its_check_digits_is_doubted(screen_rows, number, doubted):
    report = screen_rows(HEADERS, ["Plain Foods", "Finland", number])
    told = [one for one in report["problems"] if "check digits" in one["message"]]
    assert bool(told) == doubted
    if doubted:
        assert (told[0]["row"], told[0]["column"], told[0]["value"]) == (
            2,
            "Registration Number",
            number,
        )
