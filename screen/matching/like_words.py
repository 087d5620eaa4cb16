"""Finds like words in whole columns, so that the words of names are compared once and not in pairs.

The likeness is that of ``likeness.word_similarity``, which compares two words.
"""

import polars as pl

from screen.matching.likeness import (
    LIKE_FROM,
    LONGER,
    MANY_EDITS,
    ONE_EDIT,
    OTHER_BRAND,
    OTHER_START,
    PLURAL,
    ROMANISED,
    SAME_WORD,
    SCANNED,
    SOUND_FROM,
    TWO_EDITS,
    TWO_EDITS_FROM,
    may_be_wade,
)
from screen.names.fold import romanisation_key, scan_key, scan_key_column
from screen.names.pinyin import are_two_brands, brand_keys, in_wade_giles

#: A word with the spellings that like words share (``fragment``, a hash), by its letters or its
#: sound.
FRAGMENT_SCHEMA = {"word": pl.String, "fragment": pl.UInt64, "by_sound": pl.Boolean}
#: A word with its keys: by sound, as a scanner reads it, in the romanisation of Wade and Giles, and
#: of each way to read it as Chinese.
KEY_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "word": pl.String,
    "sound": pl.String,
    "scan": pl.String,
    "wade": pl.String,
    "brands": pl.List(pl.String),
}
_LONGEST_WORD = 20


def word_keys(words: pl.Series) -> pl.DataFrame:
    """Return the keys (``KEY_SCHEMA``) of ``words``."""
    rows = [
        (word, romanisation_key(word), scan_key(word), in_wade_giles(word), brand_keys(word))
        for word in words.to_list()
    ]
    return pl.DataFrame(rows, schema=KEY_SCHEMA, orient="row")


