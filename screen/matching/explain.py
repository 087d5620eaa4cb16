"""Explains in plain words why two names match.

What agrees, what differs, what held the score down.
"""

from screen.matching.alignment import Alignment
from screen.matching.likeness import Pair
from screen.names.parse import Name


def explain(left: Name, right: Name, alignment: Alignment, name_kind: str) -> list[str]:
    """Sentences for the explanation of a match, the weightiest first.

    ``name_kind`` is 'name', 'alias' or 'weak alias': which of the entry's names matched.
    """
    said: list[str] = []
    distinctive = [pair for pair in alignment.pairs if _both(pair) and "distinctive" in pair.kinds]
    if left.folded == right.folded:
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
        if _both(pair) and pair.right and "distinctive" not in pair.kinds
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
    if not left.written.isascii() or not right.written.isascii():
        said.append(f"compared in Latin letters: '{left.folded}' / '{right.folded}'")
    return said


def _both(pair: Pair) -> bool:
    return pair.left is not None and pair.right is not None


def _as_written(pair: Pair) -> str:
    """Return a shared word, and how the screened name spells it where it does so otherwise."""
    assert pair.left and pair.right
    same = pair.similarity == 1.0
    return f"'{pair.right.text}'" if same else f"'{pair.right.text}' (written '{pair.left.text}')"
