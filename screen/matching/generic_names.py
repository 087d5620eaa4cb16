"""What names are worth that have no word of their own: a town, a trade, an office.

Korea Mining Development Trading, General Organization of Tobacco, First Credit Bank.
"""

from screen.matching.brands import is_works_of_a_town, says_what_is_done
from screen.names.parse import Name
from screen.names.word_tables import kindred

#: The most that such names score: with other words, with the same few, ...
CAP_OTHER_WORDS, CAP_GENERIC = 68.0, 81.0
#: ... but this many words of trade and place, all equal and in order, are hardly two firms.
CAP_SAME_WORDS = 85.0
CAP_REARRANGED = 86.0
#: ... and so are two, where a translator turned them round: 'Cantieri Riuniti', 'United Shipyards'.
CAP_SAME_MEANING = 83.0
CAP_WHOLE_NAME, CAP_SAME_NAME = 90.0, 97.0
#: 'Korea Mining Development Trading' has no word of its own and is nobody else's name: this many
#: words, a place among them, identify a firm where they agree letter for letter.
WHOLE_NAME = 4
#: ... or this many words in another order.
REARRANGED = 3
#: Words that say that a name is a firm's, and no more.
_FIRM_WORDS = frozenset(["enterprise", "group", "holdings", "society"])


def cap_of_known_words(left: Name, right: Name) -> float:
    """Return the most that names without a word of their own score."""
    is_placed = "place" in {token.kind for token in right.tokens}
    if left.folded == right.folded and len(right.tokens) >= WHOLE_NAME and is_placed:
        return CAP_WHOLE_NAME
    if left.core == right.core:
        if len(right.tokens) >= WHOLE_NAME and left.legal_form == right.legal_form != "":
            # 'Limited' for 'Ltd.' is the same name.
            return CAP_SAME_NAME if left.words == right.words else CAP_WHOLE_NAME
        if _say_enough(right) or _is_same_trade(left, right):
            return CAP_SAME_WORDS
        says_enough = len(right.tokens) > 1 and says_what_is_done(right)
        return CAP_SAME_MEANING if says_enough else CAP_GENERIC
    may_turn = len(right.tokens) >= REARRANGED or _is_institution(right)
    if may_turn and sorted(left.core) == sorted(right.core):
        return CAP_REARRANGED
    meaning = _meaning(right)
    enough = len(meaning) >= REARRANGED or (len(meaning) > 1 and says_what_is_done(right))
    if meaning == _meaning(left) and enough:
        return CAP_SAME_WORDS if is_placed or len(meaning) >= REARRANGED else CAP_SAME_MEANING
    return CAP_OTHER_WORDS


def _meaning(name: Name) -> list[str]:
    """Return what the words of a name say, in the order of the alphabet.

    Without those that only say that it is a firm, and kindred ones as one: a translator puts
    'Bank Bangkok' for 'Bangkok Bank', and 'works' for 'plant'.
    """
    said = {token.canonical for token in name.tokens} - _FIRM_WORDS
    if "steel" in said:
        # 钢铁 is either.
        said -= {"iron"}
    return sorted({kindred().get(word, word) for word in said})


def _say_enough(name: Name) -> bool:
    """Whether words of trade and place identify a firm.

    Several do, a town with its one mint or brewery, or one with a large number.
    """
    return (
        len(name.tokens) >= REARRANGED
        or _is_institution(name)
        or is_works_of_a_town(name)
        or any(len(number) > 1 for number in name.numbers)
    )


def _is_same_trade(left: Name, right: Name) -> bool:
    """Whether names of the same words say what is done, and end in the same legal form."""
    same_form = right.legal_form != "" and left.legal_form == right.legal_form
    return same_form and len(right.tokens) > 1 and says_what_is_done(right)


def _is_institution(name: Name) -> bool:
    """Whether a name is that of the one university of a town, which patent offices turn round."""
    kinds = {token.kind for token in name.tokens}
    return "place" in kinds and any(token.canonical == "university" for token in name.tokens)
