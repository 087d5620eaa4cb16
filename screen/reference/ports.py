"""The country of a port as trade papers write it.

By name (``data/ports.csv``), by a country behind it, or by UN/LOCODE.
"""

import re
from functools import cache, lru_cache

from screen.core.data_tables import read_table
from screen.names.fold import fold
from screen.reference.countries import find_country

#: A UN/LOCODE: the ISO country and three characters of the place (UNECE Recommendation 16). Only
#: countries whose letters begin no other word: LAGOS is not a place in Laos.
_LOCODE = re.compile(r"^(BD|CN|HK|JP|KP|LK|MX|VN) ?[A-Z2-9]{3}$")


@cache
def _ports() -> dict[str, str]:
    return {fold(row["port"]): row["country"] for row in read_table("screen.reference", "ports")}


@lru_cache(maxsize=50_000)
def port_country(text: str) -> str:
    """Return the ISO country of a port, or '' where the text leaves it in doubt.

    >>> port_country("Yantian"), port_country("Dong Nai, Viet Nam"), port_country("CNSHA")
    ('CN', 'VN', 'CN')
    >>> port_country("Springfield")
    ''
    """
    plain = fold(text)
    for name in (plain, re.sub(r"\b(?:port of|port|sea ?port|airport|pt)\b", " ", plain).strip()):
        if name in _ports():
            return _ports()[name]
    parts = [part.strip() for part in re.split(r"[,/()\-–]", text) if part.strip()]
    if len(parts) > 1:
        country = find_country(parts[-1])
        if country and not country.note:
            return country.alpha2
        if fold(parts[0]) in _ports():
            return _ports()[fold(parts[0])]
    code = _LOCODE.match(text.strip())
    return code[1] if code else ""
