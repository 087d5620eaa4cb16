"""The tables of the store, as its last migration leaves them.

Whatever the page lists or history looks up is a column; the rest of a record is JSON in ``body``.
"""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

metadata = MetaData()


def _run() -> Column[int]:
    return Column("run", Integer, ForeignKey("runs.number"), nullable=False)


def _text(*names: str) -> list[Column[str]]:
    return [Column(name, Text, nullable=False) for name in names]


def _number(*names: str) -> list[Column[int]]:
    return [Column(name, Integer, nullable=False) for name in names]


#: One screening. ``body`` holds all of its result that is neither cases, findings nor frames.
runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True),
    *_text("id", "kept_at", "started_at", "as_of", "operator", "tool_version", "command"),
    *_text("policy_sha256"),
    *_number("rows", "cases"),
    *_text("body"),
)

#: Each table of each input file: its digest and its rows.
inputs = Table(
    "inputs",
    metadata,
    _run(),
    *_number("place"),
    *_text("path", "sheet", "sha256", "kind"),
    *_number("rows_read", "rows_screened", "rows_rejected"),
    PrimaryKeyConstraint("run", "place"),
)

#: Each edition of a list that a run has used.
editions = Table(
    "editions",
    metadata,
    *_text("list_id", "sha256", "title", "as_of"),
    *_number("entries"),
    *_text("first_used"),
    PrimaryKeyConstraint("list_id", "sha256"),
)
run_editions = Table(
    "run_editions",
    metadata,
    _run(),
    *_text("list_id", "sha256"),
    PrimaryKeyConstraint("run", "list_id"),
)

#: A listed entry as findings cited it; ``basis`` is the digest of the entry and of its claims.
entries = Table(
    "entries",
    metadata,
    *_text("list_id", "entry_id", "basis", "body"),
    PrimaryKeyConstraint("list_id", "entry_id", "basis"),
)

#: A firm as files name it; ``party`` is the digest of the other columns, ``folded`` its name
#: without case, marks and script, ``main`` whether a row is about it (1) or only names it (0).
parties = Table(
    "parties",
    metadata,
    Column("party", Text, primary_key=True),
    *_text("name", "folded", "role", "country", "address", "registration"),
    *_number("main"),
)
Index("parties_by_name", parties.c.folded)

#: In which files of which runs a party appeared: its first row, and in how many.
sightings = Table(
    "sightings",
    metadata,
    _run(),
    *_text("party", "file", "sheet"),
    *_number("row", "rows"),
    PrimaryKeyConstraint("run", "party", "file", "sheet"),
)
Index("sightings_by_party", sightings.c.party)

#: The cases of a run before any decision, in the order of the report; ``folded`` are the names of
#: the party, one a line.
cases = Table(
    "cases",
    metadata,
    _run(),
    *_number("place"),
    *_text("id", "level", "kind", "title", "folded", "identity", "reason", "basis", "body"),
    PrimaryKeyConstraint("run", "place"),
)
Index("cases_by_id", cases.c.id, cases.c.run)

#: The findings of a run before any decision, in order of priority.
findings = Table(
    "findings",
    metadata,
    _run(),
    *_number("place"),
    *_text("id", "case_id", "rule", "level", "list_id", "entry_id", "body"),
    PrimaryKeyConstraint("run", "place"),
)
Index("findings_by_case", findings.c.run, findings.c.case_id)
Index("findings_by_id", findings.c.run, findings.c.id)

#: The first rows of each case, as the page shows them beside the listed entry.
case_rows = Table(
    "case_rows",
    metadata,
    _run(),
    *_text("case_id"),
    *_number("place"),
    *_text("body"),
    PrimaryKeyConstraint("run", "case_id", "place"),
)

#: The frames of a result (Parquet), in parts; reports are written from them.
frames = Table(
    "frames",
    metadata,
    _run(),
    *_text("name"),
    *_number("part"),
    Column("data", LargeBinary, nullable=False),
    PrimaryKeyConstraint("run", "name", "part"),
)

#: The audit trail. Lines are only ever added, and ``digest`` covers that of the line before.
decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    *_text("made_at", "what", "case_id", "finding_id", "title", "level", "disposition", "reason"),
    *_text("reviewer", "date", "expires", "basis", "evidence"),
    *_number("run"),
    Column("previous", Text, nullable=False, unique=True),
    *_text("digest"),
)
Index("decisions_by_case", decisions.c.case_id)
Index("decisions_by_finding", decisions.c.finding_id)

#: What the columns of files of one shape were confirmed to be.
profiles = Table(
    "profiles",
    metadata,
    Column("shape", Text, primary_key=True),
    *_text("columns", "file", "changed_at"),
)

#: A screening of all stored parties by ``flscreen monitor``; ``lists`` are digests by list.
sweeps = Table(
    "sweeps",
    metadata,
    Column("number", Integer, primary_key=True),
    *_text("made_at", "as_of"),
    *_number("parties"),
    *_text("lists"),
)
#: The cases that the last sweep found, each as it stood.
watched = Table(
    "watched",
    metadata,
    Column("case_id", Text, primary_key=True),
    *_text("level", "status", "title", "identity", "reason", "basis"),
)
#: What each sweep found to differ from the one before.
changes = Table(
    "changes",
    metadata,
    Column("sweep", Integer, ForeignKey("sweeps.number"), nullable=False),
    *_number("place"),
    *_text("kind", "case_id", "level", "was", "title", "identity", "said"),
    PrimaryKeyConstraint("sweep", "place"),
)
