"""Words are compared in whole columns as one by one, and listed names come back as they were."""

import polars as pl
from hypothesis import example, given, settings
from hypothesis import strategies as st

from screen.lists.load import load_watchlists
from screen.matching import likeness
from screen.matching.like_words import like_words, word_fragments, word_keys
from screen.matching.likeness import SAME_WORD, word_similarity
from screen.matching.name_index import build_index
from screen.matching.parsed_names import parsed_names
from screen.matching.slips import known_numbers, may_be_known
from screen.names.parse import parse_name

INDEX = build_index(load_watchlists())
LISTED = sorted(INDEX.bag.words.filter("fuzzy")["word"].unique().to_list())
SOUNDS = [
    a + b for a in ("zh", "z", "ch", "k", "h", "kh", "ph", "f", "w", "t", "d", "") for b in "aeiou"
]
MADE = st.lists(
    st.sampled_from([*SOUNDS, "n", "ng", "rn", "m", "s", "1", "0"]), min_size=2, max_size=6
)


def changed(word, at, letter):
    place = at % len(word)
    return (word[:place] + letter + word[place + 1 :], word[:place] + word[place + 1 :])[at % 2]


CHANGED = st.builds(
    changed, st.sampled_from(LISTED), st.integers(0, 40), st.sampled_from("abdehiklmnorst10")
)


@settings(max_examples=60, deadline=None)
@given(st.lists(MADE.map("".join) | CHANGED, min_size=1, max_size=25, unique=True))
@example(["melange", "mebange"])
def test_columns_say_what_two_words_say(words):
    series = pl.Series(sorted({*words, *LISTED[:: len(LISTED) // 40]}), dtype=pl.String)
    keys = word_keys(series)
    found = like_words(keys, word_fragments(keys), keys)
    assert found.height == found.select("word", "like").unique().height
    for word, like, value in found.iter_rows():
        assert abs(value - word_similarity(word, like)) < 1e-6, (word, like)
    pairs = set(found.select("word", "like").iter_rows())
    for word in words:
        for like in words:
            if word != like and word_similarity(word, like) >= SAME_WORD and _is_one_slip(word):
                assert (word, like) in pairs


def _is_one_slip(word):
    """Two slips in a long word are looked for at its ends only."""
    return 4 <= len(word) < likeness.TWO_EDITS_FROM


@settings(max_examples=300, deadline=None)
@given(MADE.map("".join) | CHANGED, MADE.map("".join) | st.sampled_from(LISTED))
def test_words_that_begin_otherwise_are_told_apart_without_looking(left, right):
    likely = min(len(left), len(right)) >= likeness.LIKE_FROM
    if left != right and likely and abs(len(left) - len(right)) <= likeness.LONGER:
        assert word_similarity(left, right) == likeness._similarity(left, right)


def test_a_word_of_trade_is_known_again_misspelled_and_short():
    numbers = dict(known_numbers().iter_rows())
    meant = may_be_known(word_keys(pl.Series(["textlle", "mchnry", "hoshine", "grmt", "machin"])))
    found = set(meant.iter_rows())
    assert {("textlle", numbers["textile"]), ("mchnry", numbers["machinery"])} <= found
    assert "hoshine" not in meant["token"]
    assert {"grmt", "machin"} <= set(meant["token"])


def test_listed_names_come_back_as_they_were_taken_apart():
    written = INDEX.names["listed_name"].to_list()
    odd = ["", "  ", "№ 5", "Office Thirty-Nine", "Завод 'Волна'", "A B C GmbH", "شركة هوشين"]
    names = parsed_names([*written, *odd])
    found = names.names(pl.Series(range(len(written) + len(odd))))
    assert list(found.values()) == [parse_name(name) for name in [*written, *odd]]
