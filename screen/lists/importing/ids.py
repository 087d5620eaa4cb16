"""Gives imported entries their ids.

The ones they had before, the publisher's own, or one made of the name, for ever.
"""

import re
from collections.abc import Iterator, Sequence

from screen.lists.importing.draft import Draft
from screen.models.watchlist import Entry, Watchlist
from screen.names.fold import fold

_LONGEST = 60
_LEGAL_TAIL = re.compile(r"(?:-(?:co-ltd|co|ltd|corporation|corp|company|limited|llc|inc))+$")
_ACRONYM = re.compile(r"\s*\([A-Z][A-Z0-9&-]+\)")


def slug(text: str) -> str:
    """Return a name as part of an id.

    >>> slug("Hetian Taida Apparel Co., Ltd.")
    'hetian-taida-apparel'
    """
    words = fold(text).replace(" ", "-")
    return (_LEGAL_TAIL.sub("", words) or words)[:_LONGEST].strip("-")


def assign_ids(
    drafts: Sequence[Draft], previous: Watchlist | None, prefix: str
) -> list[tuple[str, Draft, Entry | None]]:
    """Each draft with its id and the entry it continues, in the order of ``drafts``.

    An entry is continued where the publisher's id, the name, the scope, or else another name agrees
    and points to one entry
    only. An id that was ever used for another entry of ``previous`` is never given again.
    """
    old = {entry.entry_id: entry for entry in previous.entries} if previous else {}
    given: dict[int, tuple[str, Entry | None]] = {}
    free = dict(old)
    for number, draft in enumerate(drafts):
        wanted = _id(prefix, draft.key) if draft.key else ""
        if wanted in free:
            given[number] = (wanted, free.pop(wanted))
    for keys_of_draft, keys_of_entry in (
        (_by_name, _by_name),
        (_by_scope, _by_scope),
        (_by_any_name, _by_any_name),
    ):
        if not free:
            break
        held: dict[str, list[str]] = {}
        for entry in free.values():
            for key in keys_of_entry(entry):
                held.setdefault(key, []).append(entry.entry_id)
        for number, draft in enumerate(drafts):
            if number in given:
                continue
            met = {
                entry_id
                for key in keys_of_draft(draft)
                for entry_id in held.get(key, ())
                if entry_id in free
            }
            if len(met) == 1:
                (entry_id,) = met
                given[number] = (entry_id, free.pop(entry_id))
    used = set(old)
    result: list[tuple[str, Draft, Entry | None]] = []
    for number, draft in enumerate(drafts):
        if number not in given:
            given[number] = (_unused(_id(prefix, draft.key or draft.name), used), None)
        used.add(given[number][0])
        result.append((given[number][0], draft, given[number][1]))
    return result


def _id(prefix: str, text: str) -> str:
    plain = text.lower() if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", text) else slug(text)
    return f"{prefix}-{plain or 'entry'}" if prefix else plain or "entry"


def _unused(wanted: str, used: set[str]) -> str:
    number, candidate = 1, wanted
    while candidate in used:
        number += 1
        candidate = f"{wanted}-{number}"
    return candidate


def _by_name(item: Draft | Entry) -> Iterator[str]:
    yield f"{_group(item)} {fold(item.name)}"


def _by_scope(item: Draft | Entry) -> Iterator[str]:
    if item.kind == "commodity" and item.scope:
        yield f"{item.country} {fold(item.scope)}"


def _by_any_name(item: Draft | Entry) -> Iterator[str]:
    for name in dict.fromkeys(
        slug(_ACRONYM.sub("", text))
        for text in (item.name, *item.aliases, *item.weak_aliases, *item.native_names)
    ):
        yield f"{_group(item)} {name}"


def _group(item: Draft | Entry) -> str:
    """Facilities are told from entities by hand only, so the two are one group."""
    return "entity" if item.kind == "facility" else item.kind
