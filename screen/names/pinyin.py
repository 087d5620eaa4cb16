"""Knows Chinese syllables in Latin letters, so that another brand is not taken for a typing error.

Haida and Taida differ by a letter as a typing error would, but both are whole Chinese syllables:
they are two brands. Haiba for
Haida is more likely a third brand than a slip, and Haidda, which is not a Chinese word, is a slip.
"""

from functools import cache, lru_cache

from screen.core.data_tables import read_table
from screen.names.fold import romanisation_key
from screen.names.word_tables import borrowed_words

#: Sounds that southern speakers and other romanisations write for each other; a difference in them
#: is a spelling.
_CONFUSED_INITIALS = frozenset(
    map(frozenset, (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("ts", "c"), ("hs", "x")))
)
_LONGEST = 6
#: Dictionary words of this many letters or more are not Chinese: sunrise, defence.
ENGLISH = 7


@cache
def _wade_giles() -> dict[str, str]:
    rows = read_table("screen.names", "pinyin_syllables")
    return {row["syllable"]: row["wade_giles"] for row in rows}


@cache
def _syllables() -> frozenset[str]:
    return frozenset(_wade_giles())


def is_syllable(word: str) -> bool:
    """Return whether a word is one Chinese syllable of two letters or more."""
    return len(word) > 1 and word in _syllables()


@lru_cache(maxsize=50_000)
def in_wade_giles(word: str) -> str:
    """Return a Chinese word as Wade and Giles spelled it, without marks; '' where it is the same.

    >>> in_wade_giles("zhongtai"), in_wade_giles("hongxiang"), in_wade_giles("esquel")
    ('chungtai', 'hunghsiang', '')
    """
    ways = pinyin_syllables(word)
    spelled = "".join(_wade_giles()[syllable] for syllable in ways[0]) if ways else word
    return spelled if spelled != word else ""


@lru_cache(maxsize=50_000)
def pinyin_syllables(word: str) -> tuple[tuple[str, ...], ...]:
    """Return all ways to read ``word`` as two or three Chinese syllables; none where there is none.

    >>> pinyin_syllables("taida")
    (('tai', 'da'),)
    """
    if not 3 <= len(word) <= 15:
        return ()
    return tuple(way for way in _ways(word, 3) if len(way) >= 2)


def _ways(word: str, left: int) -> list[tuple[str, ...]]:
    if not word:
        return [()]
    if left == 0:
        return []
    return [
        (word[:length], *rest)
        for length in range(1, min(_LONGEST, len(word)) + 1)
        if word[:length] in _syllables()
        for rest in _ways(word[length:], left - 1)
    ]


@lru_cache(maxsize=50_000)
def are_two_brands(left: str, right: str) -> bool:
    """Whether both words are Chinese and differ in a sound and not in its spelling.

    A vowel alone is seldom a syllable behind another: daedong is Korean, and taedong the same.

    >>> are_two_brands("haida", "taida"), are_two_brands("sunrize", "sunrise")
    (True, False)
    >>> are_two_brands("daedong", "taedong"), are_two_brands("daedong", "haedong")
    (False, True)
    """
    if max(len(left), len(right)) >= ENGLISH and {left, right} & borrowed_words():
        return False
    ways = [(one, two) for one in pinyin_syllables(left) for two in pinyin_syllables(right)]
    if not ways:
        return False
    chinese = _is_surely_chinese(left) and _is_surely_chinese(right)
    if not chinese and romanisation_key(left) == romanisation_key(right):
        return False
    return not any(
        len(one) == len(two)
        and all(a == b or _one_sound(a, b) for a, b in zip(one, two, strict=True))
        for one, two in ways
    )


def _is_surely_chinese(word: str) -> bool:
    """Whether a word has a Chinese reading in which no vowel stands alone behind a syllable."""
    return any(all(len(part) > 1 for part in way[1:]) for way in pinyin_syllables(word))


#: What each sound of a pair that is confused is taken for; the longer ones first.
_TAKEN_FOR = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ts", "c"), ("hs", "x"), ("n", "l"))


@lru_cache(maxsize=50_000)
def brand_keys(word: str) -> tuple[str, ...]:
    """Return a key of each way to read ``word`` as Chinese; none where it is not.

    Two words that share none, and have some, are two brands; those that share one may be.

    >>> brand_keys("zhanglin"), brand_keys("zanling"), brand_keys("esquel")
    (('zan.lin',), ('zan.lin',), ())
    """
    return tuple(".".join(map(_sound_key, way)) for way in pinyin_syllables(word))


@cache
def _sound_key(syllable: str) -> str:
    for sound, other in _TAKEN_FOR:
        if syllable.startswith(sound):
            syllable = other + syllable[len(sound) :]
            break
    return syllable.removesuffix("g")


def _one_sound(left: str, right: str) -> bool:
    """Whether two syllables are often written for each other: zhang / zang, lin / ling."""
    if left + "g" == right or right + "g" == left:
        return True
    for cut_left in (1, 2):
        for cut_right in (1, 2):
            pair = frozenset((left[:cut_left], right[:cut_right]))
            if pair in _CONFUSED_INITIALS and left[cut_left:] == right[cut_right:]:
                return True
    return False
