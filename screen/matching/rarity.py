"""How rare a word is in the lists: the rarer, the more it says that two names are of one firm."""

import math
from collections.abc import Mapping

import polars as pl

from screen.matching.bags import MOST_WORDS
from screen.names.parse import CLASS_WEIGHT, Token, parse_name

#: A word of this many entries or fewer is a firm's own, or its group's.
OWN_WORD = 4
#: However many entries hold a word, a distinctive word never weighs less than this share of
#: itself: it is still not a trade word.
LEAST_SHARE = 0.5
#: A single letter is worth this share of a word.
LETTER_SHARE = 0.5

#: No list, every word as rare as any.
EVEN: Mapping[str, float] = {}


def rarity_of_tokens(entries: pl.DataFrame, tokens: pl.DataFrame) -> dict[str, float]:
    """Return the share of its weight that each frequent distinctive word keeps, 0.5 to 1.0.

    Rare words are not in the result. A word counts once per entry, because an entry repeats its own
    word in every alias. ``entries`` holds list_id, entry_id and listed_name of each name in the
    order of their ids; ``tokens`` are those of ``bags``, which leave out the end of endless names.
    """
    whose = entries.select("list_id", "entry_id").with_row_index("id")
    own = tokens.filter("own").select("id", word="token")
    endless = tokens.filter(pl.col("place") == MOST_WORDS - 1)["id"].unique()
    rest = [
        (number, token.canonical)
        for number in endless
        for token in parse_name(entries["listed_name"][number]).tokens
        if token.kind == "distinctive"
    ]
    more = pl.DataFrame(rest, schema={"id": pl.UInt32, "word": pl.String}, orient="row")
    held = pl.concat([own, more]).join(whose, on="id").select("list_id", "entry_id", "word")
    counts = held.unique().group_by("word", maintain_order=True).len()
    return _shares(dict(counts.sort("word").iter_rows()))


def _shares(counts: Mapping[str, int]) -> dict[str, float]:
    return {
        word: max(LEAST_SHARE, 1.0 - 0.125 * math.log2(count / OWN_WORD))
        for word, count in counts.items()
        if count > OWN_WORD
    }


def weight_of(token: Token, rarity: Mapping[str, float]) -> float:
    """Return what a word is worth: by its class, by its rarity, and half for a single letter."""
    weight = CLASS_WEIGHT[token.kind]
    if rarity:
        weight *= rarity.get(token.canonical, 1.0)
    alone = token.kind == "distinctive" and len(token.canonical) == 1
    return weight * LETTER_SHARE if alone else weight
