"""What a shared word says: coined by one firm, borrowed from the dictionary, or another brand."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from screen.matching.compared import Compared
from screen.matching.likeness import SCANNED, Pair
from screen.names.ear import ear_key
from screen.names.parse import Name
from screen.names.pinyin import pinyin_syllables
from screen.names.word_tables import borrowed_words, is_country

#: A word of this many letters or fewer names many firms.
SHORT_WORD = 4
#: The most that a brand is worth that many firms use.
CAP_WEAK_BRAND = 81.0
#: One letter makes another brand of a word this short.
_SHORT_BRAND = 6
#: The most that a word of four letters is worth with one of them changed, and nothing beside it:
#: Dada is not NADA. Below everything that is reported.
CAP_OTHER_BRAND = 70.0
#: Chinese brands have two syllables, and there are few.
_SYLLABLES = 2
#: A coined word has at least this many letters.
_COINED = 5
#: Initials that name a firm together with its town.
_INITIALS = 3
#: Words of trade that say nothing about the trade.
SAYS_NOTHING = frozenset(
    [
        "international",
        "group",
        "holdings",
        "industry",
        "enterprise",
        "global",
        "general",
        "development",
        "venture",
        "pioneer",
    ]
)

#: Trades of thousands of firms of a town.
_VAGUE = frozenset(
    ["trading", "commercial", "import", "export", "service", "technology", "investment",
     "manufacturing", "factory", "product", "supply", "logistics", "construction", "engineering"]
)  # fmt: skip

#: A brand of so many letters is the same one where a scanner misread it.
_LONG_BRAND = 7
#: The most that names score that differ so, and what says why where it is asked.
Limit = tuple[float, Callable[[], str]]


def near_brand(names: Compared) -> Limit | None:
    """Take a brand one slip away for another brand, unless something beside it agrees.

    What agrees beside it must be more than 'group' or 'international' where the brand is short,
    and says nothing where the other spelling is a word of the dictionary: 'Cameo' is not 'Camel'.
    """
    met, around = names.met, names.around
    if not met or any(_is_surely_same(pair) for pair in met):
        return None

    def said(what: str) -> str:
        return f"{in_quotes(shared_words(met))} {what}"

    if not around and all(p.right and len(p.right.canonical) <= SHORT_WORD for p in met):
        return CAP_OTHER_BRAND, lambda: said("is too short to be told with a letter changed")
    if all(_is_other_word(pair) for pair in met):
        cap = CAP_WEAK_BRAND if around else CAP_OTHER_BRAND
        return cap, lambda: said("is another word with a letter changed")
    if all(p.right and len(p.right.canonical) <= _SHORT_BRAND for p in met):
        around = [p for p in around if p.right and p.right.canonical not in SAYS_NOTHING]
    if not around and not _are_several(met):
        return CAP_WEAK_BRAND, lambda: said("is spelled differently, and nothing else agrees")
    return None


def _is_surely_same(pair: Pair) -> bool:
    """Whether the words differ in nothing, or in what a scanner or an ear takes for the same.

    In a short one that may be another brand: Nascon is not Naseon.
    """
    left, right = pair.left, pair.right
    if left is None or right is None:
        return False
    long = len(right.canonical) >= _LONG_BRAND
    heard = ear_key(left.text) == ear_key(right.text)
    if pair.similarity > SCANNED or (long and heard and not is_borrowed(pair)):
        return True
    return pair.similarity == SCANNED and (long or heard)


def _are_several(met: Sequence[Pair]) -> bool:
    """Whether several words agree, all long and none of the dictionary: they back each other."""
    long = [p for p in met if p.right and len(p.right.canonical) >= _COINED and not is_borrowed(p)]
    return len(long) > 1 and len(long) == len(met)


def _is_other_word(pair: Pair) -> bool:
    """Whether the screened spelling of a coined word is a word of the dictionary."""
    return (
        pair.left is not None
        and pair.right is not None
        and pair.left.text in borrowed_words()
        and pair.right.text not in borrowed_words()
        and pair.left.text not in pair.right.text
    )


def coined_word(names: Compared) -> tuple[str, bool]:
    """Return a coined word of the listed name that both hold, and whether the trade fits too.

    It counts where the listed name has no other. Whatever stands beside it, it is worth a look:
    towns and trades of a group differ. A Chinese brand, which may be another firm's too, needs a
    trade that agrees, and for more than a look no listed town that is missing.
    """
    # Asked of every pair of names, and most leave here.
    own: list[Pair] = []
    for pair in names.pairs:
        if pair.right and pair.right.kind == "distinctive":
            if own or not pair.left or pair.similarity < 1.0:
                return "", False
            own.append(pair)
    word = own[0].right.canonical if own and own[0].right else ""
    if not own:
        return "", False
    if _is_unspoken(word) and any(
        p.is_met and p.right and p.right.kind == "place" and not is_country(p.right.canonical)
        for p in names.pairs
    ):
        return word, False
    if len(word) < _COINED or is_common(own[0]):
        return "", False
    met = (pair.right for pair in names.pairs if pair.left and pair.right)
    trades = [token for token in met if token.kind == "business"]
    is_chinese = bool(pinyin_syllables(word))
    if is_chinese and not trades:
        return "", False
    only_left = [token.kind for token in names.only_left]
    only_right = names.only_right
    fits = any(trade.canonical not in SAYS_NOTHING for trade in trades) and not any(
        token.kind == "business" and token.canonical not in SAYS_NOTHING for token in only_right
    )
    further = only_left.count("distinctive")
    if any(token.kind == "number" for token in only_right):
        return word, False
    if is_chinese:
        further += only_left.count("place") + sum(t.kind == "place" for t in only_right)
    return word, fits and further <= 1


def _is_unspoken(word: str) -> bool:
    """Whether a word is made of initials (GCL, TBEA), which a town beside it makes somebody's."""
    return len(word) >= _INITIALS and not set(word[1:-1]) & set("aeiouy") and word.isalpha()


