"""Matches vessel names.

Short, full of numbers, wrapped in MV and voyage numbers; nearly the whole name must agree.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import polars as pl

from screen.matching.matcher import MATCH_SCHEMA
from screen.models.policy import BandEdges
from screen.models.watchlist import Watchlist
from screen.names.fold import fold

_PREFIX = re.compile(r"^(?:m ?v|m ?t|f ?v|fishing vessel|vessel|ms|ss|no)\s+")
_IMO = re.compile(r"\bimo\s?(?:no\.?\s?|number\s?)?[:#]?\s?(\d{7})\b", re.IGNORECASE)
_VOYAGE = re.compile(r"\s(?:v|voy|voyage)\s?\d+\w*$|\s\d{3,4}[a-z]$")

#: What stands before the name of a ship in a text.
SHIP_PREFIXES = ("MV", "M/V", "FV", "F/V", "MT", "M/T", "vessel")
#: The same in a cell, however it is written.
_SHIP = r"(?i)^\s*(?:m\.?\s?/?\s?[vt]|f\.?\s?/?\s?v|s\.?\s?/\s?s|(?:fishing |motor )?vessel)[\s.:]"


def calls_itself_a_ship(column: str) -> pl.Expr:
    """Return where a name says that it is a ship's, by a prefix or an IMO number."""
    text = pl.col(column)
    return text.str.contains(_SHIP) | text.str.contains(f"(?i){_IMO.pattern}")


def ends_in_a_listed_number(column: str, watchlists: Sequence[Watchlist]) -> pl.Expr:
    """Return where a name ends in the number of a listed vessel, as "Lien Yi Hsing No. 12" does.

    It may be that vessel, or a plant of a firm.
    """
    numbers = sorted({name.split()[-1] for name in _vessel_keys(watchlists) if name[-1:].isdigit()})
    last = pl.col(column).str.extract(r"(\d+)\D?\s*$", 1)
    return last.str.strip_chars_start("0").is_in(numbers)


def _vessel_keys(watchlists: Sequence[Watchlist]) -> set[str]:
    return {
        vessel_key(name)
        for watchlist in watchlists
        for entry in watchlist.entries
        if entry.kind == "vessel"
        for name in (entry.name, *entry.aliases)
    }


@lru_cache(maxsize=50_000)
def vessel_key(name: str) -> str:
    """Return a vessel name without ship prefix, voyage and 'No.'.

    >>> vessel_key("M/V ZHEN FA NO.7 V.012E")
    'zhen fa 7'
    """
    folded = _VOYAGE.sub("", _PREFIX.sub("", fold(name)))
    return re.sub(r"\bno\s+(?=\d)", "", folded).strip()


def match_vessels(
    names: Sequence[str], watchlists: Sequence[Watchlist], edges: BandEdges
) -> pl.DataFrame:
    """Return matches of distinct vessel names with the vessel entries (``MATCH_SCHEMA``).

    An IMO number in the cell decides: the same one is the same ship under whatever name, another
    one is another ship.
    """
    from rapidfuzz import fuzz

    listed = [
        (
            watchlist.info.id,
            entry.entry_id,
            entry.name,
            name,
            "name" if name == entry.name else "alias",
        )
        for watchlist in watchlists
        for entry in watchlist.entries
        if entry.kind == "vessel"
        for name in (entry.name, *entry.aliases)
    ]
    numbers = {
        (watchlist.info.id, entry.entry_id): {
            found for text in entry.identifiers for found in _IMO.findall(text)
        }
        for watchlist in watchlists
        for entry in watchlist.entries
        if entry.kind == "vessel"
    }
    rows = []
    for written in sorted(set(names)):
        stated = set(_IMO.findall(written))
        key = vessel_key(_IMO.sub(" ", written))
        digits = re.findall(r"\d+", key)
        for list_id, entry_id, entry_name, listed_name, name_kind in listed:
            known = numbers[list_id, entry_id]
            named = (written, written, list_id, entry_id, entry_name, listed_name, name_kind)
            if stated & known:
                rows.append((*named, 100.0, "exact"))
                continue
            if stated and known:
                continue
            other = vessel_key(listed_name)
            if len(key) < 4 or digits != re.findall(r"\d+", other):
                continue
            score = round(float(fuzz.ratio(key.replace(" ", ""), other.replace(" ", ""))), 1)
            band = edges.band(score) if score >= edges.probable else None
            if band:
                rows.append((*named, score, band))
    return pl.DataFrame(rows, schema=MATCH_SCHEMA, orient="row")
