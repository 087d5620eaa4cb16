"""A watchlist folder as pydantic models: list.toml, its sources, entries.csv and evidence.csv."""

import re
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from screen.models.vocabulary import Coverage, Effect, EntryKind, EntryStatus, ListKind, Reliability

ID_PATTERN = r"^[a-z0-9][a-z0-9._-]*$"
HS_PREFIX = re.compile(r"^\d{2,10}$")

#: Watchlist dates may be as coarse as their publisher gave them: 2024, 2024-02 or 2024-02-17.
PARTIAL_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def matches_id(text: str) -> bool:
    """Whether ``text`` can be the id of a list, an entry or a source."""
    return re.fullmatch(ID_PATTERN, text) is not None


def _split(value: object) -> object:
    """Cells hold several values separated by ``|``; an empty cell holds none."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split("|") if part.strip())
    return value or ()


def _none_if_blank(value: object) -> object:
    return None if value == "" else value


def _iso(value: object) -> object:
    """TOML writes a date as a date, a moment or, for a year alone, a number."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _none_if_blank(value)


def _day(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value


def _active_if_blank(value: object) -> object:
    return value or "active"


Several = Annotated[tuple[str, ...], BeforeValidator(_split)]
OptionalDate = Annotated[date | None, BeforeValidator(_none_if_blank)]
TomlDate = Annotated[date, BeforeValidator(_day)]
PublishedDate = Annotated[str, Field(pattern=PARTIAL_DATE)]
OptionalPublishedDate = Annotated[PublishedDate | None, BeforeValidator(_iso)]
#: The consequence of a list may name the entry's goods; it has no other placeholder.
GOODS = "{goods}"


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def _names_goods_only(text: str) -> str:
    if set("{}") & set(text.replace(GOODS, "")):
        raise ValueError(f"the only placeholder of a consequence is {GOODS}")
    return text.rstrip(".")


Consequence = Annotated[str, Field(max_length=600), AfterValidator(_names_goods_only)]


class Source(_Row):
    """A publication: what a footnote would cite."""

    id: str = Field(pattern=ID_PATTERN)
    title: str = Field(min_length=3)
    publisher: str = Field(min_length=2)
    published: OptionalPublishedDate = None
    url: str = ""
    reliability: Reliability
    note: str = ""


class OwnConsequence(_Row):
    """What follows from some entries of a list and not from the others, such as from a Finding."""

    entries: tuple[str, ...] = Field(min_length=1)
    consequence: Consequence


class ListInfo(_Row):
    """list.toml.

    What a list is, who publishes it, what law follows from it and how much of it we hold.
    """

    id: str = Field(pattern=ID_PATTERN)
    title: str = Field(min_length=3)
    publisher: str
    kind: ListKind
    effect: Effect
    consequence: Consequence = ""
    consequences: tuple[OwnConsequence, ...] = ()
    legal_basis: tuple[str, ...] = ()
    as_of: TomlDate
    retrieved: TomlDate
    max_age_days: int = Field(gt=0)
    coverage: Coverage
    coverage_note: str = ""
    homepage: str = ""
    license: str = ""
    sources: tuple[Source, ...] = Field(min_length=1)

    def consequence_of(self, entry_id: str) -> str:
        """Return what follows in law if it is the party of ``entry_id``.

        '' where the list says nothing.
        """
        own = (item.consequence for item in self.consequences if entry_id in item.entries)
        return next(own, self.consequence)

    @field_validator("coverage_note")
    @classmethod
    def _partial_lists_say_why(cls, note: str, info: Any) -> str:
        if info.data.get("coverage") == "partial" and not note:
            raise ValueError("a partial list says in coverage_note what is missing")
        return note


class Entry(_Row):
    """One line of entries.csv.

    A listed entity, facility, vessel, country, region or commodity scope.
    """

    entry_id: str = Field(pattern=ID_PATTERN)
    kind: EntryKind
    name: str = Field(min_length=2)
    aliases: Several = ()
    weak_aliases: Several = ()
    native_names: Several = ()
    country: Annotated[str, Field(pattern=r"^([A-Z]{2})?$")] = ""
    region: str = ""
    city: str = ""
    address: str = ""
    sectors: Several = ()
    hs_prefixes: Several = ()
    identifiers: Several = ()
    scope: str = ""
    effective_from: OptionalDate = None
    effective_to: OptionalDate = None
    status: Annotated[EntryStatus, BeforeValidator(_active_if_blank)] = "active"
    note: str = ""

    @field_validator("hs_prefixes")
    @classmethod
    def _prefixes_are_digits(cls, prefixes: tuple[str, ...]) -> tuple[str, ...]:
        for prefix in prefixes:
            if not HS_PREFIX.match(prefix):
                raise ValueError(f"HS prefix {prefix!r} is not 2 to 10 digits")
        return prefixes


#: What an entry says beside its id, in the order of the columns of entries.csv.
ENTRY_FIELDS = tuple(name for name in Entry.model_fields if name != "entry_id")


class Evidence(_Row):
    """One line of evidence.csv: an attributed claim about an entry, in our own sentence."""

    evidence_id: str = Field(pattern=ID_PATTERN)
    entry_id: str = Field(pattern=ID_PATTERN)
    source_id: str = Field(pattern=ID_PATTERN)
    claim: str = Field(min_length=20, max_length=600)
    locator: str = ""
    date: OptionalPublishedDate = None
    caveat: str = ""


class Watchlist(BaseModel):
    """A loaded folder.

    Its description, its entries and their evidence, with the digest of the three files.
    """

    model_config = ConfigDict(frozen=True)

    info: ListInfo
    entries: tuple[Entry, ...]
    evidence: tuple[Evidence, ...]
    sha256: str
    folder: str

    def age_days(self, as_of: date) -> int:
        """How many days the list's content is older than ``as_of``; never negative."""
        return max((as_of - self.info.as_of).days, 0)

    def is_stale(self, as_of: date) -> bool:
        """Whether the list is older than its publisher's rhythm allows (``max_age_days``)."""
        return self.age_days(as_of) > self.info.max_age_days
