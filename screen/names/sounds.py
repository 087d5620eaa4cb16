"""English words as other alphabets write them: by their consonants, for vowels are written anyhow.

나인스타 (nainseuta), Нинестар and نينستار are all Ninestar. The key is weak: it serves for a word
that was read from another alphabet beside one that was not, and for no other.
"""

import re
from functools import lru_cache
from itertools import product

from screen.names.pinyin import pinyin_syllables
from screen.names.word_tables import borrowed_words

#: Alphabets in which an English word is written by its sound. Han writes meanings and syllables.
_BY_SOUND = re.compile(
    "[\u0370-\u03ff\u0400-\u052f\u0590-\u06ff\u0900-\u0eff\u3040-\u30ff\uac00-\ud7a3]"
)
_LATIN = re.compile(r"[A-Za-z]")
#: Letters that stand for one sound, longest first.
_JOINED = (
    ("shch", "s"), ("dzh", "j"), ("tch", "s"), ("sch", "s"), ("zh", "s"), ("sh", "s"),
    ("ch", "s"), ("ts", "s"), ("tz", "s"), ("ph", "p"), ("th", "t"), ("ck", "k"), ("gh", ""),
    ("x", "ks"), ("q", "k"), ("ng", "n"), ("mb", "m"),
)  # fmt: skip
_CLASS = dict(zip("pbfvtdkgszmnlr", "ppppttkkssmnll", strict=True))
_SOFT, _VOWELS, _SILENT = "eiy", "aeiou", "hwy"
#: More ways to read a word than this are not told apart.
_MOST_WAYS = 16
#: So many consonants are a key; those of a dictionary word may be fewer, for it is a known word.
_LEAST, _LEAST_OF_KNOWN = 3, 2
#: Words that are spelled syllable by syllable in Korean, in which vowels count.
_KOREAN = re.compile(
    r"(?:(?:kk|tt|pp|ss|ch|[kgtdpbsjhmnrl])?[yw]?(?:ae|eo|eu|oe|oo|ui|[aeiou])"
    r"(?:ng|[kgtdpbmnl](?![aeiouyw]))?)+"
)


def is_by_sound(written: str) -> bool:
    """Whether a name is written in an alphabet that renders English words by their sound.

    >>> is_by_sound("나인스타"), is_by_sound("Ninestar"), is_by_sound("纳思达")
    (True, False, False)
    """
    return bool(_BY_SOUND.search(written)) and not _LATIN.search(written)


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
    ways: list[tuple[str, ...]] = []
    if word[0] in _VOWELS:
        ways.append(("a",))
    elif word[0] in _SILENT:
        ways.append(("a", ""))
    elif word.startswith("kh"):
        ways.append(("a", "", "k"))
        word = word[2:]
    for place, letter in enumerate(word):
        following = word[place + 1 : place + 2]
        if letter in "gj" and (letter == "j" or following in _SOFT):
            ways.append(("s", "k"))
        elif letter == "c":
            ways.append(("s",) if following and following in _SOFT else ("k",))
        elif letter == "r" and (not following or following not in _VOWELS + "y"):
            continue
        elif letter in _CLASS and letter != following:
            ways.append((_CLASS[letter],))
    ways = [way for way in ways if way]
    count = 1
    for place, way in enumerate(ways):
        if count * len(way) > _MOST_WAYS:
            ways[place] = way[:1]
        count *= len(ways[place])
    return frozenset(re.sub("s+", "s", "".join(key)) for key in product(*ways))


@lru_cache(maxsize=50_000)
def may_be_heard(word: str) -> frozenset[str]:
    """Return the keys of a Latin word that another alphabet may write by its sound.

    None for words of Chinese or Korean syllables, in which vowels tell one from another.
    """
    known = word in borrowed_words()
    if not word.isalpha() or (not known and (_KOREAN.fullmatch(word) or pinyin_syllables(word))):
        return frozenset()
    least = _LEAST_OF_KNOWN if known else _LEAST
    return frozenset(key for key in heard_keys(word) if len(key.removeprefix("a")) >= least)
