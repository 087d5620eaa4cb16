"""Matching in bulk finds what matching one by one finds.

The matcher holds what the README says on the labelled deck.
"""

import csv
import json

import pytest
from conftest import ROOT
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz, process
from thefuzz import fuzz as thefuzz

from screen.lists.load import load_watchlists
from screen.matching.alignment import align
from screen.matching.bags import bag_exactly, bag_names
from screen.matching.evaluation import confusion, score_pair
from screen.matching.matcher import match_names
from screen.matching.name_index import build_index
from screen.models.policy import BandEdges
from screen.names.parse import parse_name
from screen.names.pinyin import are_two_brands
from screen.names.variants import name_variants, variants_of

DECK = ROOT / "tests" / "decks" / "pairs.csv"
PAIRS = list(csv.DictReader(DECK.open(encoding="utf-8")))
NAMES = [row["name1"] for row in PAIRS]


def words(bag):
    return set(bag.words.select("id", "word").iter_rows())


def test_whole_columns_find_every_word_that_single_names_hold():
    assert words(bag_exactly(NAMES)) <= words(bag_names(NAMES))


PIECES = st.sampled_from(
    [
        "Hetian",
        "Taida",
        "Co., Ltd.",
        "S.A.",
        "L.L.C.",
        "No. 2",
        "C/O",
        "A B C",
        "H0shine",
        "和田",
        "Завод",
        "(Group)",
        "&",
        "and",
        "Trading",
        "Xinjiang",
        "GmbH",
        "of Wuhan",
        "II",
        "'",
        "Messrs.",
        ",",
        "-",
        "TEL 123",
        "III",
        "3M",
        "O'Brien",
        "Ltd Shanghai",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(PIECES, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=8))
def test_no_word_is_lost_however_a_name_is_built(names):
    assert words(bag_exactly(names)) <= words(bag_names(names))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.lists(PIECES, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=8, unique=True
    )
)
@example(["A B C , GmbH"])
def test_cells_are_taken_apart_in_bulk_as_one_by_one(cells):
    expected = {(cell, variant) for cell in cells for variant in name_variants(cell)}
    assert set(variants_of(cells).iter_rows()) == expected


def test_bulk_matching_finds_what_aligning_every_pair_finds():
    """The deck's names against all listed names.

    At most one pair in 200 that alignment would report may be lost.
    """
    index, edges = build_index(load_watchlists()), BandEdges()
    queries = sorted(set(NAMES[::9]))
    found = {
        (row["name"], row["entry_id"])
        for row in match_names(queries, index, edges).iter_rows(named=True)
    }
    listed = (
        index.names.filter(index.names["name_kind"] != "weak alias")
        .select("listed_name", "entry_id")
        .rows()
    )
    parsed = [(parse_name(name), entry) for name, entry in listed]
    brute = {
        (query, entry)
        for query in queries
        for left in map(parse_name, name_variants(query))
        for right, entry in parsed
        if align(left, right, index.rarity, edges.possible).score >= edges.possible
    }
    assert len(brute) > 200
    assert len(brute - found) <= 0.005 * len(brute), sorted(brute - found)[:10]


def test_processes_of_their_own_find_the_same(monkeypatch):
    from screen.matching import matcher, parallel

    index, edges = build_index(load_watchlists()), BandEdges()
    alone = match_names(NAMES[:400], index, edges)
    monkeypatch.setattr(matcher, "CHUNK", 80)
    monkeypatch.setattr(parallel, "processors", lambda: 2)
    assert match_names(NAMES[:400], index, edges).equals(alone)


def test_the_bulk_scorer_and_thefuzz_agree_on_what_they_share():
    left, right = [row["name1"] for row in PAIRS[::9]], [row["name2"] for row in PAIRS[::9]]
    for ours, theirs in (
        (fuzz.token_set_ratio, thefuzz.token_set_ratio),
        (fuzz.ratio, thefuzz.ratio),
    ):
        bulk = process.cpdist(left, right, scorer=ours)
        # thefuzz rounds to whole numbers and, for the token scorers, folds case and marks first.
        plain = [
            (
                theirs(one, two, full_process=False)
                if theirs is thefuzz.token_set_ratio
                else theirs(one, two)
            )
            for one, two in zip(left, right, strict=True)
        ]
        assert all(abs(float(a) - b) <= 0.51 for a, b in zip(bulk, plain, strict=True))


@pytest.fixture(scope="module")
def rarity():
    return build_index(load_watchlists()).rarity


def test_the_deck_is_large_labelled_and_split_by_listed_name():
    assert len(PAIRS) >= 1000 and {row["is_match"] for row in PAIRS} == {"0", "1"}
    halves = {}
    for row in PAIRS:
        halves.setdefault(row["name2"], set()).add(row["half"])
    assert all(len(half) == 1 for half in halves.values())
    assert len({row["category"] for row in PAIRS}) >= 20


def test_the_matcher_reaches_on_the_test_half_what_the_readme_says(rarity):
    rows = [row for row in PAIRS if row["half"] == "test"]
    labels = [row["is_match"] == "1" for row in rows]
    scores = [score_pair(row["name1"], row["name2"], rarity) for row in rows]
    edge = BandEdges().probable
    ours = confusion(scores, labels, edge)
    assert ours.f1 >= 0.95 and ours.precision >= 0.93 and ours.recall >= 0.93
    theirs = [thefuzz.WRatio(row["name1"], row["name2"]) for row in rows]
    assert max(confusion(theirs, labels, step).f1 for step in range(50, 100)) < 0.86, (
        "the deck is too easy"
    )
    right: dict[str, list[bool]] = {}
    for row, score, label in zip(rows, scores, labels, strict=True):
        right.setdefault(row["category"], []).append((score >= edge) == label)
    weak = {
        name: sum(hits) / len(hits) for name, hits in right.items() if sum(hits) / len(hits) < 0.85
    }
    assert weak == {}


