"""The result of a run, exactly as the JSON contract (``schema_version`` 2) publishes it.

Findings are dataclasses with slots: pydantic's own objects take six times the memory, and there
may be hundreds of thousands. Those that are read from a file are checked like everything else.
"""

from dataclasses import dataclass, field
from typing import Annotated

import polars as pl
from pydantic import BaseModel, ConfigDict, Field

from screen.models.case import Case, cases_table
from screen.models.frames import no_links, no_parties
from screen.models.inputs import InputSheet
from screen.models.kinds import KindName
from screen.models.policy import Policy
from screen.models.touched import NO_EXPOSURE, Exposure, Occurrences
from screen.models.vocabulary import (
    About,
    Band,
    Context,
    Coverage,
    Effect,
    Level,
    Reliability,
    Severity,
    SubjectKind,
)

SCHEMA_VERSION = 2
#: A list that is empty where nothing is given; the schema says so.
_EMPTY = Field(json_schema_extra={"default": []})


class Run(BaseModel):
    """How and when a run was made.

    ``id``, ``started_at`` and ``duration_s`` are all that differ between equal runs.
    """

    id: str
    tool_version: str
    started_at: str
    as_of: str
    fail_on: str
    exit_code: int
    policy: Policy
    duration_s: float
    policy_sha256: str = ""
    operator: str = Field("", description="who ran it, where that was said (FLSCREEN_OPERATOR)")
    command: str = Field(
        "",
        exclude=True,
        description="the command line; it holds no secrets, because no option takes any",
    )
    failed: bool = Field(
        False,
        exclude=True,
        description="whether input was unusable: what the exit code is without open findings",
    )
    versions: dict[str, str] = Field(
        {}, description="of Python and of the libraries that decide on results"
    )
    weaker: list[str] = Field(
        [], description="what the policy, or leaving out lists, lets pass that the default does not"
    )


class ListUsed(BaseModel):
    """One watchlist as it was used."""

    id: str
    title: str
    effect: Effect
    as_of: str
    age_days: int
    stale: bool
    entries: int
    coverage: Coverage
    sha256: str
    publisher: str = Field("", exclude=True)
    coverage_note: str = Field("", exclude=True)
    legal_basis: list[str] = Field(default_factory=list, exclude=True)
    homepage: str = Field("", exclude=True)


@dataclass(slots=True)
class Subject:
    """Where a finding stands.

    The first row that shows it; ``context.occurrences`` holds all of them.
    """

    kind: KindName
    id: str
    name: str
    party_role: str
    file: str
    sheet: str
    row: int
    column: str
    value: str


@dataclass(slots=True)
class Match:
    """How a name in the input matched a listed one; ``score`` is on thefuzz's scale of 0 to 100."""

    list_id: str
    entry_id: str
    entry_name: str
    matched_name: str
    score: float
    band: Band
    explanation: list[str]


@dataclass(slots=True)
class FindingContext:
    """What else the rows say about a match; it moves the priority and never the name score."""

    verdict: Context = "neutral"
    notes: Annotated[list[str], _EMPTY] = field(default_factory=list)
    country: str = ""
    occurrences: Annotated[list[Occurrences], _EMPTY] = field(default_factory=list)
    list_id: str = ""
    entry_id: str = ""
    entry_name: str = ""
    effect: Effect | None = None
    exposure: Exposure = NO_EXPOSURE
    basis: Annotated[
        str, Field(description="digest of the list entry and of its claims, as they were cited")
    ] = ""
    origin: Annotated[
        str, Field(description="id of the finding that the supply chain carried here")
    ] = ""
    list_change: str = ""
    baseline: Annotated[
        str, Field(description="new or known against --baseline; empty where nothing is compared")
    ] = ""
    disposition: dict[str, str] | None = None
    reopened: Annotated[
        str, Field(exclude=True, description="why a decision no longer holds; empty where it does")
    ] = ""

    @property
    def where(self) -> str:
        """The country and what the row says of the match, as a decision remembers them."""
        return f"{self.country or '-'}:{self.verdict}"


