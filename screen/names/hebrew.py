"""Reads Hebrew words in Latin letters: vowels are written by some consonants, or not at all."""

import re

_WORD = re.compile("[\u05d0-\u05ea]+")
_LETTERS = {
    "\u05d2": "g", "\u05d3": "d", "\u05d6": "z", "\u05d7": "h", "\u05d8": "t", "\u05da": "kh",
    "\u05dc": "l", "\u05dd": "m", "\u05de": "m", "\u05df": "n", "\u05e0": "n", "\u05e1": "s",
    "\u05e3": "f", "\u05e5": "ts", "\u05e6": "ts", "\u05e7": "k", "\u05e8": "r", "\u05e9": "sh",
    "\u05ea": "t",
}  # fmt: skip
#: Letters that sound otherwise at the start of a word: b/v, k/kh, p/f.
_AT_START = {"\u05d1": ("b", "v"), "\u05db": ("k", "kh"), "\u05e4": ("p", "f")}
_ALEF, _AYIN, _HE, _VAV, _YOD = "\u05d0", "\u05e2", "\u05d4", "\u05d5", "\u05d9"
#: A vowel that is not written, between consonants.
_UNWRITTEN = "e"


def read_hebrew(text: str) -> str:
    """Return ``text`` with its Hebrew words in Latin letters.

    >>> read_hebrew("\u05d8\u05d1\u05e2"), read_hebrew("\u05d3\u05dc\u05e7")
    ('teva', 'delek')
    """
    return _WORD.sub(lambda found: _read(found.group()), text)


def _read(word: str) -> str:
    word = word[0] + word[1:].replace(2 * _VAV, "\u05d1")
    read: list[str] = []
    for at, letter in enumerate(word):
        first, last = at == 0 or (at == 1 and word[0] == _HE), at == len(word) - 1
        sound = _sound(letter, first=first, start=at == 0, last=last)
        open_before = not read or read[-1][-1:] in "aeiou"
        if not open_before and sound[:1] not in "aeiou" and (at == 1 or last):
            read.append("a" if word[0] == _HE and at == 1 else _UNWRITTEN)
        if sound:
            read.append(sound)
    return "".join(read)


def _sound(letter: str, *, first: bool, start: bool, last: bool) -> str:
    if letter in _AT_START:
        return _AT_START[letter][0 if first else 1]
    if letter in (_ALEF, _AYIN):
        return "a"
    if letter == _HE:
        return "a" if last and not start else "h"
    if letter == _VAV:
        return "v" if start else "o"
    if letter == _YOD:
        return "y" if start else "i"
    return _LETTERS.get(letter, "")