def test_benchmark_prints_scores_and_plots(cli, tmp_path):
    outcome = cli(
        "benchmark",
        DECK,
        "--only",
        "half=test",
        "-o",
        tmp_path / "scores.csv",
        "--plot",
        tmp_path / "v.html",
    )
    assert outcome.code == 0 and "thefuzz WRatio" in outcome.out and "near brand" in outcome.out
    assert outcome.out.count("average precision 0.") == 4
    scored = list(csv.DictReader((tmp_path / "scores.csv").open(encoding="utf-8")))
    assert list(scored[0])[-3:] == ["score", "band", "predicted"] and len(scored) == sum(
        row["half"] == "test" for row in PAIRS
    )
    assert all((float(row["score"]) >= 82) == (row["predicted"] == "1") for row in scored)
    page = (tmp_path / "v.html").read_text(encoding="utf-8")
    assert page.count("<polyline") == 4 and "http" not in page


@pytest.mark.parametrize(
    ("text", "options", "code", "said"),
    [
        ("a,b\n1,2\n", [], 3, "column 'name1' is missing"),
        ("name1,name2\n", [], 3, "holds no pairs"),
        ("name1,name2,is_match\nA B,C D,perhaps\n", [], 3, "row 2, column is_match"),
        ("name1,name2\nA B,C D\n", ["--only", "half"], 2, "write COLUMN=VALUE"),
        ("name1,name2\nA B,C D\n", ["--plot", "x.html"], 2, "no column is_match"),
    ],
)
def test_benchmark_refuses_in_one_line(cli, tmp_path, monkeypatch, text, options, code, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.csv").write_text(text)
    outcome = cli("benchmark", tmp_path / "p.csv", *options)
    assert outcome.code == code and said in outcome.err and outcome.err.count("\n") == 1


def test_unlabelled_pairs_are_scored(cli, tmp_path):
    (tmp_path / "p.csv").write_text(
        "name1,name2\nHotan Taida Garment,Hetian Taida Apparel Co. Ltd\n,\n"
    )
    outcome = cli("benchmark", tmp_path / "p.csv", "--threshold", "90")
    assert outcome.code == 0 and "2 pairs, 1 predicted to match at 90" in outcome.out


@pytest.mark.parametrize(
    ("left", "right"),
    [("taida", "haida"), ("zefa", "zefu"), ("longyuan", "dongyuan"), ("tanshan", "tianshan")],
)
def test_another_chinese_brand_is_at_most_possible(left, right):
    assert are_two_brands(left, right)
    score = score_pair(
        f"Hetian {left.title()} Apparel Co., Ltd", f"Hetian {right.title()} Apparel Co., Ltd"
    )
    assert score < BandEdges().probable


@pytest.mark.parametrize(
    ("left", "right"),
    [("zhicheng", "zicheng"), ("xinlin", "xinling"), ("taida", "taidda"), ("hoshine", "hosine")],
)
def test_another_spelling_is_no_other_brand(left, right):
    assert not are_two_brands(left, right)


def found(cli, name):
    return {
        answer["matched_name"]: answer["band"]
        for answer in json.loads(cli("name", name, "--format", "json").out or "[]")
    }


@pytest.mark.parametrize(
    "name",
    [
        "",
        "A",
        "?!?!",
        "😀😀",
        "\x07\x00",
        "\u202eabc",
        "x" * 10_000,
        "Hetian " * 2_000,
        "Ltd",
        "  ",
        "1234567",
        "-",
        "\ufeff",
    ],
    ids=[
        "empty",
        "one letter",
        "marks",
        "emoji",
        "control",
        "right to left",
        "long word",
        "many words",
        "form",
        "blank",
        "digits",
        "hyphen",
        "byte order mark",
    ],
)
def test_a_name_that_is_none_meets_nothing(cli, name):
    assert found(cli, name) == {}


@pytest.mark.parametrize(
    "name",
    [
        "Trading Company Ltd",
        "General Trading",
        "International Textile Co., Ltd.",
        "China Import Export Corp",
    ],
)
def test_generic_words_never_match_above_possible(cli, name):
    assert set(found(cli, name).values()) <= {"possible"}


def test_a_mixed_direction_name_still_meets(cli):
    assert "strong" in found(cli, "\u202aHetian Taida Apparel\u202c شركة").values() or found(
        cli, "Hetian Taida Apparel شركة"
    )


def test_initials_are_possible_at_most(cli):
    bands = found(cli, "KMDTC Corp")
    assert bands.get("Korea Mining Development Trading Corporation") == "possible"


def test_scanned_digits_and_cut_fields(cli):
    assert (
        "strong" in found(cli, "HETIAN TAIDA APPAREL C0., LTD").values()
        or "exact" in found(cli, "HETIAN TAIDA APPAREL C0., LTD").values()
    )
    assert "strong" in found(cli, "HEFEI BITLAND INFORMATION TECHNOLO").values()
