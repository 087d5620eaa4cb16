"""The part of a cell that matched, and whether it was compared in other letters than its own."""

import re
import unicodedata

_BLANKS = re.compile(r"\s+")
#: What stands between the names of two firms in one cell.
_BETWEEN = re.compile(
    r"\s*[;；|、\n]\s*|\s+(?:/|c/o|on behalf of|for account of)\s+", re.IGNORECASE
)
#: What is left of a cell is another name from so many letters on.
_SHORTEST_NAME = 3


def matched_text(cell: str, variant: str) -> str:
    """Return the name in ``cell`` that matched as ``variant``, without other firms in the cell.

    >>> matched_text("Li & Fung (Trading) Ltd; HETIAN  TAIDA Co., Ltd.", "Hetian Taida")
    'HETIAN  TAIDA Co., Ltd.'
    >>> matched_text("Hetian Taida |", "Hetian Taida")
    'Hetian Taida |'
    """
    if not _BETWEEN.search(cell):
        return cell
    names = [part for part in _BETWEEN.split(cell) if _letters_in(part) >= _SHORTEST_NAME]
    words = [re.escape(word) for word in _BLANKS.split(variant.strip()) if word]
    if len(names) < 2 or not words:
        return cell
    wanted = re.compile(r"\s+".join(words), re.IGNORECASE)
    return next((name for name in names if wanted.search(name)), cell)


def _letters_in(text: str) -> int:
    return sum(letter.isalpha() for letter in text)


def reads_as(name: str, listed: str) -> bool:
    """Return whether two names were compared by sound or meaning, and not as they are written.

    >>> reads_as("리닝", "Li Ning"), reads_as("李宁有限公司", "李宁"), reads_as("Li", "Li-")
    (True, False, False)
    """
    if name.isascii() and listed.isascii():
        return False
    one, other = _letters(name), _letters(listed)
    if not (_foreign(one) or _foreign(other)):
        return False
    return not (one and other and (one in other or other in one))


def _letters(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def _foreign(letters: str) -> bool:
    return any(
        letter.isalpha() and not unicodedata.name(letter, "").startswith("LATIN")
        for letter in letters
        if not letter.isascii()
    )
