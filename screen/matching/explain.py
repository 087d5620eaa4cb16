"""Explains in plain words why two names match.

What agrees, what differs, what held the score down.
"""

import re

from screen.matching.alignment import Alignment
from screen.matching.likeness import Pair
from screen.names.disguise import visible
from screen.names.east_asian import holds_east_asian, simplified, translated
from screen.names.parse import Name

#: Letters of scripts other than Latin, its accents and its full-width forms.
_OTHER_SCRIPT = re.compile(
    r"[\u0370-\u1dff\u2c00-\uf8ff\U00010000-\U0001d3ff\U00020000-\U000323af]"
)


def explain(left: Name, right: Name, alignment: Alignment, name_kind: str) -> list[str]:
    """Sentences for the explanation of a match, the weightiest first.

    ``name_kind`` is 'name', 'alias' or 'weak alias': which of the entry's names matched.
    """
    said: list[str] = []
    distinctive = [pair for pair in alignment.pairs if _both(pair) and pair.is_own]
    same_script = _are_same_characters(left.written, right.written)
    if same_script:
        said.append("the same characters in both names, simplified and traditional as one")
    elif left.folded == right.folded:
        said.append("same name, letter for letter after folding case, marks and script")
    for pair in distinctive:
        assert pair.left and pair.right
        if pair.similarity == 1.0 and pair.left.text == pair.right.text:
            said.append(f"same distinctive word '{pair.right.text}'")
        elif pair.similarity == 1.0:
            said.append(
                f"same distinctive word written differently: '{pair.left.text}' /"
                f" '{pair.right.text}'"
            )
        else:
            said.append(
                f"distinctive words alike ({pair.similarity:.0%}): '{pair.left.text}' /"
                f" '{pair.right.text}'"
            )
    shared = [
        _as_written(pair)
        for pair in alignment.pairs
        if _both(pair) and pair.right and not pair.is_own
    ]
    if shared:
        said.append("same trade, place or number words: " + ", ".join(shared))
    said += list(alignment.caps)
    loose_left = [
        p.left.text
        for p in alignment.pairs
        if p.left and not p.right and p.left.kind in {"business", "place"}
    ]
    loose_right = [
        p.right.text
        for p in alignment.pairs
        if p.right and not p.left and p.right.kind in {"business", "place"}
    ]
    if loose_left:
        said.append("only in the screened name: " + ", ".join(f"'{word}'" for word in loose_left))
    if loose_right:
        said.append("only in the listed name: " + ", ".join(f"'{word}'" for word in loose_right))
    if left.legal_form != right.legal_form and left.legal_form and right.legal_form:
        said.append(f"legal form differs: {left.legal_form_written} / {right.legal_form_written}")
    if name_kind != "name":
        said.append(f"matched under the entry's {name_kind}")
    if not same_script:
        readings = [reads_as(name.written, name.folded) for name in (left, right)]
        said += [reading for reading in readings if reading]
    return said


def _are_same_characters(left: str, right: str) -> bool:
    """Whether names in one other script were compared with each other, and not through Latin."""
    one, two = (simplified(visible(written)).casefold().split() for written in (left, right))
    return one == two and bool(_OTHER_SCRIPT.search(left))


def reads_as(written: str, read: str) -> str:
    """Say what a name in another script was compared as; '' for one in Latin letters.

    >>> reads_as("新疆中泰化學", "xinjiang zhongtai chemical")
    "'新疆中泰化學' reads as 'xinjiang zhongtai chemical' (romanised, known words translated)"
    """
    if not _OTHER_SCRIPT.search(written):
        return ""
    how = "romanised"
    if holds_east_asian(written) and re.search("[a-z]", translated(written)):
        how += ", known words translated"
    return f"'{written}' reads as '{read}' ({how})"


def _both(pair: Pair) -> bool:
    return pair.left is not None and pair.right is not None


def _as_written(pair: Pair) -> str:
    """Return a shared word, and how the screened name spells it where that differs."""
    assert pair.left and pair.right
    same = pair.similarity == 1.0
    return f"'{pair.right.text}'" if same else f"'{pair.right.text}' (written '{pair.left.text}')"
