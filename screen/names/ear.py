"""Keys that words share which were written as they are heard.

Brite and Bright, Filips and Philips, Laxmi and Lakshmi, Wolga and Volga, Hizballah and Hezbollah.
"""

import re
from functools import lru_cache

import polars as pl

from screen.names.sounds import is_syllabic

#: How letters sound, in this order; of a syntax that Python and polars share.
_SOUNDS = (
    ("ies$", "y"),
    ("^kn", "n"),
    ("^wr", "r"),
    ("^ps", "s"),
    ("^x([ptc])", "eks${1}"),
    ("^x", "s"),
    ("^chr", "kr"),
    ("gh(t|$)", "${1}"),
    ("([aeiou])h([^aeiou]|$)", "${1}${2}"),
    ("tch|sch|tsch|tsh", "s"),
    ("sh|ch|zh", "s"),
    ("ph", "f"),
    ("off?$", "ov"),
    ("mps", "ms"),
    ("qu", "kv"),
    ("ck|q", "k"),
    ("x", "ks"),
    ("c([eiy])", "s${1}"),
    ("c", "k"),
    ("z", "s"),
    ("([b-df-hk-np-tv-xz])[yj]e", "${1}e"),
    ("th", "t"),
    ("kh", "h"),
    ("w", "v"),
    ("([a-z])j", "${1}i"),
    ("oo|ou", "u"),
    ("ee|ie|ei", "i"),
    ("ea", "e"),
    ("ae", "a"),
    ("oe", "o"),
    ("ue", "u"),
    ("y", "i"),
    ("e$", ""),
)


def _needed(pattern: str) -> tuple[str, ...]:
    """Return runs of letters, one of which stands in every word that ``pattern`` changes.

    >>> _needed("tch|sch"), _needed("^x([ptc])"), _needed("([a-z])j"), _needed("aa+")
    (('tch', 'sch'), ('x',), ('j',), ('aa',))
    """
    plain = re.sub(r"\(.*?\)|\[.*?\]|[\^$+]", "", pattern.replace("ff?", "f"))
    return tuple(plain.split("|"))


#: Doubled letters; polars has no way to refer back to a group inside a pattern.
_DOUBLED = tuple((2 * letter + "+", letter) for letter in "abdefgiklmnoprstuv")
#: The same for one word, each with letters of which a word must hold some to be changed by it.
_STEPS = tuple(
    (re.compile(one), other.replace("${", "\\g<").replace("}", ">"), _needed(one))
    for one, other in (*_SOUNDS, *_DOUBLED)
)
_VOWELS = r"[aeiouy]+"
_VOWEL_RUN = re.compile(_VOWELS)


#: Words of open syllables, or ones that end in n, ng or r.
_OPEN = re.compile(r"(?:(?:zh|ch|sh|[b-df-hj-np-tv-z])?[aeiouy]{1,3}(?:ng|[nr])?)+")


@lru_cache(maxsize=200_000)
def is_told_by_vowels(word: str) -> bool:
    """Return whether a word is one of Asian syllables, which differ in their vowels above all.

    >>> is_told_by_vowels("pangyao"), is_told_by_vowels("hizballah")
    (True, False)
    """
    return is_syllabic(word) or _OPEN.fullmatch(word) is not None


@lru_cache(maxsize=200_000)
def ear_key(word: str) -> str:
    """Return a key that the ways to write one word by ear share.

    >>> ear_key("laxmi") == ear_key("lakshmi"), ear_key("philips") == ear_key("phillips")
    (True, True)
    """
    for pattern, sound, needed in _STEPS:
        for letters in needed:
            if letters in word:
                word = pattern.sub(sound, word)
                break
    return word


@lru_cache(maxsize=200_000)
def vowelless_key(word: str) -> str:
    """Return a key that words share which differ in their vowels and in doubled letters.

    >>> vowelless_key("hezbollah") == vowelless_key("hizballah")
    True
    """
    return _VOWEL_RUN.sub("-", ear_key(word))


def ear_key_column(text: pl.Expr) -> pl.Expr:
    """Return ``ear_key`` for whole columns."""
    for pattern, sound in (*_SOUNDS, *_DOUBLED):
        text = text.str.replace_all(pattern, sound)
    return text


def vowelless_key_column(keys: pl.Expr) -> pl.Expr:
    """Return ``vowelless_key`` for whole columns of ``ear_key``."""
    return keys.str.replace_all(_VOWELS, "-")
