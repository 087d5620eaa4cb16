"""Finds, for each screened name, the listed names worth scoring, by polars joins on words.

An alignment reaches a band only where a distinctive word of one name meets a like word of the other, so a pair is a
candidate exactly when that is so: the same word, two words written as one, the same word in another romanisation, or a
word one or two letters away. Like words are looked for once among the distinct words, not among the names.
"""

from collections.abc import Sequence

import polars as pl

from screen.matching.align import SAME_WORD, word_similarity
from screen.names.fold import romanisation_key
from screen.names.tokens import Name, parse_name

#: (name id, word, whether like words meet it or only the same one); ids number the sequence of names.
WORD_SCHEMA = {"id": pl.UInt32, "word": pl.String, "fuzzy": pl.Boolean}
#: (query id, listed id)
CANDIDATE_SCHEMA = {"query": pl.UInt32, "listed": pl.UInt32}

#: A word in more than this share of the listed names does not make two names a candidate by itself.
COMMON_WORD_SHARE = 0.01
#: The word of a name that has no distinctive one; only a name of the very same words meets it.
_WHOLE = "="


def name_words(names: Sequence[str]) -> pl.DataFrame:
    """The words under which ``names`` can be met, as a frame with ``WORD_SCHEMA``."""
    rows = [
        (number, word, fuzzy) for number, name in enumerate(names) for word, fuzzy in _words(parse_name(name)).items()
    ]
    return pl.DataFrame(rows, schema=WORD_SCHEMA, orient="row")


def _words(name: Name) -> dict[str, bool]:
    words: dict[str, bool] = {}
    for token in name.tokens:
        if token.kind == "distinctive":
            words.update({token.canonical: True, token.text: True})
    # Words written apart or together: "Tai Da" and "Taida" meet on the joined spelling. A window of trade and place
    # words alone would join half the list, so a distinctive word is part of each.
    for length in (2, 3, 4):
        for start in range(len(name.tokens) - length + 1):
            window = name.tokens[start : start + length]
            joined = "".join(token.text for token in window)
            if 4 <= len(joined) <= 20 and any(token.kind == "distinctive" for token in window):
                words.setdefault(joined, False)
    if not name.distinctive:
        words[_WHOLE + name.core] = False
    return words


def without_common_words(words: pl.DataFrame, names: int) -> pl.DataFrame:
    """Listed words less those that very many of the listed names share, for every name that has a rarer one as well.

    A town that no table knows joins thousands of pairs that only agree on it, and no such pair could pass 'possible'.
    """
    ceiling = max(20, int(names * COMMON_WORD_SHARE))
    counted = words.with_columns(pl.len().over("word").alias("count"))
    rarest = pl.col("count").min().over("id")
    return counted.filter((pl.col("count") <= ceiling) | (rarest > ceiling)).drop("count")


def candidates(queries: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """Pairs worth scoring (``CANDIDATE_SCHEMA``), from the words of screened and of listed names."""
    like = _like_words(queries, listed)
    return (
        queries.join(like, on="word")
        .join(listed, left_on="like", right_on="word")
        .select(pl.col("id").alias("query"), pl.col("id_right").alias("listed"))
        .unique()
        .sort("query", "listed")
    )


def _like_words(queries: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """Pairs of distinct words that an alignment would take for one word; joined words are met by the same one only."""
    same = queries.select("word").unique().join(listed.select("word").unique(), on="word")
    left, right = (_fragments(words.filter("fuzzy")["word"].unique()) for words in (queries, listed))
    near = left.join(right, on="fragment").select("word", pl.col("word_right").alias("like")).unique()
    near = near.filter(pl.col("word") != pl.col("like"))
    alike = [word_similarity(one, other) >= SAME_WORD for one, other in near.iter_rows()]
    return pl.concat([same.with_columns(pl.col("word").alias("like")), near.filter(pl.Series(alike, dtype=pl.Boolean))])


def _fragments(words: pl.Series) -> pl.DataFrame:
    """Spellings that like words share: the word less one letter (one edit), its ends (two edits), its romanisation key."""
    rows = []
    for word in words.to_list():
        if len(word) < 4:
            continue
        rows.append((word, word))
        rows += [(word, word[:i] + word[i + 1 :]) for i in range(len(word))]
        if len(word) >= 5:
            rows.append((word, "~" + romanisation_key(word)))
        if len(word) >= 8:
            rows += [(word, "^" + word[:5]), (word, word[:2] + "…" + word[-4:])]
    return pl.DataFrame(rows, schema={"word": pl.String, "fragment": pl.String}, orient="row").unique()
