"""Withhold Release Orders and Findings: the dataset of U.S.

Customs and Border Protection, CSV in Windows-1252.

The file (https://www.cbp.gov/document/stats/withhold-release-orders-findings) has the columns
Calendar Year, Country,
Industry, Entity, WRO/Finding, Status, Effective Date, Merchandise, Remarks, Press Release and
Country Code in any order.
An Entity cell holds one or several firms, a fishing vessel, or a scope such as a whole country's
cotton.
"""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from screen.lists.importing.cbp_orders import DETAINED, SEIZED, consequence_of
from screen.lists.importing.draft import Choices, Claim, Draft, Publication, Reading
from screen.lists.importing.listed_names import ListedNames, take_apart
from screen.lists.importing.official_files import parse_date, read_csv_records
from screen.models.vocabulary import EntryStatus
from screen.names.fold import fold
from screen.reference.commodities import commodities_in_words, hs_prefixes_of
from screen.reference.countries import country_name, find_country

PUBLICATION = Publication(
    title="CBP Withhold Release Orders and Findings",
    publisher="U.S. Customs and Border Protection",
    kind="official-list",
    effect="import-ban",
    prefix="wro",
    max_age_days=60,
    consequence=DETAINED,
    legal_basis=("19 U.S.C. 1307 (Tariff Act of 1930, section 307)", "19 C.F.R. 12.42-12.45"),
    homepage="https://www.cbp.gov/trade/forced-labor/withhold-release-orders-and-findings",
    ours=("hs_prefixes",),
    coverage_note=(
        "HS prefixes are assigned by flscreen from the merchandise words; CBP's file has none."
    ),
)

_WANTED = "CBP's file of Withhold Release Orders and Findings"
_NEEDED = ("entity", "status", "effective date", "merchandise", "country")
_FILE_DAY = re.compile(r"(20\d\d)-(\d\d)-(\d\d)")
_FLEET = re.compile(r"^(?:fishing\s+)?vessels?\s+owned\s+by\s+", re.IGNORECASE)
_VESSEL = re.compile(r"^(?:fishing\s+)?vessels?\s*:\s*", re.IGNORECASE)
#: Words that begin or end the scope of an order on goods instead of a firm.
_SCOPE = re.compile(
    r"^(?:all|any|artisanal)\b|\bproducts?\s+(?:produced|made|containing)|\bproduced\s+in\b|"
    r"\bautonomous\s+region\b|\bdiamond\s+fields?\b|\bproduction\s+region\b",
    re.IGNORECASE,
)
_MODIFIED = re.compile(
    r"(?:revoked|modified|vacated|inactive|lifted)\D{0,40}?"
    r"(\d{1,2}/\d{1,2}/\d{4}|20\d\d-\d\d-\d\d)",
    re.I,
)
_ORDERS = {"wro": "Withhold Release Order", "finding": "Finding"}


def read(files: Sequence[Path], choices: Choices) -> Reading:
    """Return the orders of the file.

    A firm with a WRO and a Finding is one draft with two claims.
    """
    reading = Reading(PUBLICATION, [])
    found: dict[tuple[str, str], Draft] = {}
    for path in files:
        stated = _FILE_DAY.search(path.name)
        reading.as_of = reading.as_of or (parse_date(stated.group()) if stated else None)
        for record in read_csv_records(path, _NEEDED, _WANTED, reading.doubts):
            if not record["entity"]:
                reading.doubts.append(
                    f"{path}: an order of {record['effective date'] or 'no date'} names no entity"
                )
                continue
            for draft in _drafts(record, path, reading.doubts):
                _merge(found, draft)
    reading.drafts = list(found.values())
    return reading


def _drafts(record: dict[str, str], path: Path, doubts: list[str]) -> list[Draft]:
    entity = " ".join(record["entity"].replace("\xa0", " ").split())
    day = parse_date(record["effective date"], "%m/%d/%Y", "%m/%d/%y", "%B %d, %Y")
    if day is None:
        doubts.append(f"{path}: the order on '{entity[:60]}' has no readable effective date")
    country = find_country(record.get("country code", "")) or find_country(record["country"])
    code = country.alpha2 if country else ""
    merchandise = " ".join(record["merchandise"].split())
    prefixes = hs_prefixes_of(commodities_in_words(merchandise))
    if code:
        # 'State Penitentiary, Ciudad Victoria, Mexico': the country has its own column.
        entity = re.sub(rf",\s*{re.escape(record['country'])}$", "", entity)
    if _FLEET.match(entity):
        kind, region = "entity", ""
        names = take_apart(_FLEET.sub("", entity))
        for party in names:
            party.scope = party.scope or "fishing vessels owned by the company"
    elif _VESSEL.match(entity):
        names = [
            ListedNames(name.strip())
            for name in re.split(r";|,\s+(?=\D)", _VESSEL.sub("", entity))
            if name.strip()
        ]
        kind, region = "vessel", ""
    elif _SCOPE.search(entity):
        where = entity if code == "" else country_name(code)
        region = "Xinjiang" if "xinjiang" in fold(entity) else ""
        names = [ListedNames(f"{merchandise} of {region or where}", scope=entity)]
        kind = "commodity"
    else:
        names, kind, region = take_apart(entity), "entity", ""
    drafts = []
    for party in names:
        *city, last = party.place.rsplit(",", 1)
        elsewhere = find_country(last) if party.place else None
        if elsewhere:
            party.place = city[0] if city else ""
        draft = Draft(
            kind,  # type: ignore[arg-type]
            party.name,
            aliases=tuple(dict.fromkeys((*party.aliases, *party.former))),
            weak_aliases=tuple(party.short),
            country="" if kind == "vessel" else elsewhere.alpha2 if elsewhere else code,
            region=region,
            city=party.place,
            sectors=(merchandise,) if merchandise else (),
            hs_prefixes=prefixes,
            scope=party.scope,
            effective_from=day,
            effective_to=_ended(record),
            status=_status(record["status"]),
            note=_note(record, party),
        )
        draft.consequence = consequence_of(
            finding=fold(record.get("wro/finding", "")) == "finding",
            status=draft.status,
            note=draft.note,
        )
        draft.claims.append(_claim(record, draft, merchandise, day))
        drafts.append(draft)
        drafts += [_subsidiary(draft, name) for name in party.subsidiaries]
    return drafts


