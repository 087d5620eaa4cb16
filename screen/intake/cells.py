"""Reads single cells: HS codes, money, currencies, countries.

A reading that had to repair something says so.

Each reader takes the text of a cell and returns a ``Reading``; ValueError carries what the
report says when the cell cannot be read. Dates need their whole column and are read by
``intake.dates``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

import polars as pl

from screen.core.data_tables import read_table
from screen.models.rows import LONGEST_CELL
from screen.reference.countries import find_country
from screen.reference.identifiers import miscopied


@cache
def _placeholders() -> frozenset[str]:
    """Return texts that people fill in to leave a cell empty."""
    return frozenset(row["text"] for row in read_table("screen.intake", "placeholders"))


@cache
def _currencies(kind: Literal["symbol", "name"]) -> dict[str, str]:
    """ISO 4217 code by symbol ('us$', '元') or by name ('us dollars'), in lower case."""
    return {
        row["spelling"]: row["code"]
        for row in read_table("screen.intake", "currencies")
        if row["kind"] == kind
    }


@cache
def longest_placeholder() -> int:
    """Return the number of letters beyond which a text cannot be a placeholder."""
    return max(map(len, _placeholders()))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says.

    ``note`` informs the user of a repair, or, where ``doubt`` is true, of something to confirm;
    ``extra`` is a second value found in the cell.
    """

    value: str | float | None
    note: str = ""
    extra: str | None = None
    doubt: bool = False


def is_placeholder(text: str) -> bool:
    """Whether a cell was filled in only to leave it empty ('N/A', '-', '#REF!')."""
    plain = text.strip().casefold()
    return not plain or plain in _placeholders()


def writes_codes(cells: Iterable[str]) -> bool:
    """Whether a column writes its countries as two letters, so that NA is Namibia there.

    >>> writes_codes(["NA", "CN", "VN"]), writes_codes(["NA", "China", "Vietnam"])
    (True, False)
    """
    given = [cell.strip() for cell in cells if not is_placeholder(cell)]
    return bool(given) and 2 * sum(len(cell) == 2 and cell.isupper() for cell in given) > len(given)


def read_plain(cell: str) -> Reading:
    """Return a text as it is, cut at Excel's longest cell; a formula is in doubt."""
    if len(cell) > LONGEST_CELL:
        said = f"has {len(cell)} characters; the first {LONGEST_CELL} were screened"
        return Reading(cell[:LONGEST_CELL], said)
    if cell.startswith("=") and len(cell) > 1:
        return Reading(
            cell, "looks like a formula and was screened as text; confirm the name", doubt=True
        )
    return Reading(cell)


def read_registration(text: str) -> Reading:
    """Return a registration number as it is; one that fails its own check digits is in doubt."""
    wrong = miscopied(text)
    if wrong:
        note = f"looks like a {wrong} and fails its check digits; compare it with the register"
        return Reading(text, note, doubt=True)
    return read_plain(text)


def read_country(text: str) -> Reading:
    """Return the ISO 3166 alpha-2 code of a country written in any usual way."""
    country = find_country(text)
    if country is None:
        raise ValueError(
            "is not a country that we know; write its English name or its two-letter ISO code"
        )
    return Reading(country.alpha2, country.note, doubt=country.doubt)


def read_hs_codes(text: str) -> Reading:
    """Return HS or HTSUS codes of 2 to 10 digits, several joined by ``|``.

    Excel turns codes into numbers: a lost leading zero (307 for 0307) and powers of ten (6.1091E+9)
    are repaired.
    """
    codes: list[str] = []
    notes: list[str] = []
    for part in re.split(
        r"[;|\n]|,(?=\s*\d{4})|\s{2,}|\s/\s|(?<=\d)\s*[,/]\s+(?=\d)|\s+and\s+", text.strip()
    ):
        if not part.strip():
            continue
        code, note = _one_hs_code(part.strip())
        codes.append(code)
        if note:
            notes.append(note)
    if not codes:
        raise ValueError("holds no HS code; give 2 to 10 digits")
    return Reading("|".join(dict.fromkeys(codes)), "; ".join(dict.fromkeys(notes)))


