"""What the rest of the row says about a name match: it corroborates, contradicts, or is silent.

Context has its own field and moves the priority. It never lifts a weak name to a strong one and
never hides a strong one.
"""

from collections.abc import Sequence

from screen.models.vocabulary import Context
from screen.models.watchlist import Entry
from screen.names.fold import fold
from screen.reference.addresses import address_words
from screen.reference.commodities import commodities_in_words, commodities_of_codes, matching_prefix
from screen.reference.countries import country_name

_ENOUGH_ADDRESS = 2
_SHORTEST_NUMBER = 5


def _plain(identifier: str) -> str:
    """Return an identifier as it is compared: letters and digits only."""
    return "".join(letter for letter in identifier.upper() if letter.isalnum())


def judge_context(
    entry: Entry,
    countries: Sequence[str],
    places: Sequence[str],
    codes: str,
    words: str,
    numbers: Sequence[str] = (),
) -> tuple[Context, list[str]]:
    """Return the verdict and its reasons for a finding's rows.

    ``countries`` are the ISO codes that the rows state, ``places`` their address cells, ``codes``
    their HS codes joined
    by ``|``, ``words`` their goods in words, and ``numbers`` their registration numbers.
    """
    agree: list[str] = []
    differ: list[str] = []
    stated = sorted(set(filter(None, countries)))
    if entry.country and stated:
        if entry.country in stated:
            agree.append(f"country agrees: {country_name(entry.country)}")
        else:
            others = ", ".join(country_name(code) for code in stated)
            differ.append(f"country differs: {others} stated, {country_name(entry.country)} listed")
    folded = f" {' '.join(fold(place) for place in places if place)} "
    city = fold(entry.city)
    if city and f" {city} " in folded:
        agree.append(f"city agrees: {entry.city}")
    given_words = frozenset[str]().union(*(address_words(place) for place in places if place))
    shared_words = given_words & address_words(entry.address.replace("|", " ")) - {city}
    if len(shared_words) >= _ENOUGH_ADDRESS:
        agree.append(f"address words agree: {', '.join(sorted(shared_words))}")
    listed_numbers = {
        _plain(part)
        for identifier in entry.identifiers
        for part in (identifier, *identifier.split())
    }
    same = sorted(
        {
            number
            for number in numbers
            if len(_plain(number)) >= _SHORTEST_NUMBER and _plain(number) in listed_numbers
        }
    )
    if same:
        agree.append(f"registration number agrees: {', '.join(same)}")
    prefix = matching_prefix(codes, entry.hs_prefixes)
    listed = commodities_in_words(", ".join(entry.sectors))
    shared = sorted((commodities_of_codes(codes) | commodities_in_words(words)) & listed)
    if prefix:
        agree.append(f"goods agree: HS {prefix}")
    elif shared:
        agree.append(f"goods agree: {', '.join(shared)}")
    verdict: Context = "contradicts" if differ else "corroborates" if agree else "neutral"
    return verdict, [*agree, *differ]
