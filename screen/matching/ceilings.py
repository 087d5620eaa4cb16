"""What two names disagree on that separates firms.

Each disagreement holds the score under a ceiling, and says why.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from screen.matching.brands import (
    CAP_WEAK_BRAND,
    SAYS_NOTHING,
    SHORT_WORD,
    Limit,
    in_quotes,
    is_anybodys,
    is_borrowed,
    is_common,
    is_weak,
    near_brand,
    shared_words,
)
from screen.matching.compared import Compared
from screen.matching.generic_names import cap_of_known_words
from screen.matching.likeness import LONG_BY_EAR, OTHER_BRAND, ROMANISED
from screen.names.parse import ARTICLES, Name, Token
from screen.names.pinyin import are_two_brands
from screen.names.word_tables import is_country

#: Scores are held below these where the names disagree on something that separates firms.
CAP_DISTINCTIVE_DIFFERS = 68.0
CAP_NUMBER_DIFFERS = 78.0
CAP_NUMBER_MISSING = 81.0
CAP_ONE_SOUND_APART = 78.0
CAP_LISTED_WORD_MISSING = 80.0
CAP_SHORT_WORD = 80.0
CAP_SOME_DISTINCTIVE_DIFFER = 82.0
CAP_COMMON_WORD = 86.0
CAP_EXTRA_DISTINCTIVE = 88.0
CAP_TRADE_DIFFERS = 88.0
#: ... below everything that is reported.
CAP_OTHER_TRADE = 70.0
#: Words that mark a Korean name, as the tables spell them.
_KOREAN = frozenset(["korea", "choson", "pyongyang", "dprk"])
#: A short distinctive word (GCL) suffices where this many words of trade or place agree with it.
ENOUGH_AROUND = 2

#: Two words shared are a brand of their own.
_SEVERAL = 2
#: Trades that begin with this many of the same letters are one.
_STEM = 4


def limits(names: Compared) -> list[Limit]:
    """Return what the names disagree on, as (highest score, reason)."""
    found = list(_distinctive_words(names))
    if names.met:
        found += _shared_brand(names)
        if near := near_brand(names):
            found.append(near)
    if names.only_left and names.only_right:
        found += _countries(names)
        found += _trade_words(names)
    found += _numbers(names.left, names.right)
    if names.met:
        found += _other_brands(names)
        found += _short_word(names)
    return found


def _distinctive_words(names: Compared) -> Iterator[Limit]:
    left, right, met = names.left, names.right, names.met
    only_left = [token.text for token in names.only_left if _counts(token)]
    only_right = [token.text for token in names.only_right if _counts(token)]
    if left.given or right.given:
        lone = [word for word in only_left if word in left.given]
        missing = [word for word in only_right if word in right.given]
        if met and bool(lone) != bool(missing):
            said = f"only one name has the initials {in_quotes(lone + missing)}"
            yield CAP_EXTRA_DISTINCTIVE, lambda: said
            only_left = [word for word in only_left if word not in lone]
            only_right = [word for word in only_right if word not in missing]
            if not (only_left or only_right):
                return
    if (only_left or only_right) and (not met or (only_left and only_right)):
        few = len(met) <= max(len(only_left), len(only_right))
        yield (
            CAP_DISTINCTIVE_DIFFERS if few else CAP_SOME_DISTINCTIVE_DIFFER,
            lambda: f"distinctive words differ: {in_quotes(only_left)} / {in_quotes(only_right)}",
        )
    elif only_right:
        yield (
            CAP_LISTED_WORD_MISSING,
            lambda: f"the listed name has a further distinctive word: {in_quotes(only_right)}",
        )
    elif only_left:
        cap = CAP_EXTRA_DISTINCTIVE if len(only_left) <= len(met) else CAP_NUMBER_DIFFERS
        yield (
            cap,
            lambda: f"the screened name has a further distinctive word: {in_quotes(only_left)}",
        )
    elif not met:
        cap = cap_of_known_words(left, right)
        yield cap, lambda: "no word in these names tells one firm from another"


def _shared_brand(names: Compared) -> Iterator[Limit]:
    """Require town or trade of a brand that many firms use; a coined one needs neither."""
    met, around = names.met, names.around
    if not all(is_weak(pair) for pair in met):
        return
    if all(is_common(pair) for pair in met):
        around = [p for p in around if p.right and p.right.canonical not in SAYS_NOTHING]
    only_left, only_right = names.known_left, names.known_right
    if len(met) >= _SEVERAL:
        # 'Pou Chen' and 'Pou Chen Industrial Group' are one; a single word needs more than that.
        only_left, only_right = _telling(only_left), _telling(only_right)

    def said(more: str = "") -> str:
        words = in_quotes(shared_words(met))
        return f"the only distinctive words they share, {words}, are ones that many firms use{more}"

    apart = bool(only_left or only_right) and not (around or _are_related(only_left, only_right))
    apart = apart or bool(only_left and only_right and not _are_related(only_left, only_right))
    if apart and (len(met) < _SEVERAL or all(is_common(pair) for pair in met)):
        yield CAP_WEAK_BRAND, lambda: said(", and town or trade do not agree")
    elif all(pair.similarity < LONG_BY_EAR for pair in met) and not around:
        yield CAP_WEAK_BRAND, lambda: said(", and it is spelled differently")
    elif all(is_borrowed(pair) for pair in met) and any(t.kind == "place" for t in only_right):
        yield CAP_WEAK_BRAND, lambda: said(", and only the listed name has a place")
    elif all(is_common(pair) for pair in met) and _differ_around(names):
        yield CAP_COMMON_WORD, said


def _countries(names: Compared) -> Iterator[Limit]:
    """Take firms of one brand that each name another country for two firms of a group."""
    left = [token.text for token in names.only_left if is_country(token.canonical)]
    right = [token.text for token in names.only_right if is_country(token.canonical)]
    if left and right and len(names.met) < _SEVERAL:
        yield CAP_WEAK_BRAND, lambda: f"countries differ: {in_quotes(left)} / {in_quotes(right)}"


def _trade_words(names: Compared) -> Iterator[Limit]:
    """Take names of one brand that each have another trade for two firms.

    Where the brand is a word of the dictionary, or one of two Chinese syllables, nothing is left:
    'Everest Carpet' says nothing of 'Everest Sweaters', nor Lianhua Food of Lianhua Machinery.
    """
    left = [token.text for token in names.only_left if token.kind == "business"]
    right = [token.text for token in names.only_right if token.kind == "business"]
    apart = _telling([*names.known_left, *names.known_right])
    if left and right and apart:
        agree = (
            len(names.met) > 1
            or bool(names.around)
            or _are_related(names.known_left, names.known_right)
        )
        cap = CAP_TRADE_DIFFERS if agree else CAP_WEAK_BRAND
        told = (_tell_a_trade(names.only_left), _tell_a_trade(names.only_right))
        if names.met and not agree and all(told) and all(map(is_anybodys, names.met)):
            cap = CAP_OTHER_TRADE
        yield cap, lambda: f"trade words differ: {in_quotes(left)} / {in_quotes(right)}"


def _telling(words: Sequence[Token]) -> list[Token]:
    """Return the words of trade and place that say where a firm is or what it does."""
    return [word for word in words if word.canonical not in SAYS_NOTHING]


def _tell_a_trade(words: Sequence[Token]) -> bool:
    """Whether a word of trade among ``words`` says what the firm does."""
    return any(w.kind == "business" and w.canonical not in SAYS_NOTHING for w in words)


def _are_related(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether a trade of one name is a kind of a trade of the other: foods, foodstuffs."""
    return any(
        min(len(one.canonical), len(two.canonical)) >= _STEM
        and (one.canonical.startswith(two.canonical) or two.canonical.startswith(one.canonical))
        for one in left
        for two in right
        if one.kind == two.kind == "business"
    )


