"""Thai names: known words in English, the rest read into Latin letters syllable by syllable.

Thai is written without blanks; the known words (``data/native_words.csv``) split it. Vowels may
stand before the consonant that they follow, and short ones are not written.
"""

import re
from functools import cache

from screen.names.native_words import native_words

_THAI = re.compile("[\u0e00-\u0e7f]")
_RUN = re.compile("[\u0e01-\u0e4e]+")
#: Vowels that are written before their consonant.
_FIRST = "\u0e40\u0e41\u0e42\u0e43\u0e44"
_CONSONANT = "[\u0e01-\u0e2e]"
_TURNED = re.compile(
    f"([{_FIRST}])((?:{_CONSONANT}[\u0e23\u0e25\u0e27](?!\u0e4c))|\u0e2b?{_CONSONANT})"
)
#: Marks of tone and shortness, which Latin spellings leave out.
_TONES = re.compile("[\u0e47-\u0e4b\u0e4d\u0e4e]")
_LETTERS = {
    "\u0e01": "k", "\u0e02": "kh", "\u0e03": "kh", "\u0e04": "kh", "\u0e05": "kh", "\u0e06": "kh",
    "\u0e07": "ng", "\u0e08": "ch", "\u0e09": "ch", "\u0e0a": "ch", "\u0e0b": "s", "\u0e0c": "ch",
    "\u0e0d": "y", "\u0e0e": "d", "\u0e0f": "t", "\u0e10": "th", "\u0e11": "th", "\u0e12": "th",
    "\u0e13": "n", "\u0e14": "d", "\u0e15": "t", "\u0e16": "th", "\u0e17": "th", "\u0e18": "th",
    "\u0e19": "n", "\u0e1a": "b", "\u0e1b": "p", "\u0e1c": "ph", "\u0e1d": "f", "\u0e1e": "ph",
    "\u0e1f": "f", "\u0e20": "ph", "\u0e21": "m", "\u0e22": "y", "\u0e23": "r", "\u0e24": "rue",
    "\u0e25": "l", "\u0e26": "lue", "\u0e27": "w", "\u0e28": "s", "\u0e29": "s", "\u0e2a": "s",
    "\u0e2b": "h", "\u0e2c": "l", "\u0e2d": "o", "\u0e2e": "h", "\u0e30": "a", "\u0e31": "a",
    "\u0e32": "a", "\u0e33": "am", "\u0e34": "i", "\u0e35": "i", "\u0e36": "ue", "\u0e37": "ue",
    "\u0e38": "u", "\u0e39": "u", "\u0e40": "e", "\u0e41": "ae", "\u0e42": "o", "\u0e43": "ai",
    "\u0e44": "ai", "\u0e45": "a",
}  # fmt: skip
#: A consonant that only carries the vowel behind or before it says nothing.
_CARRIER = re.compile("\u0e2d(?=[\u0e30-\u0e39\u0e40-\u0e44])")
#: Two consonants that end a word have a short o between them, which is not written.
_CLOSED = re.compile(f"(?<![\u0e30-\u0e39\u0e40-\u0e44])({_CONSONANT})({_CONSONANT})$")


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    latin = {row["word"]: row["latin"] for row in native_words(_THAI)}
    longest_first = sorted(latin, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) + "(?!\u0e4c)"), latin


def holds_thai(text: str) -> bool:
    """Whether ``text`` holds a Thai letter."""
    return bool(_THAI.search(text))


def thai_in_english(text: str) -> str:
    """Return ``text`` with its known Thai words in English and the others in Latin letters.

    >>> thai_in_english("บริษัท ไทยเหล็ก").split()
    ['company', 'thailand', 'steel']
    """
    pattern, latin = _words()
    said = pattern.sub(lambda found: f" {latin[found.group()]} ", text)
    return _RUN.sub(lambda found: _read(found.group()), said)


def _read(word: str) -> str:
    """Return a Thai word in Latin letters, those included that are written and not spoken."""
    word = _CLOSED.sub("\\1\u0e42\\2", _TURNED.sub(r"\2\1", _TONES.sub("", word)))
    word = _CARRIER.sub("", word.replace("\u0e4c", ""))
    return "".join(_LETTERS.get(letter, "") for letter in word)
