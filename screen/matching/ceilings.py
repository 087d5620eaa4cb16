"""What two names disagree on that separates firms.

Each disagreement holds the score under a ceiling, and says why.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from screen.matching.brands import (
    CAP_WEAK_BRAND,
    SAYS_NOTHING,
    SHORT_WORD,
    Limit,
    in_quotes,
    is_borrowed,
    is_common,
    near_brand,
)
from screen.matching.likeness import LONG_BY_EAR, OTHER_BRAND, ROMANISED, Pair
from screen.names.parse import ARTICLES, Name, Token
from screen.names.pinyin import are_two_brands, pinyin_syllables
from screen.names.word_tables import is_country

#: Scores are held below these where the names disagree on something that separates firms.
CAP_DISTINCTIVE_DIFFERS = 68.0
CAP_NUMBER_DIFFERS = 78.0
CAP_NUMBER_MISSING = 81.0
CAP_OTHER_BRAND = 78.0
CAP_LISTED_WORD_MISSING = 80.0
CAP_SHORT_WORD = 80.0
CAP_GENERIC = 81.0
#: ... but this many words of trade and place, all equal and in order, are hardly two firms.
CAP_SAME_WORDS = 85.0
CAP_REARRANGED = 86.0
CAP_SOME_DISTINCTIVE_DIFFER = 82.0
CAP_WHOLE_NAME = 90.0
CAP_COMMON_WORD = 86.0
CAP_EXTRA_DISTINCTIVE = 88.0
CAP_TRADE_DIFFERS = 88.0
#: Words that mark a Korean name, as the tables spell them.
_KOREAN = frozenset(["korea", "choson", "pyongyang", "dprk"])
#: 'Korea Mining Development Trading' has no word of its own and is nobody else's name: this many
#: words, a place among them, identify a firm where they agree letter for letter.
WHOLE_NAME = 4
#: ... or this many words in another order.
REARRANGED = 3
#: A short distinctive word (GCL) suffices where this many words of trade or place agree with it.
ENOUGH_AROUND = 2

#: Chinese brands have two syllables, and there are few; two words shared are a brand of their own.
_SYLLABLES, _SEVERAL = 2, 2
#: Trades that begin with this many of the same letters are one.
_STEM = 4


def limits(left: Name, right: Name, pairs: Sequence[Pair]) -> list[Limit]:
    """Return what the names disagree on, as (highest score, reason)."""
    met = [pair for pair in pairs if pair.is_met and "distinctive" in pair.kinds]
    return [
        *_distinctive_words(left, right, pairs, met),
        *_shared_brand(left, right, pairs, met),
        *([near] if (near := near_brand(pairs, met)) else []),
        *_countries(pairs, met),
        *_trade_words(pairs, met),
        *_numbers(left, right),
        *_other_brands(left, right, met),
        *_short_word(left, right, pairs, met),
    ]


def _distinctive_words(
    left: Name, right: Name, pairs: Sequence[Pair], met: Sequence[Pair]
) -> Iterator[Limit]:
    only_left = [
        pair.left.text for pair in pairs if pair.left and not pair.right and _counts(pair.left)
    ]
    only_right = [
        pair.right.text for pair in pairs if pair.right and not pair.left and _counts(pair.right)
    ]
    if left.given or right.given:
        lone = [word for word in only_left if word in left.given]
        missing = [word for word in only_right if word in right.given]
        if met and bool(lone) != bool(missing):
            yield (
                CAP_EXTRA_DISTINCTIVE,
                f"only one name has the initials {in_quotes(lone + missing)}",
            )
            only_left = [word for word in only_left if word not in lone]
            only_right = [word for word in only_right if word not in missing]
            if not (only_left or only_right):
                return
    differ = f"distinctive words differ: {in_quotes(only_left)} / {in_quotes(only_right)}"
    if not met and (only_left or only_right):
        yield CAP_DISTINCTIVE_DIFFERS, differ
    elif only_left and only_right:
        few = len(met) <= max(len(only_left), len(only_right))
        yield CAP_DISTINCTIVE_DIFFERS if few else CAP_SOME_DISTINCTIVE_DIFFER, differ
    elif only_right:
        yield (
            CAP_LISTED_WORD_MISSING,
            f"the listed name has a further distinctive word: {in_quotes(only_right)}",
        )
    elif only_left:
        cap = CAP_EXTRA_DISTINCTIVE if len(only_left) <= len(met) else CAP_NUMBER_DIFFERS
        yield cap, f"the screened name has a further distinctive word: {in_quotes(only_left)}"
    elif not met:
        whole = (
            left.folded == right.folded
            and len(right.tokens) >= WHOLE_NAME
            and "place" in {t.kind for t in right.tokens}
        )
        cap = (
            CAP_WHOLE_NAME
            if whole
            else (
                (CAP_SAME_WORDS if _say_enough(right) else CAP_GENERIC)
                if left.core == right.core
                else (
                    CAP_REARRANGED
                    if (len(right.tokens) >= REARRANGED or _is_institution(right))
                    and sorted(left.core) == sorted(right.core)
                    else CAP_DISTINCTIVE_DIFFERS
                )
            )
        )
        yield cap, "no word in these names tells one firm from another"


def _say_enough(name: Name) -> bool:
    """Whether words of trade and place identify a firm: several, or one with a large number."""
    return (
        len(name.tokens) >= REARRANGED
        or _is_institution(name)
        or any(len(number) > 1 for number in name.numbers)
    )


def _is_institution(name: Name) -> bool:
    """Whether a name is that of the one university of a town, which patent offices turn round."""
    kinds = {token.kind for token in name.tokens}
    return "place" in kinds and any(token.canonical == "university" for token in name.tokens)


def _shared_brand(
    left: Name, right: Name, pairs: Sequence[Pair], met: Sequence[Pair]
) -> Iterator[Limit]:
    """Require town or trade of a brand that many firms use; a coined one needs neither."""
    weak = [pair for pair in met if _is_weak(pair)]
    if not met or len(weak) < len(met):
        return
    words = in_quotes(sorted({pair.right.text for pair in met if pair.right}))
    around = [pair for pair in pairs if pair.is_met and "distinctive" not in pair.kinds]
    if all(is_common(pair) for pair in met):
        around = [p for p in around if p.right and p.right.canonical not in SAYS_NOTHING]
    only_left, only_right = _loose(pairs)
    said = f"the only distinctive words they share, {words}, are ones that many firms use"
    apart = bool(only_left or only_right) and not (around or _are_related(only_left, only_right))
    apart = apart or bool(only_left and only_right and not _are_related(only_left, only_right))
    if apart and (len(met) < _SEVERAL or all(is_common(pair) for pair in met)):
        yield CAP_WEAK_BRAND, f"{said}, and town or trade do not agree"
    elif all(pair.similarity < LONG_BY_EAR for pair in met) and not around:
        yield CAP_WEAK_BRAND, f"{said}, and it is spelled differently"
    elif all(is_borrowed(pair) for pair in met) and any(t.kind == "place" for t in only_right):
        yield CAP_WEAK_BRAND, f"{said}, and only the listed name has a place"
    elif all(is_common(pair) for pair in met) and _differ_around(left, right, pairs):
        yield CAP_COMMON_WORD, said


def _countries(pairs: Sequence[Pair], met: Sequence[Pair]) -> Iterator[Limit]:
    """Take firms of one brand that each name another country for two firms of a group."""
    left = [p.left.text for p in pairs if p.left and not p.right and is_country(p.left.canonical)]
    right = [
        p.right.text for p in pairs if p.right and not p.left and is_country(p.right.canonical)
    ]
    if left and right and len(met) < _SEVERAL:
        yield CAP_WEAK_BRAND, f"countries differ: {in_quotes(left)} / {in_quotes(right)}"


def _trade_words(pairs: Sequence[Pair], met: Sequence[Pair]) -> Iterator[Limit]:
    left = [p.left.text for p in pairs if p.left and not p.right and p.left.kind == "business"]
    right = [p.right.text for p in pairs if p.right and not p.left and p.right.kind == "business"]
    if left and right:
        agree = (
            len(met) > 1
            or _are_related(*_loose(pairs))
            or any(p.is_met and "distinctive" not in p.kinds for p in pairs)
        )
        cap = CAP_TRADE_DIFFERS if agree else CAP_WEAK_BRAND
        yield cap, f"trade words differ: {in_quotes(left)} / {in_quotes(right)}"


def _loose(pairs: Sequence[Pair]) -> tuple[list[Token], list[Token]]:
    """Return words of trade and place that only one of the names holds."""
    known = {"business", "place"}
    return (
        [pair.left for pair in pairs if pair.left and not pair.right and pair.left.kind in known],
        [pair.right for pair in pairs if pair.right and not pair.left and pair.right.kind in known],
    )


def _are_related(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether a trade of one name is a kind of a trade of the other: foods, foodstuffs."""
    return any(
        min(len(one.canonical), len(two.canonical)) >= _STEM
        and (one.canonical.startswith(two.canonical) or two.canonical.startswith(one.canonical))
        for one in left
        for two in right
        if one.kind == two.kind == "business"
    )


