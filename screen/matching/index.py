"""Finds, for each screened name, the listed names worth scoring, by polars joins on words.

An alignment reaches a band only where a distinctive word of one name meets a like word of the other, so a pair is a
candidate exactly when that is so: the same word, two words written as one, the same word in another romanisation, or a
word one or two letters away. Like words are looked for once among the distinct words, not among the names. A word that very
many listed names share makes a candidate only together with a second word that both names hold.
"""

from collections.abc import Sequence

import polars as pl

from screen.matching.words import SAME_WORD, word_similarity
from screen.names.fold import romanisation_key
from screen.names.tokens import Name, parse_name

#: (name id, word, whether like words meet it or only the same one); ids number the sequence of names.
WORD_SCHEMA = {"id": pl.UInt32, "word": pl.String, "fuzzy": pl.Boolean}
#: (query id, listed id)
CANDIDATE_SCHEMA = {"query": pl.UInt32, "listed": pl.UInt32}

#: A word in more than this share of the listed names does not make two names a candidate by itself.
COMMON_WORD_SHARE = 0.01
#: ... but in a short list no word of fewer names than this is common.
LEAST_COMMON = 20
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
    if name.initials:
        words.setdefault(name.initials, False)
    if not name.distinctive:
        words[_WHOLE + name.core] = False
        words.update({token.text: True for token in name.tokens if token.kind == "place"})
    return words


def all_words(names: Sequence[str]) -> pl.DataFrame:
    """Every word of ``names``, of whatever kind, as a frame of ``id`` and ``token``."""
    rows = [(number, token.canonical) for number, name in enumerate(names) for token in parse_name(name).tokens]
    return pl.DataFrame(rows, schema={"id": pl.UInt32, "token": pl.String}, orient="row").unique()


def common_words(words: pl.DataFrame, names: int) -> pl.Series:
    """The words of a list (``WORD_SCHEMA``) that too many of its names share to make a candidate alone."""
    ceiling = max(LEAST_COMMON, int(names * COMMON_WORD_SHARE))
    return words.group_by("word").len().filter(pl.col("len") > ceiling)["word"]


def candidates(
    queries: pl.DataFrame,
    listed: pl.DataFrame,
    query_tokens: pl.DataFrame,
    listed_tokens: pl.DataFrame,
    common: pl.Series,
) -> pl.DataFrame:
    """Pairs worth scoring (``CANDIDATE_SCHEMA``), from the words (``WORD_SCHEMA``) and all tokens of screened and listed names."""
    like = queries.join(_like_words(queries, listed), on="word").select("id", "word", "like")
    is_common = pl.col("like").is_in(common.implode())
    rare = like.filter(~is_common).join(listed, left_on="like", right_on="word").select(query="id", listed="id_right")
    # The second word must be another one than the common word itself, on both sides.
    second = like.filter(is_common).join(query_tokens, on="id").filter(pl.col("token") != pl.col("word"))
    met = (
        listed.filter(pl.col("word").is_in(common.implode()))
        .join(listed_tokens, on="id")
        .filter(pl.col("token") != pl.col("word"))
    )
    both = second.join(met, left_on=["like", "token"], right_on=["word", "token"]).select(query="id", listed="id_right")
    return pl.concat([rare, both]).unique().sort("query", "listed")


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
