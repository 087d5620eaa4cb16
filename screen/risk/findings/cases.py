"""Makes the cases of findings, and settles each once its findings are decided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

import polars as pl

from screen.models.basis import basis_of
from screen.models.case import Case, CaseIdentity, CaseParty, Listing
from screen.models.kinds import TABLE_KINDS
from screen.models.result import Finding
from screen.models.rulebook import rulebook
from screen.models.touched import NO_EXPOSURE, Exposure, Occurrences
from screen.models.watchlist import Entry, Watchlist
from screen.reference.countries import country_name
from screen.risk.findings.case_keys import CaseKey
from screen.risk.findings.occurrences import occurrences_by
from screen.risk.screened import Screened

#: A case of a country names so many of the firms in it; its rows have all of them.
_FIRMS_NAMED = 100
#: The line of a case names so many further signs.
_SIGNS_NAMED = 3

#: Titles of rules that begin with a proper name.
_PROPER = ("North", "Kaesong")

Listed = tuple[Watchlist, Entry]


def make_cases(
    findings: Sequence[Finding],
    keys: Sequence[CaseKey],
    links: pl.DataFrame,
    screened: Screened,
    exposures: Mapping[str, Exposure],
) -> list[Case]:
    """Return the cases of ``findings``, which stand in order of priority; none is decided yet.

    ``links`` (``LINK_SCHEMA``) are their rows, ``exposures`` the trade that each case touches.
    """
    members: dict[CaseKey, list[int]] = {}
    for number, key in enumerate(keys):
        members.setdefault(key, []).append(number)
    entries = {
        (watchlist.info.id, entry.entry_id): (watchlist, entry)
        for watchlist in screened.watchlists
        for entry in watchlist.entries
    }
    known = _identities(screened, entries)
    places = _rows(findings, members, links, screened)
    firms = _firms(members, links, screened)
    made = []
    for at, (key, numbers) in enumerate(members.items()):
        found = [findings[number] for number in numbers]
        own = [one for one in found if not one.context.origin] or found
        made.append(
            Case(
                id=key.id,
                level=found[0].level,
                status="open",
                party=CaseParty(
                    names=firms.get(at) or _names(key, own, entries),
                    kind=key.kind,
                    roles=_distinct(
                        role for one in own for role in one.subject.party_role.split(", ")
                    ),
                    countries=_distinct(one.context.country for one in own),
                    rows=places.get(at) or own[0].context.occurrences,
                ),
                identity=_identity(key, own, entries, known),
                reason="",
                action="",
                findings=[one.id for one in found],
                title=_title(key, own, entries),
                exposure=exposures.get(key.id, NO_EXPOSURE),
                basis=basis_of(found),
            )
        )
    return settle(made, findings)


def settle(cases: Sequence[Case], findings: Sequence[Finding]) -> list[Case]:
    """Return ``cases`` as their findings stand: level, status, reason and action.

    Open ones come first, each group in the order of its gravest findings.
    """
    members: dict[str, list[int]] = {}
    for number, finding in enumerate(findings):
        members.setdefault(finding.case, []).append(number)
    settled = []
    for case in cases:
        found = [(number, findings[number]) for number in members[case.id]]
        still_open = [one for one in found if one[1].status == "open"]
        lead, gravest = (still_open or found)[0]
        settled.append(
            replace(
                case,
                level=gravest.level,
                status="open" if still_open else "reviewed",
                reason=_reason(gravest, [one for _, one in still_open or found], case),
                action=gravest.action,
                lead=lead,
                baseline=_compared([one for _, one in found]),
                decision=case.decision or _decided([one for _, one in found]),
            )
        )
    return sorted(settled, key=lambda case: (case.status != "open", case.lead))


def _reason(gravest: Finding, found: Sequence[Finding], case: Case) -> str:
    """Return why, in one sentence: the gravest finding, and what other rules found."""
    rules = rulebook().rules
    text = gravest.why or rules[gravest.rule].title
    others = _distinct(
        _noun(rules[one.rule].title) if one.rule != gravest.rule else one.context.entry_name
        for one in found
        if not one.via and (one.rule != gravest.rule or case.party.kind == "sector")
    )
    others = [one for one in others if one != gravest.context.entry_name]
    if others:
        named = ", ".join(others[:_SIGNS_NAMED])
        more = f" and {len(others) - _SIGNS_NAMED} more" if len(others) > _SIGNS_NAMED else ""
        text += f"; also: {named}{more}"
    if case.changed:
        text = f"open again: {case.changed}; {text}"
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?')) else '.'}"


def _noun(title: str) -> str:
    """Return the title of a rule as it stands within a sentence."""
    kept = title[1:2].isupper() or title.startswith(_PROPER)
    return title if kept else f"{title[:1].lower()}{title[1:]}"


def _compared(found: Sequence[Finding]) -> str:
    """Return 'new' or 'known' against an earlier report, '' where there is none."""
    states = {one.context.baseline for one in found}
    return "known" if "known" in states else "new" if "new" in states else ""


def _decided(found: Sequence[Finding]) -> dict[str, str] | None:
    """Return the decision that stands for a case of which each finding was decided by itself."""
    if any(one.status == "open" for one in found):
        return None
    return next((one.context.disposition for one in found if one.context.disposition), None)


def _identities(
    screened: Screened, entries: Mapping[tuple[str, str], Listed]
) -> dict[str, tuple[str, list[Listed]]]:
    """Return the name and the listings of each identity, in the order of the lists."""
    known: dict[str, tuple[str, list[Listed]]] = {}
    for list_id, entry_id, identity_id, name in screened.identities.iter_rows():
        if (list_id, entry_id) in entries:
            known.setdefault(identity_id, (name, []))[1].append(entries[list_id, entry_id])
    return known


def _identity(
    key: CaseKey,
    own: Sequence[Finding],
    entries: Mapping[tuple[str, str], Listed],
    known: Mapping[str, tuple[str, list[Listed]]],
) -> CaseIdentity | None:
    """Return whom or what a case is about; nothing where it rests on no list."""
    if key.kind == "party" and key.matter in known:
        name, listed = known[key.matter]
        return CaseIdentity(id=key.matter, name=name, listings=_listings(listed))
    cited = dict.fromkeys((one.context.list_id, one.context.entry_id) for one in own)
    listed = [entries[place] for place in cited if place in entries]
    if not listed:
        return None
    if key.kind == "party":
        return CaseIdentity(id=key.matter, name=listed[0][1].name, listings=_listings(listed))
    matter = "/".join(part for part in (key.kind, key.party, key.matter) if part)
    name = country_name(key.party) if key.kind == "country" else _title(key, own, entries)
    return CaseIdentity(id=matter, name=name, listings=_listings(listed))


def _listings(listed: Sequence[Listed]) -> list[Listing]:
    return [
        Listing(
            list_id=watchlist.info.id,
            entry_id=entry.entry_id,
            entry_name=entry.name,
            effect=watchlist.info.effect,
            status=entry.status,
        )
        for watchlist, entry in listed
    ]


def _title(key: CaseKey, own: Sequence[Finding], entries: Mapping[tuple[str, str], Listed]) -> str:
    """Return the heading of a case: the name of its party alone, or its country or file."""
    first = own[0]
    if key.kind == "file":
        sheet = f", {first.subject.sheet}" if first.subject.sheet else ""
        return f"{PurePath(first.subject.file).name}{sheet}"
    place = (first.context.list_id, first.context.entry_id)
    if key.kind == "sector" and place in entries and entries[place][1].kind == "commodity":
        return f"{country_name(key.party)}: {entries[place][0].info.title}"
    return first.subject.name


def _names(
    key: CaseKey, own: Sequence[Finding], entries: Mapping[tuple[str, str], Listed]
) -> list[str]:
    if key.kind == "file":
        return [_title(key, own, entries)]
    names = _distinct(one.subject.name for one in own)
    fused = {one.subject.value for one in own if one.match} - {
        one.subject.name for one in own if one.match
    }
    return [name for name in names if name not in fused] or names


def _rows(
    findings: Sequence[Finding],
    members: Mapping[CaseKey, Sequence[int]],
    links: pl.DataFrame,
    screened: Screened,
) -> dict[int, list[Occurrences]]:
    """Return the rows of each case of several findings, what is only reached downstream aside."""
    pairs = [
        (number, at)
        for at, numbers in enumerate(members.values())
        if len(numbers) > 1
        for number in numbers
        if not findings[number].context.origin
    ]
    of = pl.DataFrame(pairs, schema={"finding": pl.UInt32, "case": pl.UInt32}, orient="row")
    rows = links.join(of, on="finding").select("case", "key").unique()
    places = pl.concat(
        frame.select("key", "file", "sheet", "row") for frame in screened.rows.values()
    )
    return occurrences_by("case", rows.join(places, on="key"))


def _firms(
    members: Mapping[CaseKey, Sequence[int]], links: pl.DataFrame, screened: Screened
) -> dict[int, list[str]]:
    """Return the first firms in each case of a country or sector, in the order of their rows."""
    pairs = [
        (number, at)
        for at, (key, numbers) in enumerate(members.items())
        if key.kind in ("country", "sector")
        for number in numbers
    ]
    of = pl.DataFrame(pairs, schema={"finding": pl.UInt32, "case": pl.UInt32}, orient="row")
    named = pl.concat(
        screened.rows[kind.name].select("key", kind.main_party().alias("name"))
        for kind in TABLE_KINDS.values()
    ).drop_nulls()
    firms = (
        links.join(of, on="finding")
        .select("case", "key")
        .sort("case", "key")
        .join(named, on="key", how="inner", maintain_order="left")
        .group_by("case", maintain_order=True)
        .agg(pl.col("name").unique(maintain_order=True).head(_FIRMS_NAMED))
    )
    return dict(firms.iter_rows())


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))
