"""Identities: which entries of one or several lists are one real party (identities.csv).

The file lies beside the watchlist folders, the bundled one and those of ``--watchlists``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from screen.core.errors import WatchlistError
from screen.lists.load import rows_beside
from screen.lists.locate import bundled_folder, files_beside
from screen.lists.verify import Remark
from screen.models.identity import IdentityLink
from screen.models.vocabulary import Severity
from screen.models.watchlist import Watchlist

FILE = "identities.csv"

#: One entry of a loaded list and the party it is. An entry that no file joins to another is a
#: party of its own: its ``identity_id`` is ``list_id/entry_id`` and its ``name`` the entry's.
IDENTITY_SCHEMA = {
    "list_id": pl.String,
    "entry_id": pl.String,
    "identity_id": pl.String,
    "name": pl.String,
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of an identities file, with the file and line it stands on."""

    link: IdentityLink
    file: Path
    line: int

    @property
    def key(self) -> tuple[str, str]:
        """The list and entry that the line speaks of."""
        return self.link.list_id, self.link.entry_id


def load_identities(
    lists: Sequence[Watchlist], extra: Sequence[Path] = (), *, bundled: bool = True
) -> pl.DataFrame:
    """Return the identity of every entry of ``lists`` (``IDENTITY_SCHEMA``), in their order.

    ``extra`` are the folders given with --watchlists: one that holds an identities.csv adds to the
    bundled file, and where it speaks of the same entry its line counts. Lines on lists that are
    off, and on entries that a list of the user's no longer has, are passed over. Raises
    WatchlistError where a file is malformed or puts one entry into two identities.
    """
    held: dict[tuple[str, str], Placed] = {}
    for files in (_bundled() if bundled else (), files_beside(FILE, extra)):
        held |= _by_entry(placed for file in files for placed in read_identities(file))
    names: dict[str, str] = {}
    for placed in held.values():
        names.setdefault(placed.link.identity_id, placed.link.name)
    rows = []
    for watchlist in lists:
        for entry in watchlist.entries:
            known = held.get((watchlist.info.id, entry.entry_id))
            identity_id = (
                known.link.identity_id if known else f"{watchlist.info.id}/{entry.entry_id}"
            )
            name = names[identity_id] if known else entry.name
            rows.append((watchlist.info.id, entry.entry_id, identity_id, name))
    return pl.DataFrame(rows, schema=IDENTITY_SCHEMA, orient="row")


def read_identities(file: Path) -> list[Placed]:
    """Return the lines of one file, each with its place; none where there is no such file."""
    return [Placed(link, file, line) for line, link in rows_beside(file, IdentityLink)]


def identity_remarks(
    lists: Sequence[Watchlist], extra: Sequence[Path] = (), *, bundled: bool = True
) -> Iterator[Remark]:
    """Yield what an editor would find wrong with the identities of ``lists``.

    A line on a list that is not among ``lists`` says nothing that can be checked.
    """
    files = (_bundled() if bundled else []) + files_beside(FILE, extra)
    placed = [one for file in files for one in read_identities(file)]
    entries = {(w.info.id, e.entry_id): e for w in lists for e in w.entries}
    loaded = {watchlist.info.id for watchlist in lists}
    groups: dict[str, list[Placed]] = {}
    for one in placed:
        groups.setdefault(one.link.identity_id, []).append(one)
        if one.link.list_id in loaded and one.key not in entries:
            yield _remark("error", one, f"entry {one.link.entry_id!r} is not in that list")
    for members in groups.values():
        first = members[0]
        for one in members[1:]:
            if one.link.name != first.link.name:
                yield _remark(
                    "error", one, f"the identity is also named {first.link.name!r}; give one name"
                )
        if len(members) == 1:
            yield _remark("warning", first, "the identity joins no two entries")
        countries = {entries[one.key].country for one in members if one.key in entries} - {""}
        if len(countries) > 1 and all(one.link.certainty == "sure" for one in members):
            yield _remark(
                "warning",
                first,
                f"its entries are of {', '.join(sorted(countries))}; say 'likely' or part them",
            )


def _remark(severity: Severity, one: Placed, message: str) -> Remark:
    return Remark(severity, one.link.list_id, f"{FILE}, line {one.line}", message)


def _bundled() -> list[Path]:
    return [bundled_folder() / FILE]


def _by_entry(placed: Iterator[Placed]) -> dict[tuple[str, str], Placed]:
    held: dict[tuple[str, str], Placed] = {}
    for one in placed:
        other = held.setdefault(one.key, one)
        if other.link.identity_id != one.link.identity_id:
            raise WatchlistError(
                f"{one.file}, line {one.line}: {one.link.list_id}/{one.link.entry_id} is"
                f" {one.link.identity_id!r} here and {other.link.identity_id!r} in {other.file},"
                f" line {other.line}; an entry is one party"
            )
    return held
