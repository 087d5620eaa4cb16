"""Reads Chinese characters as Japan and Hong Kong do, beside the reading of the mainland.

三菱 is Mitsubishi and 長江 Cheung Kong. Both are second readings, tried beside the first.
"""

import re
from functools import cache, lru_cache

from screen.core.data_tables import read_table
from screen.names.east_asian import simplified, translated

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
#: What only Japanese names have: kana, their legal forms, some of their words of trade.
_KOREAN = re.compile("朝鮮|朝鲜|高麗|高丽|平壤|韓國|韩国|韓国|大韓|大韩")
_JAPANESE = re.compile(
    "[\u3041-\u30fa]|株式会社|株式會社|有限会社|合同会社|㈱|製作所|産業|重工業|電機"
)
_MOST_LETTERS = 3


@cache
def _japanese() -> dict[str, str]:
    rows = read_table("screen.names", "japanese_readings")
    return {row["word"]: row["latin"] for row in rows} | {
        simplified(row["word"]): row["latin"] for row in rows
    }


@cache
def _cantonese() -> dict[str, str]:
    # Simplified characters have the reading of the traditional ones that they stand for.
    rows = read_table("screen.names", "cantonese_readings")
    return {simplified(row["word"]): row["latin"] for row in rows} | {
        row["word"]: row["latin"] for row in rows
    }


@lru_cache(maxsize=20_000)
def read_in_japanese(text: str) -> str:
    """Return a Japanese name with its known words in English and its own as Japan reads them.

    '' where the name shows no sign of being Japanese, or one of its words is not known.

    >>> read_in_japanese("三菱重工業株式会社").split()
    ['mitsubishi', 'heavy', 'industry', 'co', 'ltd']
    """
    if not _JAPANESE.search(text):
        return ""
    unread = False

    def read(found: re.Match[str]) -> str:
        nonlocal unread
        word = found.group()
        ways = _japanese_word(word)
        unread = unread or not ways
        return f" {ways} "

    said = _HAN.sub(read, translated(text))
    return "" if unread else said


def _japanese_word(word: str) -> str:
    """Return the reading of a word, or of the two or three of which it consists; '' for none."""
    if word in _japanese():
        return _japanese()[word]
    for cut in range(min(_MOST_LETTERS, len(word) - 1), 1, -1):
        if word[:cut] in _japanese() and (rest := _japanese_word(word[cut:])):
            return f"{_japanese()[word[:cut]]} {rest}"
    return ""


@lru_cache(maxsize=20_000)
def read_in_cantonese(text: str) -> str:
    """Return a Chinese name with its known words in English and its own as Hong Kong spells them.

    '' where no character is a traditional one, as Hong Kong writes them.

    >>> read_in_cantonese("長江實業").split()
    ['cheung', 'kong', 'industry']
    """
    if simplified(text) == text:
        return ""
    table = _cantonese()
    return _HAN.sub(
        lambda found: " " + " ".join(table.get(letter, "") for letter in found.group()) + " ",
        translated(text),
    )


@cache
def _korean() -> dict[str, str]:
    # The first reading of a character is the usual one in names.
    found: dict[str, str] = {}
    for row in read_table("screen.names", "korean_readings"):
        for letter in row["characters"]:
            found.setdefault(letter, row["hangul"])
            found.setdefault(simplified(letter), row["hangul"])
    return found


@lru_cache(maxsize=20_000)
def read_in_korean(text: str) -> str:
    """Return a Chinese or Japanese name of a Korean firm with its own words as Korea reads them.

    In Hangul, beside its known words in English; '' where the name does not say that it is Korean,
    or a character is not known.

    >>> read_in_korean("朝鮮大成銀行").split()
    ['korea', '대성', 'bank']
    """
    if not _KOREAN.search(text):
        return ""
    table, unread = _korean(), False

    def read(found: re.Match[str]) -> str:
        nonlocal unread
        letters = [table.get(letter, "") for letter in found.group()]
        unread = unread or not all(letters)
        return f" {''.join(letters)} "

    said = _HAN.sub(read, translated(text))
    return "" if unread else said
