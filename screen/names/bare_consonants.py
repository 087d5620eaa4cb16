"""Names as alphabets without short vowels write them: Arabic, Persian and Hebrew.

الراجحي is r-j-h-y for Rajhi, and بانک تجارت b-n-k t-j-r-t for Bank Tejarat. The consonants must be
the same ones, in order, and the long vowels that are written must be ones that the Latin word has.
"""

import re
from functools import lru_cache

#: The letters sh and kh are one consonant each.
_SH, _KH = "5", "7"
#: Consonants that these alphabets, or the ways to write them in Latin letters, do not tell apart;
#: pairs of letters first.
_ONE_SOUND = (
    ("ck", "k"), ("tch", _SH), ("sch", _SH), ("sh", _SH), ("ch", _SH), ("gh", "j"), ("dh", "d"),
    ("th", "t"), ("zh", "j"), ("ph", "f"), ("ts", "s"), ("tz", "s"), ("q", "k"), ("x", "ks"),
    ("p", "b"), ("v", "f"), ("g", "j"), ("z", "s"), ("c", "k"),
)  # fmt: skip
_SOFT_C = re.compile("c(?=[eiy])")
_VOWELS = "aeiouyw"
_SHORT = re.compile("[aeiou]")
_PARTS = re.compile(rf"([{_VOWELS}]*)([^{_VOWELS}]?)")
_DOUBLED = re.compile(rf"([^{_VOWELS}])\1+")
#: What a long vowel may be in Latin letters.
_LONG = {"w": "ouw", "y": "iye"}
#: Fewer consonants are many words.
LEAST_CONSONANTS = 3


@lru_cache(maxsize=50_000)
def _parts(word: str) -> tuple[tuple[str, str], ...]:
    """Return the vowels before each consonant of a word, and the consonant; '' at the end."""
    word = _SOFT_C.sub("s", word).replace("kh", _KH)
    for letters, sound in _ONE_SOUND:
        word = word.replace(letters, sound)
    word = _DOUBLED.sub(r"\1", word)
    # An h at the end is how Arabic and Persian write a vowel.
    word = word.removesuffix("h")
    parts = [(found[1], found[2]) for found in _PARTS.finditer(word) if found[0]]
    return tuple(parts)


@lru_cache(maxsize=50_000)
def bare_consonants(word: str) -> str:
    """Return the consonants of a word; '' where they are too few to tell it from others.

    >>> bare_consonants("rjhy") == bare_consonants("rajhi") == "rjh", bare_consonants("bali")
    (True, '')
    """
    consonants = "".join(consonant for _, consonant in _parts(word))
    return consonants if len(consonants) >= LEAST_CONSONANTS else ""


@lru_cache(maxsize=50_000)
def is_written_bare(written: str, latin: str) -> bool | None:
    """Return whether ``written``, read letter by letter, is the Latin word without short vowels.

    None where the consonants are not the same ones, or too few, so that nothing is said. A word
    with short vowels was written by another alphabet.

    >>> is_written_bare("tjrt", "tejarat"), is_written_bare("slym", "salim")
    (True, True)
    >>> is_written_bare("slym", "salam"), is_written_bare("slym", "karim")
    (False, None)
    """
    if (
        _SHORT.search(written)
        or not bare_consonants(written)
        or bare_consonants(written) != bare_consonants(latin)
    ):
        return None
    theirs = _gaps(latin)
    return all(
        all(letter not in _LONG or set(_LONG[letter]) & set(gap) for letter in ours)
        for ours, gap in zip(_gaps(written), theirs, strict=True)
    )


def _gaps(word: str) -> list[str]:
    """Return the vowels before each consonant, and those at the end."""
    parts = _parts(word)
    return [*(vowels for vowels, consonant in parts if consonant),
            "".join(vowels for vowels, consonant in parts if not consonant)]  # fmt: skip
