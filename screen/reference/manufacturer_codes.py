"""Manufacturer Identification Codes (MID).

The code of a maker on U.S. customs entries, built from its name and address.

Source: 19 C.F.R. Part 102, Appendix. A MID is the ISO country, the first three letters of each of
the first two words of the name,
up to four digits of the largest number in the street line, and the first three letters of the city:
CNSHETIM1342SHE. Brokers
read the rule differently, so one name has several codes; equal codes are a lead and no proof, and
for other goods than textiles the
code may be the invoicing party's.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from screen.names.fold import fold
from screen.reference.countries import is_country_code

_IGNORED = {"a", "an", "and", "of", "the"}
#: Words that stand before the name in some countries and are left out: PT, OOO, JSC.
_LEADING = {"pt", "ooo", "oao", "zao", "jsc", "ao", "cv"}
_CODE = re.compile(r"^([A-Z]{2})([A-Z0-9]*?)(\d{0,4})([A-Z]{1,3})?$")
#: Canada has no code of its own: its provinces do.
_CANADA = {"XA", "XB", "XC", "XM", "XN", "XO", "XP", "XQ", "XS", "XT", "XV", "XW", "XY"}


@dataclass(frozen=True, slots=True)
class Mid:
    """A code taken apart.

    ``stem`` is the part of the name, up to six characters; the others are '' where missing.
    """

    country: str
    stem: str
    digits: str
    city: str


@lru_cache(maxsize=50_000)
def parse_mid(text: str) -> Mid | None:
    """Return a code taken apart, or None where it is none.

    >>> parse_mid("CNHETHAO88HOT")
    Mid(country='CN', stem='HETHAO', digits='88', city='HOT')
    >>> parse_mid("12345") is None
    True
    """
    code = re.sub(r"[\s-]", "", text).upper()
    found = _CODE.match(code) if 5 <= len(code) <= 15 and code.isascii() else None
    if found is None or not (is_country_code(found[1]) or found[1] in _CANADA):
        return None
    country, stem, digits, city = found[1], found[2], found[3], found[4] or ""
    if not digits and len(stem + city) > 3:
        # Without a number nothing parts name and city but their lengths: the last three letters are
        # the city.
        letters = stem + city
        stem, city = letters[:-3], letters[-3:]
    elif not digits:
        stem, city = stem + city, ""
    if not 2 <= len(stem) <= 6:
        return None
    return Mid("CA" if country in _CANADA else country, stem, digits, city)


@lru_cache(maxsize=50_000)
def mid_stem(name: str) -> str:
    """Return the part of a code that comes from the name.

    >>> mid_stem("Hetian Haolin Hair Accessories Co., Ltd")
    'HETHAO'
    >>> mid_stem("A.B.C. Company"), mid_stem("Rawles-Aden Corp"), mid_stem("Bergstrom")
    ('ABCCOM', 'RAWCOR', 'BER')
    >>> mid_stem("20th Century Technologies")
    '20TCEN'
    """
    words: list[str] = []
    run = ""
    parts = re.sub(r"(?<=\w)[-'’/](?=\w)", "", name).replace(".", " ").split()
    for part in [*parts, ""]:
        word = fold(part).replace(" ", "")
        if len(word) == 1 and word.isalpha():
            run += word
            continue
        if len(run) > 1:
            words.append(run)
        run = ""
        if word and word not in _IGNORED and not (not words and word in _LEADING):
            words.append(word)
    return "".join(word[:3] for word in words[:2]).upper()


def mid_city(city: str) -> str:
    """Return the part of a code that comes from the city.

    Its first three letters, without blanks and marks.
    """
    return re.sub(r"[^a-z]", "", fold(city))[:3].upper()
