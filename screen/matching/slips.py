"""Words of a firm's own that may be a known word of trade or place, misspelled or abbreviated.

'textlle' and 'txtl' are such words until a name with 'textile' stands beside them.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import polars as pl

from screen.matching.like_words import like_words, word_fragments, word_keys
from screen.matching.likeness import is_abbreviation
from screen.names.word_tables import usual_words

#: A word of a name, and the number of a known word that it may mean.
MEANT_SCHEMA = {"token": pl.String, "known": pl.Int16}
_TEXT = {"token": pl.String, "written": pl.String}
_VOWELS_INSIDE = "^.[^aeiou]*.$"


@cache
def known_numbers() -> pl.DataFrame:
    """Return the usual spellings of words of trade and place (``token``), numbered from 1."""
    words = {
        part
        for canonical, kind in usual_words().values()
        if kind in {"business", "place"}
        for part in canonical.split()
    }
    return (
        pl.DataFrame({"token": sorted(words)})
        .with_row_index("known", offset=1)
        .cast({"known": pl.Int16})
        .select("token", "known")
    )


@cache
def _written() -> pl.DataFrame:
    """Return each known word as it may be written (``written``) with the number of its meaning."""
    usual = known_numbers()
    rows = [
        (written, part)
        for word, (canonical, _) in usual_words().items()
        for part in canonical.split()
        for written in (word, part)
    ]
    spelled = pl.DataFrame(rows, schema=["written", "token"], orient="row").unique()
    return spelled.join(usual, on="token").select("written", "known").sort("written", "known")


@cache
def _fragments() -> tuple[pl.DataFrame, pl.DataFrame]:
    keys = word_keys(_written()["written"].unique().sort())
    return word_fragments(keys), keys


@cache
def _by_initial() -> dict[str, list[str]]:
    words: dict[str, list[str]] = defaultdict(list)
    for word in _written()["written"].unique().sort():
        words[word[:1]].append(word)
    return words


def may_be_known(keys: pl.DataFrame) -> pl.DataFrame:
    """Return the known words that each of some words may be misspelled from or short for.

    ``keys`` are those of the words (``sound_keys``). Schema: ``MEANT_SCHEMA``.
    """
    words = keys["word"]
    near = like_words(keys, *_fragments()).select(token="word", written="like")
    short = words.filter(words.str.contains(_VOWELS_INSIDE))
    rows = [(word, long) for word in words.to_list() for long in _completed(word)]
    rows += [
        (word, long)
        for word in short.to_list()
        for long in _by_initial().get(word[:1], [])
        if is_abbreviation(word, long)
    ]
    brief = pl.DataFrame(rows, schema=["token", "written"], orient="row", schema_overrides=_TEXT)
    return (
        pl.concat([near, brief])
        .join(_written(), on="written")
        .select(pl.col(name).cast(dtype) for name, dtype in MEANT_SCHEMA.items())
        .unique()
        .sort("token", "known")
    )


def _completed(word: str) -> Iterator[str]:
    """Yield the known words that begin with ``word``."""
    known = _by_initial().get(word[:1], [])
    at = bisect_left(known, word)
    while at < len(known) and known[at].startswith(word):
        if is_abbreviation(word, known[at]):
            yield known[at]
        at += 1