def _subsidiary(parent: Draft, name: str) -> Draft:
    draft = Draft(
        "entity",
        name,
        country=parent.country,
        sectors=parent.sectors,
        hs_prefixes=parent.hs_prefixes,
        effective_from=parent.effective_from,
        effective_to=parent.effective_to,
        status=parent.status,
        note=f"Named in the order on {parent.name} as its subsidiary.",
    )
    first = parent.claims[0]
    draft.claims.append(
        Claim(first.text[:-1] + f", and names {name} as its subsidiary.", first.locator, first.date)
    )
    return draft


def _status(text: str) -> EntryStatus:
    """CBP's word for the state of an order.

    'Partially Modified' is its newer word for 'Partially Active'.
    """
    folded = fold(text)
    if "pending" in folded:
        return "pending"
    if "partially" in folded:
        return "partially-active"
    return (
        "inactive"
        if any(word in folded for word in ("inactive", "revoked", "modified", "vacated"))
        else "active"
    )


def _ended(record: dict[str, str]) -> date | None:
    if _status(record["status"]) != "inactive":
        return None
    said = _MODIFIED.search(record.get("remarks", ""))
    return parse_date(said[1], "%m/%d/%Y") if said else None


def _note(record: dict[str, str], party: ListedNames) -> str:
    remarks = " ".join(record.get("remarks", "").split())
    former = f"Formerly known as {'; '.join(party.former).rstrip('.')}. " if party.former else ""
    if remarks.casefold() in {"", "n/a", "none"}:
        return former.strip()
    return (
        f"{former}CBP remarks:"
        f" {remarks if len(remarks) <= 300 else remarks[:297].rsplit(' ', 1)[0] + ' …'}"
    )


def _claim(record: dict[str, str], draft: Draft, merchandise: str, day: date | None) -> Claim:
    order = _ORDERS.get(
        fold(record.get("wro/finding", "")), record.get("wro/finding", "") or "order"
    )
    state = {
        "partially-active": "a partially active",
        "inactive": "an inactive",
        "pending": "a pending",
    }.get(draft.status, "an active")
    since = f" effective {day}" if day else ""
    goods = merchandise[:120].lower() or "goods"
    on = (
        f"against {goods} of {draft.name}"
        if draft.kind != "commodity"
        else f"against goods under its scope “{draft.scope[:150]}”"
    )
    release = record.get("press release", "")
    return Claim(
        f"U.S. Customs and Border Protection lists {state} {order}{since} {on}.",
        locator="WRO and Findings dataset" + (f"; {release}" if release.startswith("http") else ""),
        date=day.isoformat() if day else "",
    )


def _merge(found: dict[tuple[str, str], Draft], draft: Draft) -> None:
    """Orders on one party are one draft: the earliest date, and the state that binds most."""
    key = (draft.kind, fold(draft.name))
    held = found.get(key)
    if held is None:
        found[key] = draft
        return
    order = ["active", "partially-active", "pending", "inactive"]
    stronger = order.index(draft.status) < order.index(held.status)
    # A Finding binds more than a Withhold Release Order on the same party.
    if draft.consequence == SEIZED or (stronger and held.consequence != SEIZED):
        held.consequence = draft.consequence
    if stronger:
        held.status, held.effective_to = draft.status, draft.effective_to
    held.aliases = tuple(dict.fromkeys((*held.aliases, *draft.aliases)))
    held.sectors = tuple(dict.fromkeys((*held.sectors, *draft.sectors)))
    held.hs_prefixes = tuple(dict.fromkeys((*held.hs_prefixes, *draft.hs_prefixes)))
    days = [day for day in (held.effective_from, draft.effective_from) if day]
    held.effective_from = min(days, default=None)
    if draft.note and draft.note not in held.note:
        held.note = f"{held.note} {draft.note}".strip()
    held.claims += [claim for claim in draft.claims if claim not in held.claims]
