"""Continues a list.

What an import keeps of the list it replaces, and what becomes of entries that are no longer in the
file.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from screen.lists.importing.draft import Claim, Draft
from screen.models.watchlist import (
    ENTRY_FIELDS,
    Entry,
    Evidence,
    ListInfo,
    OwnConsequence,
    Watchlist,
)

#: A claim longer than this is cut at a word; ``lists verify`` holds all claims to it.
LONGEST_CLAIM = 400
#: What flscreen or a user added to an entry and an official file does not say is kept from the
#: list before.
_KEPT_IF_SILENT = ("native_names", "country", "region", "city", "sectors", "hs_prefixes", "note")


def entry_of(entry_id: str, draft: Draft, before: Entry | None, ours: Sequence[str] = ()) -> Entry:
    """Return the entry of a draft.

    Fields on which the file is silent, and those that are ``ours``, are kept from ``before``.
    """
    values = {name: getattr(draft, name) for name in ENTRY_FIELDS}
    for name in ("aliases", "weak_aliases", "native_names", "sectors", "identifiers"):
        values[name] = tuple(text.replace("|", " ") for text in values[name])
    if before:
        values.update({name: getattr(before, name) for name in _KEPT_IF_SILENT if not values[name]})
        values.update({name: getattr(before, name) for name in ours if getattr(before, name)})
        # Official files give Latin names; those in other scripts were added with their evidence.
        values["weak_aliases"] += tuple(
            name
            for name in before.weak_aliases
            if not name.isascii() and name not in values["weak_aliases"]
        )
        if draft.kind == "commodity":
            # Agencies give scopes no names: the name is ours, and stays.
            values["name"] = before.name
        if draft.kind == "entity" and before.kind == "facility":
            values["kind"] = "facility"
    return Entry.model_validate({"entry_id": entry_id, **values})


def own_consequences(
    info: ListInfo | None, given: Mapping[str, str], entries: Iterable[str]
) -> tuple[OwnConsequence, ...]:
    """Return what follows from single entries.

    What the file says of them, else what ``info`` did.
    """
    said: dict[str, list[str]] = {}
    before = {one: own for own in (info.consequences if info else ()) for one in own.entries}
    for entry_id in entries:
        held = before.get(entry_id)
        text = given.get(entry_id, held.consequence if held else "")
        if text:
            said.setdefault(text, []).append(entry_id)
    return tuple(OwnConsequence(consequence=text, entries=tuple(ids)) for text, ids in said.items())


def evidence_of(
    entry_id: str,
    claims: Sequence[Claim],
    source_id: str,
    format_name: str,
    before: Sequence[Evidence],
) -> list[Evidence]:
    """Return the claims of an entry.

    Those of the file, and those of ``before`` that rest on other sources than earlier imports.

    A claim that says the same as before keeps its id.
    """
    kept = [claim for claim in before if not is_of_format(claim.source_id, format_name)]
    known = {(claim.claim, claim.locator): claim.evidence_id for claim in before}
    used = {claim.evidence_id for claim in before}
    result = []
    for claim in dict.fromkeys(claims):
        text = cut(claim.text)
        evidence_id = known.get((text, claim.locator)) or _next_id(entry_id, used)
        used.add(evidence_id)
        result.append(
            Evidence(
                evidence_id=evidence_id,
                entry_id=entry_id,
                source_id=source_id,
                claim=text,
                locator=claim.locator,
                date=claim.date or None,
                caveat=claim.caveat,
            )
        )
    return result + kept


def is_of_format(source_id: str, format_name: str) -> bool:
    """Whether a source is a copy of the official file of ``format_name``, of any day.

    ``dhs-uflpa-2026-07-09``.
    """
    return (
        source_id.startswith(f"{format_name}-") and source_id[len(format_name) + 1 :][:4].isdigit()
    )


def cut(text: str) -> str:
    """Return a claim of at most ``LONGEST_CLAIM`` characters; what is cut is marked."""
    text = " ".join(text.split())
    return (
        text if len(text) <= LONGEST_CLAIM else text[: LONGEST_CLAIM - 3].rsplit(" ", 1)[0] + " …."
    )


def gone_entries(
    previous: Watchlist, continued: set[str], title: str, as_of: date, source_id: str
) -> Iterator[tuple[Entry, list[Evidence], bool]]:
    """Return the entries of ``previous`` that the file no longer holds, with their evidence.

    Also says whether this import delists them.

    They stay in the list as inactive, so that shipments of the time when they were listed still
    match them.
    """
    held: dict[str, list[Evidence]] = {}
    for claim in previous.evidence:
        held.setdefault(claim.entry_id, []).append(claim)
    for entry in previous.entries:
        if entry.entry_id in continued:
            continue
        claims = held[entry.entry_id]
        if entry.status == "inactive":
            yield entry, claims, False
            continue
        said = (
            f"{entry.name[:150]} is not in {title} as of {as_of}; it was in the copy of"
            f" {previous.info.as_of}."
        )
        claim = Evidence(
            evidence_id=_next_id(entry.entry_id, {item.evidence_id for item in claims}),
            entry_id=entry.entry_id,
            source_id=source_id,
            claim=cut(said),
            locator="absent from the file",
            date=as_of.isoformat(),
            caveat=(
                "Absence from the file was found by comparing two copies; look for the publisher's"
                " own notice of removal."
            ),
        )
        ended = entry.model_copy(
            update={"status": "inactive", "effective_to": entry.effective_to or as_of}
        )
        yield ended, [*claims, claim], True


def _next_id(entry_id: str, used: set[str]) -> str:
    number = 1
    while f"{entry_id}-e{number}" in used:
        number += 1
    return f"{entry_id}-e{number}"
