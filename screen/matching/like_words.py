"""Finds like words in whole columns, so that the words of names are compared once and not in pairs.

The likeness is that of ``likeness.word_similarity``, which compares two words.
"""

import polars as pl

from screen.matching.likeness import (
    APART_BY_EAR,
    BY_EAR,
    BY_EAR_FROM,
    CONSONANTS,
    LIKE_FROM,
    LONG,
    LONG_BY_EAR,
    LONGER,
    MANY_EDITS,
    OF_TOWN,
    ONE_EDIT,
    OTHER_BRAND,
    OTHER_START,
    OTHER_VOWELS,
    OTHER_VOWELS_FROM,
    PLURAL,
    ROMANISED,
    SAME_WORD,
    SCANNED,
    SHORT_BY_EAR,
    SOUND_FROM,
    TWO_EDITS,
    TWO_EDITS_FROM,
    may_be_wade,
)
from screen.names.ear import ear_key_column, is_told_by_vowels, vowelless_key_column
from screen.names.fold import romanisation_key, scan_key_column
from screen.names.pinyin import ENGLISH, are_two_brands, brand_keys, in_wade_giles
from screen.names.slavic_towns import is_of_town, towns_of
from screen.names.word_tables import borrowed_words

#: A word with the spellings that like words share (``fragment``, a hash), by its letters or its
#: sound.
FRAGMENT_SCHEMA = {"word": pl.String, "fragment": pl.UInt64, "by_sound": pl.Boolean}
#: A word with its keys: by its sound in romanised Korean, as a scanner reads it, as it is heard
#: (with vowels and without), as Wade and Giles spelled it, and of each way to read it as Chinese;
#: and whether it is one of the dictionary, and one of Asian syllables.
KEY_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "word": pl.String,
    "sound": pl.String,
    "scan": pl.String,
    "ear": pl.String,
    "consonants": pl.String,
    "wade": pl.String,
    "brands": pl.List(pl.String),
    "borrowed": pl.Boolean,
    "syllabic": pl.Boolean,
}
_SOUND_KEYS = ("word", "sound", "scan", "ear", "consonants")
_LONGEST_WORD = 20


def word_keys(words: pl.Series) -> pl.DataFrame:
    """Return the keys (``KEY_SCHEMA``) of ``words``."""
    return sound_keys(words).join(_other_keys(words), on="word").select(list(KEY_SCHEMA))


def sound_keys(words: pl.Series) -> pl.DataFrame:
    """Return the keys of ``words`` by which like ones are found.

    Those of ``KEY_SCHEMA`` that say how words sound and look; the others cost more and are asked of
    the few words that are found (``like_words``).
    """
    sounds = [romanisation_key(word) for word in words.to_list()]
    frame = pl.DataFrame({"word": words, "sound": pl.Series(sounds, dtype=pl.String)})
    frame = frame.with_columns(
        scan=scan_key_column(pl.col("word")), ear=ear_key_column(pl.col("word"))
    )
    return frame.with_columns(consonants=vowelless_key_column(pl.col("ear")))


def _other_keys(words: pl.Series) -> pl.DataFrame:
    listed = words.to_list()
    keys = {
        "word": listed,
        "wade": [in_wade_giles(word) for word in listed],
        "brands": [brand_keys(word) for word in listed],
        "borrowed": [word in borrowed_words() for word in listed],
        "syllabic": [is_told_by_vowels(word) for word in listed],
    }
    return pl.DataFrame(keys, schema={name: KEY_SCHEMA[name] for name in keys})


