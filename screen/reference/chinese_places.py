"""Provinces and cities of China in a text, and what the word after a place makes of it.

``data/chinese_places.csv`` holds the provinces, the prefectures and some export towns;
``data/place_followers.csv`` the words after which a place name is not a place ("Fukang Road").
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal

from screen.core.data_tables import read_table
from screen.names.fold import fold

#: What the word after a place name makes of it: a street, house, village, river or longer word; a
#: zone or park; a style or variety of goods; or a city or county. None where the next word says
#: nothing.
Follower = Literal["street", "zone", "product", "settlement"]
_PARTS = re.compile(r"[,;，；、\n|()（）]|\s/\s| {2,}")
_EAST_ASIAN = re.compile(r"[\u3040-\u9fff\uac00-\ud7a3]+")
_MOST_BETWEEN = 4


def parts_of(text: str) -> list[str]:
    """Return the parts of an address between its commas: a street's name crosses none.

    >>> parts_of("5 Urumqi Road, Shanghai")
    ['5 Urumqi Road', 'Shanghai']
    """
    return [part for one in _PARTS.split(text) if (part := one.strip())]


def texts_of(part: str) -> list[str]:
    """Return a part as it is searched: folded, and as written where it is in Chinese or Korean.

    Folded Chinese has no blanks between a street and its city, so the folded text is without it.
    """
    if not _EAST_ASIAN.search(part):
        return [fold(part)] if part.isascii() else [fold(part), part]
    return [*filter(None, map(fold, _EAST_ASIAN.split(part))), part]


_FOLLOWERS: tuple[Follower, ...] = ("street", "zone", "product", "settlement")


def follower(text: str, end: int) -> Follower | None:
    """Return what the words after a place make of it, which ends at ``end`` of a part.

    >>> follower("fukang 2nd road", 6), follower("bole hi tech park", 4), follower("hami", 4)
    ('street', 'zone', None)
    """
    found = _followers().match(text, end)
    kind = found and found.lastgroup
    return next((one for one in _FOLLOWERS if one == kind), None)


@lru_cache(maxsize=50_000)
def places_named(text: str) -> frozenset[tuple[str, str]]:
    """Return province and name, folded or in Chinese, of each Chinese place that a text names.

    A street named after a city is not the city.

    >>> sorted(places_named("Fukang Road, Changzhou")), sorted(places_named("Beijing Road 3"))
    ([('Jiangsu', 'changzhou')], [])
    """
    return frozenset(
        (province, found) for part in parts_of(text) for province, found in _in_part(part)
    )


def cities_of(province: str) -> list[str]:
    """Return the spellings of the cities of a province, as written."""
    return [
        name
        for row in read_table("screen.reference", "chinese_places")
        if row["province"] == province and row["kind"] == "city"
        for name in (*row["names"].split("|"), row["chinese"])
        if name
    ]


def province_names(province: str) -> frozenset[str]:
    """Return the spellings of a province, folded or in Chinese."""
    return frozenset(
        name
        for row in read_table("screen.reference", "chinese_places")
        if row["province"] == province and row["kind"] == "province"
        for name in (*map(fold, row["names"].split("|")), row["chinese"])
    )


def _in_part(part: str) -> Iterator[tuple[str, str]]:
    names, latin, chinese = _names()
    for text in texts_of(part):
        for found in (chinese if text is part else latin).finditer(text):
            if follower(text, found.end()) not in ("street", "product"):
                for province in names[found.group()]:
                    yield province, found.group()


@cache
def _names() -> tuple[dict[str, tuple[str, ...]], re.Pattern[str], re.Pattern[str]]:
    """Return the provinces of each name, and the patterns of folded and of Chinese names."""
    names: dict[str, tuple[str, ...]] = {}
    for row in read_table("screen.reference", "chinese_places"):
        for name in (*map(fold, row["names"].split("|")), row["chinese"]):
            if name:
                names[name] = (*names.get(name, ()), row["province"])
    longest = sorted(names, key=len, reverse=True)
    latin = "|".join(re.escape(name) for name in longest if name.isascii())
    chinese = "|".join(re.escape(name) for name in longest if not name.isascii())
    return names, re.compile(rf"\b(?:{latin})\b"), re.compile(chinese)


@cache
def _followers() -> re.Pattern[str]:
    words: dict[str, list[str]] = {}
    for row in read_table("screen.reference", "place_followers"):
        words.setdefault(row["kind"], []).append(row["word"])

    def either(kind: str) -> str:
        longest = sorted(words[kind], key=len, reverse=True)
        latin = "|".join(re.escape(word) for word in longest if word.isascii())
        raw = "|".join(re.escape(word) for word in longest if not word.isascii())
        return rf"(?: ?\b(?:{latin})\b|{raw})"

    between = rf"(?:{either('between')}| \d+){{0,{_MOST_BETWEEN}}}"
    kinds = "|".join(
        f"(?P<{kind}>{either(kind)})" for kind in ("street", "zone", "product", "settlement")
    )
    return re.compile(f"{between}(?:{kinds})")
