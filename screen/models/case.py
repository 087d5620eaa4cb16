"""A case: all that one party of the input has against one identity, with one decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

import polars as pl
from pydantic import Field

from screen.models.touched import NO_EXPOSURE, Exposure, Occurrences
from screen.models.vocabulary import Effect, EntryStatus, Level

#: Whose case it is: a named party, all rows of a country, those of a country in one sector, or
#: one sheet of a file, which lacks something.
CaseKind = Literal["party", "country", "sector", "file"]
#: What is there for the writers of reports and not in the JSON.
_UNSAID = Field(exclude=True)


@dataclass(slots=True)
class Listing:
    """A list entry of an identity, whether or not its own name matched."""

    list_id: str
    entry_id: str
    entry_name: str
    effect: Effect
    status: EntryStatus


@dataclass(slots=True)
class CaseIdentity:
    """Whom or what a case is about: a listed party, a place, goods, or a country."""

    id: str
    name: str
    listings: list[Listing]


@dataclass(slots=True)
class CaseParty:
    """The party of the input: the same firm over rows, files, spellings and roles.

    ``names`` are its spellings, the gravest finding's first; those of a country or sector are the
    first firms in it. ``rows`` leave out what the supply chain only reaches.
    """

    names: list[str]
    kind: CaseKind
    roles: list[str]
    countries: list[str]
    rows: list[Occurrences]


@dataclass(slots=True)
class Case:
    """All findings of one party against one identity: one line of a report, one decision.

    ``level`` is that of the gravest open finding, or of the gravest one where none is open.
    ``findings`` are ids, the gravest first. What is not in the JSON is there for the writers:
    ``lead`` is the place of the gravest finding in the result, ``basis`` what a decision rests on.
    """

    id: str
    level: Level
    status: Literal["open", "reviewed"]
    party: CaseParty
    identity: CaseIdentity | None
    reason: Annotated[str, Field(description="why, in one sentence")]
    action: str
    findings: list[str]
    decision: dict[str, str] | None = None
    title: Annotated[str, _UNSAID] = ""
    lead: Annotated[int, _UNSAID] = 0
    exposure: Annotated[Exposure, _UNSAID] = NO_EXPOSURE
    baseline: Annotated[str, _UNSAID] = ""
    changed: Annotated[str, _UNSAID] = ""
    basis: Annotated[str, _UNSAID] = ""

    @property
    def is_open(self) -> bool:
        """Whether a finding of the case awaits a decision, or was confirmed."""
        return self.status == "open"

    @property
    def rows_touched(self) -> int:
        """How many rows the party stands in."""
        return sum(place.count for place in self.party.rows)


def cases_table(cases: Sequence[Case]) -> pl.DataFrame:
    """Return cases as a frame, one line each, in their order."""
    text = ["id", "level", "status", "name", "kind", "identity_id", "identity", "reason"]
    schema: dict[str, type[pl.DataType]] = dict.fromkeys(text, pl.String)
    schema |= {"findings": pl.UInt32, "rows": pl.UInt32, "disposition": pl.String}
    lines = [
        (
            one.id,
            one.level,
            one.status,
            one.title,
            one.party.kind,
            one.identity.id if one.identity else None,
            one.identity.name if one.identity else None,
            one.reason,
            len(one.findings),
            one.rows_touched,
            (one.decision or {}).get("disposition"),
        )
        for one in cases
    ]
    return pl.DataFrame(lines, schema=schema, orient="row")
