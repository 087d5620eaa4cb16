"""Finds complete listed names inside longer texts: remarks, goods, titles, comments.

Slips in their words are looked for as well (``mentions_with_slips``).

One pass over the distinct texts searches all phrases at once (Aho-Corasick, by polars). A phrase is
a listed name with or without its legal form, long or rare enough not to mean anything else. Chinese
names are searched in simplified characters and without blanks, others in their own script as
written. What is found is then scored like any other name.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import polars as pl

from screen.matching.matcher import MATCH_SCHEMA, match_names
from screen.matching.mentions_with_slips import search_misspelled
from screen.matching.name_index import NameIndex
from screen.matching.vessel_matcher import SHIP_PREFIXES, match_vessels
from screen.models.policy import BandEdges
from screen.models.watchlist import Watchlist
from screen.names.east_asian import own_characters, simplified, without_blanks, without_form
from screen.names.fold import MAX_NAME_LENGTH, fold_column
from screen.names.legal_forms import known_words
from screen.names.parse import common_words, parse_name

#: What a sweep finds: a listed name in a text, with ``value``, the words of the text that hold it,
#: and ``around``, what stands about them.
MENTION_SCHEMA: dict[str, type[pl.DataType]] = {
    "text": pl.String,
    "value": pl.String,
    "around": pl.String,
    **{name: dtype for name, dtype in MATCH_SCHEMA.items() if name != "name"},
}
_FOUND = {"text": pl.String, "phrase": pl.String}
#: The least length of a phrase of one word, and of several words together.
_ONE_WORD, _WORDS = 7, 9
#: A name in Han or Hangul must have at least this many letters.
_NATIVE = 4
#: Longer texts are searched in windows that overlap by more than any listed name.
_OVERLAP = 150
#: What is quoted on either side of a mention, in letters.
_AROUND = 60
#: Phrases that score less than this against their own entry say too little about it.
_LEAST_SCORE = 90.0
_WIDE = r"[\p{Han}\p{Hangul}\p{Hiragana}\p{Katakana}]"


def find_mentions(
    texts: pl.Series,
    index: NameIndex,
    watchlists: Sequence[Watchlist],
    edges: BandEdges,
    *,
    names: bool = False,
) -> pl.DataFrame:
    """Return the listed names that stand in distinct ``texts`` (``MENTION_SCHEMA``).

    Where the texts are ``names`` of firms themselves, one listed word in them is not searched: that
    is what matching is for. Of overlapping phrases the longest counts. Costs one pass over the
    letters of the texts.
    """
    listed = [*index.names["listed_name"], *([] if names else _vessel_names(watchlists))]
    latin, native = _phrases(tuple(listed))
    if names:
        latin = tuple(phrase for phrase in latin if " " in phrase)
    folded = _folded(texts)
    misspelled = search_misspelled(folded, () if names else latin)
    found = pl.concat(
        [
            _search_folded(texts, folded, latin),
            _search_raw(texts, native),
            pl.DataFrame(
                {"text": texts.gather(misspelled["id"])}, schema={"text": pl.String}
            ).hstack(misspelled.select("phrase")),
        ]
    )
    if found.is_empty():
        return pl.DataFrame(schema=MENTION_SCHEMA)
    phrases = found["phrase"].unique().sort().to_list()
    matches = pl.concat(
        [
            match_names(phrases, index, edges).select(list(MATCH_SCHEMA)),
            match_vessels(phrases, watchlists, edges).select(list(MATCH_SCHEMA)),
        ]
    ).filter(pl.col("score") >= _LEAST_SCORE)
    mentions = (
        found.join(matches, left_on="phrase", right_on="name")
        .sort("score", pl.col("phrase").str.len_chars(), descending=True)
        .unique(["text", "list_id", "entry_id"], keep="first", maintain_order=True)
    )
    quoted = [_quote(text, phrase) for text, phrase in mentions.select("text", "phrase").rows()]
    quotes = pl.DataFrame(quoted, schema=["value", "around"], orient="row")
    return mentions.hstack(quotes).select(list(MENTION_SCHEMA)).sort("text", "list_id", "entry_id")


def _vessel_names(watchlists: Sequence[Watchlist]) -> list[str]:
    """Return vessels by name, and as texts call them: "MV Da Wang" is long enough to search."""
    return [
        called
        for watchlist in watchlists
        for entry in watchlist.entries
        if entry.kind == "vessel"
        for name in (entry.name, *entry.aliases)
        if " " in name.strip()
        for called in (name, *(f"{prefix} {name}" for prefix in SHIP_PREFIXES))
    ]


@lru_cache(maxsize=4)
def _phrases(names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the folded and the native phrases under which listed names are searched."""
    latin: set[str] = set()
    native: set[str] = set()
    ordinary = common_words() | known_words()
    for written in dict.fromkeys(names):
        if any(ord(letter) > 0x2E7F for letter in written):
            whole, core = without_blanks(simplified(written)), without_form(written)
            native |= {one for one in (written, whole) if len(one) >= _NATIVE}
            if len(core) >= _NATIVE and own_characters(core):
                native.add(core)
            continue
        name = parse_name(written)
        whole = name.folded
        core = whole.removesuffix(name.legal_form_written).strip()
        if name.is_generic or len(core) < 4:
            continue
        rare = [token.text for token in name.tokens if token.text not in ordinary]
        words = core.split()
        if len(words) == 1:
            long_enough = len(core) >= _ONE_WORD and bool(rare)
        else:
            long_enough = len(core) >= _WORDS and (bool(rare) or len(words) > 2)
        if long_enough:
            latin.add(core)
            if len(words) == 1:
                # Of one word only the whole name is searched for in the names of other firms.
                latin.add(whole)
        elif whole != core and len(whole) >= _WORDS and rare:
            latin.add(whole)
    return tuple(sorted(latin)), tuple(sorted(native))


