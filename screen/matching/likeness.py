"""How alike two words are, and the pairs in which an alignment sets them side by side."""

from functools import lru_cache
from typing import NamedTuple

import polars as pl
from rapidfuzz.distance import OSA

from screen.names.ear import ear_key, is_told_by_vowels, vowelless_key
from screen.names.fold import romanisation_key, scan_key
from screen.names.parse import Token
from screen.names.pinyin import are_two_brands, in_wade_giles
from screen.names.slavic_towns import is_of_town
from screen.names.sounds import heard_as
from screen.names.word_tables import borrowed_words, kindred

#: So many pairs of words are remembered: a long list has many like ones.
_KEPT = 200_000
#: Words less alike than this are different words.
SAME_WORD = 0.8
#: Two Chinese words one sound apart: likely another brand, worth only a reviewer's look.
OTHER_BRAND = 0.8
#: Spellings of one word differ by no more letters: 'dzh' for 'j' twice.
LONGER, MANY_EDITS = 4, 5
#: A plural s is often added or lost.
PLURAL = 0.97
#: A shared romanisation key makes two words the same one in another spelling system.
ROMANISED = 0.93
#: Words of fewer letters have no like ones, because a letter makes another word of them; two
#: letters need a long word.
LIKE_FROM, SOUND_FROM, TWO_EDITS_FROM = 4, 5, 10
TWO_EDITS = 0.83
#: What a letter changed in a word of so many letters leaves.
ONE_EDIT = ((LIKE_FROM, 0.8), (6, 0.86), (7, 0.93))
#: Somebody wrote the word as it is heard; in a long one, with other vowels.
BY_EAR, BY_EAR_FROM = 0.9, 4
#: ... a short one, of no dictionary, in nearly as many letters, ...
SHORT_BY_EAR, APART_BY_EAR = 4, 1
#: ... which is surer of a long word.
LONG_BY_EAR, LONG = 0.95, 8
OTHER_VOWELS, OTHER_VOWELS_FROM, CONSONANTS = 0.84, 7, 4
#: A scanner took letters for their look-alikes.
SCANNED = 0.95
#: One is the adjective of the other, a town.
OF_TOWN = 0.93
#: Another alphabet wrote the word by its sound.
HEARD = 0.9
#: A listed word that another alphabet wrote must be as long as this, to be met by a Latin one.
_HEARD_LONG = 7
#: A slip in the first letter is rarer than one inside.
OTHER_START = 0.12


class Pair(NamedTuple):
    """Two aligned words, or one word alone (the other is None). ``similarity`` is 0.0 to 1.0."""

    left: Token | None
    right: Token | None
    similarity: float

    @property
    def is_met(self) -> bool:
        """Whether both names hold the word."""
        return self.left is not None and self.right is not None

    @property
    def is_own(self) -> bool:
        """Whether it is a word of the firm's own.

        A word that stands for one of trade or place, misspelled or abbreviated, is not.
        """
        one = self.left is not None and self.left.kind == "distinctive"
        two = self.right is not None and self.right.kind == "distinctive"
        return (one or two) and (one == two or self.similarity == 1.0 or not self.is_met)


#: Letters for which Wade and Giles wrote another one at the start of a word.
_WADE_STARTS = frozenset(
    start
    for one, other in ("bp", "dt", "gk", "jc", "qc", "xh", "rj", "zt", "zc", "ye", "yi")
    for start in (one + other, other + one)
)


def may_be_wade(starts: pl.Expr) -> pl.Expr:
    """Return whether words may be one in two romanisations, by their first letters, two in each."""
    return (starts.str.head(1) == starts.str.tail(1)) | starts.is_in(sorted(_WADE_STARTS))


#: First letters of words that may sound alike or be read alike by a scanner, for all that many
#: letters differ. Those of ``romanisation_key``, ``scan_key`` and ``ear_key``,
#: and of Wade and Giles.
_ALIKE_STARTS = frozenset(
    one + other
    for letters in ("cjsdgkqthx", "kqghbc", "bp68h", "lriy1", "rmn", "vw", "cedl", "iuyl1", "o0",
                    "s5", "g9", "ce", "zt", "zc", "rj", "uw", "aeiouy", "sczxtp", "kn",
                    "wr", "pf", "xe")
    for one in letters
    for other in letters
) | _WADE_STARTS  # fmt: skip


def word_similarity(left: str, right: str) -> float:
    """Return how alike two canonical words are, 0.0 to 1.0.

    Long words may differ by a letter, short ones may not. ``like_words`` says the same of columns.
    """
    if left == right:
        return 1.0
    one, other = len(left), len(right)
    shorter = one if one < other else other
    if shorter < LIKE_FROM or one - other < -LONGER or one - other > LONGER:
        return 0.0
    # Nearly all words begin otherwise: then one slip is all that may be between them.
    if (
        left[0] != right[0]
        and left[0] + right[0] not in _ALIKE_STARTS
        and OSA.distance(left, right, score_cutoff=1) > 1
    ):
        return 0.0
    return _similarity(left, right)


