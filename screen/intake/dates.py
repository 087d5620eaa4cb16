"""Reads a column of dates.

Whether 03/04/2024 is March or April is decided once for the column, by its other dates.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from screen.core.data_tables import read_table

Order = Literal["month-first", "day-first", "unknown"]

#: Excel counts days from 1899-12-30, because it takes 1900 for a leap year. Serials outside
#: 1954-2119 are not the dates of shipments.
_EXCEL_EPOCH = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)
#: What may follow the number of a day, separate the parts of a date, and follow the date.
_NTH = r"(?:st|nd|rd|th|er|eme|[ºª°.]|\.?o)?"
_GAP = r"(?:[\s,.\-/]|\bde\b|\bdel\b|\bof\b|\bden\b)*"
_TIME = r"(?:[ T,]+\d{1,2}:.*)?"
_NUMERIC = re.compile(r"^(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})(?:[ T].*)?$")
_ISO = re.compile(r"^(\d{4})[\-/.年](\d{1,2})[\-/.月](\d{1,2})日?(?:[ T].*)?$")
#: '5th March 2024', '3 de febrero de 2024', '30-Dez-2023', 'March 21st, 2024'.
_MONTH = r"(?P<month>[^\W\d_]+)"
_DAY_MONTH = re.compile(
    rf"(?P<day>\d{{1,2}}){_NTH}{_GAP}{_MONTH}{_GAP}(?P<year>\d{{4}}|\d{{2}})\D{{0,3}}{_TIME}"
)
_MONTH_DAY = re.compile(rf"{_MONTH}{_GAP}(?P<day>\d{{1,2}}){_NTH}{_GAP}(?P<year>\d{{4}}){_TIME}")


@dataclass(frozen=True, slots=True)
class DateColumn:
    """The readings of a column.

    Date by text, faults by text, and how its numeric dates were ordered.
    """

    dates: dict[str, date]
    faults: dict[str, str]
    order: Order
    ambiguous: tuple[str, ...]


def read_dates(texts: Sequence[str], whole: Sequence[str] | None = None) -> DateColumn:
    """Read distinct texts of one column; of a part of it where ``whole`` is given.

    Dates with a point are day-first (European usage). Where no date of the column settles the
    order of the others they are read month-first, the order of U.S. entry papers, and named in
    ``ambiguous``.
    """
    order = _order(texts if whole is None else whole)
    dates: dict[str, date] = {}
    faults: dict[str, str] = {}
    ambiguous: list[str] = []
    for text in texts:
        try:
            dates[text] = _read(text.strip(), order)
        except ValueError as error:
            faults[text] = str(error)
            continue
        parts = _NUMERIC.match(text.strip())
        if (
            parts
            and order == "unknown"
            and parts[2] != "."
            and int(parts[1]) <= 12
            and int(parts[3]) <= 12
            and parts[1] != parts[3]
        ):
            ambiguous.append(text)
    return DateColumn(dates, faults, order, tuple(ambiguous))


def _order(texts: Sequence[str]) -> Order:
    day_first = month_first = 0
    for text in texts:
        parts = _NUMERIC.match(text.strip())
        if parts and parts[2] != ".":
            day_first += int(parts[1]) > 12
            month_first += int(parts[3]) > 12
    if day_first == month_first:
        return "unknown"
    return "day-first" if day_first > month_first else "month-first"


def _read(text: str, order: Order) -> date:
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        serial = int(float(text))
        if serial in _SERIALS:
            return _EXCEL_EPOCH + timedelta(days=serial)
    if re.fullmatch(r"(19|20)\d{6}", text):
        return _date(int(text[:4]), int(text[4:6]), int(text[6:]))
    if parts := _ISO.match(text):
        return _date(int(parts[1]), int(parts[2]), int(parts[3]))
    if parts := _NUMERIC.match(text):
        first, second, year = int(parts[1]), int(parts[3]), int(parts[4])
        year += 2000 if year < 70 else 1900 if year < 100 else 0
        day_first = parts[2] == "." or order == "day-first" or first > 12
        if second > 12:
            day_first = False
        return _date(year, second, first) if day_first else _date(year, first, second)
    plain = _plain(text)
    parts = _DAY_MONTH.fullmatch(plain) or _MONTH_DAY.fullmatch(plain)
    if parts and parts["month"] in _months():
        year = int(parts["year"])
        year += 2000 if year < 70 else 1900 if year < 100 else 0
        return _date(year, _months()[parts["month"]], int(parts["day"]))
    raise ValueError("is not a date that we can read; write it as YYYY-MM-DD")


@cache
def _months() -> dict[str, int]:
    """Return the number of each month by its names and abbreviations, without accents."""
    return {
        _plain(name): int(row["month"])
        for row in read_table("screen.intake", "months")
        for name in row["names"].split("|")
    }


def _plain(text: str) -> str:
    """Return a text in lower case without accents: 'août' and 'Aout' are one month.

    >>> _plain("12 Août 2023"), _plain("мая")
    ('12 aout 2023', 'мая')
    """
    apart = unicodedata.normalize("NFD", text.casefold().replace("ı", "i"))
    bare = "".join(one for one in apart if not unicodedata.combining(one) or one == "\u0306")
    return unicodedata.normalize("NFC", bare)


def _date(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise ValueError("is not a day of the calendar; write it as YYYY-MM-DD") from None
    if not 1950 <= year <= 2100:
        raise ValueError("lies outside 1950 to 2100; check the year")
    return found
