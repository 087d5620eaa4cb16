"""Canada's consolidated autonomous sanctions list (SEMA and JVCFOA): sema-lmes.xml.

One ``record`` a party; persons are left out. The elements were renamed in August 2026
(``EntityOrShip-EntiteOuNavire`` for ``EntityOrShip``), so names count up to their first hyphen.
Records have no ids, and ``Country`` is that of the regulation, not of the party.
``--program "*China*"`` keeps the regulations of that name.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from lxml import etree

from screen.lists.importing.draft import Choices, Claim, Draft, Publication, Reading
from screen.lists.importing.official_files import parse_date
from screen.lists.importing.parties import keep_program, names_in_text
from screen.lists.importing.party_records import LeftOut, leave_out, read_records

PUBLICATION = Publication(
    title="Consolidated Canadian Autonomous Sanctions List: entities and ships",
    publisher="Global Affairs Canada",
    kind="official-list",
    effect="sanction",
    prefix="ca",
    max_age_days=30,
    consequence=(
        "persons in Canada and Canadians abroad may not deal in its property (the regulation under"
        " the Special Economic Measures Act that lists it); no ban on imports into the United"
        " States follows from that"
    ),
    legal_basis=("Special Economic Measures Act (Canada) and the regulation of each entry",),
    homepage=(
        "https://www.international.gc.ca/world-monde/international_relations-relations"
        "_internationales/sanctions/consolidated-consolide.aspx"
    ),
    license="Terms of the Government of Canada: read it as your own file, do not pass it on",
    coverage_note="Persons are left out.",
)
_WANTED = "Canada's sema-lmes.xml"
_IMO = re.compile(r"\b(\d{7})\b")
#: 'Russian: Имя' says the language of the alias.
_LANGUAGE = re.compile(r"^[A-Z][a-z]+:\s*")
_SERIAL = re.compile(r"\d{5}")
_EXCEL_EPOCH = date(1899, 12, 30)


def read(files: Sequence[Path], choices: Choices) -> Reading:
    """Return the entities and ships of the file, of the regulations that ``choices`` names."""
    return read_records(
        PUBLICATION,
        files,
        ("record",),
        _WANTED,
        name_of=lambda record: _field(record, "EntityOrShip") or _field(record, "LastName"),
        made_on=lambda record: None,
        draft_of=lambda record, left: _draft(record, choices, left),
    )


def _field(record: etree._Element, name: str) -> str:
    """Return the text of the child with this name, old or new; its padding is hard blanks."""
    for child in record:
        if isinstance(child.tag, str) and etree.QName(child).localname.split("-")[0] == name:
            return (child.text or "").replace("\xa0", " ").strip()
    return ""


def _draft(record: etree._Element, choices: Choices, left: LeftOut) -> Draft | None:
    regulation = " ".join(_field(record, "Country").split("/")[0].split())
    if not keep_program([regulation], choices.programs):
        leave_out(left, "of other regulations")
        return None
    name = " ".join(_field(record, "EntityOrShip").split()).replace("|", " ")
    if not name:
        leave_out(left, "individuals" if _field(record, "LastName") else "without a name")
        return None
    numbers = _IMO.findall(_field(record, "ShipIMONumber"))
    aliases = [
        text
        for part in names_in_text(_field(record, "Aliases"))
        if (text := _LANGUAGE.sub("", part)) and text.lower() != name.lower()
    ]
    day = _day(_field(record, "DateOfListing"))
    place = ", ".join(
        f"{label} {text}"
        for label, text in (
            ("schedule", _field(record, "Schedule")),
            ("item", _field(record, "Item")),
        )
        if text
    )
    ship = bool(numbers or _field(record, "TitleOrShipType"))
    draft = Draft(
        "vessel" if ship else "entity",
        name,
        aliases=tuple(dict.fromkeys(text for text in aliases if text.isascii())),
        native_names=tuple(dict.fromkeys(text for text in aliases if not text.isascii())),
        identifiers=tuple(f"IMO {number}" for number in dict.fromkeys(numbers)),
        effective_from=day,
    )
    draft.claims.append(
        Claim(
            f"Canada lists {name} in its regulations on {regulation or 'a matter it does not name'}"
            + (f", since {day}." if day else "."),
            locator=place,
            date=day.isoformat() if day else "",
            caveat=(
                "The country is that of the regulation and says nothing of where the party sits."
                " Binds persons in Canada and Canadians abroad."
            ),
        )
    )
    return draft


def _day(text: str) -> date | None:
    """Return a day, which Excel at times left in the file as its own number of days."""
    if _SERIAL.fullmatch(text):
        return _EXCEL_EPOCH + timedelta(days=int(text))
    return parse_date(text[:10])
