"""Tells which commodities HS codes and words name, in many languages (``data/goods.csv``)."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from screen.core.data_tables import read_table
from screen.names.fold import fold


@cache
def _commodities() -> dict[str, tuple[tuple[str, ...], re.Pattern[str] | None]]:
    table = {}
    for row in read_table("screen.reference", "commodities"):
        prefixes = tuple(prefix for prefix in row["hs_prefixes"].split("|") if prefix)
        words = [word for word in row["words"].split("|") if word]
        latin = sorted(
            {re.escape(fold(word)) for word in words if word.isascii() or not _is_east_asian(word)},
            key=len,
            reverse=True,
        )
        raw = [re.escape(word) for word in words if _is_east_asian(word)]
        parts = ([rf"\b(?:{'|'.join(latin)})\b"] if latin else []) + raw
        table[row["commodity"]] = (prefixes, re.compile("|".join(parts)) if parts else None)
    return table


def _is_east_asian(word: str) -> bool:
    return any("\u3040" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7a3" for letter in word)


@lru_cache(maxsize=50_000)
def commodities_in_words(text: str) -> frozenset[str]:
    """Return the commodities that a description names, in any language of ``data/goods.csv``."""
    if not text:
        return frozenset()
    searched = f"{fold(text)} {text}"
    return frozenset(
        name for name, (_, words) in _commodities().items() if words and words.search(searched)
    )


@lru_cache(maxsize=50_000)
def tells_goods(text: str) -> bool:
    """Whether a text says which goods, and not only of which broad trade.

    >>> tells_goods("plastic toys"), tells_goods("Consumer Discretionary")
    (True, False)
    """
    vague = {row["words"] for row in read_table("screen.reference", "vague_goods")}
    return bool(set(fold(text).split()) - vague)


@lru_cache(maxsize=50_000)
def commodities_of_codes(codes: str) -> frozenset[str]:
    """Return the commodities that HS codes (joined by ``|``) stand for."""
    return frozenset(
        name for name, (prefixes, _) in _commodities().items() if matching_prefix(codes, prefixes)
    )


def matching_prefix(codes: str, prefixes: Iterable[str]) -> str:
    """Return the first of ``prefixes`` that one of ``codes`` (joined by ``|``) begins with.

    '' where none does.

    A code shorter than the prefix does not match: 52 is not known to be 5201.
    """
    given = [code for code in codes.split("|") if code]
    return next(
        (prefix for prefix in prefixes if any(code.startswith(prefix) for code in given)), ""
    )


def hs_prefixes_of(commodities: Iterable[str]) -> tuple[str, ...]:
    """Return the HS prefixes of commodities of ``data/goods.csv``, each once, in order."""
    table = _commodities()
    return tuple(dict.fromkeys(prefix for name in sorted(commodities) for prefix in table[name][0]))
