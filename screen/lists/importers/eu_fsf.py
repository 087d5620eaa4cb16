"""The EU's financial sanctions file, version 1.1: xmlFullSanctionsList_1_1.xml.

One sanctionEntity a record; persons are left out. ``--program PRK`` keeps the entities of one
programme. Only lists that freeze assets are in the file; only the Official Journal is authentic.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from lxml import etree

from screen.lists.importing.draft import Choices, Claim, Draft, Publication, Reading
from screen.lists.importing.identifier_kinds import labelled
from screen.lists.importing.markup import child_text, descendants
from screen.lists.importing.official_files import parse_date
from screen.lists.importing.parties import add_remarks, countries_of, keep_program, no_name
from screen.lists.importing.party_records import LeftOut, leave_out, read_records
from screen.reference.countries import is_country_code

PUBLICATION = Publication(
    title="EU financial sanctions: entities",
    publisher="European Union",
    kind="official-list",
    effect="sanction",
    prefix="eu",
    max_age_days=30,
    consequence=(
        "its funds and economic resources are frozen in the European Union and none may be made"
        " available to it (the Council regulation that lists it); no ban on imports into the"
        " United States follows from that"
    ),
    legal_basis=("the Council regulation that lists each entry",),
    homepage=(
        "https://data.europa.eu/data/datasets/consolidated-list-of-persons-groups-and-entities"
        "-subject-to-eu-financial-sanctions"
    ),
    license="European Commission reuse decision 2011/833/EU; our own sentences under Apache-2.0",
    coverage_note="Persons are left out; only lists that freeze assets are in the file.",
)
#: The kinds of number that firms have, and what a reader calls them.
_NUMBERS = {
    "regnumber": "Registration number",
    "tradelic": "Trade licence",
    "fiscalcode": "Fiscal code",
    "taxid": "Tax number",
    "euvat": "VAT number",
    "swiftbic": "SWIFT/BIC",
}
_WANTED = "the EU's xmlFullSanctionsList_1_1.xml"


def read(files: Sequence[Path], choices: Choices) -> Reading:
    """Return the entities and ships of the file, of the programmes that ``choices`` names."""
    return read_records(
        PUBLICATION,
        files,
        ("sanctionEntity",),
        _WANTED,
        name_of=_names,
        made_on=_made,
        draft_of=lambda element, left: _draft(element, choices, left),
    )


def _made(element: etree._Element) -> date | None:
    """Return the day on which the file says that it was made."""
    root = element.getroottree().getroot()
    return parse_date(str(root.get("generationDate", ""))[:10], "%Y-%m-%d")


def _names(element: etree._Element) -> list[str]:
    """Return the names in the order of the file, which marks none as the main one."""
    found = (
        " ".join(one.get("wholeName", "").split()) for one in descendants(element, "nameAlias")
    )
    return list(dict.fromkeys(name for name in found if name))


def _draft(element: etree._Element, choices: Choices, left: LeftOut) -> Draft | None:
    regulations = [item for item in element if etree.QName(item).localname == "regulation"]
    programmes = [item.get("programme", "") for item in regulations]
    if not keep_program(programmes, choices.programs):
        leave_out(left, "of other programmes")
        return None
    kinds = {item.get("code", "") for item in descendants(element, "subjectType")}
    if "person" in kinds:
        leave_out(left, "persons")
        return None
    names = _names(element)
    if not names:
        leave_out(left, "without a name")
        return None
    latin = next((name for name in names if name.isascii()), names[0])
    others = [name for name in names if name != latin and not no_name(name)]
    places = descendants(element, "address")
    given = [
        (item.get("identificationTypeCode", ""), labelled(item.get("number", "").strip()))
        for item in descendants(element, "identification")
        if item.get("number", "").strip()
    ]
    numbers = [labelled(number, "IMO") for code, number in given if code == "imo"]
    registered = [f"{_NUMBERS[code]} {number}" for code, number in given if code in _NUMBERS]
    reference = element.get("euReferenceNumber", "")
    day = _listed(element, regulations)
    draft = Draft(
        "vessel" if numbers else "entity",
        latin,
        key=reference.replace("EU.", "", 1),
        aliases=tuple(name for name in others if name.isascii()),
        native_names=tuple(name for name in others if not name.isascii()),
        country="" if numbers else next(iter(_countries(places)), ""),
        address="|".join(filter(None, map(_address, places))),
        identifiers=tuple(dict.fromkeys(filter(None, [*numbers, *registered, reference]))),
        effective_from=parse_date(day, "%Y-%m-%d") if day else None,
    )
    title = next((item.get("numberTitle", "") for item in regulations), "")
    draft.claims.append(
        Claim(
            f"The European Union lists {latin} under its programme"
            f" {', '.join(dict.fromkeys(programmes)) or 'of no name'}"
            + (f" by regulation {title}" if title else "")
            + (f", since {day}." if day else "."),
            locator=reference,
            date=day,
            caveat="Freezes assets in the Union; only the Official Journal is authentic.",
        )
    )
    add_remarks(draft, "The EU", child_text(element, "remark"), reference)
    return draft


def _listed(element: etree._Element, regulations: Sequence[etree._Element]) -> str:
    """Return the day of the listing.

    Its own, else that on which its regulation began or came out.
    """
    own = str(element.get("designationDate") or "")
    days = [
        str(item.get("entryIntoForceDate") or item.get("publicationDate") or "")
        for item in regulations
    ]
    return (own or min(filter(None, days), default=""))[:10]


def _countries(places: Sequence[etree._Element]) -> list[str]:
    """Return the countries of addresses; '00' and UNKNOWN stand for none."""
    written = (str(item.get("countryIso2Code", "")) for item in places)
    codes = [code for code in written if is_country_code(code)]
    named = countries_of(item.get("countryDescription", "").title() for item in places)
    return list(dict.fromkeys([*codes, *named]))


def _address(item: etree._Element) -> str:
    parts = (item.get(name, "") for name in ("street", "poBox", "zipCode", "city", "region"))
    country = item.get("countryDescription", "")
    return ", ".join(
        text
        for part in (*parts, "" if country == "UNKNOWN" else country.title())
        if (text := " ".join(part.split()))
    )