def like_words(own: pl.DataFrame, fragments: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    """Return pairs of a word and another (``word``, ``like``) that may stand for one.

    Their ``likeness`` is ``SAME_WORD`` or more.
    ``own`` are the keys of the words (``sound_keys``), ``fragments`` and ``keys`` those of the
    others (``word_fragments``, ``word_keys``).
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    near = (
        word_fragments(own)
        .join(fragments, on="fragment")
        .filter(pl.col("word") != pl.col("word_right"))
        .group_by("word", like="word_right")
        .agg((pl.col("by_sound") | pl.col("by_sound_right")).any())
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
        _likeness(close.select("word", "like", "distance"), own.select(_SOUND_KEYS), keys)
        .filter(pl.col("likeness") >= pl.lit(SAME_WORD, pl.Float32))
        .select("word", "like", "likeness")
    )


def _likeness(pairs: pl.DataFrame, own: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    """Return pairs of words (``word``, ``like``, ``distance``) with their ``likeness``."""
    theirs = keys.rename({"word": "like"})
    more = _other_keys(pairs["word"].unique().sort())
    pairs = pairs.join(own, on="word").join(more, on="word").join(theirs, on="like")
    one, other = pl.col("word").str.len_bytes(), pl.col("like").str.len_bytes()
    pairs = pairs.with_columns(
        shorter=pl.min_horizontal(one, other),
        apart=pl.max_horizontal(one, other) - pl.min_horizontal(one, other),
        two_brands=_two_brands(pairs),
        of_town=_of_towns(pairs),
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
    one_word = ~(pl.col("borrowed") & pl.col("borrowed_right")) & ~pl.col("two_brands")
    same_ear = pl.col("ear") == pl.col("ear_right")
    short_by_ear = (shorter > SHORT_BY_EAR) | (
        (pl.col("apart") <= APART_BY_EAR) & ~pl.col("borrowed") & ~pl.col("borrowed_right")
    )
    consonants = pl.col("consonants")
    same_consonants = (
        (consonants == pl.col("consonants_right"))
        & (consonants.str.replace_all("-", "", literal=True).str.len_bytes() >= CONSONANTS)
        & ~(pl.col("syllabic") | pl.col("syllabic_right"))
    )
    same_two = word.str.head(2) == like.str.head(2)
    likeness = (
        pl.when(
            (shorter < LIKE_FROM) | (pl.col("apart") > LONGER) | (distance > MANY_EDITS) | digits
        )
        .then(0.0)
        .when(pl.col("of_town"))
        .then(OF_TOWN)
        .when(spoken & (word.str.strip_chars_end("s") == like.str.strip_chars_end("s")))
        .then(PLURAL)
        .when((shorter >= LONG) & same_ear & one_word)
        .then(LONG_BY_EAR)
        .when(spoken & (pl.col("sound") == pl.col("sound_right")))
        .then(ROMANISED)
        .when(in_wade)
        .then(ROMANISED)
        .when((pl.col("scan") == pl.col("scan_right")) & ~pl.col("two_brands"))
        .then(SCANNED)
        .when((shorter >= BY_EAR_FROM) & short_by_ear & same_ear & one_word)
        .then(BY_EAR)
        .when((shorter >= OTHER_VOWELS_FROM) & ~same_ear & same_consonants & one_word)
        .then(pl.when(shorter >= LONG).then(LONG_BY_EAR).otherwise(OTHER_VOWELS))
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
    longer = pl.max_horizontal(pl.col("word").str.len_chars(), pl.col("like").str.len_chars())
    english = (longer >= ENGLISH) & (pl.col("borrowed") | pl.col("borrowed_right"))
    keyed = pairs.select(
        "word",
        "like",
        both=(brands.list.len() > 0) & (others.list.len() > 0) & ~english,
        sounds_same=pl.col("sound") == pl.col("sound_right"),
        shared=brands.list.set_intersection(others).list.len() > 0,
    ).with_columns(two=pl.col("both") & ~pl.col("shared"))
    # Words of one key may still be two: a key takes all sounds for one that some take for another.
    # Words of two keys may be one, in two romanisations of Korean.
    unsure = keyed.with_row_index("at").filter(
        pl.col("both") & (pl.col("shared") | pl.col("sounds_same"))
    )
    sure = [are_two_brands(one, two) for one, two in unsure.select("word", "like").iter_rows()]
    two = keyed["two"].to_numpy().copy()
    two[unsure["at"].to_numpy()] = sure
    return pl.Series(two, dtype=pl.Boolean)


def _of_towns(pairs: pl.DataFrame) -> pl.Series:
    """Return whether one word of each pair is the adjective of a town, the other (``OF_TOWN``)."""
    may_be = pairs.select(
        pl.col("word").str.ends_with("skiy") != pl.col("like").str.ends_with("skiy")
    ).to_series()
    told = may_be.to_numpy().copy()
    some = pairs.select("word", "like").filter(may_be)
    told[told] = [is_of_town(one, other) for one, other in some.iter_rows()]
    return pl.Series(told, dtype=pl.Boolean)


def _towns(keys: pl.DataFrame) -> pl.DataFrame:
    """Return the fragments of adjectives that the words of their towns have by their letters."""
    rows = [
        (word, town)
        for word in keys["word"].filter(keys["word"].str.ends_with("skiy")).to_list()
        for town in sorted(towns_of(word))
    ]
    return pl.DataFrame(rows, schema={"word": pl.String, "fragment": pl.String}, orient="row")


def word_fragments(keys: pl.DataFrame) -> pl.DataFrame:
    """Return the spellings that like words share (``FRAGMENT_SCHEMA``).

    The word less one letter (one edit), its ends (two edits), and its ``keys``.
    """
    word, length = pl.col("word"), pl.col("word").str.len_bytes()
    long_enough = keys.filter(length >= LIKE_FROM)
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
    sounds = [
        long_enough.filter(length >= least).select(
            "word", fragment=pl.concat_str([pl.lit(mark), pl.col(key)])
        )
        for mark, key, least in (
            ("~", "sound", SOUND_FROM),
            ("#", "scan", LIKE_FROM),
            ("?", "ear", BY_EAR_FROM),
            ("-", "consonants", OTHER_VOWELS_FROM),
        )
    ]
    sounds.append(_towns(keys))
    return pl.concat(
        [
            pl.concat(some).select("word", pl.col("fragment").hash(), by_sound=by_sound)
            for some, by_sound in ((parts, False), (sounds, True))
        ]
    )