def is_common(pair: Pair) -> bool:
    """Return whether the shared word is common in firm names, or too short to be anybody's."""
    tokens = [token for token in (pair.left, pair.right) if token]
    return is_borrowed(pair) or all(len(token.canonical) <= SHORT_WORD for token in tokens)


def is_borrowed(pair: Pair) -> bool:
    """Whether the shared word is one of the dictionary, which no firm coined."""
    return any(_all_borrowed(token.text) for token in (pair.left, pair.right) if token)


@lru_cache(maxsize=50_000)
def _all_borrowed(text: str) -> bool:
    return all(word in borrowed_words() for word in text.split())


def is_anybodys(pair: Pair) -> bool:
    """Whether a brand is of the dictionary or, on both sides, of two Chinese syllables."""
    tokens = [token for token in (pair.left, pair.right) if token]
    return is_borrowed(pair) or all(_is_short_chinese(token.canonical) for token in tokens)


def is_weak(pair: Pair) -> bool:
    """Whether the shared word is one that many firms use.

    A word of the dictionary, a short one, one of two Chinese syllables.
    """
    tokens = [token for token in (pair.left, pair.right) if token]
    return is_common(pair) or any(_is_short_chinese(token.canonical) for token in tokens)


@lru_cache(maxsize=50_000)
def _is_short_chinese(word: str) -> bool:
    return any(len(way) <= _SYLLABLES for way in pinyin_syllables(word))


def shared_words(met: Sequence[Pair]) -> list[str]:
    """Return the listed words of pairs, as messages name them."""
    return sorted({pair.right.text for pair in met if pair.right})


def in_quotes(words: Sequence[str]) -> str:
    """Return words in quotation marks, as messages name them."""
    return ", ".join(f"'{word}'" for word in words) or "none"


def is_works_of_a_town(name: Name) -> bool:
    """Return whether a name is that of a place and of a trade which says what is done."""
    kinds = [token.kind for token in name.tokens]
    return sorted(kinds) == ["business", "place"] and says_what_is_done(name)


def says_what_is_done(name: Name) -> bool:
    """Return whether a name has a word of trade that not every firm of a town could have."""
    return any(
        token.kind == "business" and token.canonical not in SAYS_NOTHING | _VAGUE
        for token in name.tokens
    )
