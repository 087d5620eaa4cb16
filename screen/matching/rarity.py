"""How rare a word is in the lists: the rarer, the more it says that two names are of one firm."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from screen.names.parse import CLASS_WEIGHT, Token, parse_name

#: A word of this many entries or fewer is a firm's own, or its group's.
OWN_WORD = 4
#: However many entries hold a word, a distinctive word never weighs less than this share of
#: itself: it is still not a trade word.
LEAST_SHARE = 0.5

#: No list, every word as rare as any.
EVEN: Mapping[str, float] = {}


def rarity_of_words(names: Iterable[tuple[object, str]]) -> dict[str, float]:
    """Return the share of its weight that each frequent distinctive word keeps, 0.5 to 1.0.

    Rare words are not in the result.

    ``names`` are (entry, listed name). A word counts once per entry, because an entry repeats
    its own word in every alias.
    """
    held = {
        (entry, token.canonical)
        for entry, name in names
        for token in parse_name(name).tokens
        if token.kind == "distinctive"
    }
    counts = Counter(word for _, word in held)
    return {
        word: max(LEAST_SHARE, 1.0 - 0.125 * math.log2(count / OWN_WORD))
        for word, count in counts.items()
        if count > OWN_WORD
    }


def weight_of(token: Token, rarity: Mapping[str, float]) -> float:
    """Return what a word is worth: by its class, by its rarity, and half for a single letter."""
    weight = CLASS_WEIGHT[token.kind] * rarity.get(token.canonical, 1.0)
    return weight * 0.5 if token.kind == "distinctive" and len(token.canonical) == 1 else weight
