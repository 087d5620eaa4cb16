"""Finds entries by anything a person would type.

A name, a country, a sector, a program, part of an alias.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from screen.models.watchlist import Entry, Watchlist
from screen.names.fold import fold
from screen.names.parse import parse_name
from screen.reference.countries import find_country

#: An entry that is found only through its evidence ranks behind good names.
_IN_EVIDENCE = 85


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that a search found; ``score`` is thefuzz's 0-100, ``why`` the text that matched."""

    list_id: str
    entry: Entry
    score: int
    why: str


def search(lists: Sequence[Watchlist], text: str, limit: int = 20, cutoff: int = 75) -> list[Hit]:
    """Return the best ``limit`` entries for ``text``, best first.

    They are ranked by thefuzz's token_set_ratio over names, aliases and sectors.

    An entry whose evidence holds ``text`` word for word is found too: that is where programs
    (DPRK4) and sections stand.
    """
    from thefuzz import fuzz

    said = re.compile(rf"(?<![\w-]){re.escape(text.strip())}(?![\w-])", re.IGNORECASE)
    found = find_country(text)
    # A guessed country (DPRK4 read as DPRK) would bury what the text names exactly.
    country = found if found and not found.note else None
    hits: list[Hit] = []
    for watchlist in lists:
        named = {claim.entry_id for claim in watchlist.evidence if said.search(claim.claim)}
        for entry in watchlist.entries:
            texts = [
                entry.name,
                *entry.aliases,
                *entry.weak_aliases,
                *entry.native_names,
                *entry.sectors,
                entry.city,
                entry.region,
                entry.entry_id,
            ]
            score, why = max(
                ((_best(fuzz, text, item), item) for item in texts if item), default=(0, "")
            )
            if country and entry.country == country.alpha2:
                score, why = max((score, why), (90, f"country {country.name}"))
            if entry.entry_id in named:
                score, why = max((score, why), (_IN_EVIDENCE, "evidence"))
            if score >= cutoff:
                hits.append(Hit(watchlist.info.id, entry, score, why))
    return sorted(hits, key=lambda hit: (-hit.score, hit.list_id, hit.entry.entry_id))[:limit]


def _best(fuzz: object, text: str, item: str) -> int:
    """Return the better of the words as written and as compared, so that Hotan finds Hetian."""
    return max(
        _score(fuzz, fold(text), fold(item)),
        _score(fuzz, parse_name(text).core, parse_name(item).core),
    )


def _score(fuzz: object, wanted: str, text: str) -> int:
    if not wanted or not text:
        return 0
    score: int = fuzz.token_set_ratio(wanted, text)  # type: ignore[attr-defined]
    # token_set_ratio calls one shared word a full match; a longer text that merely holds it ranks
    # lower.
    return score if len(text) <= len(wanted) * 1.5 else score - 5
