"""Goods descriptions and remarks, through the command line: where they say that goods come from."""

import doctest
import json

import pytest

import screen.reference.chinese_places
import screen.reference.origins

HEADER = ["Vendor Name", "Country", "Products", "HS Code", "Remarks"]


def levels(report, rule):
    return {f["subject"]["name"]: f["level"] for f in report["findings"] if f["rule"] == rule}


def screened(screen_rows, rule, *rows):
    named = [[f"Plain {number}", *row] for number, row in enumerate(rows)]
    found = levels(screen_rows(HEADER, *named), rule)
    return [found.get(row[0]) for row in named]


def test_goods_of_the_priority_sectors_from_xinjiang_are_critical_wherever_they_ship(screen_rows):
    rows = [
        ("China", "Raw cotton grown in Xinjiang", "520100", ""),
        ("Vietnam", "T-shirts 100% Xinjiang cotton (XUAR)", "610910", ""),
        ("Italy", "Tomato paste from Xinjiang", "", ""),
        ("China", "新疆棉", "", ""),
        ("Vietnam", "Polysilicon", "280461", "raw material: Xinjiang"),
        ("Turkey", "Ткань", "", "хлопок из Синьцзян"),
        ("China", "Not bleached cotton yarn of Xinjiang", "", ""),
        ("China", "No. 5 Xinjiang cotton", "", ""),
        ("China", "无锡 新疆棉", "", ""),
    ]
    assert screened(screen_rows, "region-xinjiang", *rows) == ["critical"] * len(rows)


def test_other_goods_and_remarks_say_less(screen_rows):
    rows = [
        ("China", "Lamb from Xinjiang", "", ""),
        ("China", "Toys", "", "Visited a plant of Urumqi"),
        ("China", "Hami melon", "", ""),
        ("China", "Toys", "", "Store on Xinjiang Road"),
        ("Kazakhstan", "Toys", "", "they wrote to us about Hami long ago"),
    ]
    found = screened(screen_rows, "region-xinjiang", *rows)
    assert found == ["high", "medium", "low", None, None]


@pytest.mark.parametrize(
    "goods",
    [
        "Cotton not from Xinjiang",
        "Xinjiang-free cotton yarn",
        "We use no cotton from Uzbekistan, Xinjiang or Turkmenistan",
        "棉纱 不含新疆棉",
        "Cotton yarn (non-Xinjiang)",
        "非新疆棉",
        "Xinjiang cotton is prohibited",
    ],
)
def test_denials_are_low_and_told_and_bring_no_order(screen_rows, goods):
    report = screen_rows(HEADER, ["Plain", "China", goods, "520100", ""])
    (finding,) = [f for f in report["findings"] if f["rule"] == "region-xinjiang"]
    assert finding["level"] == "low" and "which seems to deny it" in finding["message"]
    assert goods in finding["message"], "the text is quoted as written"
    assert not [f for f in report["findings"] if f["rule"] == "commodity-scope"]


def test_goods_that_are_said_to_come_from_xinjiang_fall_under_its_orders(screen_rows):
    report = screen_rows(HEADER, ["Plain", "China", "Cotton grown in Xinjiang", "520100", ""])
    assert [f["level"] for f in report["findings"] if f["rule"] == "commodity-scope"] == [
        "critical"
    ]


def test_loose_texts_and_names_of_files_are_read_too(cli, tmp_path):
    source, report = tmp_path / "xinjiang.csv", tmp_path / "report.json"
    source.write_text(
        "Vendor Name,Country,Products\nPlain,China,Toys\nOther,China,Caps\n"
        "We buy nothing from Xinjiang,,\nAll cotton was grown in Xinjiang,,\n"
    )
    cli("run", source, "-o", report)
    found = levels(json.loads(report.read_text()), "region-xinjiang")
    assert found["We buy nothing from Xinjiang"] in ("low", "info")
    assert found["All cotton was grown in Xinjiang"] in ("critical", "high")
    assert found["xinjiang"] == "low"


def test_goods_of_north_korea(screen_rows):
    rows = [
        ("China", "Toys", "", "produced in DPRK"),
        ("China", "Frozen squid, D.P.R.K. origin", "", ""),
        ("China", "Garments, N. Korean workers", "", ""),
        ("South Korea", "장난감", "", "원산지: 중국"),
        ("China", "Toys", "", "no goods of North Korean origin"),
        ("China", "朝鲜族服装", "", ""),
    ]
    found = screened(screen_rows, "region-dprk", *rows)
    assert found[:2] == ["critical"] * 2 and found[3:] == [None, "info", None]


@pytest.mark.parametrize("module", [screen.reference.chinese_places, screen.reference.origins])
def test_examples(module):
    assert doctest.testmod(module).failed == 0
