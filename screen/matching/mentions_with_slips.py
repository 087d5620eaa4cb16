"""Finds listed names in longer texts in which a word of them is misspelled.

The odd words of the texts, which no dictionary and no list holds, are put right where they are like
a word of a listed phrase; then the phrases are searched in what the texts say so. The words
of a text keep their places, so what was written is known, and it is scored like any other name.
"""

from collections.abc import Sequence
from functools import lru_cache

import polars as pl

from screen.matching.like_words import like_words, word_fragments, word_keys
from screen.matching.likeness import LIKE_FROM
from screen.names.legal_forms import known_words
from screen.names.word_tables import borrowed_words

#: A phrase must have as many letters, so that one slip in it leaves enough that tells.
_LEAST_LETTERS = 12
#: So many texts are read at a time.
_AT_ONCE = 100_000


def search_misspelled(folded: pl.DataFrame, phrases: Sequence[str]) -> pl.DataFrame:
    """Return the words (``phrase``) of folded texts that are a listed phrase but for slips.

    ``folded`` has the texts by number (``id``, ``folded``), ``phrases`` are folded as well. The
    result has a row for each such ``phrase`` as it is written in the text ``id``. Costs one pass
    over the words of the texts.
    """
    long = tuple(one for one in phrases if " " in one and len(one) >= _LEAST_LETTERS)
    parts = [
        _search(folded.slice(start, _AT_ONCE), long)
        for start in range(0, folded.height if long else 0, _AT_ONCE)
    ]
    return pl.concat([pl.DataFrame(schema={"id": pl.UInt32, "phrase": pl.String}), *parts])


def _search(folded: pl.DataFrame, phrases: tuple[str, ...]) -> pl.DataFrame:
    words = (
        folded.with_row_index("row")
        .select("row", "id", word=pl.col("folded").str.strip_chars().str.split(" "))
        .explode("word")
        .filter(pl.col("word") != "")
    )
    right = _put_right(words["word"].unique(), phrases)
    touched = words.join(right, on="word", how="semi").select("row").unique()
    lines = (
        words.join(touched, on="row", how="semi", maintain_order="left")
        .join(right, on="word", how="left", maintain_order="left")
        .group_by("row", "id", maintain_order=True)
        .agg(said=pl.col("word"), meant=pl.coalesce("like", "word"))
        .with_columns(text=pl.format(" {} ", pl.col("meant").list.join("  ")))
    )
    wanted = [f" {phrase.replace(' ', '  ')} " for phrase in phrases]
    found = lines.filter(pl.col("text").str.contains_any(wanted)).select(
        "id",
        "said",
        "meant",
        phrase=pl.col("text").str.extract_many(wanted, overlapping=True),
    )
    rows = [
        (number, written)
        for number, said, meant, held in found.iter_rows()
        for phrase in dict.fromkeys(held)
        for written in _written(said, meant, phrase.split())
    ]
    return pl.DataFrame(rows, schema={"id": pl.UInt32, "phrase": pl.String}, orient="row").unique(
        maintain_order=True
    )


def _put_right(words: pl.Series, phrases: tuple[str, ...]) -> pl.DataFrame:
    """Return the odd ones of ``words`` with the word of a phrase (``like``) that each is like."""
    fragments, keys = _listed(phrases)
    odd = words.filter(
        (words.str.len_bytes() >= LIKE_FROM) & ~words.is_in(keys["word"].implode())
    ).to_list()
    known = known_words() | borrowed_words()
    own = word_keys(pl.Series([word for word in odd if word not in known], dtype=pl.String))
    return (
        like_words(own, fragments, keys)
        .sort("likeness", "like", descending=[True, False])
        .unique("word", keep="first", maintain_order=True)
        .select("word", "like")
    )


@lru_cache(maxsize=4)
def _listed(phrases: tuple[str, ...]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the fragments and the keys of the words of ``phrases``."""
    words = {word for phrase in phrases for word in phrase.split() if len(word) >= LIKE_FROM}
    keys = word_keys(pl.Series(sorted(words), dtype=pl.String))
    return word_fragments(keys), keys


def _written(said: list[str], meant: list[str], phrase: list[str]) -> list[str]:
    """Return what is written where ``phrase`` is meant, unless it is the phrase itself."""
    count = len(phrase)
    return [
        " ".join(said[at : at + count])
        for at in range(len(meant) - count + 1)
        if meant[at : at + count] == phrase and said[at : at + count] != phrase
    ]
