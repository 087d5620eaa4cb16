"""What the rest of the row says about a name match: country, place, identifiers and goods.

Each is weighed by itself; ``levels.in_context`` says what it is worth, and the policy can change
that. Context never changes the score.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from screen.models.kinds import ROLES_ELSEWHERE
from screen.models.vocabulary import Context
from screen.models.watchlist import Entry
from screen.names.fold import fold
from screen.names.parse import parse_name
from screen.reference.addresses import address_words
from screen.reference.chinese_places import places_named
from screen.reference.commodities import (
    commodities_in_words,
    commodities_of_codes,
    matching_prefix,
    tells_goods,
)
from screen.reference.countries import country_name, find_country
from screen.reference.identifiers import compact

#: What the country says: it is the entry's; another one; another one that does not contradict by
#: itself (``near``), or a weak one (``loose``); or nothing is known.
Country = Literal["agrees", "differs", "near", "loose", "unknown"]
Trade = Literal["agrees", "differs", "unknown"]

_ENOUGH_ADDRESS = 2
_SHORTEST_NUMBER = 5
_CHAPTER = 2
#: Firms of one of these are run from, and owned in, the others.
_CHINESE = frozenset({"CN", "HK", "MO", "TW"})
#: Firms of North Korea trade from these and work in the countries that host their labour, so that
#: another country says less of their names.
_FRONTS = frozenset({*_CHINESE, "RU", "SG"})
#: The country of the goods says less of who sells or ships them.
_TRADERS = frozenset({"seller", "shipper"})
#: Goods that one firm may well make of each other.
_KIN = (
    frozenset({"cotton", "apparel", "textiles"}),
    frozenset({"polysilicon", "silica-based products", "solar modules"}),
    frozenset({"lithium", "batteries"}),
)
#: OFAC's entries give the further countries of a party in their note.
_MORE_COUNTRIES = re.compile(r"Other countries of its addresses: ([A-Z]{2}(?:, [A-Z]{2})*)")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rows around a name match say of it, and why, in words."""

    country: Country = "unknown"
    trade: Trade = "unknown"
    in_town: bool = False
    other_province: bool = False
    located: bool = False
    notes: tuple[str, ...] = ()
    corroborated: bool = False

    @property
    def verdict(self) -> Context:
        """Return the judgement in one word."""
        if self.country == "differs" or self.trade == "differs":
            return "contradicts"
        return "corroborates" if self.corroborated else "neutral"


def judge_context(
    entry: Entry,
    names: tuple[str, str],
    country: str | None,
    roles: Sequence[str],
    places: Sequence[str],
    codes: str,
    words: str,
    numbers: Sequence[str] = (),
    *,
    of_another: bool = False,
    hosts: frozenset[str] = frozenset(),
) -> Judgement:
    """Return what a finding's rows say of its match.

    ``names`` are the screened name and the listed one that it matched, which may hold a country or
    province. ``country`` is the ISO code that the rows state, ``roles`` those of the party,
    ``places`` their
    address cells, ``codes`` their HS codes joined by ``|``, ``words`` their goods in words, and
    ``numbers`` their registration numbers. ``of_another``: the row is of another party, which this
    one works for. ``hosts`` are the ISO codes of the countries reported to host North Korean
    labour.
    """
    agree: list[str] = []
    differ: list[str] = []
    country = country or _country_in_name(*names)
    of_country = _country(entry, country, roles, of_another, hosts)
    if country and of_country == "agrees":
        agree.append(f"country agrees: {country_name(country)}")
    elif country and of_country != "unknown":
        said = f"{country_name(country)} stated, {country_name(entry.country)} listed"
        differ.append(
            f"country differs: {said}"
            if of_country == "differs"
            else f"country: {said}, no contradiction by itself"
        )
    folded = f" {' '.join(fold(place) for place in places if place)} "
    city = fold(entry.city)
    in_town = bool(city and f" {city} " in folded)
    if in_town:
        agree.append(f"city agrees: {entry.city}")
    given_words = frozenset[str]().union(*(address_words(place) for place in places if place))
    shared_words = given_words & address_words(entry.address.replace("|", " ")) - {city}
    if len(shared_words) >= _ENOUGH_ADDRESS:
        agree.append(f"address words agree: {', '.join(sorted(shared_words))}")
    elsewhere = of_another or set(roles) <= ROLES_ELSEWHERE
    own_places = () if elsewhere else tuple(filter(None, places))
    listed = _listed_provinces(
        "; ".join((*names[1:], entry.name, entry.region, entry.city, entry.address))
    )
    # Most entries are of no province, and then what the row says of one is not asked.
    given = _provinces("; ".join((names[0], *own_places))) if listed else frozenset[str]()
    other_province = bool(given and listed and not given & listed)
    if other_province:
        differ.append(f"province differs: {_either(given)} stated, {_either(listed)} listed")
    towns = {name for _, name in places_named("; ".join(filter(None, places)))}
    same = _shared_numbers(entry, numbers)
    if same:
        agree.append(f"registration number agrees: {', '.join(same)}")
    trade, goods = _trade(entry, codes, words)
    if goods:
        (agree if trade == "agrees" else differ).append(goods)
    return Judgement(
        of_country,
        trade,
        in_town=in_town,
        other_province=other_province and not in_town,
        located=bool(same) or len(shared_words - towns) >= _ENOUGH_ADDRESS,
        notes=(*agree, *differ),
        corroborated=bool(agree),
    )


