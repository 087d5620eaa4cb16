"""Trades, states and offices that are named in several words: thuong mai, hava yollari, rare earth.

``data/phrases.csv`` and ``foreign_phrases.csv`` hold them as folded, with what they mean; nothing
for what says nothing. Those that English names in several words as well (real estate, Puerto Rico)
stay together, because none of their words alone says it.
"""

from functools import cache

from screen.core.data_tables import read_table
from screen.names.word_tables import together


def _rows() -> tuple[dict[str, str], ...]:
    return read_table("screen.names", "phrases") + read_table("screen.names", "foreign_phrases")


@cache
def _by_first_word() -> dict[str, list[tuple[list[str], list[str]]]]:
    english = _ways([(words, [words]) for words in together()])
    return _ways(
        [(row["words"], _replaced(row["latin"].split(), english)) for row in _rows()]
        + [(words, [words]) for words in together()]
    )


def _ways(meanings: list[tuple[str, list[str]]]) -> dict[str, list[tuple[list[str], list[str]]]]:
    """Return phrases and what they mean, the longest first, by their first word."""
    found: dict[str, list[tuple[list[str], list[str]]]] = {}
    for phrase, meaning in meanings:
        words = phrase.split()
        found.setdefault(words[0], []).append((words, meaning))
    for ways in found.values():
        ways.sort(key=lambda way: -len(way[0]))
    return found


def phrase_spellings() -> tuple[str, ...]:
    """Return all phrases, as folded."""
    return tuple(dict.fromkeys((*(row["words"] for row in _rows()), *together())))


def with_phrases(words: list[str]) -> list[str]:
    """Return the words of a name with its phrases in one English word or two.

    >>> with_phrases(["hoang", "long", "thuong", "mai"])
    ['hoang', 'long', 'trading']
    >>> with_phrases(["everest", "real", "estate"])
    ['everest', 'real estate']
    """
    return _replaced(words, _by_first_word())


def _replaced(words: list[str], known: dict[str, list[tuple[list[str], list[str]]]]) -> list[str]:
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
