"""Brands whose Latin spelling follows no rule of reading: 宁德时代 is CATL, 寶成 is Pou Chen.

``data/brand_readings.csv`` holds what firms call themselves, from general knowledge. Such a
spelling is tried beside the one that the script reads as, because documents use both.
"""

import re
from collections.abc import Iterator
from functools import cache

from screen.core.data_tables import read_table
from screen.names.east_asian import simplified

#: Scripts that separate words by blanks, so that a brand must be a whole word. Chinese, Japanese,
#: Korean and Thai names are written without blanks.
_SPACED = re.compile(r"[\u0370-\u06ff]")


@cache
def _brands() -> dict[str, list[tuple[str, list[str]]]]:
    """Return the brands, each with its spellings, by their first letter, the longest first."""
    spelled: dict[str, list[str]] = {}
    for row in read_table("screen.names", "brand_readings"):
        for word in dict.fromkeys((row["word"].lower(), simplified(row["word"]))):
            spelled.setdefault(word, []).append(row["latin"])
    brands: dict[str, list[tuple[str, list[str]]]] = {}
    for word in sorted(spelled, key=lambda word: (-len(word), word)):
        brands.setdefault(word[0], []).append((word, list(dict.fromkeys(spelled[word]))))
    return brands


def read_as_brands(name: str) -> Iterator[str]:
    """Yield ``name`` with the first brand in it as its firm spells it in Latin letters.

    Nothing where no brand is known; several where a brand has several spellings.
    """
    text, brands = name.lower(), _brands()
    for at, letter in enumerate(text):
        for word, spellings in brands.get(letter, ()):
            if text.startswith(word, at) and _is_whole(text, at, at + len(word)):
                yield from (f"{text[:at]} {one} {text[at + len(word) :]}" for one in spellings)
                return


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a brand is no part of a longer word, in scripts that separate words by blanks."""
    if not _SPACED.match(text[start]):
        return True
    return not (text[:start][-1:].isalpha() or text[end : end + 1].isalpha())
