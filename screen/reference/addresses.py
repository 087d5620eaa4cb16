"""Takes an address apart into the words that set it apart and its numbers."""

import re
from functools import cache, lru_cache

from screen.core.data_tables import read_table
from screen.names.fold import fold

_SHORTEST_WORD = 4
#: 'No.12' and 'Rm3' fold to 'no12' and 'rm3'.
_PREFIXED = re.compile(r"^(?:no|rm)(?=\d)")


#: Words before a number that counts a floor, a room or a section of a street, and not a house.
_NO_HOUSE = re.compile(
    r"\b(?:section|sec|floor|fl|room|rm|unit|suite|block|blk|phase|zone|building|bldg|level|lane|"
    r"alley|district|ward|tower) (?:no )?\d+\b|\b\d+ (?:f|fl|floor|nd floor|rd floor|th floor)\b"
)
#: Postcodes have from five digits on, house numbers fewer.
POSTCODE = 5


@cache
def _common() -> frozenset[str]:
    """Words that many addresses hold (``data/address_words.csv``), and those of country names."""
    words = {row["word"] for row in read_table("screen.reference", "address_words")}
    return frozenset(
        words.union(
            *(fold(row["name"]).split() for row in read_table("screen.reference", "countries"))
        )
    )


@lru_cache(maxsize=50_000)
def address_words(address: str) -> frozenset[str]:
    """Return the words of an address that few addresses hold.

    >>> sorted(address_words("No. 5, Shiwei Road, Zhenxing District, Dandong City, China"))
    ['dandong', 'shiwei', 'zhenxing']
    """
    words = fold(address).split()
    return frozenset(
        w for w in words if len(w) >= _SHORTEST_WORD and not w.isdigit() and w not in _common()
    )


@lru_cache(maxsize=50_000)
def house_numbers(address: str) -> frozenset[str]:
    """Return the numbers that single out a house or postcode: no floors and no sections.

    >>> sorted(house_numbers("3rd Floor, Room 5, No. 34-7 Zhenba Street, Section 2"))
    ['34', '7']
    """
    folded = " ".join(_PREFIXED.sub("", word) for word in fold(address).split())
    words = _NO_HOUSE.sub(" ", folded).split()
    return frozenset(word for word in words if word.isdigit() and word.strip("0"))