@dataclass(slots=True, kw_only=True)
class Finding:
    """A lead, never a verdict.

    A rule, its subject, how sure the match is, and the evidence behind it.
    """

    id: str
    rule: str
    level: Level
    status: str = "open"
    priority: Annotated[int, Field(ge=0, le=1000)]
    message: str
    action: str
    subject: Subject
    match: Match | None
    context: FindingContext
    evidence: list[str]
    via: Annotated[list[str], _EMPTY] = field(default_factory=list)
    case: Annotated[str, Field(description="id of the case that the finding belongs to")] = ""
    why: Annotated[
        str, Field(exclude=True, description="the finding in a few words, for its case")
    ] = ""


class EvidenceUsed(BaseModel):
    """A claim that at least one finding cites; ``id`` is ``list/evidence``."""

    id: str
    list_id: str
    entry_id: str
    source_id: str
    claim: str
    locator: str
    date: str
    caveat: str


class SourceUsed(BaseModel):
    """A publication that cited evidence rests on; ``id`` is ``list/source``."""

    id: str
    title: str
    publisher: str
    published: str
    url: str
    reliability: Reliability


class Problem(BaseModel):
    """Something the input holds that the reader should know.

    Rejected, repaired, ambiguous or missing. Where the message holds a number, ``counted_as`` is
    the message without it and ``count`` the number: many parts of one input are told together.
    """

    severity: Severity
    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    message: str
    about: About = Field("input", exclude=True)
    count: int = Field(1, exclude=True)
    counted_as: str = Field("", exclude=True)


class Summary(BaseModel):
    """Headline counts. ``value_flagged`` is per currency, counting each shipment once."""

    findings: dict[Level, int]
    open: int
    reviewed: int
    new: int
    suppliers_flagged: int
    shipments_flagged: int
    value_flagged: dict[str, float]
    flagged_from: str = Field("", description="date of the first flagged shipment")
    flagged_to: str = Field("", description="date of the last flagged shipment")
    cases: dict[Level, int] = Field({}, exclude=True, description="open cases by level")
    cases_reviewed: int = Field(0, exclude=True)
    cases_new: int = Field(0, exclude=True)


class ScreeningResult(BaseModel):
    """Everything a report writer needs.

    ``tables`` (the screened rows, ``row_schema``), ``parties`` (``PARTY_SCHEMA``) and ``links``
    (which rows each finding touches, ``LINK_SCHEMA``) stay out of the JSON.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    schema_version: int = SCHEMA_VERSION
    run: Run
    inputs: list[InputSheet]
    watchlists: list[ListUsed]
    summary: Summary
    cases: list[Case] = []
    findings: list[Finding]
    evidence: list[EvidenceUsed]
    sources: list[SourceUsed]
    problems: list[Problem]
    tables: dict[SubjectKind, pl.DataFrame] = Field(default_factory=dict, exclude=True)
    parties: pl.DataFrame = Field(default_factory=no_parties, exclude=True)
    links: pl.DataFrame = Field(default_factory=no_links, exclude=True)

    def findings_frame(self) -> pl.DataFrame:
        """Return the findings as a frame, one line each, in order of priority.

        ``finding`` is the place of a finding, from 0, as ``links`` and ``rows_frame`` have it.
        """
        lines = [
            (
                number,
                one.id,
                one.case,
                one.level,
                one.status,
                one.rule,
                one.subject.name,
                one.subject.party_role,
                one.context.country,
                one.context.list_id,
                one.context.entry_id,
                one.context.entry_name,
                one.match.score if one.match else None,
                one.message,
            )
            for number, one in enumerate(self.findings)
        ]
        text = ["id", "case", "level", "status", "rule", "name", "role", "country"]
        text += ["list_id", "entry_id", "entry_name"]
        schema = {"finding": pl.UInt32, **dict.fromkeys(text, pl.String), "score": pl.Float64}
        schema |= {"message": pl.String}
        return pl.DataFrame(lines, schema=schema, orient="row")

    def cases_frame(self) -> pl.DataFrame:
        """Return the cases as a frame, one line each: the open ones first, the gravest first."""
        return cases_table(self.cases)

    def rows_frame(self, kind: SubjectKind) -> pl.DataFrame:
        """Return the screened rows of ``kind``, once for each finding that touches them.

        ``finding`` is null for rows that no finding touches.
        """
        return self.tables[kind].join(self.links, on="key", how="left", maintain_order="left")