def like_words(words: pl.Series, fragments: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    """Return pairs of a word and another (``word``, ``like``) that may stand for one.

    Their ``likeness`` is ``SAME_WORD`` or more.
    ``fragments`` and ``keys`` are those of the other words (``word_fragments``, ``word_keys``).
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
    distance = process.cpdist(
        near["word"].to_list(), near["like"].to_list(), scorer=OSA.distance, score_cutoff=MANY_EDITS
    )
    word, like = pl.col("word"), pl.col("like")
    shorter = pl.min_horizontal(word.str.len_bytes(), like.str.len_bytes())
    two_edits = (shorter >= TWO_EDITS_FROM) & (word.str.head(2) == like.str.head(2))
    close = near.with_columns(distance=pl.Series(distance, dtype=pl.UInt8)).filter(
        pl.col("by_sound") | (pl.col("distance") <= 1) | ((pl.col("distance") == 2) & two_edits)
    )
    return (
        _likeness(close.select("word", "like", "distance"), keys)
        .filter(pl.col("likeness") >= pl.lit(SAME_WORD, pl.Float32))
        .select("word", "like", "likeness")
    )


def _likeness(pairs: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    """Return pairs of words (``word``, ``like``, ``distance``) with their ``likeness``."""
    own = word_keys(pairs["word"].unique())
    theirs = keys.rename({"word": "like"})
    pairs = pairs.join(own, on="word").join(theirs, on="like")
    one, other = pl.col("word").str.len_bytes(), pl.col("like").str.len_bytes()
    pairs = pairs.with_columns(
        shorter=pl.min_horizontal(one, other),
        apart=pl.max_horizontal(one, other) - pl.min_horizontal(one, other),
        two_brands=_two_brands(pairs),
    )
    word, like, distance = pl.col("word"), pl.col("like"), pl.col("distance")
    shorter, spoken = pl.col("shorter"), pl.col("shorter") >= SOUND_FROM
    starts = pl.concat_str([word.str.head(1), like.str.head(1)])
    in_wade = may_be_wade(starts) & ((pl.col("wade") == like) | (pl.col("wade_right") == word))
    digits = word.str.contains(r"^[0-9]+$") | like.str.contains(r"^[0-9]+$")
    start = pl.when(word.str.head(1) == like.str.head(1)).then(0.0).otherwise(OTHER_START)
    slip = pl.lit(ONE_EDIT[0][1])
    for length, value in ONE_EDIT[1:]:
        slip = pl.when(shorter >= length).then(value).otherwise(slip)
    same_two = word.str.head(2) == like.str.head(2)
    likeness = (
        pl.when(
            (shorter < LIKE_FROM) | (pl.col("apart") > LONGER) | (distance > MANY_EDITS) | digits
        )
        .then(0.0)
        .when(spoken & (word.str.strip_chars_end("s") == like.str.strip_chars_end("s")))
        .then(PLURAL)
        .when(spoken & (pl.col("sound") == pl.col("sound_right")))
        .then(ROMANISED)
        .when(in_wade)
        .then(ROMANISED)
        .when((pl.col("scan") == pl.col("scan_right")) & ~pl.col("two_brands"))
        .then(SCANNED)
        .when((distance == 1) & pl.col("two_brands"))
        .then(OTHER_BRAND)
        .when(distance == 1)
        .then(slip - start)
        .when((distance == 2) & (shorter >= TWO_EDITS_FROM) & same_two & ~pl.col("two_brands"))
        .then(TWO_EDITS)
        .otherwise(0.0)
    )
    return pairs.with_columns(likeness=likeness.cast(pl.Float32))


def _two_brands(pairs: pl.DataFrame) -> pl.Series:
    """Return whether the words of each pair are two Chinese brands (``pinyin.are_two_brands``)."""
    brands, others = pl.col("brands"), pl.col("brands_right")
    keyed = pairs.select(
        "word",
        "like",
        both=(brands.list.len() > 0) & (others.list.len() > 0),
        shared=brands.list.set_intersection(others).list.len() > 0,
    ).with_columns(two=pl.col("both") & ~pl.col("shared"))
    # Words of one key may still be two: a key takes all sounds for one that some take for another.
    unsure = keyed.with_row_index("at").filter(pl.col("both") & pl.col("shared"))
    sure = [are_two_brands(one, two) for one, two in unsure.select("word", "like").iter_rows()]
    two = keyed["two"].to_numpy().copy()
    two[unsure["at"].to_numpy()] = sure
    return pl.Series(two, dtype=pl.Boolean)


def word_fragments(words: pl.Series) -> pl.DataFrame:
    """Return the spellings that like words share (``FRAGMENT_SCHEMA``).

    The word less one letter (one edit), its ends (two edits), its romanisation key.
    """
    word, length = pl.col("word"), pl.col("word").str.len_bytes()
    long_enough = pl.DataFrame({"word": words}).filter(length >= LIKE_FROM)
    parts = [long_enough.select("word", fragment="word")]
    for at in range(_LONGEST_WORD):
        shorter = pl.concat_str([word.str.slice(0, at), word.str.slice(at + 1)])
        parts.append(long_enough.filter(length > at).select("word", shorter.alias("fragment")))
    longer = long_enough.filter(length >= TWO_EDITS_FROM)
    ends = (
        pl.lit("^") + word.str.slice(0, 5),
        pl.concat_str([word.str.slice(0, 4), pl.lit("~"), word.str.slice(-2)]),
        pl.concat_str([word.str.slice(0, 2), pl.lit("…"), word.str.slice(-4)]),
    )
    parts += [longer.select("word", fragment=end) for end in ends]
    spoken = long_enough.filter(length >= SOUND_FROM)
    keys = [f"~{romanisation_key(text)}" for text in spoken["word"].to_list()]
    sounds = spoken.select("word", fragment=pl.Series(keys, dtype=pl.String).hash(), by_sound=True)
    seen = pl.concat_str([pl.lit("#"), scan_key_column(word)])
    scans = long_enough.select("word", fragment=seen.hash(), by_sound=True)
    edits = pl.concat(parts).select("word", pl.col("fragment").hash(), by_sound=False)
    return pl.concat([edits, sounds, scans])
