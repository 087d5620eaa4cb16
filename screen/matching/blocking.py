"""Finds, for each screened name, the listed names worth scoring, by polars joins on words.

An alignment reaches a band only where a distinctive word of one name matches a like word of the
other, so a pair is a
candidate exactly then: the same word, two words written as one, the same word in another
romanisation, a word one or two letters away, or the initials. Like words are looked for once among
the distinct words, not among the names. A word
that very many listed names share makes a candidate only together with a second word that both names
hold.
"""

from collections.abc import Iterator

import polars as pl

from screen.matching.bags import Bag
from screen.matching.likeness import ROMANISED
from screen.matching.name_words import OWN, RESPELLED, WHOLE

#: (screened name, listed name, words that are alike and not the same, the best likeness among them
#: or 1.0, whether words written together or initials matched, which no comparison of single words
#: shows)
CANDIDATE_SCHEMA = {
    "query": pl.UInt32,
    "listed": pl.UInt32,
    "near": pl.UInt8,
    "likeness": pl.Float32,
    "joined": pl.Boolean,
    "whole": pl.Boolean,
}

#: A word in more than this share of the listed names does not make two names a candidate by itself.
COMMON_WORD_SHARE = 0.01
#: ... but in a short list, a word that fewer names than this hold is not common.
LEAST_COMMON = 60
#: ... and in a long one no word leads to more names than this.
MOST_PER_WORD = 60
#: At most this many pairs of names are held at a time.
MOST_PAIRS = 2_000_000
#: Two words that more listed names share than this say nothing together; such names are found by
#: their letters (``matching.letter_keys``).
MOST_TOGETHER = 2_000
_LINKED = ("id", "id_right", "word", "likeness", "near", "near_right", "joined", "joined_right")


def common_words(listed: Bag, names: int) -> pl.Series:
    """Return the words of a list that too many of its names share to make a candidate alone."""
    ceiling = min(max(LEAST_COMMON, int(names * COMMON_WORD_SHARE)), MOST_PER_WORD)
    return listed.words.group_by("word").len().filter(pl.col("len") > ceiling)["word"]


def candidates(
    queries: Bag, listed: Bag, alike: pl.DataFrame, common: pl.Series
) -> Iterator[pl.DataFrame]:
    """Yield the pairs worth scoring (``CANDIDATE_SCHEMA``), so many at a time that memory holds.

    ``alike`` are the like words of both (``like_words``), ``common`` the ``common_words`` listed.
    """
    like = _meeting_words(queries.words, listed.words, alike)
    is_common = pl.col("like").is_in(common.implode())
    links = like.filter(~is_common)
    # Initials that many share lead nowhere.
    telling = (pl.col("role") != WHOLE) | pl.col("word").str.starts_with("=")
    met = like.filter(is_common & telling).select(
        "id",
        "word",
        "likeness",
        key="like",
        near=pl.col("word") != pl.col("like"),
        joined=pl.col("role") != OWN,
    )
    words = listed.words.join(like.select(word="like").unique(), on="word", how="semi")
    listed_common = words.filter(telling).join(met.select(word="key"), on="word", how="semi")
    one = _with_second_word(met, queries.tokens, common)
    two = _with_second_word(
        listed_common.select(
            "id",
            "word",
            key="word",
            likeness=pl.lit(1.0, pl.Float32),
            near=pl.col("role") == RESPELLED,
            joined=~pl.col("role").is_in([OWN, RESPELLED]),
        ),
        listed.tokens,
        common,
    ).filter(pl.len().over("key", "token") <= MOST_TOGETHER)
    for ids in _parts(links, words, one, two):
        yield _pairs(
            links.join(ids, on="id", how="semi"), words, one.join(ids, on="id", how="semi"), two
        )


