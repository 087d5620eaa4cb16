"""Aligns two names word by word and scores the alignment.

Each word weighs what it is worth in separating firms (``matching.rarity.weight_of``), so the
distinctive word decides: names that agree on everything but that word are two firms, and names that
agree on it and differ in boilerplate are likely one. The score is on thefuzz's scale of 0 to 100.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from screen.matching.brands import coined_word, near_brand
from screen.matching.ceilings import limits
from screen.matching.compared import KNOWN, Compared
from screen.matching.letters import spelling
from screen.matching.likeness import ROMANISED, Pair
from screen.matching.pairing import TRUNCATION_LENGTH, pair_words
from screen.matching.rarity import EVEN, weight_of
from screen.names.east_asian import own_characters
from screen.names.fold import fold
from screen.names.parse import CLASS_WEIGHT, Name
from screen.names.word_tables import borrowed_words

#: Equal in meaning (Mfg / Manufacturing) is close, and not the same name.
CAP_NOT_IDENTICAL = 99.0
#: The score of a name that ends where its field does.
CUT_FIELD = 93.0
#: The score of a name whose one word of its own is the initials of the other: worth a look, for
#: initials are shared.
ACRONYM = 76.0
#: ... but where somebody wrote nothing else, in capitals, for a name as long as that.
WRITTEN_ACRONYM = 84.0
#: The least score of a name that holds the one coined word of a listed one, and of one that holds
#: a word of its trade as well.
COINED, COINED_IN_TRADE = 74.0, 84.0
#: The least score of a name that begins with the whole listed one.
BEGINS = 74.0
#: This many words of trade or place identify a firm, where a name has no others.
_ENOUGH_WORDS = 2
#: The most that names score whose Chinese words sound alike but differ.
HOMOPHONES = 81.0
#: Scores that a name has in spite of what differs, which is reported as well.
_DESPITE = (COINED, COINED_IN_TRADE, BEGINS)
#: The score of a name inside a text of more words than a name has.
WITHIN = 88.0
_LEAST_INITIALS = 3
LONG_TEXT, _ENOUGH_LETTERS = 10, 10


@dataclass(frozen=True, slots=True)
class Alignment:
    """The outcome of comparing two names. ``caps`` says in words what held the score down."""

    score: float
    pairs: tuple[Pair, ...]
    caps: tuple[str, ...]


def align(
    left: Name,
    right: Name,
    rarity: Mapping[str, float] = EVEN,
    floor: float = 0.0,
    *,
    explained: bool = True,
) -> Alignment:
    """Align two names, and keep them apart where they are read alike but written differently.

    ``rarity`` is the share of its weight that a word keeps which many entries hold
    (``matching.rarity``). A score under ``floor`` is returned without reasons, and every one where
    they are not to be ``explained``.
    """
    found = _align(left, right, rarity, floor, explained=explained)
    if found.score <= HOMOPHONES or left.written.isascii() or right.written.isascii():
        return found
    if said := _homophones(left.written, right.written):
        return Alignment(HOMOPHONES, found.pairs, (said, *found.caps))
    return found


def _homophones(left: str, right: str) -> str:
    """Say which Chinese words of two names sound the same and are not; '' where there are none."""
    one, two = own_characters(left), own_characters(right)
    for word in set(one) - set(two):
        for other in set(two) - set(one):
            if fold(word) == fold(other):
                return f"'{word}' and '{other}' are read alike and are different characters"
    return ""


def _align(
    left: Name, right: Name, rarity: Mapping[str, float], floor: float, *, explained: bool
) -> Alignment:
    """Align the tokens of a screened name (``left``) with those of a listed name (``right``)."""
    if short := _acronym(left, right):
        return Alignment(
            WRITTEN_ACRONYM if _stands_alone(short, left, right) else ACRONYM,
            (),
            (f"'{short}' are the initials of the other name; nothing else agrees",),
        )
    pairs, left_rest, right_rest = pair_words(left, right)
    pairs += [Pair(token, None, 0.0) for token in left_rest]
    pairs += [Pair(None, token, 0.0) for token in right_rest]
    total, agreed = _weigh(left, right, pairs, rarity)
    if not total:
        return Alignment(0.0, tuple(pairs), ("a name has no words to compare",))
    score = 100.0 * agreed / total
    if _is_same(left, right):
        return Alignment(100.0, tuple(pairs), ())
    names = Compared(left, right, pairs)
    boilerplate = _only_boilerplate_differs(names)
    spelt = spelling(left, right)
    ways = _ways(names)
    if score < floor and not (boilerplate or spelt or ways):
        return Alignment(round(score, 1), tuple(pairs), ())
    held = limits(names)
    # Boilerplate that one side leaves out costs little: the names agree on every word that
    # separates firms.
    if agreed and not held and boilerplate:
        score = 0.35 * score + 0.65 * max(score, 96.0)
    if [token.text for token in left.tokens] != [token.text for token in right.tokens]:
        # Equal in meaning (Mfg / Manufacturing, Garment / Apparel) is close, and not the same name.
        score = min(score, CAP_NOT_IDENTICAL)
    elif not left.is_generic:
        score = 100.0
    for cap, _ in held:
        score = min(score, cap)
    reasons = tuple(say() for _, say in held) if explained else ()
    if spelt:
        near = near_brand(names)
        other = near is not None and near[0] <= spelt.score
        ways.append((near[0], near[1]()) if near and other else (spelt.score, spelt.reason))
    raised, said = max(ways, default=(0.0, ""))
    if raised > score:
        return Alignment(
            round(raised, 1), tuple(pairs), (said, *reasons) if raised in _DESPITE else (said,)
        )
    return Alignment(round(score, 1), tuple(pairs), reasons)


def _ways(names: Compared) -> list[tuple[float, str]]:
    """Return the scores that a name has whatever differs, and why, but for its spelling.

    It stands in a longer text, ends where its field does, or holds a word that only the listed
    firm coined.
    """
    left, right = names.left, names.right
    ways = []
    if _stands_within(left, right):
        ways.append((WITHIN, "the whole listed name stands inside the text of the cell"))
    if names.met and _is_cut(left, right):
        said = "the screened name ends where its field does, inside the listed name"
        ways.append((CUT_FIELD, said))
    coined, fits = coined_word(names)
    if coined:
        said = f"'{coined}' is a coined word, and the only one by which the listed name is told"
        ways.append((COINED_IN_TRADE, f"{said}; the trade fits") if fits else (COINED, said))
    if _begins_with(left, right):
        ways.append((BEGINS, "the screened name begins with the whole listed name"))
    return ways


def _weigh(
    left: Name, right: Name, pairs: Sequence[Pair], rarity: Mapping[str, float]
) -> tuple[float, float]:
    """Return what the words of both names weigh, and what those weigh that agree.

    A word of trade, misspelled, weighs on both sides what it weighs. A number before or behind a
    screened name is a code, a plant, a year: it separates firms only where both names have one.
    'No. 5' inside a name is its own. Initials of given names are often left out.
    """
    total = agreed = 0.0
    given = left.given | right.given
    for pair in pairs:
        one, two, similarity = pair
        if one is None or two is None:
            token = one or two
            assert token
            if one and one.kind == "number" and one in (*left.tokens[:1], *left.tokens[-2:]):
                total += CLASS_WEIGHT["business"]
            elif token.text in given:
                total += CLASS_WEIGHT["place"]
            else:
                total += weight_of(token, rarity)
            continue
        weight, other = weight_of(one, rarity), weight_of(two, rarity)
        both = weight + other if pair.is_own else 2.0 * min(weight, other)
        total += both
        agreed += similarity * both
    return total, agreed


def _is_same(left: Name, right: Name) -> bool:
    """Whether a name is written letter for letter, and more than one word of trade."""
    return left.folded == right.folded and (
        bool(right.distinctive) or len(right.tokens) >= _ENOUGH_WORDS
    )


def _stands_within(left: Name, right: Name) -> bool:
    """Whether a long text holds the listed name word for word."""
    words, text = right.words, left.words
    if len(left.tokens) <= LONG_TEXT or len(right.letters) < _ENOUGH_LETTERS:
        return False
    if len(words) < _ENOUGH_WORDS or not right.distinctive:
        return False
    return any(
        text[start : start + len(words)] == words for start in range(len(text) - len(words) + 1)
    )


def _begins_with(left: Name, right: Name) -> bool:
    """Whether the screened name is the listed one and more, so that it may be its daughter."""
    count = len(right.tokens)
    return (
        len(left.tokens) > count >= _ENOUGH_WORDS
        and bool(right.distinctive)
        and len(right.letters) >= _ENOUGH_LETTERS
        and left.core.startswith(right.core + " ")
    )


def _acronym(left: Name, right: Name) -> str:
    """Return the word of one name that is the initials of the other, else an empty text.

    It counts only where it is the one word that identifies the firm.
    """
    for short, long in ((left, right), (right, left)):
        if len(short.distinctive) != 1 or len(long.words) < _LEAST_INITIALS:
            continue
        word = short.distinctive[0]
        starts = word[0] in (long.words[0][0], long.tokens[0].text[0] if long.tokens else "")
        if starts and word in long.all_initials:
            return word
    return ""


def _stands_alone(short: str, left: Name, right: Name) -> bool:
    """Whether a name consists only of capital initials that do not spell a dictionary word."""
    return short not in borrowed_words() and any(
        len(name.tokens) == 1 and name.written.strip(" .") == short.upper()
        for name in (left, right)
    )


def _is_cut(left: Name, right: Name) -> bool:
    """Whether the screened name is the listed one up to the end of a field."""
    return TRUNCATION_LENGTH <= len(left.folded) < len(right.folded) and right.folded.startswith(
        left.folded
    )


def _only_boilerplate_differs(names: Compared) -> bool:
    """Whether the words that differ are ones of trade and place."""
    return (
        all(pair.similarity >= ROMANISED for pair in names.met)
        and all(pair.similarity >= ROMANISED or _is_boilerplate(pair) for pair in names.around)
        and all(token.kind in KNOWN for token in names.only_left)
        and all(token.kind in KNOWN for token in names.only_right)
    )


def _is_boilerplate(pair: Pair) -> bool:
    return all(token and token.kind in KNOWN for token in (pair.left, pair.right))
