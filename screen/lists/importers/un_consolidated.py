"""The UN Security Council's consolidated list: consolidated.xml.

One element ENTITY or INDIVIDUAL a record; persons are left out. ``--program DPRK`` keeps the
entities of one sanctions regime (UN_LIST_TYPE).
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from lxml import etree

from screen.lists.importing.draft import Choices, Claim, Draft, Publication, Reading
from screen.lists.importing.markup import child_text, descendants
from screen.lists.importing.official_files import parse_date
from screen.lists.importing.parties import add_remarks, countries_of, keep_program, no_name
from screen.lists.importing.party_records import LeftOut, leave_out, read_records

PUBLICATION = Publication(
    title="UN Security Council consolidated list: entities",
    publisher="United Nations Security Council",
    kind="official-list",
    effect="sanction",
    prefix="un",
    max_age_days=60,
    consequence=(
        "UN member states must freeze its assets and make none available to it (the resolution of"
        " its sanctions regime); what that means for a payment or a shipment stands in each"
        " state's own law"
    ),
    legal_basis=("the Security Council resolution of the regime that each entry names",),
    homepage="https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list",
    license="Terms of use of un.org: read it as your own file, do not pass it on",
    coverage_note="Persons are left out; ships stand in remarks only.",
)
_WANTED = "the UN's consolidated.xml"


def read(files: Sequence[Path], choices: Choices) -> Reading:
    """Return the entities of the file, of the regimes that ``choices`` names."""
    return read_records(
        PUBLICATION,
        files,
        ("ENTITY", "INDIVIDUAL"),
        _WANTED,
        name_of=lambda element: child_text(element, "FIRST_NAME"),
        made_on=_made,
        draft_of=lambda element, left: _draft(element, choices, left),
    )


def _made(element: etree._Element) -> date | None:
    """Return the day on which the file says that it was made."""
    root = element.getroottree().getroot()
    return parse_date(str(root.get("dateGenerated", ""))[:10], "%Y-%m-%d")


def _draft(element: etree._Element, choices: Choices, left: LeftOut) -> Draft | None:
    regime = child_text(element, "UN_LIST_TYPE")
    if not keep_program([regime], choices.programs):
        leave_out(left, "of other regimes")
        return None
    if etree.QName(element).localname == "INDIVIDUAL":
        leave_out(left, "individuals")
        return None
    name = child_text(element, "FIRST_NAME")
    if not name:
        leave_out(left, "without a name")
        return None
    reference = child_text(element, "REFERENCE_NUMBER")
    aliases = [
        text
        for alias in descendants(element, "ENTITY_ALIAS")
        for part in child_text(alias, "ALIAS_NAME").split(";")
        if (text := " ".join(part.split())) and text != name and not no_name(text)
    ]
    places = [
        (
            ", ".join(
                text for part in ("STREET", "CITY", "COUNTRY") if (text := child_text(item, part))
            ),
            child_text(item, "COUNTRY"),
        )
        for item in descendants(element, "ENTITY_ADDRESS")
    ]
    listed = parse_date(child_text(element, "LISTED_ON")[:10], "%Y-%m-%d")
    draft = Draft(
        "entity",
        name,
        key=reference.replace(".", "-"),
        aliases=tuple(dict.fromkeys(text for text in aliases if text.isascii())),
        native_names=tuple(
            dict.fromkeys(
                text
                for text in (*aliases, child_text(element, "NAME_ORIGINAL_SCRIPT"))
                if text and not text.isascii()
            )
        ),
        country=next(iter(countries_of(country for _, country in places)), ""),
        address="|".join(text for text, _ in places if text),
        identifiers=(f"UN {reference}",) if reference else (),
        effective_from=listed,
    )
    draft.claims.append(
        Claim(
            f"The UN Security Council lists {name} under its {regime} sanctions regime"
            + (f" as {reference}" if reference else "")
            + (f", since {listed}." if listed else "."),
            locator=reference,
            date=listed.isoformat() if listed else "",
            caveat="Asset freeze under the resolutions; each state gives it effect in its own law.",
        )
    )
    add_remarks(draft, "The UN", child_text(element, "COMMENTS1"), reference)
    return draft