def _folded(texts: pl.Series) -> pl.DataFrame:
    """Return the windows of ``texts`` (``id``, ``folded``), with a blank before and behind them."""
    return _windows(texts).select(
        "id",
        pl.concat_str(
            pl.lit(" "),
            fold_column(pl.col("window").str.normalize("NFKD").str.replace_all(r"\p{M}", "")),
            pl.lit(" "),
        ).alias("folded"),
    )


def _search_folded(texts: pl.Series, folded: pl.DataFrame, phrases: Sequence[str]) -> pl.DataFrame:
    """Return texts and the phrases found in them between boundaries of words."""
    if not phrases:
        return pl.DataFrame(schema=_FOUND)
    wanted = [f" {phrase} " for phrase in phrases]
    return (
        folded.filter(pl.col("folded").str.contains_any(wanted))
        .select(
            pl.lit(texts).gather(pl.col("id")).alias("text"),
            pl.col("folded")
            .str.replace_all(" ", "  ", literal=True)
            .str.extract_many([one.replace(" ", "  ") for one in wanted], overlapping=True)
            .alias("phrase"),
        )
        .explode("phrase")
        .with_columns(pl.col("phrase").str.replace_all("  ", " ", literal=True).str.strip_chars())
        .unique(maintain_order=True)
        .filter(pl.col("phrase").is_not_null())
    )


def _search_raw(texts: pl.Series, phrases: Sequence[str]) -> pl.DataFrame:
    if not phrases:
        return pl.DataFrame(schema=_FOUND)
    frame = pl.DataFrame({"text": texts}).filter(pl.col("text").str.contains(_WIDE))
    plain = [f"{text} {without_blanks(simplified(text))}" for text in frame["text"]]
    frame = frame.with_columns(pl.Series("plain", plain, dtype=pl.String))
    return (
        frame.filter(pl.col("plain").str.contains_any(list(phrases)))
        .select(
            "text",
            pl.col("plain").str.extract_many(list(phrases), overlapping=True).alias("phrase"),
        )
        .explode("phrase")
        .unique(maintain_order=True)
        .filter(pl.col("phrase").is_not_null())
        .cast(pl.String)
    )


def _windows(texts: pl.Series) -> pl.DataFrame:
    """Return windows of distinct texts to search in (``id``, ``window``).

    Folding cuts long texts.
    """
    frame = pl.DataFrame({"window": texts.cast(pl.String)}).with_row_index("id")
    long = frame.filter(pl.col("window").str.len_chars() > MAX_NAME_LENGTH)
    rows = [
        (number, text[start : start + MAX_NAME_LENGTH])
        for number, text in long.iter_rows()
        for start in range(0, len(text), MAX_NAME_LENGTH - _OVERLAP)
    ]
    short = frame.join(long, on="id", how="anti")
    return pl.concat([short, pl.DataFrame(rows, schema=short.schema, orient="row")])


def _quote(text: str, phrase: str) -> tuple[str, str]:
    """Return the words of ``text`` that hold ``phrase``, and what stands about them."""
    words = [re.escape(word) for word in phrase.split()]
    found = re.search(r"[\W_]*".join(words), text, re.IGNORECASE)
    if not found and not phrase.isascii():
        # A simplified character stands for one of the text, so that its place is the same.
        found = re.search(r"\s*".join(map(re.escape, phrase)), simplified(text))
    if not found:
        return phrase, text if len(text) <= 2 * _AROUND else f"{text[: 2 * _AROUND]}…"
    start, end = max(found.start() - _AROUND, 0), min(found.end() + _AROUND, len(text))
    around = " ".join(text[start:end].split())
    return text[
        found.start() : found.end()
    ], f"{'…' if start else ''}{around}{'…' if end < len(text) else ''}"
