"""Splits names that are written without blanks into known words and what is between them.

The words that come first and are longest are not always the right ones: 紫金矿业 is Zijin Mining
(紫金, 矿业) and no gold mine (金矿) with a letter before and one behind. So the cheapest way to cut
the whole name counts, where each known word costs the same and a single letter left over much.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

#: What a known word costs, a place with the word for what it is (市, 省), a run of letters that is
#: none, each letter of it, one that stands alone, for brands have two letters or more, and a word
#: that should not begin a name.
_WORD, _SUFFIX, _RUN, _LETTER, _ALONE, _OUT_OF_PLACE = 1.0, 0.1, 1.0, 1.5, 2.5, 2.0
_NEVER = float("inf")
#: Letters of East Asia, and nothing that other names hold, come from here on.
_LETTERS_FROM = 0x2E80
#: City, province, county, district, town; a place has such a word behind it or not.
_SUFFIXES = ("自治区", "自治區", "自治州", "自治县", "地区", "地區", *"市省县縣区區州镇鎮시도군구")


@dataclass(frozen=True)
class Lexicon:
    """Known words and what each of them stands for.

    ``places`` may have a suffix, ``inside`` are words that do not begin a longer name.
    """

    words: Mapping[str, str]
    places: frozenset[str]
    inside: frozenset[str]

    @cached_property
    def _by_first(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for word in sorted(self.words, key=lambda word: (-len(word), word)):
            found.setdefault(word[0], []).append(word)
        return found

    def segmented(self, text: str) -> str:
        """Return ``text`` with its known words in English, set apart by blanks.

        Time and memory grow with its length.
        """
        size = len(text)
        # The least cost of the text up to each place, as it ends in a word and in a run.
        ended: list[tuple[float, tuple[int, str] | None]] = [(_NEVER, None)] * (size + 1)
        running: list[tuple[float, int]] = [(_NEVER, 0)] * (size + 1)
        ended[0] = (0.0, None)
        for at in range(size):
            here = self._close(ended, running, at)
            for word in self._by_first.get(text[at], ()):
                if text.startswith(word, at):
                    self._reach(ended, text, at, here, word)
            if ord(text[at]) < _LETTERS_FROM:
                # A blank or a Latin letter is no part of a run and costs nothing.
                if here < ended[at + 1][0]:
                    ended[at + 1] = here, (at, "")
                continue
            starts = here + _RUN + _LETTER, at
            goes_on = running[at][0] + _LETTER, running[at][1]
            running[at + 1] = min(starts, goes_on)
        self._close(ended, running, size)
        return self._said(text, ended)

    def _close(
        self,
        ended: list[tuple[float, tuple[int, str] | None]],
        running: list[tuple[float, int]],
        at: int,
    ) -> float:
        """Take a run that ends at a place for the cheapest way there, where it is."""
        cost, start = running[at]
        cost += _ALONE if at - start == 1 else 0.0
        if cost < ended[at][0]:
            ended[at] = cost, (start, "")
        return ended[at][0]

    def _reach(
        self,
        ended: list[tuple[float, tuple[int, str] | None]],
        text: str,
        at: int,
        here: float,
        word: str,
    ) -> None:
        end = at + len(word)
        begins = word in self.inside and not at and end < len(text)
        cost = here + _WORD + (_OUT_OF_PLACE if begins else 0.0)
        if cost < ended[end][0]:
            ended[end] = cost, (at, word)
        if word in self.places:
            for suffix in _SUFFIXES:
                after = end + len(suffix)
                if text.startswith(suffix, end) and cost + _SUFFIX < ended[after][0]:
                    ended[after] = cost + _SUFFIX, (at, word)

    def _said(self, text: str, ended: list[tuple[float, tuple[int, str] | None]]) -> str:
        parts: list[str] = []
        at = len(text)
        while at and (way := ended[at][1]):
            start, word = way
            parts.append(f" {self.words[word]} " if word else text[start:at])
            at = start
        return "".join(reversed(parts))
