"""A listed firm that a remark names is found, with the slips that people and scanners make."""

import polars as pl
import pytest

from screen.matching.mentions_with_slips import search_misspelled

HEADER = ["Vendor Name", "Country", "Remark"]


def mentions(report):
    return {
        one["match"]["entry_id"]: one["subject"]["name"]
        for one in report["findings"]
        if one["rule"] == "mention"
    }


@pytest.mark.parametrize(
    ("remark", "entry", "said"),
    [
        (
            "formerly bought from Xinjiang Zhongtai Chemcal Co Ltd, now stopped",
            "uflpa-xinjiang-zhongtai-chemical",
            "Xinjiang Zhongtai Chemcal",
        ),
        ("Hetian Taida Aparel delivered in 2019", "uflpa-hetian-taida-apparel", None),
        (
            "goods of Hoshlne Silicon lndustry seen on site",
            "uflpa-hoshine-silicon-industry-shanshan",
            "Hoshlne Silicon lndustry",
        ),
    ],
)
def test_a_misspelled_firm_in_a_remark(screen_rows, remark, entry, said):
    found = mentions(screen_rows(HEADER, ["Plain Makers", "Finland", remark]))
    assert entry in found
    assert said is None or found[entry] == said


@pytest.mark.parametrize(
    ("remark", "entry", "said"),
    [
        ("由特变电工生产", "uflpa-tbea", "特变电工"),
        ("Nachbar: 昌吉溢达纺 织有限公司", "uflpa-changji-esquel-textile", "昌吉溢达纺 织有限公司"),
        ("原料：合盛硅業股份有限公司", "wro-hoshine-silicon-industry", "合盛硅業股份有限公司"),
    ],
)
def test_a_chinese_firm_in_a_remark_in_either_characters_with_blanks_or_without_its_form(
    screen_rows, remark, entry, said
):
    found = mentions(screen_rows(HEADER, ["Plain Makers", "Finland", remark]))
    assert found.get(entry) == said, found


def test_the_characters_of_a_chinese_firm_in_another_order_are_none(screen_rows):
    assert not mentions(screen_rows(HEADER, ["Plain Makers", "Finland", "电工特变器, 新疆 特产"]))


@pytest.mark.parametrize(
    "remark",
    [
        "asked for prices of cotton yarn, silicon metal and poly silicon in Hotan",
        "Zhongtal wrote about a chemcal plant",
        "visited Hetian and the apparel fair; Taida was not there",
    ],
)
def test_odd_words_without_their_name_are_none(screen_rows, remark):
    assert not mentions(screen_rows(HEADER, ["Plain Makers", "Finland", remark]))


def test_words_keep_their_places_and_are_given_as_written():
    texts = pl.DataFrame(
        {"id": [4, 9], "folded": [" a zhongtai chemcal b zhongtal chemical ", " zhongtai x "]},
        schema={"id": pl.UInt32, "folded": pl.String},
    )
    found = search_misspelled(texts, ["zhongtai chemical", "short"])
    assert set(found.rows()) == {(4, "zhongtai chemcal"), (4, "zhongtal chemical")}
    assert search_misspelled(texts, []).is_empty()
