"""Words written as they are heard are one word; two words of the dictionary are two."""

import polars as pl
import pytest

from screen.matching.likeness import SAME_WORD, word_similarity
from screen.names.ear import ear_key, ear_key_column, vowelless_key, vowelless_key_column
from screen.names.word_tables import borrowed_words


def test_columns_give_the_keys_of_single_words():
    words = [*sorted(borrowed_words())[::7], "laxmi", "hizballah", "xpress", "wolkow", "x", ""]
    frame = pl.DataFrame({"word": words}).with_columns(ear=ear_key_column(pl.col("word")))
    assert frame["ear"].to_list() == [ear_key(word) for word in words]
    column = frame.select(vowelless_key_column(pl.col("ear"))).to_series()
    assert column.to_list() == [vowelless_key(word) for word in words]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("filipson", "philipson"),
        ("wolkovsk", "volkovsk"),
        ("kaspian", "caspian"),
        ("shreiner", "schreiner"),
        ("hamidullah", "hamedollah"),
        ("werf", "verf"),
        ("qard", "kard"),
        ("tupolyev", "tupolev"),
        ("dnjepr", "dnepr"),
    ],
)
def test_what_sounds_the_same_is_one_word(one, other):
    assert word_similarity(one, other) >= SAME_WORD


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("write", "wright"),
        ("colonel", "kernel"),
        ("fashu", "fazhou"),
        ("taida", "dada"),
        ("sama", "chammae"),
    ],
)
def test_words_of_the_dictionary_and_chinese_brands_stay_two(one, other):
    assert word_similarity(one, other) < SAME_WORD + 0.001


def test_a_listed_name_written_by_ear_is_found_through_the_command(cli):
    assert "Hoshine" in cli("name", "Hoschine Silikon").out
    assert "Esquel" in cli("name", "Guangdong Eskuel Textile").out
