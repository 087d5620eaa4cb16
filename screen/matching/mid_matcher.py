"""Matches manufacturer identification codes with the codes that listed names would have."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import polars as pl

from screen.core.data_tables import read_table
from screen.models.watchlist import Entry, Watchlist
from screen.names.parse import parse_name
from screen.reference.manufacturer_codes import mid_city, mid_stem, parse_mid

#: One code matched one entry; ``city`` says whether the city agrees, too. ``listed_name`` is the
#: name that has this code.
MID_MATCH_SCHEMA = {
    "mid": pl.String,
    "list_id": pl.String,
    "entry_id": pl.String,
    "listed_name": pl.String,
    "city": pl.Boolean,
}
#: A stem of fewer letters comes from one word and matches by chance.
_SHORTEST_STEM = 6


def match_mids(codes: Sequence[str], watchlists: Sequence[Watchlist]) -> pl.DataFrame:
    """Return the entries that distinct ``codes`` may stand for (``MID_MATCH_SCHEMA``).

    Country and stem must agree, and one of the two words of the stem must be the name's own: XINTEX
    is any textile firm of
    Xinjiang. An entry without a country matches no code.
    """
    listed: dict[tuple[str, str], list[tuple[str, str, str, frozenset[str]]]] = {}
    for watchlist in watchlists:
        for entry in watchlist.entries:
            if entry.kind in {"entity", "facility"} and entry.country:
                for name, stem in _stems(entry):
                    place = (watchlist.info.id, entry.entry_id, name, _cities(entry))
                    listed.setdefault((entry.country, stem), []).append(place)
    rows = []
    for code in sorted(set(codes)):
        mid = parse_mid(code)
        if mid is None:
            continue
        best: dict[tuple[str, str], tuple[str, bool]] = {}
        for list_id, entry_id, name, cities in listed.get((mid.country, mid.stem), ()):
            agrees = bool(mid.city) and mid.city in cities
            if (list_id, entry_id) not in best or agrees > best[list_id, entry_id][1]:
                best[list_id, entry_id] = (name, agrees)
        rows += [(code, *key, *value) for key, value in best.items()]
    return pl.DataFrame(rows, schema=MID_MATCH_SCHEMA, orient="row")


def _stems(entry: Entry) -> Iterator[tuple[str, str]]:
    for name in (entry.name, *entry.aliases):
        stem = mid_stem(name) if name.isascii() else ""
        own = [token for token in parse_name(name).tokens[:2] if token.kind == "distinctive"]
        if len(stem) == _SHORTEST_STEM and own:
            yield name, stem


@lru_cache(maxsize=50_000)
def _cities(entry: Entry) -> frozenset[str]:
    """Return the first three letters of every place that an entry or its names hold.

    All spellings of the places count.
    """
    places = {entry.city, entry.region}
    for text in (entry.name, *entry.aliases, entry.city, *entry.address.split("|")):
        places |= {token.canonical for token in parse_name(text).tokens if token.kind == "place"}
    spellings = {
        row["variant"]
        for row in read_table("screen.names", "place_variants")
        if row["canonical"] in places
    }
    return frozenset(city for place in places | spellings if (city := mid_city(place)))
