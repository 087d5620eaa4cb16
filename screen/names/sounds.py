"""English words as other alphabets write them: by their consonants, because vowels vary.

나인스타 (nainseuta), Нинестар and نينستار are all Ninestar. The key is weak: it serves only to
compare a word that was read from another alphabet with one that was not.
"""

import re
from functools import lru_cache
from itertools import product
from typing import Literal

from screen.names.bare_consonants import is_written_bare
from screen.names.pinyin import pinyin_syllables
from screen.names.word_tables import borrowed_words

#: Alphabets in which an English word is written by its sound. Han writes meanings and syllables.
_BY_SOUND = re.compile(
    "[\u0370-\u03ff\u0400-\u052f\u0590-\u06ff\u0900-\u0eff\u3040-\u30ff\uac00-\ud7a3]"
)
#: Alphabets that leave vowels out, or know few syllables and bend a word to them.
_BY_CONSONANTS = re.compile("[\u0590-\u06ff\u0900-\u097f\u0e00-\u0e7f\u3040-\u30ff]")
_LATIN = re.compile(r"[A-Za-z]")
#: What an alphabet keeps of an English word.
Heard = Literal["", "vowels", "consonants"]
#: Letters that stand for one sound, longest first.
_JOINED = (
    ("shch", "s"), ("dzh", "j"), ("tch", "s"), ("sch", "s"), ("zh", "s"), ("sh", "s"),
    ("ch", "s"), ("ts", "s"), ("tz", "s"), ("ph", "p"), ("th", "t"), ("ck", "k"), ("gh", ""),
    ("x", "ks"), ("q", "k"), ("ng", "n"), ("mb", "m"),
)  # fmt: skip
_CLASS = dict(zip("pbfvtdkgszmnlr", "ppppttkkssmnll", strict=True))
_SOFT, _VOWELS, _SILENT = "eiy", "aeiou", "hwy"
#: More ways to read a word than this are not distinguished.
_MOST_WAYS = 16
#: This many consonants are a key; a dictionary word may have fewer, because it is a known word.
_LEAST, _LEAST_OF_KNOWN = 3, 2
#: What the letter behind an h says of its vowel; Arabic writes a w or y for long vowels, and no
#: short ones.
_VOWEL = {"a": "a", "e": "i", "i": "i", "y": "i", "o": "o", "u": "u", "w": "ou"}
#: Words that are spelled syllable by syllable in Korean, in which vowels count.
_KOREAN = re.compile(
    r"(?:(?:kk|tt|pp|ss|ch|[kgtdpbsjhmnrl])?[yw]?(?:ae|eo|eu|oe|oo|ui|[aeiou])"
    r"(?:ng|[kgtdpbmnl](?![aeiouyw]))?)+"
)


def heard_in(written: str) -> Heard:
    """Return how the alphabet of a name renders English words; '' where it is Latin or Chinese.

    >>> heard_in("나인스타"), heard_in("نينستار"), heard_in("Ninestar"), heard_in("纳思达")
    ('vowels', 'consonants', '', '')
    """
    if not _BY_SOUND.search(written) or _LATIN.search(written):
        return ""
    return "consonants" if _BY_CONSONANTS.search(written) else "vowels"


@lru_cache(maxsize=50_000)
def heard_keys(word: str) -> frozenset[str]:
    """Return the ways in which the consonants of a word may be heard.

    >>> bool(heard_keys("nainseuta") & heard_keys("ninestar"))
    True
    """
    for letters, sound in _JOINED:
        word = word.replace(letters, sound)
    if not word:
        return frozenset()
    start, word = _start(word)
    ways = [start, *(_sound(letter, word[at + 1 : at + 2]) for at, letter in enumerate(word))]
    ways = [way for way in ways if way]
    count = 1
    for place, way in enumerate(ways):
        if count * len(way) > _MOST_WAYS:
            ways[place] = way[:1]
        count *= len(ways[place])
    return frozenset(re.sub("s+", "s", "".join(key)) for key in product(*ways))


def _start(word: str) -> tuple[tuple[str, ...], str]:
    """Return how the start of a word may be heard, and the rest of it."""
    if word.startswith("kh"):
        return ("a", "", "k"), word[2:]
    if word[0] in _VOWELS:
        return ("a",), word
    if word[0] == "r":
        return ("l",), word[1:]
    return (("a", "") if word[0] in _SILENT else ()), word


def _sound(letter: str, following: str) -> tuple[str, ...]:
    """Return how a letter before another may be heard; nothing where it is silent."""
    if letter in "gj" and (letter == "j" or following in _SOFT):
        return ("s", "k") if letter == "j" or following else ("k",)
    if letter == "c":
        return ("s",) if following and following in _SOFT else ("k",)
    if letter == "s" and not following:
        # This is how Korean writes a t at the end of a syllable.
        return ("s", "t")
    silent = letter not in _CLASS or letter == following
    if silent or (letter == "r" and (not following or following not in _VOWELS + "wy")):
        return ()
    return (_CLASS[letter],)


@lru_cache(maxsize=50_000)
def is_syllabic(word: str) -> bool:
    """Whether a word is one of Chinese or Korean syllables, in which vowels make the difference."""
    return bool(pinyin_syllables(word)) or _KOREAN.fullmatch(word) is not None


@lru_cache(maxsize=50_000)
def may_be_heard(word: str, heard: Heard = "vowels") -> frozenset[str]:
    """Return the keys of a Latin word that another alphabet may write by its sound.

    None for words of Chinese or Korean syllables, in which vowels make the difference, where the
    alphabet writes them.
    """
    if not word.isalpha():
        return frozenset()
    known = word in borrowed_words()
    if not known and (is_syllabic(word) if heard == "vowels" else pinyin_syllables(word)):
        return frozenset()
    # An h is a consonant too, but one that some alphabets lack: 'heard_as' looks at the vowel.
    least = _LEAST_OF_KNOWN if known else _LEAST - word.startswith("h")
    return frozenset(key for key in heard_keys(word) if len(key.removeprefix("a")) >= least)


@lru_cache(maxsize=50_000)
def heard_as(written: str, latin: str, heard: Heard) -> bool:
    """Whether ``written``, read from another alphabet, may be the Latin word ``latin``.

    >>> heard_as("khoshayn", "hoshine", "vowels"), heard_as("khasan", "hoshine", "vowels")
    (True, False)
    """
    if heard == "consonants" and (told := is_written_bare(written, latin)) is not None:
        return told
    shared = heard_keys(written) & may_be_heard(latin, heard)
    if latin in borrowed_words() or any(len(key.removeprefix("a")) >= _LEAST for key in shared):
        return bool(shared)
    return bool(shared) and not _first_vowels(written).isdisjoint(_first_vowels(latin))


def _first_vowels(word: str) -> frozenset[str]:
    return frozenset(_VOWEL.get(word.removeprefix("k").removeprefix("h")[:1], "ai"))
