"""Reads Hangul as it is spoken: the end of a syllable changes beside the start of the next.

신라 is Silla and not Sinra, 독립 is Dongnip. Papers spell names either way, so this is a second
reading beside the one letter by letter.
"""

import re
from functools import lru_cache
from itertools import pairwise

_SYLLABLES = re.compile("[\uac00-\ud7a3]{2,}")
_FIRST, _VOWELS, _LAST = 0xAC00, 21, 28
#: Numbers of consonants as Unicode has them: at the start of a syllable, and at its end.
_N, _R, _M = 2, 5, 6
_END_N, _END_R, _END_M, _END_NG = 4, 8, 16, 21
_END_T, _OPEN = 7, {11, 18}
#: Ends that sound alike before a nasal: k, kk, ks, lk, kh; t, s, ss, j, ch, th; p, ps, lp, ph.
_LIKE_K, _LIKE_T, _LIKE_P = {1, 2, 3, 9, 24}, {7, 19, 20, 22, 23, 25, 27}, {17, 18, 11, 14, 26}


@lru_cache(maxsize=20_000)
def as_spoken(text: str) -> str:
    """Return ``text`` with its Hangul spelled as it is spoken.

    >>> as_spoken("신라"), as_spoken("독립"), as_spoken("릉라도")
    ('실라', '동닙', '릉나도')
    """
    return _SYLLABLES.sub(lambda found: _spoken(found.group()), text)


def _spoken(word: str) -> str:
    parts = [_taken_apart(syllable) for syllable in word]
    for before, after in pairwise(parts):
        before[2], after[0] = _meet(before[2], after[0])
    return "".join(
        chr(_FIRST + (start * _VOWELS + vowel) * _LAST + end) for start, vowel, end in parts
    )


def _taken_apart(syllable: str) -> list[int]:
    start, rest = divmod(ord(syllable) - _FIRST, _VOWELS * _LAST)
    return [start, *divmod(rest, _LAST)]


def _meet(end: int, start: int) -> tuple[int, int]:
    """Return how the end of a syllable and the start of the next sound together."""
    if (end, start) in ((_END_N, _R), (_END_R, _N)):
        return _END_R, _R
    if start not in (_N, _M, _R):
        # Before another consonant it is a mere stop: 롯데 is Lotte.
        return (_END_T if end in _LIKE_T and start not in _OPEN else end), start
    spoken = _N if start == _R else start
    if end in _LIKE_K:
        return _END_NG, spoken
    if end in _LIKE_T:
        return _END_N, spoken
    if end in _LIKE_P:
        return _END_M, spoken
    if end in (_END_M, _END_NG):
        return end, spoken
    return end, start
