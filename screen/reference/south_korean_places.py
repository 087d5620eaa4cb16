"""Finds cities and provinces of South Korea in an address (``data/south_korean_places.csv``)."""

import re
from functools import cache

from screen.core.data_tables import read_table
from screen.names.fold import fold


def south_korean_place(address: str) -> str:
    """Return the first South Korean city or province that an address names; '' for none.

    >>> south_korean_place("12 Teheran-ro, Gangnam-gu, SEOUL"), south_korean_place("Pyongyang")
    ('gangnam', '')
    """
    latin, korean = _patterns()
    found = latin.search(fold(address)) or korean.search(address)
    return found.group() if found else ""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = read_table("screen.reference", "south_korean_places")
    names = sorted({fold(name) for row in table for name in row["names"].split("|")}, reverse=True)
    korean = sorted({row["korean"] for row in table}, reverse=True)
    return (
        re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b"),
        re.compile("|".join(map(re.escape, korean))),
    )
