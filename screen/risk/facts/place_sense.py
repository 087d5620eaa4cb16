"""Says whether a place name in a cell is the place, a street, a brand, or a namesake elsewhere."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from screen.core.data_tables import read_table
from screen.names.fold import fold
from screen.reference.chinese_places import (
    Follower,
    follower,
    parts_of,
    places_named,
    province_names,
    texts_of,
)
from screen.reference.origins import denied

#: How many levels doubt takes from a finding; None means no finding.
OLD_HOME, NAMESAKE_IN_NAME, ELSEWHERE, ZONE, DOUBTFUL = -1, -2, -2, -1, -3


@dataclass(frozen=True, slots=True)
class Sensed:
    """A place in a cell: its name as found, the levels that doubt takes (0 or less), and why."""

    place: str
    raised: int = 0
    why: str = ""


@dataclass(frozen=True)
class Region:
    """The names of a region and its places, and what else says that an address lies there.

    ``own`` are the names of the region itself, ``province`` the province of China that it is or
    lies in, and ``postcodes`` how its postcodes begin.
    """

    names: tuple[str, ...]
    own: frozenset[str] = frozenset()
    province: str = ""
    postcodes: tuple[str, ...] = ()

    @cached_property
    def _confirming(self) -> frozenset[str]:
        return self.own | (province_names(self.province) if self.province else frozenset())

    @cached_property
    def _folded(self) -> frozenset[str]:
        return frozenset({*map(fold, self.names), *self.names})

    def sense(
        self,
        cell: str,
        address: str,
        pattern: re.Pattern[str],
        *,
        in_name: bool = False,
        port: bool = False,
    ) -> Sensed | None:
        """Return the surest place of ``pattern`` in a cell of a row with this ``address``.

        None where no name in it is a place. A station is a place for ships and trains (``port``).
        """
        matches = [
            (match, text)
            for part in parts_of(cell)
            for text in texts_of(part)
            for match in pattern.finditer(text)
        ]
        if not matches:
            return None
        here = self._confirmed(address)
        others = sorted(
            {
                province
                for province, name in places_named(f"{address}; {cell}")
                if province != self.province and name not in self._folded
            }
        )
        found = [
            sensed
            for match, text in matches
            if (
                sensed := self._judge(
                    None if port else follower(text, match.end()),
                    here,
                    others,
                    in_name=in_name,
                    match=match,
                )
            )
            and not (others and self._namesake_county(match, text))
        ]
        return max(found, key=lambda one: (one.raised, one.place in self.own), default=None)

    def _judge(
        self,
        after: Follower | None,
        here: bool,
        others: list[str],
        *,
        in_name: bool,
        match: re.Match[str],
    ) -> Sensed | None:
        place, text = match.group(), match.string
        namesake = place in homonyms() and place not in self.own
        if _brand(place, text) or after == "product":
            return None
        if text.isascii() and denied(text, match.start(), match.end()):
            return Sensed(place, DOUBTFUL, " (which the text seems to deny)")
        also = f" (with {', '.join(others[:2])} in the same address)" if others else ""
        if here and not in_name:
            return Sensed(place, ELSEWHERE if others else 0, also)
        if after == "street" or (others and (namesake or after == "zone")):
            return None
        if others:
            return Sensed(place, OLD_HOME if in_name and place in self.own else ELSEWHERE, also)
        if after == "zone" and not here:
            return Sensed(place, DOUBTFUL if namesake else ZONE, " (in the name of a zone or park)")
        if namesake and not here and (in_name or place != text) and after != "settlement":
            return Sensed(
                place,
                NAMESAKE_IN_NAME if in_name else DOUBTFUL,
                " (a name that other places and firms bear as well)",
            )
        return Sensed(place)

    def _confirmed(self, address: str) -> bool:
        """Whether an address names the region itself, a place like no other, or its postcode."""
        digits = re.findall(r"(?<!\d)\d{6}(?!\d)", address)
        if any(number.startswith(self.postcodes) for number in digits if self.postcodes):
            return True
        for part in parts_of(address):
            for text in texts_of(part):
                for match in self._sure.finditer(text):
                    after = follower(text, match.end())
                    if after in (None, "settlement") and not self._namesake_county(match, text):
                        return True
        return False

    def _namesake_county(self, match: re.Match[str], text: str) -> bool:
        """Whether a county bears the region's name, as Xinjiang County (新绛) of Shanxi does."""
        after = text[match.end() :]
        return match.group() in self.own and after.startswith((" county", " xian", "县"))

    @cached_property
    def _sure(self) -> re.Pattern[str]:
        sure = [
            name
            for name in sorted(self._folded | self._confirming)
            if name and not {name, fold(name)} & homonyms().keys()
        ]
        return place_pattern(sure) or re.compile(r"(?!)")


@cache
def homonyms() -> Mapping[str, tuple[str, ...]]:
    """Return the place names that are also other things, with words that make them a brand."""
    return {
        row["place"]: tuple(word for word in row["not_with"].split("|") if word)
        for row in read_table("screen.reference", "place_homonyms")
    }


def place_pattern(places: list[str]) -> re.Pattern[str] | None:
    """Return the pattern of ``places``, in folded text and as they are written; None for none."""
    latin = sorted({re.escape(fold(place)) for place in places} - {""}, key=len, reverse=True)
    raw = sorted(
        {re.escape(place) for place in places if not place.isascii()}, key=len, reverse=True
    )
    parts = [f"\\b(?:{'|'.join(latin)})\\b", *raw] if latin else raw
    return re.compile("|".join(parts)) if parts else None


def _brand(place: str, text: str) -> bool:
    words = homonyms().get(place, ())
    return any(re.search(rf"\b{re.escape(word)}\b", text) for word in words)
