"""Hebrew and Devanagari names: known words of trade, place and legal form in English.

Hebrew writes its article and some of its prepositions in one with the word, as Arabic does.
"""

import re
from functools import cache

from screen.names.hebrew import read_hebrew
from screen.names.native_words import native_words

_HEBREW = re.compile("[\u0590-\u05ff]")
_DEVANAGARI = re.compile("[\u0900-\u097f]")
#: The mark of a nasal, which is an n before most letters.
_NASAL = re.compile("\u0902(?![\u092a-\u092e])")
#: Words in these alphabets, with the marks that stand inside them.
_WORD = re.compile("[\u0590-\u05ff\u0900-\u097f]+(?:[\"'\u2019\u05f3\u05f4][\u0590-\u05ff]+)*")
_QUOTES = str.maketrans({"\u05f4": '"', "\u201d": '"', "\u05f3": "'", "\u2019": "'"})
#: The article, 'and', 'in', 'for', 'from' and 'that' before a word; none leaves less than this.
_BEFORE, _LEAST = "\u05d4\u05d5\u05d1\u05dc\u05de\u05e9", 3


@cache
def _words() -> dict[str, str]:
    rows = (*native_words(_HEBREW), *native_words(_DEVANAGARI))
    words = {row["word"].translate(_QUOTES): row["latin"] for row in rows}
    # Marks inside words are left out before.
    return {word.replace("'", ""): latin for word, latin in words.items()} | words


@cache
def _several() -> re.Pattern[str]:
    several = sorted((word for word in _words() if " " in word), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, several))})(?!\w)")


def holds_spaced_script(text: str) -> bool:
    """Whether ``text`` holds a letter of Hebrew or Devanagari."""
    return bool(_HEBREW.search(text) or _DEVANAGARI.search(text))


def words_in_english(text: str) -> str:
    """Return ``text`` with its known Hebrew and Hindi words in English, other Hebrew as it is read.

    >>> words_in_english("מפעל הפלדה").split()
    ['factory', 'steel']
    """
    plain = text.translate(_QUOTES)
    plain = _several().sub(lambda found: f" {_words()[found.group()]} ", plain)
    return read_hebrew(_NASAL.sub("\u0928\u094d", _WORD.sub(_meaning, plain)))


def _meaning(found: re.Match[str]) -> str:
    word = found.group()
    for rest in (word, word[1:], word[2:]):
        before = word[: len(word) - len(rest)]
        if (not before or len(rest) >= _LEAST) and set(before) <= set(_BEFORE) and rest in _words():
            return f" {_words()[rest]} "
    return word