def _country(
    entry: Entry,
    country: str | None,
    roles: Sequence[str],
    of_another: bool,
    hosts: frozenset[str],
) -> Country:
    if not entry.country or not country:
        return "unknown"
    more = _MORE_COUNTRIES.search(entry.note)
    if country == entry.country or (more and country in more.group(1).split(", ")):
        return "agrees"
    if of_another or {country, entry.country} <= _CHINESE:
        return "near"
    if set(roles) <= _TRADERS or (entry.country == "KP" and country in _FRONTS | hosts):
        return "loose"
    return "differs"


def _country_in_name(name: str, listed: str) -> str | None:
    """Return the country that a name holds and the listed one does not; None for none.

    Korea is two countries.
    """
    places = {token.canonical for token in parse_name(name).tokens if token.kind == "place"}
    places -= {token.canonical for token in parse_name(listed).tokens}
    codes = {
        found.alpha2
        for place in sorted(places - {"korea"})
        if (found := find_country(place)) and not found.note
    }
    return codes.pop() if len(codes) == 1 else None


def _provinces(text: str) -> Set[str]:
    """Return the provinces that a text names; Hong Kong and Macau contradict none."""
    return {province for province, _ in places_named(text)} - {"Hong Kong", "Macau"}


@lru_cache(maxsize=50_000)
def _listed_provinces(text: str) -> Set[str]:
    """Return the provinces of an entry, which many names are judged by."""
    return _provinces(text)


def _either(provinces: Set[str]) -> str:
    return " or ".join(sorted(provinces)[:2])


def _shared_numbers(entry: Entry, numbers: Sequence[str]) -> list[str]:
    listed = {
        compact(part)
        for identifier in entry.identifiers
        for part in (identifier, *identifier.split())
    }
    return sorted(
        {
            number
            for number in numbers
            if len(compact(number)) >= _SHORTEST_NUMBER and compact(number) in listed
        }
    )


def _trade(entry: Entry, codes: str, words: str) -> tuple[Trade, str]:
    """Return whether the goods are those of the entry, and why, in words."""
    prefix = matching_prefix(codes, entry.hs_prefixes)
    if prefix:
        return "agrees", f"goods agree: HS {prefix}"
    sectors = ", ".join(entry.sectors)
    listed = commodities_in_words(sectors) | commodities_of_codes("|".join(entry.hs_prefixes))
    given = commodities_of_codes(codes) | commodities_in_words(words)
    if shared := sorted(given & listed):
        return "agrees", f"goods agree: {', '.join(shared)}"
    if not sectors and not entry.hs_prefixes:
        return "unknown", ""
    said = f"{_short(words if words.strip() else 'HS ' + codes)} stated, {_short(sectors)} listed"
    kin = any(given & kin and listed & kin for kin in _KIN)
    if codes and entry.hs_prefixes:
        chapters = {prefix[:_CHAPTER] for prefix in entry.hs_prefixes}
        other = not any(code[:_CHAPTER] in chapters for code in codes.split("|"))
    elif given and listed:
        other = True
    else:
        # An order on goods of which the table knows nothing: the words themselves are compared.
        other = bool(
            entry.hs_prefixes and tells_goods(words) and not _stems(words) & _stems(sectors)
        )
    return ("differs", f"goods differ: {said}") if other and not kin else ("unknown", "")


def _stems(words: str) -> set[str]:
    return {word[:5] for word in fold(words).split() if len(word) >= _SHORTEST_NUMBER}


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:60]}…"