def _is_weak(pair: Pair) -> bool:
    """Whether the shared word is one that many firms use.

    A word of the dictionary, a short one, one of two Chinese syllables.
    """
    tokens = [token for token in (pair.left, pair.right) if token]
    return is_common(pair) or any(_is_short_chinese(token.canonical) for token in tokens)


@lru_cache(maxsize=50_000)
def _is_short_chinese(word: str) -> bool:
    return any(len(way) <= _SYLLABLES for way in pinyin_syllables(word))


def _numbers(left: Name, right: Name) -> Iterator[Limit]:
    one, two = left.numbers, right.numbers
    if one and two and one != two:
        yield (
            CAP_DISTINCTIVE_DIFFERS,
            f"numbers differ: {in_quotes(sorted(one))} / {in_quotes(sorted(two))}",
        )
    elif two and not one:
        yield CAP_NUMBER_MISSING, f"only the listed name has the number {in_quotes(sorted(two))}"


def _other_brands(left: Name, right: Name, met: Sequence[Pair]) -> Iterator[Limit]:
    # Korean is written in two systems that differ as Chinese brands do: Tangun and Dangun are one
    # word.
    same_sound = {ROMANISED} if _is_korean(left) or _is_korean(right) else set()
    for pair in met:
        alike = OTHER_BRAND <= pair.similarity < 1.0 and pair.similarity not in same_sound
        if pair.left and pair.right and alike and are_two_brands(pair.left.text, pair.right.text):
            yield (
                CAP_OTHER_BRAND,
                (
                    f"'{pair.left.text}' and '{pair.right.text}' are two Chinese words, one sound"
                    " apart"
                ),
            )


def _is_korean(name: Name) -> bool:
    return any(token.canonical in _KOREAN for token in name.tokens)


def _short_word(
    left: Name, right: Name, pairs: Sequence[Pair], met: Sequence[Pair]
) -> Iterator[Limit]:
    own = [token for token in right.tokens if token.kind == "distinctive"]
    around = sum(1 for pair in pairs if pair.is_met and "distinctive" not in pair.kinds)
    is_short = len(own) == 1 and len(own[0].canonical) <= SHORT_WORD
    if met and is_short and around < ENOUGH_AROUND and len(left.tokens) != len(right.tokens):
        yield CAP_SHORT_WORD, f"the only distinctive word, '{own[0].text}', is short"


def _differ_around(left: Name, right: Name, pairs: Sequence[Pair]) -> bool:
    """Whether anything beside the shared words differs.

    Another word on one side, or, for a one-word name, how the form is written.
    """
    if any(not (pair.left and pair.right) for pair in pairs):
        return True
    return len(pairs) == 1 and left.folded != right.folded


def _counts(token: Token) -> bool:
    return (
        token.kind == "distinctive" and len(token.canonical) > 1 and token.canonical not in ARTICLES
    )
