"""The closed sets of words that files, findings and reports use, from strongest to weakest."""

from typing import Literal, get_args

#: The name of a kind of input row; ``models.kinds`` has a record of each.
SubjectKind = str
#: The kind of a cell that stands in no row of a table, and is swept.
CELL_KIND: SubjectKind = "cell"
#: What a cell or column was screened as: a name, another field, or swept for listed names.
ScreenedAs = Literal["party", "field", "swept", "no"]
#: What a column was recognised by, and how that is said.
Because = Literal["header", "content", "config"]
BECAUSE_SAID: dict[Because, str] = {
    "header": "by its header",
    "content": "by its cells",
    "config": "as configured",
}
EntryKind = Literal["entity", "facility", "vessel", "country", "region", "commodity"]
EntryStatus = Literal[
    "active",
    "partially-active",
    "historic",
    "former",
    "disputed",
    "unverified",
    "inactive",
    "pending",
]
ListKind = Literal["official-list", "official-report", "ngo-report", "media", "internal"]
Effect = Literal[
    "import-ban", "rebuttable-presumption", "detention", "sanction", "advisory", "reported"
]
Coverage = Literal["complete", "partial"]
Reliability = Literal["official", "corroborated", "single-source", "disputed", "unverified"]
Band = Literal["exact", "strong", "probable", "possible"]
Level = Literal["critical", "high", "medium", "low", "info"]
Disposition = Literal["false-positive", "confirmed", "accepted", "escalated"]
Severity = Literal["error", "warning", "info"]
#: What a remark is about: the input, a finding of earlier lists, or one of an earlier report.
About = Literal["input", "earlier-lists", "baseline"]
Context = Literal["corroborates", "contradicts", "neutral"]

BANDS: tuple[Band, ...] = get_args(Band)
LEVELS: tuple[Level, ...] = get_args(Level)
EFFECTS: tuple[Effect, ...] = get_args(Effect)
DISPOSITIONS: tuple[Disposition, ...] = get_args(Disposition)

#: Entries in these states do not describe the present and never score as if they did.
PAST_STATES: frozenset[str] = frozenset({"former", "disputed", "inactive", "historic"})


def at_least(level: Level, floor: Level) -> bool:
    """Whether ``level`` is as severe as ``floor`` or more."""
    return LEVELS.index(level) <= LEVELS.index(floor)


def lower(level: Level, steps: int = 1) -> Level:
    """Return the level ``steps`` below.

    ``info`` is the floor, so that nothing decays to nothing.
    """
    return LEVELS[min(LEVELS.index(level) + steps, len(LEVELS) - 1)]


def higher(level: Level, steps: int = 1) -> Level:
    """Return the level ``steps`` above; ``critical`` is the ceiling."""
    return LEVELS[max(LEVELS.index(level) - steps, 0)]