def _numbers(left: Name, right: Name) -> Iterator[Limit]:
    one, two = left.numbers, right.numbers
    if one and two and one != two:
        yield (
            CAP_DISTINCTIVE_DIFFERS,
            lambda: f"numbers differ: {in_quotes(sorted(one))} / {in_quotes(sorted(two))}",
        )
    elif two and not one:
        yield (
            CAP_NUMBER_MISSING,
            lambda: f"only the listed name has the number {in_quotes(sorted(two))}",
        )
    elif inner := [token for token in left.tokens[1:-2] if token.kind == "number" and not two]:
        # Before or behind a name it is a code or a year; inside, a works has it from the state.
        yield (
            CAP_NUMBER_MISSING,
            lambda: f"only the screened name has the number {in_quotes([inner[0].text])}",
        )


def _other_brands(names: Compared) -> Iterator[Limit]:
    # Korean has two systems that differ as Chinese brands do: Tangun and Dangun are one word.
    for pair in names.met:
        if not (pair.left and pair.right and OTHER_BRAND <= pair.similarity < 1.0):
            continue
        if pair.similarity == ROMANISED and (_is_korean(names.left) or _is_korean(names.right)):
            continue
        if are_two_brands(pair.left.text, pair.right.text):
            yield CAP_ONE_SOUND_APART, partial(_one_sound_apart, pair.left.text, pair.right.text)


def _one_sound_apart(left: str, right: str) -> str:
    return f"'{left}' and '{right}' are two Chinese words, one sound apart"


def _is_korean(name: Name) -> bool:
    return any(token.canonical in _KOREAN for token in name.tokens)


def _short_word(names: Compared) -> Iterator[Limit]:
    left, right = names.left, names.right
    if len(names.around) >= ENOUGH_AROUND or len(left.tokens) == len(right.tokens):
        return
    own = [token for token in right.tokens if token.kind == "distinctive"]
    if len(own) == 1 and len(own[0].canonical) <= SHORT_WORD:
        yield CAP_SHORT_WORD, lambda: f"the only distinctive word, '{own[0].text}', is short"


def _differ_around(names: Compared) -> bool:
    """Whether anything beside the shared words differs.

    Another word on one side, or, for a one-word name, how the form is written.
    """
    if names.only_left or names.only_right:
        return True
    return len(names.pairs) == 1 and names.left.folded != names.right.folded


def _counts(token: Token) -> bool:
    return (
        token.kind == "distinctive" and len(token.canonical) > 1 and token.canonical not in ARTICLES
    )
