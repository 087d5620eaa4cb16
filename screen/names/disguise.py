"""Undoes what hides a name from a machine and not from a reader.

Invisible letters, look-alikes from other alphabets, letters spaced or dotted.
"""

import re
import unicodedata
from functools import cache, lru_cache

from screen.core.data_tables import read_table

#: Default-ignorable code points and glyphs that print as nothing (Unicode, DerivedCoreProperties).
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
#: Letters of one word, each behind a full stop or another mark: H.o.s.h.i.n.e.
_DOTTED = re.compile(r"(?<![^\W_])(?:[^\W\d_][.\-_*·]){4,}[^\W\d_](?![^\W_])")
#: Letters of one word, each behind a blank; words lie two blanks apart.
_SPACED = re.compile(r"(?:(?<=\s)|^)(?:\w ){3,}\w(?=\s|$)")
_WORD = re.compile(r"[^\W\d_]+")


def visible(text: str) -> str:
    """Return ``text`` without the letters that nobody sees.

    >>> visible("Hos\\u200bhine")
    'Hoshine'
    """
    return text if text.isascii() else _INVISIBLE.sub("", text)


@cache
def _lookalikes() -> dict[int, str]:
    return {ord(row["letter"]): row["latin"] for row in read_table("screen.names", "lookalikes")}


def latin_in_mixed_words(text: str) -> str:
    """Return ``text`` with look-alikes replaced in the words that hold Latin letters too.

    No honest word mixes alphabets.

    >>> latin_in_mixed_words("Hоshine")  # a Cyrillic o
    'Hoshine'
    """
    return _WORD.sub(lambda word: _unmixed(word.group()), text)


@lru_cache(maxsize=20_000)
def _unmixed(word: str) -> str:
    if word.isascii() or not any(letter.isascii() for letter in word):
        return word
    return word.translate(_lookalikes())


@lru_cache(maxsize=20_000)
def skeleton(text: str) -> str:
    """Return ``text`` in the Latin letters that it looks like; '' where they are not Latin text.

    The second look-up of Unicode Technical Standard 39, for names in which whole words are
    look-alikes.

    >>> skeleton("НЕТІАN")
    'HETIAN'
    >>> skeleton("Завод")
    ''
    """
    seen = text.translate(_lookalikes())
    return seen if seen != text and seen.isascii() else ""


#: Controls that turn the order of letters around.
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")
#: Letters that nobody sees, inside a word; the joiners are honest between letters of scripts that
#: join, and variation selectors behind Chinese ones.
_INSIDE = re.compile(rf"(?<=\w)({_INVISIBLE.pattern}+)(?=\w)")
_JOINERS = re.compile("[\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]+")
#: A word whose letters were set apart has this many or more; fewer are initials.
_PARTED = 6


def disguise_of(text: str) -> str:
    """Say what hides a name from a machine; '' for an honest name.

    >>> disguise_of("Hos\\u200bhine")
    'invisible letters inside a word (zero width space)'
    >>> disguise_of("N i n e s t a r"), disguise_of("Ninestar")
    ("letters of a word set apart (reads as 'Ninestar')", '')
    """
    said = []
    if found := _TURNED.search(text):
        said.append(f"a control that turns the order of letters around ({_named(found.group())})")
    hidden = [
        found.group(1)
        for found in _INSIDE.finditer(_TURNED.sub("", text))
        if text[found.start() - 1].isascii() or not _JOINERS.fullmatch(found.group(1))
    ]
    if hidden:
        said.append(f"invisible letters inside a word ({_named(hidden[0][0])})")
    seen = visible(text)
    words = [(word, _unmixed(word)) for word in _WORD.findall(seen)]
    # Latin has letters of its own that look like others: the dotless i of Turkish. A word that is
    # not Latin once they are replaced belongs to another alphabet, with a slip of the keyboard.
    odd = [
        one
        for word, latin in words
        if all("latin" in _named(letter) for letter in latin)
        for one, other in zip(word, latin, strict=True)
        if one != other and "latin" not in _named(one)
    ]
    if odd:
        said.append(f"letters of another alphabet inside a Latin word ({_named(odd[0])})")
    closed = closed_up(seen)
    apart = [word for word in closed.split() if word not in seen and len(word) >= _PARTED]
    if apart:
        said.append(f"letters of a word set apart (reads as '{apart[0]}')")
    return "; ".join(said)


def _named(letter: str) -> str:
    return unicodedata.name(letter, f"U+{ord(letter):04X}").lower()


def closed_up(text: str) -> str:
    """Return ``text`` with letters that stand apart written as the words they spell.

    >>> closed_up("H O S H I N E  S I L I C O N").split()
    ['HOSHINE', 'SILICON']
    """
    text = _DOTTED.sub(lambda found: re.sub(r"[^\w]|_", "", found.group()), text)
    return _SPACED.sub(lambda found: found.group().replace(" ", ""), text)
