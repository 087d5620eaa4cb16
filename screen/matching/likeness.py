"""How alike two words are, and the pairs in which an alignment sets them side by side."""

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from screen.names.ear import ear_key, vowelless_key
from screen.names.fold import romanisation_key, scan_key
from screen.names.parse import Token
from screen.names.pinyin import are_two_brands, in_wade_giles, pinyin_syllables
from screen.names.sounds import heard_as
from screen.names.word_tables import borrowed_words

#: So many pairs of words are remembered: a long list has many like ones.
_KEPT = 200_000
#: Words less alike than this are different words.
SAME_WORD = 0.8
#: Two Chinese words one sound apart: likely another brand, worth only a reviewer's look.
OTHER_BRAND = 0.8
#: Spellings of one word differ by no more letters: 'dzh' for 'j' twice.
_LONGER, _FAR = 4, 5
#: A plural s is often added or lost.
PLURAL = 0.97
#: A shared romanisation key makes two words the same one in another spelling system.
ROMANISED = 0.93
#: Words of fewer letters have no like ones, because a letter makes another word of them; two
#: letters need a long word.
LIKE_FROM, SOUND_FROM, TWO_EDITS_FROM = 4, 5, 10
TWO_EDITS = 0.83
#: Somebody wrote the word as it is heard; in a long one, with other vowels.
BY_EAR, BY_EAR_FROM = 0.9, 5
#: ... which is surer of a long word.
LONG_BY_EAR, _LONG = 0.95, 8
OTHER_VOWELS, OTHER_VOWELS_FROM, _CONSONANTS = 0.84, 7, 4
#: A scanner took letters for their look-alikes.
SCANNED = 0.95
#: Another alphabet wrote the word by its sound.
HEARD = 0.9
#: A listed word that another alphabet wrote must be as long as this, to be met by a Latin one.
_HEARD_LONG = 7
#: A slip in the first letter is rarer than one inside.
OTHER_START = 0.12


@dataclass(frozen=True, slots=True)
class Pair:
    """Two aligned words, or one word alone (the other is None). ``similarity`` is 0.0 to 1.0."""

    left: Token | None
    right: Token | None
    similarity: float

    @property
    def is_met(self) -> bool:
        """Whether both names hold the word."""
        return self.left is not None and self.right is not None

    @property
    def kinds(self) -> set[str]:
        """The kinds of the words of the pair.

        A word that stands for one of trade or place, misspelled or abbreviated, is one.
        """
        kinds: set[str] = {token.kind for token in (self.left, self.right) if token}
        if self.left and self.right and self.similarity < 1.0 and len(kinds) > 1:
            kinds.discard("distinctive")
        return kinds


#: Letters for which Wade and Giles wrote another one at the start of a word.
_WADE_STARTS = frozenset(
    frozenset(pair) for pair in ("bp", "dt", "gk", "jc", "qc", "xh", "rj", "zt", "zc", "ye", "yi")
)


def _may_be_wade(one: str, other: str) -> bool:
    return one == other or frozenset((one, other)) in _WADE_STARTS


@lru_cache(maxsize=_KEPT)
def word_similarity(left: str, right: str) -> float:
    """Return how alike two canonical words are, 0.0 to 1.0.

    Long words may differ by a letter, short ones may not.
    """
    if left == right:
        return 1.0
    one, other = len(left), len(right)
    shorter = one if one < other else other
    if shorter < LIKE_FROM or one - other < -_LONGER or one - other > _LONGER:
        return 0.0
    distance = OSA.distance(left, right, score_cutoff=_FAR)
    if distance > _FAR or left.isdigit() or right.isdigit():
        return 0.0
    if shorter >= SOUND_FROM and left.rstrip("s") == right.rstrip("s"):
        return PLURAL
    if shorter >= _LONG and ear_key(left) == ear_key(right) and (heard := _by_ear(left, right)):
        return heard
    if shorter >= SOUND_FROM and romanisation_key(left) == romanisation_key(right):
        return ROMANISED
    if _may_be_wade(left[0], right[0]) and (
        in_wade_giles(right) == left or in_wade_giles(left) == right
    ):
        return ROMANISED
    if scan_key(left) == scan_key(right) and not are_two_brands(left, right):
        return SCANNED
    if shorter >= BY_EAR_FROM and (heard := _by_ear(left, right)):
        return heard
    if distance == 1:
        # One letter of four or five may make another word ("Sanyou" / "Sanyu" is a typo, "Haida" /
        # "Taida" a firm).
        if are_two_brands(left, right):
            return OTHER_BRAND
        same_start = left[0] == right[0]
        return (0.93 if shorter >= 7 else 0.86 if shorter >= 6 else 0.8) - (
            0 if same_start else OTHER_START
        )
    if distance == 2 and shorter >= TWO_EDITS_FROM and left[:2] == right[:2]:
        return 0.0 if are_two_brands(left, right) else TWO_EDITS
    return 0.0


def _by_ear(left: str, right: str) -> float:
    """Return how alike two words are that sound alike; two words of the dictionary are two."""
    if ear_key(left) == ear_key(right):
        likeness = LONG_BY_EAR if min(len(left), len(right)) >= _LONG else BY_EAR
    elif min(len(left), len(right)) >= OTHER_VOWELS_FROM:
        key = vowelless_key(left)
        alike = key == vowelless_key(right) and len(key.replace("-", "")) >= _CONSONANTS
        # The vowels of Chinese syllables tell words apart.
        alike = alike and not (pinyin_syllables(left) or pinyin_syllables(right))
        surely = min(len(left), len(right)) >= _LONG
        likeness = 0.0 if not alike else LONG_BY_EAR if surely else OTHER_VOWELS
    else:
        return 0.0
    two_words = left in borrowed_words() and right in borrowed_words()
    return 0.0 if not likeness or two_words or are_two_brands(left, right) else likeness


#: A word of trade or place, abbreviated: 'grmt', 'matl', 'bnk'.
ABBREVIATED = 0.9
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


def is_known(token: Token) -> bool:
    """Whether a word is one of trade or place, of which many names have the same."""
    return token.kind in {"business", "place"}


def sounds_alike(heard: Token, latin: Token) -> bool:
    """Whether a screened word, which another alphabet wrote by its sound, may be a listed one."""
    return latin.kind == "distinctive" and heard_as(heard.text, latin.text, heard.heard)


@lru_cache(maxsize=_KEPT)
def alike(left: Token, right: Token) -> float:
    """Return the better of the canonical and the written words.

    'garmnet' is 'garment' misspelled, whatever that stands for, and 'grmt' is short for it.
    """
    same = max(
        word_similarity(left.canonical, right.canonical), word_similarity(left.text, right.text)
    )
    if same < LONG_BY_EAR and bool(left.heard) != bool(right.heard):
        heard, latin = (left, right) if left.heard else (right, left)
        surely = len(latin.text) >= _HEARD_LONG
        if (left.heard or surely) and sounds_alike(heard, latin):
            return max(LONG_BY_EAR if surely else HEARD, same)
        if len(heard.text) >= LIKE_FROM and ear_key(heard.text) == ear_key(latin.text):
            return LONG_BY_EAR
    if (
        same < ABBREVIATED
        and is_known(left) != is_known(right)
        and "number" not in (left.kind, right.kind)
    ):
        short, long = (right, left) if is_known(left) else (left, right)
        if is_abbreviation(short.text, long.text) or is_abbreviation(short.text, long.canonical):
            return ABBREVIATED
    return same
