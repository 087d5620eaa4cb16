"""The List of Goods Produced by Child Labor or Forced Labor of the U.S.

Department of Labor (ILAB): Excel, CSV or XML.

Kept are the goods with forced labour; goods with child labour alone are counted and left out. The
columns are found by their
headings (country, good, forced labor, or one column with the kind of exploitation), because ILAB's
tables differ between
editions. The XML is the data of the Sweat & Toil application.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from screen.core.errors import InputError, WatchlistError
from screen.intake.file_formats import read_tables
from screen.intake.raw_table import RawTable
from screen.lists.importing.draft import Choices, Claim, Draft, Publication, Reading
from screen.lists.importing.official_files import read_official_text, refuse_web_page
from screen.names.fold import fold
from screen.reference.commodities import commodities_in_words, hs_prefixes_of
from screen.reference.countries import country_name, find_country

PUBLICATION = Publication(
    title="List of Goods Produced by Child Labor or Forced Labor: goods with forced labour",
    publisher="U.S. Department of Labor, Bureau of International Labor Affairs",
    kind="official-report",
    effect="advisory",
    prefix="dol",
    max_age_days=800,
    legal_basis=(
        (
            "Trafficking Victims Protection Reauthorization Act of 2005, section 105(b)(2)(C), 22"
            " U.S.C. 7112"
        ),
    ),
    homepage="https://www.dol.gov/agencies/ilab/reports/child-labor/list-of-goods",
    ours=("hs_prefixes",),
    coverage_note=(
        "Countries and goods, never firms. HS prefixes are assigned by flscreen from the goods'"
        " names; ILAB gives none."
    ),
)

_WANTED = "ILAB's list of goods"
_COUNTRY = {
    "country",
    "country area",
    "country or area",
    "country name",
    "countries",
    "country territory",
}
_GOOD = {"good", "goods", "good name", "product", "good produced"}
_FORCED = {"forced labor", "forced labour", "fl", "forced labor fl"}
_KIND = {
    "exploitation type",
    "type of exploitation",
    "exploitation",
    "labor exploitation",
    "exploitation types",
}
_YES = {"y", "yes", "x", "true", "1", "fl"}
_MARKS = {"✓", "✔", "●", "•", "■"}
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_HEADER_ROWS = 15


def read(files: Sequence[Path], choices: Choices) -> Reading:
    """Return the pairs of country and good with forced labour.

    Raises WatchlistError where no table with country, good and forced labour is found.
    """
    reading = Reading(PUBLICATION, [])
    found: dict[tuple[str, str], Draft] = {}
    left = {"goods with child labour only": 0}
    for path in files:
        year = _YEAR.search(path.stem.replace("_", " "))
        for country, good, forced in (
            _read_xml(path) if path.suffix.lower() == ".xml" else _read_sheets(path)
        ):
            if not forced:
                left["goods with child labour only"] += 1
                continue
            place = find_country(country)
            if place is None:
                reading.doubts.append(f"{path}: '{country}' is not a country that flscreen knows")
                continue
            draft = _draft(place.alpha2, good, year[1] if year else "")
            found.setdefault((place.alpha2, fold(good)), draft)
        if year:
            reading.as_of = max(reading.as_of or date.min, date(int(year[1]), 9, 30))
    reading.drafts, reading.left_out = list(found.values()), left
    return reading


def _draft(country: str, good: str, year: str) -> Draft:
    where = country_name(country)
    edition = f", edition of {year}," if year else ""
    return Draft(
        "commodity",
        f"{good} of {where}",
        key=f"{country.lower()}-{fold(good).replace(' ', '-')}",
        country=country,
        sectors=(good,),
        hs_prefixes=hs_prefixes_of(commodities_in_words(good)),
        claims=[
            Claim(
                f"The U.S. Department of Labor's list of goods{edition} names {good.lower()} from"
                f" {where} as produced by forced labour.",
                locator=f"{where}: {good}",
                date=year,
                caveat=(
                    "A statement on a country's goods; it names no producer and bans no import by"
                    " itself."
                ),
            )
        ],
    )


def _read_sheets(path: Path) -> Iterator[tuple[str, str, bool]]:
    try:
        tables = read_tables(path)
    except InputError as error:
        raise WatchlistError(str(error)) from error
    if path.suffix.lower() in {".csv", ".txt"}:
        refuse_web_page(path, read_official_text(path), _WANTED)
    met = False
    for table in tables:
        columns = _columns(table)
        if columns is None:
            continue
        met = True
        start, country_at, good_at, forced_at, kind_at = columns
        country = ""
        for cells in table.cells.slice(start + 1).iter_rows():
            texts = [str(cell or "").strip() for cell in cells]
            # A country that heads several goods stands once, in a merged cell.
            country = texts[country_at] or country
            if not texts[good_at]:
                continue
            told = texts[forced_at if forced_at is not None else kind_at or 0]
            yield country, texts[good_at], _is_forced(told, as_flag=forced_at is not None)
    if not met:
        raise WatchlistError(
            f"is not {_WANTED}: no sheet has columns for country, good and forced labor",
            path=path,
            hint="give ILAB's table, or import it with the csv format and a column mapping",
        )


def _columns(table: RawTable) -> tuple[int, int, int, int | None, int | None] | None:
    """(header row, country, good, forced-labour flag, kind of exploitation) by index, or None."""
    head: pl.DataFrame = table.cells.head(_HEADER_ROWS)
    for number, cells in enumerate(head.iter_rows()):
        names = [fold(str(cell or "")) for cell in cells]
        places = [
            next((index for index, name in enumerate(names) if name in wanted), None)
            for wanted in (_COUNTRY, _GOOD, _FORCED, _KIND)
        ]
        country, good, forced, kind = places
        if country is not None and good is not None and (forced is not None or kind is not None):
            return number, country, good, forced, kind
    return None


def _is_forced(text: str, *, as_flag: bool) -> bool:
    plain = text.strip().casefold()
    if as_flag:
        return plain in _YES or plain in _MARKS
    words = fold(plain)
    return "forced labor" in words or "forced labour" in words or "fl" in words.split()


def _read_xml(path: Path) -> Iterator[tuple[str, str, bool]]:
    from screen.lists.importing.markup import child_text, descendants, iterate_xml

    met = False
    for good in iterate_xml(path, "Good", wanted=f"the XML of {_WANTED}"):
        met = True
        for country in descendants(good, "Country"):
            forced = child_text(country, "Forced_Labor").casefold() in _YES
            yield child_text(country, "Country_Name"), child_text(good, "Good_Name"), forced
    if not met:
        raise WatchlistError(
            f"is not {_WANTED}: it holds no 'Good'",
            path=path,
            hint="give the file as it was downloaded",
        )
