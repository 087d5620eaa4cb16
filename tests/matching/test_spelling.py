"""Names as a person would know them again, through the matcher as a run uses it."""

import random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screen.lists.load import load_watchlists
from screen.matching.alignment import align
from screen.matching.letters import spelling
from screen.matching.matcher import explain_match, match_names
from screen.matching.name_index import NAMED_KINDS, build_index
from screen.models.policy import BandEdges
from screen.names.fold import fold, scan_key, scan_key_column
from screen.names.parse import parse_name

EDGES = BandEdges()


@pytest.fixture(scope="module")
def index():
    return build_index(load_watchlists())


def best(index, name):
    found = match_names([name], index, EDGES)
    return (found["entry_id"][0], found["score"][0]) if found.height else ("", 0.0)


def test_every_listed_name_as_written_is_at_least_strong(index):
    names = sorted(
        {
            name
            for watchlist in load_watchlists()
            for entry in watchlist.entries
            if entry.kind in NAMED_KINDS
            for name in (entry.name, *entry.aliases)
        }
    )
    found = match_names(names, index, EDGES).group_by("name").agg(pl.col("score").max())
    scores = dict(found.iter_rows())
    assert {name for name in names if scores.get(name, 0.0) < EDGES.strong} == set()


FOUND = [
    ("HetianTaidaApparelCoLtd", "taida"),
    ("HE TIAN TAI DA APPAREL", "taida"),
    ("H E T I A N  T A I D A  A P P A R E L", "taida"),
    ("HETlAN TAlDA APPAREL C0 LTD", "taida"),
    ("Hetian Taida Aparrel Co., Ldt", "taida"),
    ("Hetian Taida Apprl LIMTED", "taida"),
    ("Hetian Taida App", "taida"),
    ("Ltd Hetian Taida Apparel Co.", "taida"),
    ("和田泰達服飾有限公司", "taida"),
    ("Zijin Kuangye Jituan", "zijin"),
]


@pytest.mark.parametrize(("written", "brand"), FOUND, ids=[written for written, _ in FOUND])
def test_a_distorted_name_is_found(index, written, brand):
    found, score = best(index, written)
    assert brand in found and score >= EDGES.probable


@pytest.mark.parametrize(
    "innocent",
    [
        "Leader Electronics Ltd",
        "Union Apparel Ltd.",
        "Giant Textiles Ltd.",
        "Sigma Garments Industries Ltd.",
        "Fortune Fashion Ltd.",
        "Huayang Electric Power Co Ltd",
        "Gooryong Fashions Ltd.",
        "No. 6 Vocational Skills Education Training Center",
        "Target Denim & Casual Wear Ltd.",
        "Hetian Haida Apparel Co., Ltd",
    ],
)
def test_a_word_shared_with_a_listed_firm_is_at_most_possible(index, innocent):
    assert best(index, innocent)[1] < EDGES.probable


@given(st.text(alphabet="abcdefghinorlcv0158 ", max_size=40))
@settings(max_examples=200)
def test_the_key_of_a_column_is_the_key_of_each_word(text):
    column = pl.DataFrame({"text": [text]}).select(scan_key_column(pl.col("text")))
    assert column.item() == scan_key(text)


@given(st.integers(0, 10**6))
@settings(max_examples=100)
def test_blanks_anywhere_leave_a_name_what_it_is(seed):
    rng = random.Random(seed)
    listed = "Xinjiang Zhongtai Chemical Co. Ltd."
    letters = list("xinjiangzhongtaichemical")
    for _ in range(rng.randint(1, 3)):
        letters.insert(rng.randint(2, len(letters) - 2), " ")
    score = align(parse_name("".join(letters)), parse_name(listed)).score
    assert score >= EDGES.probable


def test_other_numbers_are_no_spelling():
    left, right = "Shihezi Tuzhi No. 24 Garment", "Shihezi Tuzhi No. 4 Garment"
    assert spelling(parse_name(left), parse_name(right)) is None


def test_the_explanation_says_what_was_read(index):
    said = explain_match("HetianTaidaApparel", "Hetian Taida Apparel Co., Ltd", "name")
    assert any("written differently" in line for line in said)
    said = explain_match("Hetian Taida Aparel", "Hetian Taida Apparel Co., Ltd", "name")
    assert "'apparel' (written 'aparel')" in " ".join(said)


def test_a_chinese_name_is_read_letter_by_letter_and_in_its_phrase(index):
    assert fold("新疆中泰化學有限公司") == fold("新疆中泰化学有限公司")
    from screen.names.variants import name_variants

    assert "chongqing changan automotive co ltd" in {
        fold(variant) for variant in name_variants("重庆长安汽车股份有限公司")
    }


def test_names_that_share_one_rare_word_cost_as_they_grow(index):
    import time

    def seconds(rows, first):
        cells = [f"Esquel {'abcdefghij'[n % 10]}{n} Works" for n in range(first, first + rows)]
        started = time.process_time()
        match_names(cells, index, EDGES)
        return time.process_time() - started

    seconds(500, 0)
    # The better of two turns: a machine that does other work beside slows either of them.
    few = min(seconds(4_000, 20_000), seconds(4_000, 30_000))
    assert min(seconds(8_000, 10_000), seconds(8_000, 40_000)) <= 2.5 * few + 0.2
