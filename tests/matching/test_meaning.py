"""What the words of two names mean decides, not how many letters agree."""

import csv
import json
from pathlib import Path

import pytest

from screen.lists.load import load_watchlists
from screen.matching.evaluation import average_precision, confusion, score_pair
from screen.matching.name_index import rarity_of_lists
from screen.models.policy import BandEdges

EDGES = BandEdges()
BY_HAND = Path(__file__).parent.parent / "decks" / "by_hand.csv"


def bands(cli, name):
    """Return the band of each entry that ``flscreen name`` gives."""
    answers = json.loads(cli("name", name, "--format", "json").out)
    return {answer["entry_id"]: answer["band"] for answer in answers}


def score(written, listed):
    return score_pair(written, listed)


def test_a_coined_word_is_worth_a_look_and_with_its_trade_more(cli):
    assert bands(cli, "Lianyungang Esquel Textile Ltd")["uflpa-esquel-group"] != ""
    assert score("Yangmei Esquel Textile", "Guangdong Esquel Textile Co., Ltd.") >= EDGES.probable
    look = score("Esquel Hotels Management", "Guangdong Esquel Textile Co., Ltd.")
    assert EDGES.possible <= look < EDGES.probable


def test_two_words_that_are_both_respelt_speak_for_each_other():
    assert score("Almas-Antei", "Almaz-Antey Concern") >= EDGES.probable
    assert score("Almas", "Almaz Concern") < EDGES.probable
    assert score("Tupolyev PAO", "Tupolev Public Joint Stock Company") >= EDGES.probable


def test_a_word_that_says_nothing_sets_no_brand_of_two_words_apart():
    assert score("Pou Chen Industrial Group", "Pou Chen Corporation") >= EDGES.probable
    assert score("Sunrise Industrial Group", "Sunrise Corporation") < EDGES.probable


def test_a_chinese_brand_of_another_town_is_at_most_possible():
    assert score("Suzhou Zefu Cotton", "Xinjiang Zefu Cotton Co.") < EDGES.probable
    assert score("Xinjiang Zefu Cotton Ltd", "Xinjiang Zefu Cotton Co.") >= EDGES.strong


def test_the_brand_of_another_number_is_another_plant():
    one, two = "Wonsan Mulan No. 19 Machinery Works", "Wonsan Mulan No. 17 Machinery Works"
    assert score(one, two) < EDGES.probable


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ("Cameo Group", "Camel Group Co., Ltd."),
        ("Senate Shipping", "Senat Shipping Limited"),
        ("Bilon Group", "Bilom Group"),
        ("Standard Fibre Inc", "Shihezi Standard Fiber Co., Ltd."),
        ("Ericsson Finland", "Ericsson Sweden"),
    ],
)
def test_another_word_another_brand_and_a_dropped_place_are_at_most_possible(written, listed):
    assert score(written, listed) < EDGES.probable


def test_words_of_trade_and_place_that_all_agree_are_one_firm():
    assert score("Dalian Ocean Fishing Company", "Dalian Ocean Fishing Co. Ltd.") >= EDGES.probable
    assert score("Ocean Fishing Company", "Dalian Ocean Fishing Co. Ltd.") < EDGES.probable


def test_a_name_that_begins_with_the_listed_one_is_worth_a_look():
    found = score("Camel Group Hubei Renewable Resources", "Camel Group Co., Ltd.")
    assert EDGES.possible <= found < EDGES.probable


def test_a_deck_by_hand_is_told_apart_on_the_half_that_nobody_tuned_on():
    rows = [
        row
        for row in csv.DictReader(BY_HAND.open(encoding="utf-8", newline=""))
        if row["half"] == "test"
    ]
    rarity = rarity_of_lists(load_watchlists())
    scores = [score_pair(row["name1"], row["name2"], rarity) for row in rows]
    labels = [row["is_match"] == "1" for row in rows]
    assert confusion(scores, labels, EDGES.probable).f1 >= 0.85
    assert average_precision(scores, labels) >= 0.92


def test_a_chinese_brand_of_two_syllables_in_another_trade_is_another_firm():
    assert score("Lianhua Supermarket Holdings", "Lianhua Machinery Trading") < EDGES.possible
    assert score("Wuhan Lianhua Supermarket", "Wuhan Lianhua Machinery") >= EDGES.possible


def test_a_trade_or_a_place_of_several_words_is_nobodys_brand():
    estates = "Xinjiang Energy Real Estate Co., Ltd"
    assert score("Sirius Real Estate Ltd", estates) < EDGES.possible
    assert score("Xinjiang Energy Immobilien GmbH", estates) >= EDGES.probable
    assert score("Xinjiang Joinworld power station", "Xinjiang Joinworld Co., Ltd.") >= EDGES.strong
    fashion = "Huafu Fashion Co., Ltd."
    assert score("Huafu Fashion Ho Chi Minh Ltd", fashion) >= EDGES.probable
    assert score("Huafu Fashion Puerto Rico", fashion) >= EDGES.probable


def test_plurals_and_words_of_charity_do_not_set_a_name_apart():
    assert score("Zorbek Refineries", "Zorbek Refinery Ltd") >= EDGES.strong
    assert score("Zorbek Aqsa Charitable Foundation", "Zorbek Aqsa Foundation") >= EDGES.probable


def test_a_company_in_another_language_is_a_company():
    mining = "Nicaragua Gold Mining Company"
    for written in ("Compañía Nicaragua Gold Mining", "Compagnie Nicaragua Gold Mining SA"):
        assert score(written, mining) >= EDGES.probable


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ("Himprom ao", "Biopro (M) Sdn Bhd"),
        ("Highway Holdings Limited", "Brightway Holdings Sdn Bhd"),
        ("Yoosung T&S Co Ltd", "Yusong Shipping Co"),
    ],
)
def test_known_words_first_letters_and_initials_are_no_slips_of_a_brand(written, listed):
    assert score(written, listed) < EDGES.probable
