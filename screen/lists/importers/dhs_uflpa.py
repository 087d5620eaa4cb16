"""The UFLPA Entity List, from the DHS web page saved as HTML or MHTML; DHS offers no data file.

The page (https://www.dhs.gov/uflpa-entity-list) holds one table for each section of UFLPA
2(d)(2)(B), with the columns
"Name of Entity" and "Effective Date"; aliases, former names, subsidiaries and scope notes stand in
the name cell.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from lxml import html

from screen.core.errors import WatchlistError
from screen.lists.importing.draft import Choices, Claim, Draft, Publication, Reading
from screen.lists.importing.listed_names import ListedNames, take_apart
from screen.lists.importing.markup import page_text, parse_page
from screen.lists.importing.official_files import parse_date, read_page_text
from screen.names.fold import fold

PUBLICATION = Publication(
    title="UFLPA Entity List",
    publisher="U.S. Department of Homeland Security",
    kind="official-list",
    effect="rebuttable-presumption",
    prefix="uflpa",
    max_age_days=30,
    consequence=(
        "goods made wholly or in part by it are presumed barred from entry into the United States"
        " unless the importer shows by clear and convincing evidence that no forced labour made"
        " them (UFLPA section 3); CBP, which detains them, allows 30 days from its notice to answer"
    ),
    legal_basis=(
        (
            "Uyghur Forced Labor Prevention Act, Pub. L. 117-78, section 3 (rebuttable presumption)"
            " and section 2(d)(2)(B) (entity lists)"
        ),
    ),
    homepage="https://www.dhs.gov/uflpa-entity-list",
)

#: What the four sublists are, in our words; section 2(d)(2)(B) of Pub. L. 117-78.
SECTIONS = {
    "i": "entities in Xinjiang that mine, produce or manufacture goods with forced labour",
    "ii": (
        "entities that work with the government of Xinjiang to recruit, transport or receive forced"
        " labour"
    ),
    "iv": "exporters of products made by entities on the first two sublists",
    "v": (
        "facilities and entities that source material from Xinjiang or from persons working with"
        " its government"
    ),
}
_SECTION = re.compile(r"2\s?\(d\)\s?\(2\)\s?\(B\)\s?\((i{1,3}|iv|v)\)", re.IGNORECASE)
_UPDATED = re.compile(
    r"(?:last\s+(?:updated|published)(?:\s+date)?|date\s+updated)\s*:?\s*"
    r"(\w+\.?\s+\d{1,2},\s+\d{4}|[\d/]+)",
    re.I,
)
_DAY = ("%B %d, %Y", "%b %d, %Y", "%b. %d, %Y", "%m/%d/%Y")
_WANTED = "the saved page of the UFLPA Entity List"


def read(files: Sequence[Path], choices: Choices) -> Reading:
    """Return the entities of the saved page(s); one on two sublists is one draft with two claims.

    Raises WatchlistError where a file holds no table of entities, which is how error pages look.
    """
    reading = Reading(PUBLICATION, [])
    found: dict[str, Draft] = {}
    for path in files:
        text = read_page_text(path)
        page = parse_page(text)
        if "</html" not in text[-2000:].lower():
            reading.doubts.append(f"{path}: the page does not end (no </html>); it is cut off")
        tables = list(_tables(page))
        if not tables:
            title = page_text(page.find(".//title")) if page.find(".//title") is not None else ""
            raise WatchlistError(
                f"{path}: is not {_WANTED}: it has no table with 'Name of Entity'"
                + (f" (its title is '{title[:80]}')" if title else "")
                + "; save the page again when it shows the list"
            )
        if missing := {"i", "ii", "v"} - {section for section, _ in tables}:
            reading.doubts.append(
                f"{path}: the table of section 2(d)(2)(B)({min(missing)}) is missing; the page is"
                " cut off or has changed"
            )
        # A saved page is the list of the day on which it was saved, however long ago DHS last
        # changed it.
        reading.published = reading.published or _updated(page)
        for section, table in tables:
            for cell, day in _rows(table, path, reading.doubts):
                _add(found, cell, section, day)
    reading.drafts = list(found.values())
    return reading


def _tables(page: html.HtmlElement) -> Iterator[tuple[str, html.HtmlElement]]:
    """Return the tables of entities, each with the section whose heading came last before it."""
    section = ""
    for element in page.iter():
        if element.tag == "table":
            header = fold(
                page_text(element.find(".//tr")) if element.find(".//tr") is not None else ""
            )
            if "name of entity" in header or "entity name" in header:
                yield section, element
        elif element.tag in {"a", "strong", "b", "h2", "h3", "h4", "p", "caption"} and (
            named := _SECTION.search(page_text(element))
        ):
            section = named[1].lower()


def _rows(
    table: html.HtmlElement, path: Path, doubts: list[str]
) -> Iterator[tuple[str, date | None]]:
    for number, row in enumerate(table.iter("tr"), start=1):
        cells = [page_text(cell) for cell in row if cell.tag in {"td", "th"}]
        if number == 1 or not any(cells):
            continue
        day = parse_date(cells[1], *_DAY) if len(cells) > 1 else None
        if day is None:
            doubts.append(f"{path}: '{cells[0][:60]}' has no readable effective date")
        if cells[0]:
            yield cells[0], day


def _updated(page: html.HtmlElement) -> date | None:
    stated = _UPDATED.search(page_text(page))
    return parse_date(stated[1], *_DAY) if stated else None


def _add(found: dict[str, Draft], cell: str, section: str, day: date | None) -> None:
    for party in take_apart(cell):
        _add_party(found, party, section, day)
        for subsidiary in party.subsidiaries:
            draft = _add_party(
                found, ListedNames(subsidiary), section, day, f"as a subsidiary of {party.name}"
            )
            draft.note = draft.note or f"Named in the listing of {party.name} as its subsidiary."


def _add_party(
    found: dict[str, Draft], party: ListedNames, section: str, day: date | None, named_as: str = ""
) -> Draft:
    draft = found.setdefault(fold(party.name), Draft("entity", party.name))
    draft.aliases = tuple(dict.fromkeys((*draft.aliases, *party.aliases, *party.former)))
    draft.weak_aliases = tuple(dict.fromkeys((*draft.weak_aliases, *party.short)))
    draft.scope = draft.scope or party.scope
    if party.former and not draft.note:
        draft.note = f"Formerly known as {'; '.join(party.former).rstrip('.')}."
    if day and (draft.effective_from is None or day < draft.effective_from):
        draft.effective_from = day
    meaning = f" ({SECTIONS[section]})" if section in SECTIONS else ""
    law = f"section 2(d)(2)(B)({section})" if section else "section 2(d)(2)(B)"
    reach = f" The listing extends: {party.scope}." if party.scope else ""
    claim = Claim(
        f"The U.S. Department of Homeland Security lists {draft.name} on the UFLPA Entity List"
        f" under {law}{meaning}"
        + (f", {named_as}" if named_as else "")
        + (f", effective {day}." if day else ".")
        + reach,
        locator=law,
        date=day.isoformat() if day else "",
    )
    if claim not in draft.claims:
        draft.claims.append(claim)
    return draft