def _one_hs_code(part: str) -> tuple[str, str]:
    part = re.sub(r"^(?:hts|htsus|hs|hs code|taric|ncm|no)\W*", "", part, flags=re.IGNORECASE)
    note = ""
    if re.fullmatch(r"\d(?:[.,]\d+)?[eE]\+?\d{1,2}", part):
        digits = str(int(float(part.replace(",", "."))))
        note = (
            f"HS code {part!r} read as {digits}; Excel had turned it into a power of ten and may"
            " have lost its last digits"
        )
    elif re.fullmatch(r"\d+\.0+", part):
        # 307.0 is the number 307; 6109.10 is a code.
        whole, _, zeros = part.partition(".")
        digits = whole if len(zeros) == 1 else part.replace(".", "")
    elif re.fullmatch(r"\d{4}\.\d", part):
        digits = part.replace(".", "") + "0"
        note = f"HS code {part!r} read as {digits}; Excel had cut a final zero"
    else:
        digits = re.sub(r"[.\s\-]", "", part)
    if not digits.isdigit():
        raise ValueError("is not an HS code; give 2 to 10 digits, with or without points")
    if len(digits) % 2 and len(digits) <= 9:
        padded = "0" + digits
        note = f"HS code {part!r} read as {padded}; Excel had cut its leading zero"
        digits = padded
    if len(digits) > 10 and not digits[10:].strip("0"):
        digits = digits[:10]
        note = f"HS code {part!r} read as {digits}; digits beyond the tenth were zeros"
    if not 2 <= len(digits) <= 10:
        raise ValueError(f"has {len(digits)} digits; an HS code has 2 to 10")
    if not 1 <= int(digits[:2]) <= 99:
        raise ValueError("names no chapter of the Harmonized System (01 to 97, HTSUS 98 and 99)")
    return digits, note


def read_amount(text: str, *, decimal_comma: bool = False) -> Reading:
    """Return a number with separators, symbols and currency.

    '$1,234.50', '1.234,50 €' and '(250)' are read; 'USD 3K' is refused.

    ``decimal_comma`` reads a lone comma or point with three digits after it in the European way.
    A currency in the cell comes back as ``extra``.
    """
    plain = text.strip().replace("\u00a0", " ").replace("\u202f", " ")
    negative = plain.startswith("(") and plain.endswith(")")
    plain = plain.strip("()").strip()
    found = re.fullmatch(
        r"([^\d\-+.,]*)([-+]?[\d.,'’ ]*\d(?:[eE][-+]?\d+)?)[.,]?\s*([^\d]*)", plain
    )
    if not found:
        raise ValueError("is not a number; write digits only")
    before, number, after = (part.strip() for part in found.groups())
    currency = _currency_of(before) or _currency_of(after)
    number = re.sub(r"[ '’]", "", number)
    commas, points = number.count(","), number.count(".")
    if commas and points:
        number = (
            number.replace(".", "").replace(",", ".")
            if number.rfind(",") > number.rfind(".")
            else number.replace(",", "")
        )
    elif commas:
        thousands = commas > 1 or (
            re.fullmatch(r"[-+]?\d{1,3},\d{3}", number) and not decimal_comma
        )
        number = number.replace(",", "") if thousands else number.replace(",", ".")
    elif points > 1 or (decimal_comma and re.fullmatch(r"[-+]?\d{1,3}\.\d{3}", number)):
        number = number.replace(".", "")
    try:
        value = float(number)
    except ValueError:
        raise ValueError("is not a number; write digits only") from None
    return Reading(-value if negative else value, extra=currency)


#: Numbers that can be read in one way only, with a decimal comma and with a point.
EUROPEAN = r"\d\.\d{3},\d|^\D*\d+,\d{1,2}\D*$"
AMERICAN = r"\d,\d{3}\.\d|^\D*\d+\.\d{1,2}\D*$"


def uses_decimal_comma(cells: pl.Series) -> bool:
    """Whether a column (String) writes its numbers in the European way.

    Judged by those that can be read in one way only.
    """
    plain = cells.str.strip_chars()
    european, american = (plain.str.contains(writing).sum() for writing in (EUROPEAN, AMERICAN))
    return bool(european > american)


def read_currency(text: str) -> Reading:
    """Return an ISO 4217 code from a code, symbol or name."""
    currency = _currency_of(text) or _currencies("name").get(text.strip().casefold())
    if not currency and re.fullmatch(r"[A-Za-z]{3}", text.strip()):
        currency = text.strip().upper()
    if not currency:
        raise ValueError("is not a currency; write its three-letter ISO code")
    return Reading(currency)


def _currency_of(text: str) -> str | None:
    return _currencies("symbol").get(text.strip(" .:").casefold())
