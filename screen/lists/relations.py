"""Relations: which listed parties belong together without being one (relations.csv).

The file lies beside the watchlist folders, as identities.csv does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from screen.lists.load import rows_beside
from screen.lists.locate import bundled_folder, files_beside
from screen.lists.verify import Remark
from screen.models.relation import Relation
from screen.models.vocabulary import Severity
from screen.models.watchlist import Entry, Watchlist

FILE = "relations.csv"

#: The list and the entry that a ``LIST/ENTRY`` names.
Key = tuple[str, str]

#: What a relation makes of its subject, and of its object.
_WORDS = {
    "subsidiary_of": ("Subsidiary of", "Parent of"),
    "parent_of": ("Parent of", "Subsidiary of"),
    "division_of": ("Division of", "Has the division"),
    "affiliate_of": ("Linked to", "Linked to"),
    "renamed_to": ("Later named", "Formerly named"),
}
#: The line of a parent names so many of its subsidiaries.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Stated:
    """A line of a relations file, with the file and line it stands on."""

    relation: Relation
    file: Path
    line: int

    @property
    def what(self) -> tuple[str, str, str]:
        """What the line says, whoever says so."""
        return self.relation.subject, self.relation.relation, self.relation.object


def load_relations(
    lists: Sequence[Watchlist],
    identities: pl.DataFrame,
    extra: Sequence[Path] = (),
    *,
    bundled: bool = True,
) -> dict[Key, tuple[str, ...]]:
    """Return what is to be said of each entry of ``lists`` that has relations, one line for each.

    A relation holds for all entries of a party (``identities``, ``IDENTITY_SCHEMA``). ``extra`` are
    the folders given with --watchlists: a relations.csv of theirs adds to the bundled file, and its
    lines count where both say the same. Relations with a list that is off are passed over. Raises
    WatchlistError where a file is malformed.
    """
    entries = _entries(lists)
    party = _parties(identities)
    said: dict[str, dict[tuple[str, str, str], list[str]]] = {}
    for stated in _all_stated(extra, bundled=bundled).values():
        relation = stated.relation
        ends = _key(relation.subject), _key(relation.object)
        if not all(end in entries for end in ends):
            continue
        by = _by(relation)
        for own, other, words in zip(ends, ends[::-1], _WORDS[relation.relation], strict=True):
            told = said.setdefault(party[own], {}).setdefault((words, other[0], by), [])
            told.append(entries[other].name)
    return {
        key: tuple(_line(*how, names) for how, names in said[party[key]].items())
        for key in entries
        if party[key] in said
    }


def read_relations(file: Path) -> list[Stated]:
    """Return the lines of one file, each with its place; none where there is no such file."""
    return [Stated(relation, file, line) for line, relation in rows_beside(file, Relation)]


def relation_remarks(
    lists: Sequence[Watchlist],
    identities: pl.DataFrame,
    extra: Sequence[Path] = (),
    *,
    bundled: bool = True,
) -> Iterator[Remark]:
    """Yield what an editor would find wrong with the relations of ``lists``.

    A line on a list that is not among ``lists`` says nothing that can be checked.
    """
    entries, loaded = _entries(lists), {watchlist.info.id for watchlist in lists}
    party = _parties(identities)
    parents: dict[str, dict[str, Stated]] = {}
    for file in _files(extra, bundled=bundled):
        known: dict[tuple[str, ...], Stated] = {}
        for stated in read_relations(file):
            relation = stated.relation
            ends = _key(relation.subject), _key(relation.object)
            for key in ends:
                if key[0] in loaded and key not in entries:
                    yield _remark("error", stated, f"entry {key[1]!r} is not in list {key[0]!r}")
            if relation.certainty != "unverified" and not relation.source:
                yield _remark("error", stated, "its source is not named; or say 'unverified'")
            one, other = (party.get(key, "/".join(key)) for key in ends)
            if one == other:
                yield _remark("error", stated, f"both entries are one party, {one!r}")
                continue
            first = known.setdefault((one, relation.relation, other), stated)
            if first is not stated:
                yield _remark("error", stated, f"line {first.line} says the same of these parties")
            if relation.relation in ("subsidiary_of", "parent_of"):
                owned, owner = (
                    (one, other) if relation.relation == "subsidiary_of" else (other, one)
                )
                parents.setdefault(owned, {})[owner] = stated
    for party_id in sorted(parents):
        if stated_at := _circle(party_id, parents):
            yield _remark("error", stated_at, f"{party_id!r} would be its own parent in the end")


def _circle(party_id: str, parents: Mapping[str, Mapping[str, Stated]]) -> Stated | None:
    """Return a line by which a party owns itself in the end; None for a sound tree."""
    seen: set[str] = set()
    ahead = list(parents[party_id].items())
    while ahead:
        owner, stated = ahead.pop()
        if owner == party_id:
            return stated
        if owner not in seen:
            seen.add(owner)
            ahead += parents.get(owner, {}).items()
    return None


def _all_stated(extra: Sequence[Path], *, bundled: bool) -> dict[tuple[str, str, str], Stated]:
    """Return the lines of all files by what they say; the user's count."""
    return {
        stated.what: stated
        for file in _files(extra, bundled=bundled)
        for stated in read_relations(file)
    }


def _files(extra: Sequence[Path], *, bundled: bool) -> list[Path]:
    own = files_beside(FILE, extra)
    return [bundled_folder() / FILE, *own] if bundled else own


def _entries(lists: Sequence[Watchlist]) -> dict[Key, Entry]:
    return {
        (watchlist.info.id, entry.entry_id): entry
        for watchlist in lists
        for entry in watchlist.entries
    }


def _parties(identities: pl.DataFrame) -> dict[Key, str]:
    return {
        (list_id, entry_id): identity_id for list_id, entry_id, identity_id, _ in identities.rows()
    }


def _key(place: str) -> Key:
    list_id, _, entry_id = place.partition("/")
    return list_id, entry_id


def _by(relation: Relation) -> str:
    """Return who says so, and when, as it ends a line."""
    if relation.certainty == "unverified":
        return "not verified, no source was read"
    on = f", {relation.said_on}" if relation.said_on else ""
    return f"says {relation.said_by}{on}" + (" (likely)" if relation.certainty == "likely" else "")


def _line(words: str, list_id: str, by: str, names: Sequence[str]) -> str:
    named = "; ".join(names[:_NAMED])
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{words} {named}{more} ({list_id}), {by}"


def _remark(severity: Severity, one: Stated, message: str) -> Remark:
    return Remark(severity, _key(one.relation.subject)[0], f"{FILE}, line {one.line}", message)
