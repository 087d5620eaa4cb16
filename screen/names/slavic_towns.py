"""Slavic adjectives of towns: a works is named Kovrovskiy, or Kovrovskaya, after Kovrov.

The ending says how the name of the works ends, and a list gives the town as it is.
"""

import re
from functools import lru_cache

import polars as pl

#: Gender, case and the ways to write them in Latin letters.
_ENDINGS = r"(?:aya|aja|aia|oye|oje|oe|oi|oy|oj|ogo|ikh|iye|ije|ie|ij|ii|yi|yj|yy|y|i)"
_ADJECTIVE = re.compile(rf"^([a-z]{{3,}}sk){_ENDINGS}$")
_IN_COLUMNS = rf"^([a-z]{{3,}}sk){_ENDINGS}$"
#: The form that stands for all.
_END = "skiy"
_LEAST = 3


@lru_cache(maxsize=50_000)
def one_form(word: str) -> str:
    """Return an adjective of a town in the form that stands for all; another word as it is.

    >>> one_form("kovrovskaya"), one_form("kovrovskij"), one_form("kovrov")
    ('kovrovskiy', 'kovrovskiy', 'kovrov')
    """
    if "sk" not in word:
        return word
    return _ADJECTIVE.sub(r"\1iy", word)


def one_form_column(words: pl.Expr) -> pl.Expr:
    """Return ``one_form`` of a whole column."""
    return words.str.replace(_IN_COLUMNS, "${1}iy")


def towns_of(word: str) -> frozenset[str]:
    """Return what the town may be called, without its last vowel, of which a word is the adjective.

    None where it is no such adjective.

    >>> sorted(towns_of("tulskiy")), sorted(towns_of("orshanskiy"))
    (['tul', 'tulsk'], ['orsh', 'orsha', 'orshan', 'orshansk'])
    >>> sorted(towns_of("dniprovskiy"))
    ['dnipr', 'dnipro', 'dniprov', 'dniprovsk']
    """
    if not word.endswith(_END) or len(word) < len(_END) + _LEAST:
        return frozenset()
    stem = word[: -len(_END)]
    towns = {stem, f"{stem}sk"}
    if stem.endswith("n"):
        towns |= {stem[:-1], stem[:-2]}
    if stem.endswith("v"):
        towns |= {stem[:-1], stem[:-2]}
    return frozenset(town for town in towns if len(town) >= _LEAST)


@lru_cache(maxsize=50_000)
def is_of_town(one: str, other: str) -> bool:
    """Whether one of two words is the adjective of the town that the other names.

    >>> is_of_town("chelyabinskiy", "chelyabinsk"), is_of_town("tula", "tulskiy")
    (True, True)
    """
    if one.endswith(_END) == other.endswith(_END):
        return False
    adjective, town = (one, other) if one.endswith(_END) else (other, one)
    return not towns_of(adjective).isdisjoint({town, town[:-1]})
