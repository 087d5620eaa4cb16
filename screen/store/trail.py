"""The audit trail: decisions are only ever added, and each line is chained to the one before.

The digest of a line is SHA-256 of the digest of the line before, a line feed, and the line as JSON:
its columns in the order of ``CHAINED``, without blanks, all but ASCII escaped. The first line
follows ``START``.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, insert, or_, select

from screen.core.errors import UsageError
from screen.models.result import ScreeningResult
from screen.review.dispositions import Decision
from screen.store import store_tables
from screen.store.bodies import body, plain
from screen.store.database import Store
from screen.store.times import now

#: The digest that the first line follows.
START = "0" * 64
#: What the digest of a line covers, in this order.
CHAINED = (
    "number",
    "made_at",
    "what",
    "case_id",
    "finding_id",
    "title",
    "level",
    "disposition",
    "reason",
    "reviewer",
    "date",
    "expires",
    "basis",
    "evidence",
    "run",
)

Line = dict[str, Any]


class Overtaken(UsageError):
    """Somebody else has decided the same case meanwhile; ``lines`` are theirs."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Say who decided what."""
        self.lines = list(lines)
        said = "; ".join(
            f"{line['reviewer']} decided '{line['disposition'] or 'undone'}' on {line['title']}"
            for line in self.lines
        )
        super().__init__(f"meanwhile {said}; look again and decide again")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line to be added.

    ``decision`` is the decision, or for an undo, who takes the last one back and why. ``seen`` is
    the number of the last line on the same case that its author knew, None where that does not
    matter; ``evidence`` is what the case rested on then.
    """

    what: Literal["decide", "undo"]
    decision: Decision
    title: str = ""
    level: str = ""
    evidence: Sequence[Mapping[str, Any]] = ()
    run: int = 0
    seen: int | None = None


def add(store: Store, entries: Sequence[Entry]) -> list[int]:
    """Add lines, all or none, and return their numbers.

    Raises Overtaken where a case has a later line than its author had seen, and StoreError.
    """
    with store.writing() as connection:
        later = [line for entry in entries for line in _unseen(connection, entry)]
        if later:
            raise Overtaken(later)
        last = _last(connection)
        number, digest = (last["number"], last["digest"]) if last else (0, START)
        made_at, lines = now(), []
        for entry in entries:
            number += 1
            line = _line(number, made_at, entry)
            line |= {"previous": digest, "digest": digest_of(digest, line)}
            digest = line["digest"]
            lines.append(line)
        if lines:
            connection.execute(insert(store_tables.decisions), lines)
    return [line["number"] for line in lines]


def digest_of(previous: str, line: Mapping[str, Any]) -> str:
    """Return the digest of a line that follows ``previous``."""
    text = json.dumps(
        {name: line[name] for name in CHAINED}, ensure_ascii=True, separators=(",", ":")
    )
    return hashlib.sha256(f"{previous}\n{text}".encode("ascii")).hexdigest()


def read_trail(store: Store, ids: Sequence[str] | None = None) -> list[Line]:
    """Return the lines of the trail in order, or those on some cases and findings."""
    with store.reading() as connection:
        return lines_on(connection, ids)


def lines_on(
    connection: Connection, ids: Sequence[str] | None = None, *, evidence: bool = True
) -> list[Line]:
    """Return as ``read_trail`` does, within what ``connection`` sees.

    Without ``evidence``, the longest part by far, which does not matter to what stands.
    """
    table = store_tables.decisions.c
    columns = [column for column in table if evidence or column.name != "evidence"]
    query = select(*columns).order_by(table.number)
    if ids is not None:
        query = query.where(or_(table.case_id.in_(ids), table.finding_id.in_(ids)))
    return [dict(line) for line in connection.execute(query).mappings()]


def broken_at(lines: Iterable[Mapping[str, Any]]) -> int | None:
    """Return the number of the first line of a whole trail that is not as it was written.

    None where the chain holds. Lines that are missing at the end are seen only by comparing with a
    digest that was noted before.
    """
    previous = START
    for expected, line in enumerate(lines, start=1):
        right = line["previous"] == previous and line["number"] == expected
        if not right or digest_of(previous, line) != line["digest"]:
            return expected
        previous = line["digest"]
    return None


def evidence_of(result: ScreeningResult, case_id: str) -> list[dict[str, Any]]:
    """Return what the findings of a case say and cite, for the line of its decision."""
    claims = {claim.id: claim for claim in result.evidence}
    sources = {source.id: source for source in result.sources}
    return [
        {
            "finding": one.id,
            "rule": one.rule,
            "level": one.level,
            "list": one.context.list_id,
            "entry": one.context.entry_id,
            "says": one.message,
            "claims": [
                {
                    "id": claim.id,
                    "claim": claim.claim,
                    "source": sources[claim.source_id].title,
                    "publisher": sources[claim.source_id].publisher,
                    "date": claim.date,
                }
                for claim in (claims[id] for id in one.evidence if id in claims)
            ],
        }
        for one in result.findings
        if one.case == case_id
    ]


def _line(number: int, made_at: str, entry: Entry) -> Line:
    made = entry.decision
    return {
        "number": number,
        "made_at": made_at,
        "what": entry.what,
        "case_id": made.case_id,
        "finding_id": made.finding_id,
        "title": plain(entry.title),
        "level": entry.level,
        "disposition": made.disposition if entry.what == "decide" else "",
        "reason": plain(made.reason),
        "reviewer": plain(made.reviewer),
        "date": str(made.date),
        "expires": str(made.expires or ""),
        "basis": made.basis,
        "evidence": body(list(entry.evidence)),
        "run": entry.run,
    }


def _last(connection: Connection) -> Line | None:
    query = select(store_tables.decisions).order_by(store_tables.decisions.c.number.desc()).limit(1)
    found = connection.execute(query).mappings().first()
    return dict(found) if found else None


def _unseen(connection: Connection, entry: Entry) -> list[Line]:
    if entry.seen is None:
        return []
    lines = lines_on(connection, [entry.decision.id])
    return [line for line in lines if line["number"] > entry.seen][-1:]
