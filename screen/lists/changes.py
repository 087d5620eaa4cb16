"""Compares two states of watchlists.

What was added, removed, delisted, listed again, renamed or changed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from screen.models.watchlist import ENTRY_FIELDS, Entry, Watchlist
from screen.names.fold import fold

ChangeKind = Literal["added", "removed", "delisted", "listed again", "renamed", "changed"]
CHANGES: tuple[ChangeKind, ...] = (
    "added",
    "listed again",
    "delisted",
    "removed",
    "renamed",
    "changed",
)
#: What an entry says beyond its name, in the order in which changes are listed.
_FIELDS = tuple(name for name in ENTRY_FIELDS if name != "name")


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that differs between the old and the new state; ``details`` says what, as 'field.

    Old -> new'.
    """

    kind: ChangeKind
    list_id: str
    entry_id: str
    name: str
    details: tuple[str, ...] = ()


def diff(old: Sequence[Watchlist], new: Sequence[Watchlist]) -> list[Change]:
    """All changes from ``old`` to ``new``, by list, kind of change and name.

    Lists are compared by id, entries by id.
    """
    before = {watchlist.info.id: watchlist for watchlist in old}
    after = {watchlist.info.id: watchlist for watchlist in new}
    changes: list[Change] = []
    for list_id in sorted(before.keys() | after.keys()):
        held = {e.entry_id: e for e in before[list_id].entries} if list_id in before else {}
        now = {e.entry_id: e for e in after[list_id].entries} if list_id in after else {}
        found = list(_changes(list_id, held, now))
        changes += sorted(
            found, key=lambda c: (CHANGES.index(c.kind), c.name.casefold(), c.entry_id)
        )
    return changes


def _changes(list_id: str, held: dict[str, Entry], now: dict[str, Entry]) -> Iterator[Change]:
    for entry_id, entry in now.items():
        if entry_id not in held:
            since = (f"effective {entry.effective_from}",) if entry.effective_from else ()
            yield Change("added", list_id, entry_id, entry.name, since)
        elif entry != held[entry_id]:
            yield _changed(list_id, held[entry_id], entry)
    for entry_id, entry in held.items():
        if entry_id not in now:
            yield Change("removed", list_id, entry_id, entry.name)


def _changed(list_id: str, old: Entry, new: Entry) -> Change:
    details = [
        _detail(name, getattr(old, name), getattr(new, name))
        for name in _FIELDS
        if getattr(old, name) != getattr(new, name)
    ]
    kind: ChangeKind = "changed"
    if new.name != old.name:
        # Another case or punctuation of the same words is not another name.
        kind = "renamed" if fold(new.name) != fold(old.name) else "changed"
        details.insert(0, f"name: {old.name} -> {new.name}")
    if new.status == "inactive" != old.status:
        kind = "delisted"
    elif old.status == "inactive" != new.status:
        kind = "listed again"
    return Change(kind, list_id, new.entry_id, new.name, tuple(details))


def _detail(name: str, old: object, new: object) -> str:
    if isinstance(old, tuple) and isinstance(new, tuple):
        more = [f"+ {value}" for value in new if value not in old]
        less = [f"- {value}" for value in old if value not in new]
        return f"{name}: {'; '.join(more + less) or 'another order'}"
    return f"{name}: {old or 'none'} -> {new or 'none'}"