def _parts(
    links: pl.DataFrame, words: pl.DataFrame, one: pl.DataFrame, two: pl.DataFrame
) -> list[pl.DataFrame]:
    """Return screened names (``id``) in groups that lead to about ``MOST_PAIRS`` pairs each."""
    rare = links.join(words.group_by(like="word").len(), on="like").select("id", "len")
    both = one.join(two.group_by("key", "token").len(), on=["key", "token"]).select("id", "len")
    counts = pl.concat([rare, both]).group_by("id").agg(pl.col("len").sum()).sort("id")
    part = (pl.col("len").cum_sum() // MOST_PAIRS).alias("part")
    return [group.select("id") for group in counts.with_columns(part).partition_by("part")] or [
        counts.select("id")
    ]


def _pairs(
    links: pl.DataFrame, words: pl.DataFrame, one: pl.DataFrame, two: pl.DataFrame
) -> pl.DataFrame:
    """Return the pairs of names that share a rare word, or a common one and another."""
    met = links.join(words.select("id", "word", "role"), left_on="like", right_on="word").filter(
        # Initials stand for a name where somebody wrote them as a word; two names with like
        # initials are not a pair.
        ((pl.col("role") != WHOLE) & (pl.col("role_right") != WHOLE))
        | (pl.col("role") == OWN)
        | (pl.col("role_right") == OWN)
        | pl.col("word").str.starts_with("=")
    )
    respelled = (pl.col("role") == OWN) & (pl.col("role_right") == RESPELLED)
    rare = met.select(
        "word",
        query="id",
        listed="id_right",
        near=((pl.col("word") != pl.col("like")) | respelled).cast(pl.UInt8),
        likeness=pl.when(respelled).then(pl.lit(ROMANISED, pl.Float32)).otherwise("likeness"),
        joined=(pl.col("role") != OWN) | ~pl.col("role_right").is_in([OWN, RESPELLED]),
        whole=(pl.col("role") == WHOLE) | (pl.col("role_right") == WHOLE),
    )
    # Joined in parts, because most of the whole join would be dropped at once.
    own, only_common = pl.col("own"), pl.col("only_common")
    both = pl.concat(
        [
            some.join(others, on=["key", "token"]).select(*_LINKED)
            for some, others in (
                (one.filter(own), two.filter(own)),
                (one.filter(only_common), two),
                (one, two.filter(only_common)),
            )
        ]
    ).unique()
    # As wide as the others: older versions of polars make 64 bits of a plain number.
    romanised = pl.lit(ROMANISED, dtype=pl.Float32)
    common_pairs = both.select(
        "word",
        query="id",
        listed="id_right",
        near=(pl.col("near") | pl.col("near_right")).cast(pl.UInt8),
        likeness=pl.min_horizontal("likeness", pl.when("near_right").then(romanised)),
        joined=pl.col("joined") | pl.col("joined_right"),
        whole=pl.lit(False),
    )
    return (
        pl.concat([rare, common_pairs])
        .group_by("query", "listed", "word")
        .agg(
            pl.col("near").max(),
            pl.col("likeness").max(),
            pl.col("joined").any(),
            pl.col("whole").any(),
        )
        .group_by("query", "listed")
        .agg(
            pl.col("near").sum(),
            pl.col("likeness").max(),
            pl.col("joined").any(),
            pl.col("whole").any(),
        )
        .sort("query", "listed")
    )


def _with_second_word(words: pl.DataFrame, tokens: pl.DataFrame, common: pl.Series) -> pl.DataFrame:
    """Return common words with each other word of their name.

    Also says whether the name has none but common words of its own.

    Two names that share a common word and each have a rare one beside it are two firms, whatever
    else they share; so the
    second word is one of trade or place only where one of the names has nothing rarer.
    """
    own = (
        tokens.filter("own")
        .join(words.select("id"), on="id", how="semi")
        .with_columns(only_common=pl.col("token").is_in(common.implode()))
        .group_by("id")
        .agg(pl.col("only_common").all())
    )
    return (
        words.join(tokens, on="id")
        .filter(pl.col("token") != pl.col("word"))
        .join(own, on="id", how="left")
        .group_by("id", "key", "token", "own", pl.col("only_common").fill_null(True))
        .agg(
            pl.col("word").first(),
            pl.col("likeness").max(),
            pl.col("near").all(),
            pl.col("joined").any(),
        )
    )


def _meeting_words(
    queries: pl.DataFrame, listed: pl.DataFrame, alike: pl.DataFrame
) -> pl.DataFrame:
    """Return the screened words that match a listed one, with it and their likeness.

    Joined words match only the same one.
    """
    same = queries.join(listed.select("word"), on="word", how="semi").with_columns(
        like="word", likeness=pl.lit(1.0, pl.Float32)
    )
    fuzzy = queries.filter("fuzzy")
    near = fuzzy.join(alike, on="word")
    return pl.concat([same, near])