@lru_cache(maxsize=_KEPT)
def _similarity(left: str, right: str) -> float:
    distance = OSA.distance(left, right, score_cutoff=MANY_EDITS)
    if distance > MANY_EDITS or left.isdigit() or right.isdigit():
        return 0.0
    shorter = min(len(left), len(right))
    if is_of_town(left, right):
        return OF_TOWN
    if shorter >= SOUND_FROM and left.rstrip("s") == right.rstrip("s"):
        return PLURAL
    if shorter >= LONG and ear_key(left) == ear_key(right) and (heard := _by_ear(left, right)):
        return heard
    if shorter >= SOUND_FROM and romanisation_key(left) == romanisation_key(right):
        return ROMANISED
    if (left[0] == right[0] or left[0] + right[0] in _WADE_STARTS) and (
        in_wade_giles(right) == left or in_wade_giles(left) == right
    ):
        return ROMANISED
    if scan_key(left) == scan_key(right) and not are_two_brands(left, right):
        return SCANNED
    if shorter >= BY_EAR_FROM and _may_sound(left, right) and (heard := _by_ear(left, right)):
        return heard
    if distance == 1:
        # One letter of four or five may make another word ("Sanyou" / "Sanyu" is a typo, "Haida" /
        # "Taida" a firm).
        if are_two_brands(left, right):
            return OTHER_BRAND
        slip = next(value for length, value in reversed(ONE_EDIT) if shorter >= length)
        return slip if left[0] == right[0] else slip - OTHER_START
    if distance == 2 and shorter >= TWO_EDITS_FROM and left[:2] == right[:2]:
        return 0.0 if are_two_brands(left, right) else TWO_EDITS
    return 0.0


def _may_sound(left: str, right: str) -> bool:
    """Whether words are long enough to be told by ear, or short ones of no dictionary."""
    if min(len(left), len(right)) > SHORT_BY_EAR:
        return True
    near = abs(len(left) - len(right)) <= APART_BY_EAR
    return near and not {left, right} & borrowed_words()


def _by_ear(left: str, right: str) -> float:
    """Return how alike two words are that sound alike; two words of the dictionary are two."""
    if ear_key(left) == ear_key(right):
        likeness = LONG_BY_EAR if min(len(left), len(right)) >= LONG else BY_EAR
    elif min(len(left), len(right)) >= OTHER_VOWELS_FROM:
        key = vowelless_key(left)
        alike = key == vowelless_key(right) and len(key.replace("-", "")) >= CONSONANTS
        # The vowels of Chinese and Korean syllables tell words apart.
        alike = alike and not (is_told_by_vowels(left) or is_told_by_vowels(right))
        surely = min(len(left), len(right)) >= LONG
        likeness = 0.0 if not alike else LONG_BY_EAR if surely else OTHER_VOWELS
    else:
        return 0.0
    two_words = left in borrowed_words() and right in borrowed_words()
    return 0.0 if not likeness or two_words or are_two_brands(left, right) else likeness


#: A word of trade or place, abbreviated: 'grmt', 'matl', 'bnk'.
ABBREVIATED = 0.9
#: Words of trade that translators take for one another: plant and works.
KINDRED = 0.9
_SHORTEST_ABBREVIATION, _MOST_LEFT_OUT = 2, 0.34


@lru_cache(maxsize=50_000)
def is_abbreviation(short: str, long: str) -> bool:
    """Whether ``short`` are some of the letters of ``long``, in order and from its first.

    Its beginning, or its consonants; not what is left of it after a slip.
    """
    if not _SHORTEST_ABBREVIATION <= len(short) < len(long) or short[0] != long[0]:
        return False
    if long.startswith(short):
        return len(short) > _SHORTEST_ABBREVIATION
    if len(short) < _MOST_LEFT_OUT * len(long):
        return False
    consonants = iter(long)
    return all(letter in consonants for letter in short) and not set(short[1:-1]) & set("aeiou")


def sounds_alike(heard: Token, latin: Token) -> bool:
    """Whether a screened word, which another alphabet wrote by its sound, may be a listed one."""
    return latin.kind == "distinctive" and heard_as(heard.text, latin.text, heard.heard)


def alike(left: Token, right: Token) -> float:
    """Return the better of the canonical and the written words.

    'garmnet' is 'garment' misspelled, whatever that stands for, and 'grmt' is short for it.
    """
    text, other = left.text, right.text
    same = word_similarity(left.canonical, right.canonical)
    if same < 1.0 and (text != left.canonical or other != right.canonical):
        same = max(same, word_similarity(text, other))
    if (
        same < LONG_BY_EAR
        and bool(left.heard) != bool(right.heard)
        and abs(len(text) - len(other)) <= LONGER
    ):
        heard, latin = (left, right) if left.heard else (right, left)
        surely = len(latin.text) >= _HEARD_LONG
        if (left.heard or surely) and sounds_alike(heard, latin):
            return max(LONG_BY_EAR if surely else HEARD, same)
        if len(heard.text) >= LIKE_FROM and ear_key(heard.text) == ear_key(latin.text):
            return LONG_BY_EAR
    if same < KINDRED and (kin := kindred().get(left.canonical)):
        if kin == kindred().get(right.canonical):
            return KINDRED
        if left.kind == right.kind:
            return same
    if same < ABBREVIATED and (
        text[0] == other[0] or text[0] == right.canonical[0] or left.canonical[0] == other[0]
    ):
        one, two = left.kind, right.kind
        if (one == "distinctive") != (two == "distinctive") and one != "number" != two:
            short, long = (left, right) if one == "distinctive" else (right, left)
            if is_abbreviation(short.text, long.text) or is_abbreviation(
                short.text, long.canonical
            ):
                return ABBREVIATED
    return same
