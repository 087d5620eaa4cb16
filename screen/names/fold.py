"""Folds any script to lower-case ASCII words, so that a name compares however it was typed.

Known Chinese and Korean trade, place and legal words (``data/east_asian_words.csv``) become their
English or pinyin
equivalents; of the rest, Han becomes pinyin, Hangul the Revised Romanisation, kana Hepburn,
Cyrillic, Greek and Arabic their usual Latin
letters (the ``anyascii`` tables). Folding loses information on purpose; findings always quote the
name as written.
"""

import re
import unicodedata
from functools import lru_cache

import polars as pl
from anyascii import anyascii

from screen.names.arabic import holds_arabic, in_english
from screen.names.disguise import latin_in_mixed_words, visible
from screen.names.east_asian import holds_east_asian, translated
from screen.names.spaced_scripts import holds_spaced_script, words_in_english
from screen.names.thai import holds_thai, thai_in_english

#: Marks that romanisations of Korean put inside words (Ch'olhyo'n) and that documents drop or
#: replace at random.
_INNER_MARKS = re.compile(r"['\u2018\u2019\u02bc\u02bb`\u00b4\u02b9\u0313]")
#: Kana that lengthen a vowel or double a consonant, which Latin spellings leave out.
_KANA_MARKS = re.compile("[\u3063\u30c3\u30fc]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")

_DOTTED_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")

#: Places of two words that stand in the names of thousands of firms; as one word they are known as
#: places (``place_variants.csv``).
FIRST_HALVES, SECOND_HALVES = "hong|sri|new|saudi|viet", "kong|lanka|zealand|arabia|nam"
_TWO_WORDS = rf"\b({FIRST_HALVES}) ({SECOND_HALVES})\b"
_COMPOUND_PLACES = re.compile(_TWO_WORDS)

#: Text longer than this is not a name; the rest is ignored so that a hostile cell costs no time.
MAX_NAME_LENGTH = 400


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Return ``text`` as lower-case ASCII words separated by single blanks.

    >>> fold("Hetian  TEDA-Garment，Co.,Ltd.")
    'hetian teda garment co ltd'
    >>> fold("Ch'o'lhyo'n")
    'cholhyon'
    >>> fold("和田泰达服饰有限公司")
    'hetian taida apparel co ltd'
    """
    text = visible(text)[:MAX_NAME_LENGTH]
    if not text.isascii():
        text = latin_in_mixed_words(unicodedata.normalize("NFKC", text))
        text = _INNER_MARKS.sub("", text)
        if holds_east_asian(text):
            text = _KANA_MARKS.sub("", translated(text))
        if holds_arabic(text):
            text = in_english(text)
        if holds_thai(text):
            text = thai_in_english(text)
        if holds_spaced_script(text):
            text = words_in_english(text)
        # Russian papers write the Korean yo as ё, which anyascii would make an e.
        text = text.replace("ё", "yo").replace("Ё", "Yo")
        text = anyascii(unicodedata.normalize("NFC", text))
    text = _INNER_MARKS.sub("", text).lower()
    text = _DOTTED_INITIALS.sub(lambda found: found.group().replace(".", "") + " ", text)
    return _COMPOUND_PLACES.sub(r"\1\2", _NOT_WORD.sub(" ", text.replace("&", " and ")).strip())


def fold_column(text: pl.Expr) -> pl.Expr:
    """Return ``fold`` of whole columns of plain ASCII text.

    Dotted initials of four letters and more, and other text, come out wrong.
    """
    return (
        text.str.slice(0, MAX_NAME_LENGTH)
        .str.to_lowercase()
        .str.replace_all(r"['`]", "")
        .str.replace_all(r"\b([a-z])\.([a-z])\.([a-z])\.", "$1$2$3 ")
        .str.replace_all(r"\b([a-z])\.([a-z])\.", "$1$2 ")
        .str.replace_all("&", " and ", literal=True)
        .str.replace_all(r"[^a-z0-9]+", " ")
        .str.strip_chars(" ")
        .str.replace_all(_TWO_WORDS, "$1$2")
    )


#: Spellings of one Korean sound, longest first; then single letters.
_SOUNDS = (
    ("dzh", "c"),
    ("dj", "c"),
    ("kh", "h"),
    ("ph", "p"),
    ("th", "t"),
    ("eo", "o"),
    ("eu", "u"),
    ("ung", "ong"),
    ("oo", "u"),
    ("ae", "e"),
    ("ch", "c"),
    ("sh", "s"),
)
_LETTERS = str.maketrans({"j": "c", "g": "k", "q": "k", "d": "t", "b": "p", "r": "l"})
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=50_000)
def romanisation_key(token: str) -> str:
    """Return a key that the various romanised spellings of one Korean word share.

    Taesong and Daesong, Kaesong and Gaeseong, Ryonbong and Yonbong have one key. Equality
    of keys is weaker than equality of words, and scores so. Source: the alias pairs that OFAC, the
    UN and the EU publish for North Korean entities.
    """
    for sound, letter in _SOUNDS:
        if sound in token:
            token = token.replace(sound, letter)
    token = _DOUBLED.sub(r"\1", token.translate(_LETTERS))
    if token[:1] == "l" and token[1:2] in {"i", "y"}:
        token = token[1:]
    return _DOUBLED.sub(
        r"\1", token.replace("nl", "nn").replace("ln", "nn").replace("ml", "mn").replace("y", "i")
    )


#: What a scanner takes for one another, the pairs of letters first.
_SCANNED_PAIRS = (("rn", "m"), ("ri", "n"), ("vv", "w"), ("cl", "d"), ("ii", "u"))
_SCANNED = {
    "0": "o", "1": "l", "i": "l", "5": "s", "8": "b", "6": "b", "h": "b", "c": "e", "9": "g",
}  # fmt: skip
_SCANNED_LETTERS = str.maketrans(_SCANNED)


@lru_cache(maxsize=50_000)
def scan_key(word: str) -> str:
    """Return a key that the readings of one word by scanners share.

    >>> scan_key("h0shlne") == scan_key("hoshine")
    True
    """
    for pair, letter in _SCANNED_PAIRS:
        if pair in word:
            word = word.replace(pair, letter)
    return word.translate(_SCANNED_LETTERS)


def scan_key_column(text: pl.Expr) -> pl.Expr:
    """Return ``scan_key`` for whole columns of folded text."""
    for pair, letter in _SCANNED_PAIRS:
        text = text.str.replace_all(pair, letter, literal=True)
    return text.str.replace_many(list(_SCANNED), list(_SCANNED.values()))
