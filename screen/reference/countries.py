"""Recognises countries by name, code, abbreviation and typo, in many languages.

ISO 3166-1 alpha-2 comes out.

``data/countries.csv`` holds the spellings: ISO 3166 names and Unicode CLDR territory names in
nineteen languages, with
the shorthand of trade papers added by hand (N. Korea, P.R.C., U.A.E.).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from screen.core.data_tables import read_table
from screen.names.fold import fold

_ABBREVIATIONS = {
    "rep": "republic",
    "dem": "democratic",
    "democ": "democratic",
    "peoples": "people",
    "ppls": "people",
    "st": "saint",
    "is": "islands",
    "isl": "islands",
    "fed": "federation",
    "s": "south",
    "n": "north",
}
_FILLERS = {"the", "of", "and", "de", "del", "la"}
#: One wrong, missing, extra or swapped letter is a typo; from this length on, two.
_TWO_TYPOS_FROM = 8


@dataclass(frozen=True, slots=True)
class Country:
    """A recognised country.

    ``note`` says how a doubtful text was read; ``doubt``, to confirm it.
    """

    alpha2: str
    name: str
    note: str = ""
    doubt: bool = False


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip(" .,;:-")


def _key(text: str) -> str:
    words = fold(re.sub(r"(?<=\w)\.(?=\w)", "", text)).split()
    return " ".join(
        sorted(_ABBREVIATIONS.get(word, word) for word in words if word not in _FILLERS)
    )


@cache
def _tables() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Alpha-2 by exact spelling, alpha-2 by word key, and country name by alpha-2."""
    exact: dict[str, str] = {}
    keys: dict[str, str] = {}
    names: dict[str, str] = {}
    for row in read_table("screen.reference", "countries"):
        code = row["alpha2"]
        names[code] = row["name"]
        for spelling in [row["name"], *row["spellings"].split("|")]:
            exact.setdefault(_plain(spelling), code)
            if spelling.isascii() or any(
                letter.isalpha() and letter < "\u0250" for letter in spelling
            ):
                keys.setdefault(_key(spelling), code)
    exact.update({code.casefold(): code for code in names})
    keys.pop("", None)
    return exact, keys, names


def country_name(alpha2: str) -> str:
    """Return the English name of an alpha-2 code; the code itself where it is unknown."""
    return _tables()[2].get(alpha2, alpha2)


def is_country_code(alpha2: str) -> bool:
    """Whether ``alpha2`` is an ISO 3166-1 alpha-2 code (or XK, in common use for Kosovo)."""
    return alpha2 in _tables()[2]


@lru_cache(maxsize=20_000)
def find_country(text: str) -> Country | None:
    """Return the country that ``text`` names, or None.

    'Korea' alone is read as South Korea, with a note, because North Korean goods are sold as 'made
    in Korea'.
    """
    exact, keys, names = _tables()
    plain = _plain(text)
    if not plain:
        return None
    if plain in {"korea", "corea", "corée", "coree"}:
        return Country(
            "KR",
            names["KR"],
            "'Korea' alone read as South Korea (KR); confirm that it is not North Korea (KP)",
            doubt=True,
        )
    if _key(text) == "democratic people republic":
        return Country(
            "KP",
            names["KP"],
            "'Dem. People's Rep.' alone read as North Korea (KP); Laos and Algeria have similar"
            " names",
            doubt=True,
        )
    bracketed = re.match(r"^([a-z]{2})\s*[-/(:]\s*\S", plain)
    code = exact.get(plain) or keys.get(_key(text))
    if code is None and bracketed:
        code = exact.get(bracketed[1])
    if code:
        return Country(code, names[code])
    return _typo(text, keys, names)


def _typo(text: str, keys: dict[str, str], names: dict[str, str]) -> Country | None:
    """Return the one country within typing distance.

    None where two are ('Nigera' is Niger or Nigeria).
    """
    from rapidfuzz.distance import OSA

    key = _key(text)
    if len(key) < 4:
        return None
    allowed = 2 if len(key) >= _TWO_TYPOS_FROM else 1
    distances: dict[str, int] = {}
    for spelling, code in keys.items():
        if len(spelling) >= 4 and abs(len(spelling) - len(key)) <= allowed:
            distance = OSA.distance(key, spelling, score_cutoff=allowed)
            distances[code] = min(distances.get(code, allowed + 1), distance)
    nearest = min(distances.values(), default=allowed + 1)
    codes = [code for code, distance in distances.items() if distance == nearest]
    if nearest > allowed or len(codes) != 1:
        return None
    return Country(codes[0], names[codes[0]], f"read as {names[codes[0]]} ({codes[0]})")
