"""What an importer reads out of an official file, before entries get their ids."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from screen.models.vocabulary import Effect, EntryKind, EntryStatus, ListKind


@dataclass(frozen=True, slots=True)
class Claim:
    """What the publisher says of an entry, as a sentence of ours.

    Dates as the publisher gave them (ISO 8601).
    """

    text: str
    locator: str = ""
    date: str = ""
    caveat: str = ""


@dataclass(slots=True)
class Draft:
    """One listed party, vessel or scope.

    ``key`` is the publisher's own id, '' where it gives none.
    """

    kind: EntryKind
    name: str
    key: str = ""
    aliases: tuple[str, ...] = ()
    weak_aliases: tuple[str, ...] = ()
    native_names: tuple[str, ...] = ()
    country: str = ""
    region: str = ""
    city: str = ""
    address: str = ""
    sectors: tuple[str, ...] = ()
    hs_prefixes: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    scope: str = ""
    effective_from: date | None = None
    effective_to: date | None = None
    status: EntryStatus = "active"
    note: str = ""
    consequence: str = ""
    claims: list[Claim] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Publication:
    """What list.toml says of a list of one official format.

    ``prefix`` begins the ids of its entries; ``ours`` are the fields that flscreen assigns and the
    publisher does not, which an
    import keeps as they stand in the list that it continues.
    """

    title: str
    publisher: str
    kind: ListKind
    effect: Effect
    prefix: str
    max_age_days: int
    consequence: str = ""
    legal_basis: tuple[str, ...] = ()
    homepage: str = ""
    license: str = "U.S. government work; our own sentences under Apache-2.0"
    coverage_note: str = ""
    ours: tuple[str, ...] = ()


@dataclass(slots=True)
class Reading:
    """What a file held.

    ``as_of`` is the day of the content that the file itself states, None where it states none;
    ``published`` the day on which
    the publisher last changed it. ``doubts`` are signs that the file is not
    whole: any of them refuses the import unless forced. ``left_out`` counts what was not taken, by
    reason.
    """

    publication: Publication
    drafts: list[Draft]
    as_of: date | None = None
    published: date | None = None
    doubts: list[str] = field(default_factory=list)
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user chose beyond the files.

    Programs to keep (``DPRK*``), the effect, a column mapping. ``keep_held`` also keeps what the
    list that is continued already holds, whatever its program.
    """

    programs: Sequence[str] = ()
    effect: Effect | None = None
    mapping: Path | None = None
    keep_held: bool = False
