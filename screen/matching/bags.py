"""The words of many names at once.

A name is taken apart word by word in Python (``names.parse.parse_name``), which is exact and slow.
Of a million screened names nearly all are plain Latin names that match no listed word; their words
are found here by polars over whole columns, classified once for each distinct word. Names that are
not plain go the exact way.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from screen.matching.name_words import (
    END,
    JOINED,
    OWN,
    RUN,
    RUN_LENGTH,
    WHOLE,
    words_of_name,
)
from screen.names.fold import fold_column
from screen.names.legal_forms import (
    is_form_word,
    is_whole_form,
    known_words,
    may_be_mended,
    mended,
)
from screen.names.number_words import SPELLED, ordinal_words
from screen.names.parse import ACRONYM_WORDS, ARTICLES, parse_name, word_tokens
from screen.names.pinyin import is_syllable
from screen.names.several_words import phrase_spellings
from screen.names.slavic_towns import one_form_column

#: (name id, word, how it stands for the name, whether like words match it or only the same one)
WORD_SCHEMA = {"id": pl.UInt32, "word": pl.String, "role": pl.UInt8, "fuzzy": pl.Boolean}
#: (name id, place in the name, canonical word, whether it is a distinctive one, its class)
TOKEN_SCHEMA = {
    "id": pl.UInt32,
    "place": pl.UInt8,
    "token": pl.String,
    "own": pl.Boolean,
    "kind": pl.String,
    "light": pl.Boolean,
}
#: No name has more words that count.
MOST_WORDS = 60
_NOT_ASCII = r"[^\x00-\x7f]"
#: Long dotted initials and digits beside letters are read in ways that whole columns cannot.
_ODD = r"(?i)(?:[a-z]\.){3,}[a-z]|\b[a-z]\.[a-z]\b[^.]|[a-z][0-9]|[0-9][a-z]"
_DOTTED_FORM = r"(?i) (?:S\.A|A\.S|N\.V|B\.V|S\.L|K\.K)$"
_ODD_FOLDED = (
    r"(?:^| )[a-z] [a-z](?: |$)|^(?:messrs|m s|on behalf|o b o|for account|for and|by order|to the"
    r" order|to order|c o|care of|attn"
    r"|factory|manufacturer|mfr|shipper|exporter|supplier|seller|consignee|maker|producer|vendor"
    r"|made by|manufactured by|produced by|sold by|shipped by|supplied by|as agents?) "
)


@dataclass(frozen=True, slots=True)
class Bag:
    """The words under which names can be matched, and all their tokens, by number of the name.

    Schemas: ``WORD_SCHEMA`` and ``TOKEN_SCHEMA``.
    """

    words: pl.DataFrame
    tokens: pl.DataFrame


def bag_exactly(names: Sequence[str], ids: Sequence[int] | None = None) -> Bag:
    """Return the words of ``names``, each name taken apart by itself.

    ``ids`` are their numbers, 0 and up where not given.
    """
    words: list[tuple[int, str, int, bool]] = []
    tokens: list[tuple[int, int, str, bool, str, bool]] = []
    for number, written in zip(ids if ids is not None else range(len(names)), names, strict=True):
        name = parse_name(written)
        words += [
            (number, word, role, fuzzy) for word, (role, fuzzy) in words_of_name(name).items()
        ]
        tokens += [
            (
                number,
                place,
                token.canonical,
                token.kind == "distinctive",
                token.kind,
                token.text in name.given,
            )
            for place, token in enumerate(name.tokens[:MOST_WORDS])
        ]
    return Bag(
        pl.DataFrame(words, schema=WORD_SCHEMA, orient="row"),
        pl.DataFrame(tokens, schema=TOKEN_SCHEMA, orient="row"),
    )


def bag_names(names: Sequence[str]) -> Bag:
    """Return the words of ``names``: plain ones by the column, the others exactly.

    It may find more words than the exact way, never fewer of those by which a name could match.
    """
    frame = pl.DataFrame({"name": list(names)}, schema={"name": pl.String}).with_row_index("id")
    # 'S.A' is read by itself; with its last dot, which it often lacks, by the column.
    frame = frame.with_columns(pl.col("name").str.replace(_DOTTED_FORM, "$0."))
    folded = fold_column(pl.col("name"))
    frame = frame.with_columns(folded.alias("folded")).with_columns(
        (
            pl.col("name").str.contains(_NOT_ASCII)
            | pl.col("name").str.contains(_ODD)
            | pl.col("folded").str.contains(_ODD_FOLDED)
            | pl.col("folded").str.contains(SPELLED)
            | pl.format(" {} ", "folded").str.contains_any(
                [f" {phrase} " for phrase in phrase_spellings()]
            )
        ).alias("odd")
    )
    split = (
        frame.filter(~pl.col("odd"))
        .select("id", pl.col("folded").str.split(" ").list.head(MOST_WORDS).alias("text"))
        .explode("text")
        .filter(pl.col("text") != "")
    )
    texts = split["text"].unique()
    told = pl.Series(sorted(known_words())).implode()
    known = texts.filter(
        texts.is_in(told)
        | (texts.str.contains("^[ld][aeiouh]") & texts.str.slice(1).is_in(told))
        | texts.str.contains(r"[0-9]|^[ivx]+$|^no$")
        | texts.is_in(pl.Series(sorted(ordinal_words())).implode())
    )
    misspelled = _misspelled_forms(texts)
    forms = pl.Series(
        [text for text in known.to_list() if is_form_word(text) and word_tokens(text) != ()],
        dtype=pl.String,
    )
    silent = pl.Series(
        [text for text in known.to_list() if not word_tokens(text) and text not in forms],
        dtype=pl.String,
    )
    split = split.with_columns(pl.col("text").is_in(forms.implode()).alias("form"))
    followed = _followed_forms(split)
    in_chinese = _syllables_of_names(split, silent)
    split = split.filter(~pl.col("text").is_in(silent.implode()))
    tokens = split.filter(~pl.col("form")).join(
        _tokens_of(texts, known), on="text", maintain_order="left_right"
    )
    odd = (
        pl.concat(
            [
                frame.filter("odd")["id"],
                followed,
                in_chinese,
                split.filter(pl.col("text").is_in(misspelled.implode()))["id"],
                _odd_in_words(split, tokens),
            ]
        )
        .unique()
        .sort()
    )
    exact = bag_exactly([names[number] for number in odd.to_list()], odd.to_list())
    tokens = _placed(tokens.filter(~pl.col("id").is_in(odd.implode())))
    initials = _initials(split.filter(~pl.col("id").is_in(odd.implode())))
    words = pl.concat([_plain_words(tokens), initials, exact.words])
    return Bag(words, pl.concat([tokens.select(list(TOKEN_SCHEMA)), exact.tokens]))


def _placed(tokens: pl.DataFrame) -> pl.DataFrame:
    """Return tokens with their place in the name; they come name by name, in order."""
    counts = tokens["id"].rle().struct.field("len").to_numpy()
    starts = np.repeat(np.cumsum(counts) - counts, counts)
    return tokens.with_columns(place=pl.Series(np.arange(tokens.height) - starts, dtype=pl.UInt8))


def _tokens_of(texts: pl.Series, known: pl.Series) -> pl.DataFrame:
    """Return the tokens of each distinct word.

    Words that say nothing have none, and those not ``known`` are distinctive ones.
    """
    rows = [
        (text, token.canonical, token.kind)
        for text in known.to_list()
        for token in word_tokens(text)
    ]
    told = pl.DataFrame(
        rows, schema={"text": pl.String, "token": pl.String, "kind": pl.String}, orient="row"
    )
    other = pl.DataFrame({"text": texts.filter(~texts.is_in(known.implode()))})
    other = other.with_columns(token=one_form_column(pl.col("text")), kind=pl.lit("distinctive"))
    frame = pl.concat([told, other])
    return frame.with_columns(
        own=pl.col("kind") == "distinctive", light=pl.col("text").is_in(sorted(ARTICLES))
    )


def _misspelled_forms(texts: pl.Series) -> pl.Series:
    """Return those of the words that stand for a word of a legal form, misspelled."""
    long = texts.filter(texts.str.contains("^[a-z]{5,16}$")).to_list()
    changed = [text for text in may_be_mended(long) if mended(text) != text]
    return pl.Series(changed, dtype=pl.String)


def _followed_forms(split: pl.DataFrame) -> pl.Series:
    """Return names in which another word follows a legal form.

    What follows is a branch or town, or the form is not one.
    """
    followed = pl.col("form") & (pl.col("id") == pl.col("id").shift(-1)) & ~pl.col("form").shift(-1)
    return split.filter(followed)["id"].unique()


def _syllables_of_names(split: pl.DataFrame, silent: pl.Series) -> pl.Series:
    """Return names in which a small word may be a syllable of a Chinese name."""
    pairs = (
        split.with_columns(before=pl.col("text").shift(1).over("id"))
        .filter(pl.col("text").is_in(silent.implode()))
        .select("text", "before")
        .drop_nulls()
        .unique()
    )
    told = [is_syllable(word) and is_syllable(before) for word, before in pairs.iter_rows()]
    found = pairs.filter(pl.Series(told, dtype=pl.Boolean))
    return (
        split.with_columns(before=pl.col("text").shift(1).over("id"))
        .join(found, on=["text", "before"], how="semi")["id"]
        .unique()
    )


def _odd_in_words(split: pl.DataFrame, tokens: pl.DataFrame) -> pl.Series:
    """Return names with a word that is only part of a legal form, and those without own words."""
    forms = split.filter("form")["text"].unique().to_list()
    parts = pl.Series([text for text in forms if not is_whole_form(text)], dtype=pl.String)
    named = tokens.filter(pl.col("own") & (pl.col("token").str.len_bytes() > 1))["id"].unique()
    odd = pl.col("text").is_in(parts.implode()) | ~pl.col("id").is_in(named.implode())
    return split.filter(odd)["id"].unique()


def _initials(split: pl.DataFrame) -> pl.DataFrame:
    """Return the initials of names of four words and more, without legal forms and with them."""
    named = split.filter(pl.len().over("id") >= ACRONYM_WORDS)
    parts = [
        kept.group_by("id").agg(
            pl.col("text").str.head(1).str.join("").alias("word"), pl.len().alias("count")
        )
        for kept in (named.filter(~pl.col("form")), named)
    ]
    return (
        pl.concat(parts)
        .filter(pl.col("count") >= ACRONYM_WORDS)
        .select("id", "word", pl.lit(WHOLE, pl.UInt8).alias("role"), fuzzy=False)
        .unique()
    )


def _plain_words(tokens: pl.DataFrame) -> pl.DataFrame:
    own = tokens.filter("own").select(
        "id", pl.col("token").alias("word"), pl.lit(OWN, pl.UInt8).alias("role"), fuzzy=True
    )
    spelled = tokens.filter(pl.col("own") & (pl.col("text") != pl.col("token"))).select(
        "id", pl.col("text").alias("word"), pl.lit(OWN, pl.UInt8).alias("role"), fuzzy=True
    )
    parts: list[pl.DataFrame] = [own, spelled]
    text, distinct, ids = pl.col("text"), pl.col("own"), pl.col("id")
    for length in range(2, RUN + 1):
        steps = range(length)
        joined = pl.concat_str([text.shift(-step) for step in steps])
        whole = pl.all_horizontal([ids.shift(-step) == ids for step in steps])
        some = pl.any_horizontal([distinct.shift(-step) for step in steps])
        run = tokens.select("id", joined.alias("word"), (whole & some).alias("kept")).filter(
            pl.col("kept") & pl.col("word").str.len_bytes().is_between(*RUN_LENGTH)
        )
        parts.append(run.select("id", "word", pl.lit(JOINED, pl.UInt8).alias("role"), fuzzy=False))
    long = (
        tokens.group_by("id", maintain_order=True)
        .agg("token")
        .filter(pl.col("token").list.len() > END)
    )
    for mark, end in (
        ("=<", pl.col("token").list.head(END)),
        ("=>", pl.col("token").list.tail(END)),
    ):
        ends = pl.concat_str([pl.lit(mark), end.list.join("")])
        parts.append(
            long.select(
                "id", ends.alias("word"), pl.lit(WHOLE, pl.UInt8).alias("role"), fuzzy=False
            )
        )
    return pl.concat(
        [
            part.select(pl.col(name).cast(dtype) for name, dtype in WORD_SCHEMA.items())
            for part in parts
        ]
    )
