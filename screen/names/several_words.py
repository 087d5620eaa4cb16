"""Trades, states and offices that are named in several words: thuong mai, hava yollari, rare earth.

``data/phrases.csv`` and ``foreign_phrases.csv`` hold them as folded, with what they mean; nothing
for what says nothing.
"""

from functools import cache

from screen.core.data_tables import read_table


def _rows() -> tuple[dict[str, str], ...]:
    return read_table("screen.names", "phrases") + read_table("screen.names", "foreign_phrases")


@cache
def _by_first_word() -> dict[str, list[tuple[list[str], list[str]]]]:
    found: dict[str, list[tuple[list[str], list[str]]]] = {}
    for row in _rows():
        words = row["words"].split()
        found.setdefault(words[0], []).append((words, row["latin"].split()))
    for ways in found.values():
        ways.sort(key=lambda way: -len(way[0]))
    return found


def phrase_spellings() -> tuple[str, ...]:
    """Return all phrases, as folded."""
    return tuple(row["words"] for row in _rows())


def with_phrases(words: list[str]) -> list[str]:
    """Return the words of a name with its phrases in one English word or two.

    >>> with_phrases(["hoang", "long", "thuong", "mai"])
    ['hoang', 'long', 'trading']
    """
    known = _by_first_word()
    if known.keys().isdisjoint(words):
        return words
    said: list[str] = []
    at = 0
    while at < len(words):
        for phrase, meaning in known.get(words[at], ()):
            if words[at : at + len(phrase)] == phrase:
                said += meaning
                at += len(phrase)
                break
        else:
            said.append(words[at])
            at += 1
    return said
