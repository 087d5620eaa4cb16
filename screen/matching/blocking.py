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
from screen.matching.likeness import (
    BY_EAR_FROM,
    LIKE_FROM,
    OTHER_VOWELS_FROM,
    SAME_WORD,
    SOUND_FROM,
    TWO_EDITS_FROM,
    word_similarity,
)
from screen.matching.name_words import OWN, WHOLE
from screen.names.ear import ear_key_column, vowelless_key_column
from screen.names.fold import romanisation_key, scan_key_column

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
_LONGEST_WORD = 20


def common_words(listed: Bag, names: int) -> pl.Series:
    """Return the words of a list that too many of its names share to make a candidate alone."""
    ceiling = min(max(LEAST_COMMON, int(names * COMMON_WORD_SHARE)), MOST_PER_WORD)
    return listed.words.group_by("word").len().filter(pl.col("len") > ceiling)["word"]


def candidates(
    queries: Bag, listed: Bag, fragments: pl.DataFrame, common: pl.Series
) -> Iterator[pl.DataFrame]:
    """Yield the pairs worth scoring (``CANDIDATE_SCHEMA``), so many at a time that memory holds.

    ``fragments`` are those of the listed words (``word_fragments``).
    """
    like = _meeting_words(queries.words, listed.words, fragments)
    is_common = pl.col("like").is_in(common.implode())
    links = like.filter(~is_common)
    # Initials that many share lead nowhere.
    telling = (pl.col("role") != WHOLE) | pl.col("word").str.starts_with("=")
    met = like.filter(is_common & telling).select("id", "word", key="like")
    words = listed.words.join(like.select(word="like").unique(), on="word", how="semi")
    listed_common = words.filter(telling).join(met.select(word="key"), on="word", how="semi")
    one = _with_second_word(met, queries.tokens, common)
    two = _with_second_word(
        listed_common.select("id", "word", key="word"), listed.tokens, common
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
    rare = met.select(
        query="id",
        listed="id_right",
        near=(pl.col("word") != pl.col("like")).cast(pl.UInt8),
        likeness="likeness",
        joined=(pl.col("role") != OWN) | (pl.col("role_right") != OWN),
        whole=(pl.col("role") == WHOLE) | (pl.col("role_right") == WHOLE),
    )
    # Joined in parts, because most of the whole join would be dropped at once.
    own, only_common = pl.col("own"), pl.col("only_common")
    both = pl.concat(
        [
            some.join(others, on=["key", "token"]).select("id", "id_right")
            for some, others in (
                (one.filter(own), two.filter(own)),
                (one.filter(only_common), two),
                (one, two.filter(only_common)),
            )
        ]
    ).unique()
    common_pairs = both.select(
        query="id",
        listed="id_right",
        near=pl.lit(0, pl.UInt8),
        likeness=pl.lit(1.0, pl.Float32),
        joined=pl.lit(True),
        whole=pl.lit(False),
    )
    return (
        pl.concat([rare, common_pairs])
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
        .select("id", "key", "token", "own", pl.col("only_common").fill_null(True))
        .unique()
    )


def _meeting_words(
    queries: pl.DataFrame, listed: pl.DataFrame, fragments: pl.DataFrame
) -> pl.DataFrame:
    """Return the screened words that match a listed one, with it and their likeness.

    Joined words match only the same one.
    """
    same = queries.join(listed.select("word"), on="word", how="semi").with_columns(
        like="word", likeness=pl.lit(1.0, pl.Float32)
    )
    fuzzy = queries.filter("fuzzy")
    near = fuzzy.join(like_words(fuzzy["word"].unique(), fragments), on="word")
    return pl.concat([same, near])


def like_words(words: pl.Series, fragments: pl.DataFrame) -> pl.DataFrame:
    """Return pairs of a word and another whose ``fragments`` an alignment takes for one word.

    The likeness is that of ``words.word_similarity``, for whole columns.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    near = (
        word_fragments(words)
        .join(fragments, on="fragment")
        .filter(pl.col("word") != pl.col("word_right"))
        .group_by("word", like="word_right")
        .agg(pl.col("by_sound").any())
    )
    left, right = near["word"].to_list(), near["like"].to_list()
    distance = pl.Series(
        process.cpdist(left, right, scorer=OSA.distance, score_cutoff=2), dtype=pl.UInt8
    )
    word, like = pl.col("word"), pl.col("like")
    shorter = pl.min_horizontal(word.str.len_bytes(), like.str.len_bytes())
    two_edits = (shorter >= TWO_EDITS_FROM) & (word.str.head(2) == like.str.head(2))
    close = near.with_columns(distance=distance).filter(
        pl.col("by_sound") | (pl.col("distance") <= 1) | ((pl.col("distance") == 2) & two_edits)
    )
    likeness = [word_similarity(one, other) for one, other in close["word", "like"].iter_rows()]
    return (
        close.with_columns(likeness=pl.Series(likeness, dtype=pl.Float32))
        .filter(pl.col("likeness") >= pl.lit(SAME_WORD, pl.Float32))
        .select("word", "like", "likeness")
    )


def word_fragments(words: pl.Series) -> pl.DataFrame:
    """Return the spellings that like words share, as hashes.

    The word less one letter (one edit), its ends (two edits), its romanisation key.
    """
    word, length = pl.col("word"), pl.col("word").str.len_bytes()
    long_enough = pl.DataFrame({"word": words}).filter(length >= LIKE_FROM)
    parts = [long_enough.select("word", fragment="word")]
    for at in range(_LONGEST_WORD):
        shorter = pl.concat_str([word.str.slice(0, at), word.str.slice(at + 1)])
        parts.append(long_enough.filter(length > at).select("word", shorter.alias("fragment")))
    longer = long_enough.filter(length >= TWO_EDITS_FROM)
    parts.append(longer.select("word", (pl.lit("^") + word.str.slice(0, 5)).alias("fragment")))
    parts.append(
        longer.select(
            "word",
            pl.concat_str([word.str.slice(0, 4), pl.lit("~"), word.str.slice(-2)]).alias(
                "fragment"
            ),
        )
    )
    parts.append(
        longer.select(
            "word",
            pl.concat_str([word.str.slice(0, 2), pl.lit("…"), word.str.slice(-4)]).alias(
                "fragment"
            ),
        )
    )
    spoken = long_enough.filter(length >= SOUND_FROM)
    keys = [f"~{romanisation_key(text)}" for text in spoken["word"].to_list()]
    sounds = spoken.select("word", fragment=pl.Series(keys, dtype=pl.String).hash(), by_sound=True)
    seen = pl.concat_str([pl.lit("#"), scan_key_column(word)])
    scans = long_enough.select("word", fragment=seen.hash(), by_sound=True)
    heard = long_enough.filter(length >= BY_EAR_FROM).with_columns(ear=ear_key_column(word))
    by_ear = pl.concat(
        [
            heard.select("word", fragment=pl.concat_str([pl.lit("?"), "ear"])),
            heard.filter(length >= OTHER_VOWELS_FROM).select(
                "word", fragment=pl.concat_str([pl.lit("-"), vowelless_key_column(pl.col("ear"))])
            ),
        ]
    ).select("word", pl.col("fragment").hash(), by_sound=True)
    edits = pl.concat(parts).select("word", pl.col("fragment").hash(), by_sound=False)
    return pl.concat([edits, sounds, scans, by_ear])
