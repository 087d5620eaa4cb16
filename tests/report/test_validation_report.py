"""``flscreen validate``: the report counts as its reader would, and says what it was made of."""

import csv
import hashlib
import json

import pytest
from conftest import ROOT
from lxml import html

from screen.report.validation.measure import wilson

PAIRS = [
    ("name1", "name2", "is_match", "category"),
    ("HETIAN TAIDA APPAREL CO LTD", "Hetian Taida Apparel Co., Ltd.", "1", "ERP capitals"),
    ("Hetian Taida Aparel Co Ltd", "Hetian Taida Apparel Co., Ltd.", "1", "typing error"),
    ("Quite Another Firm", "Hetian Taida Apparel Co., Ltd.", "1", "typing error"),
    ("Quiet Makers Oy", "Hetian Taida Apparel Co., Ltd.", "0", "unlisted firms"),
    ("Hetian Taida Apparel Co Ltd", "Hetian Taida Apparel Co., Ltd.", "0", "unlisted firms"),
]


@pytest.fixture
def deck(tmp_path):
    path = tmp_path / "pairs.csv"
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(PAIRS)
    return path


def test_the_counts_are_those_of_the_pairs(cli, deck, tmp_path):
    names = tmp_path / "names.txt"
    names.write_text("Quiet Makers Oy\nHetian Taida Aparel\nQuiet Makers Oy\n<b>Other</b> Ltd\n")
    out, page = tmp_path / "v.json", tmp_path / "v.html"
    outcome = cli("validate", deck, "--names", names, "-o", out, "-o", page)
    assert outcome.code == 0, outcome.err
    found = json.loads(out.read_text(encoding="utf-8"))
    (part,) = found["parts"]
    assert (part["pairs"], part["matches"], part["half"]) == (5, 3, "all")
    assert part["sha256"] == hashlib.sha256(deck.read_bytes()).hexdigest()
    assert [point["threshold"] for point in part["points"]] == [75, 82, 90]
    at = part["points"][1]
    assert (at["precision"]["count"], at["precision"]["of"]) == (2, 3)
    assert (at["recall"]["count"], at["recall"]["of"]) == (2, 3)
    kinds = {(one["name"], one["is_match"]): one["right"]["82"] for one in part["kinds"]}
    assert (kinds["typing error", True]["count"], kinds["typing error", True]["of"]) == (1, 2)
    assert kinds["unlisted firms", False]["count"] == 1
    assert {"flscreen", "thefuzz WRatio", "Jaro-Winkler"} <= {one["name"] for one in part["peers"]}
    assert found["hits"]["names"] == 3 and found["hits"]["rates"]["82"]["count"] == 1
    tree = html.fromstring(page.read_text(encoding="utf-8"))
    assert not tree.xpath("//script | //link | //img | //@src | //@href")
    text = tree.text_content()
    assert "66.7% (20.8–93.9)" in text and "given by whoever made this report" in text
    assert found["policy_sha256"] in text and all(one["sha256"] in text for one in found["lists"])
    assert len(tree.xpath("//svg//polyline")) == 2


def test_the_same_files_give_the_same_bytes(cli, deck, tmp_path):
    for name in ("a", "b"):
        cli("validate", deck, "-o", tmp_path / f"{name}.html", "-o", tmp_path / f"{name}.json")
    for suffix in ("html", "json"):
        one, two = (tmp_path / f"{name}.{suffix}" for name in "ab")
        assert one.read_bytes() == two.read_bytes()


def test_the_decks_that_come_along_say_how_they_were_made(cli, tmp_path):
    out = tmp_path / "v.json"
    assert cli("validate", "-o", out).code == 0
    parts = json.loads(out.read_text(encoding="utf-8"))["parts"]
    assert {(one["deck"], one["half"]) for one in parts} == {
        (deck, half) for deck in ("pairs.csv", "by_hand.csv") for half in ("test", "tune")
    }
    for one in parts:
        assert one["origin"].startswith(
            "made by rules" if one["deck"] == "pairs.csv" else "written by hand"
        )
        path = ROOT / "tests" / "decks" / one["deck"]
        assert one["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        recalls = [point["recall"]["share"] for point in one["points"]]
        assert recalls == sorted(recalls, reverse=True)


def test_intervals_are_wilsons():
    """Newcombe, Statistics in Medicine 17 (1998), table I."""
    for count, of, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        rate = wilson(count, of)
        assert (round(rate.low, 4), round(rate.high, 4)) == (low, high)


@pytest.mark.parametrize("wrong, code", [("-o v.pdf", 2), ("--names none.txt", 3)])
def test_faults_are_one_line(cli, deck, wrong, code):
    outcome = cli("validate", deck, *wrong.split())
    assert outcome.code == code and outcome.err.count("\n") == 1
    outcome = cli("validate", deck.with_name("none.csv"))
    assert outcome.code == 3 and outcome.err.count("\n") == 1
