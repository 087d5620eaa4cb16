"""The cases of a run as the page lists them: with the decisions that stand, open ones first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from starlette.exceptions import HTTPException

from screen.core.errors import UsageError
from screen.models.case import Case
from screen.models.result import ScreeningResult
from screen.models.vocabulary import LEVELS, Level, at_least
from screen.pipeline import decide
from screen.review.dispositions import CASE_ID, Decision, awaits_second
from screen.store import store_tables
from screen.store.database import Store
from screen.store.loaded import load_cases
from screen.store.standing import settled
from screen.store.trail import lines_on

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case as a list shows it; ``seen`` is the number of the last line of the trail on it."""

    id: str
    level: Level
    is_open: bool
    kind: str
    title: str
    identity: str
    reason: str
    decision: Mapping[str, str]
    seen: int
    waits: bool = False


def loaded_case(store: Store, run: int, case_id: str) -> ScreeningResult:
    """Return one case of a run, without decisions.

    Raises HTTPException (404) where there is no such run or case.
    """
    try:
        result = load_cases(store, run, [case_id])
    except UsageError as error:
        raise HTTPException(404, f"There is no run {run}.") from error
    if not result.cases:
        raise HTTPException(404, f"Run {run} has no case {case_id}.")
    return result


def case_lines(store: Store, run: int) -> list[CaseLine]:
    """Return all cases of a run: the open ones first, each group as the report orders it.

    Raises HTTPException (404) where there is no such run.
    """
    table = store_tables.cases.c
    columns = (table.id, table.level, table.kind, table.title, table.identity, table.reason)
    with store.reading() as connection:
        if not connection.execute(
            select(store_tables.runs.c.number).where(store_tables.runs.c.number == run)
        ).first():
            raise HTTPException(404, f"There is no run {run}.")
        query = select(*columns).where(table.run == run).order_by(table.place)
        rows = [dict(row) for row in connection.execute(query).mappings()]
        trail = lines_on(connection, evidence=False)
        owners = _owners(connection, run, [one["finding_id"] for one in trail])
    standing = settled(trail)
    last = {line["case_id"] or line["finding_id"]: line["number"] for line in trail}
    touched = {id for id in standing if id.startswith(CASE_ID)} | set(owners.values())
    now = _decided(store, run, [row["id"] for row in rows if row["id"] in touched], standing)
    lines = [_line(row, now.get(row["id"]), last, standing.get(row["id"])) for row in rows]
    return sorted(lines, key=lambda line: (not line.is_open, LEVELS.index(line.level)))


def wanted(lines: Sequence[CaseLine], search: str, level: str, status: str) -> list[CaseLine]:
    """Return the lines that a reader asked for: words in any text, a level or above, a status."""
    words = search.casefold().split()
    return [
        line
        for line in lines
        if (not status or line.is_open == (status == "open"))
        and (level not in LEVELS or at_least(line.level, level))
        and all(
            word in f"{line.title} {line.identity} {line.reason} {line.id}".casefold()
            for word in words
        )
    ]


def counts(lines: Sequence[CaseLine]) -> dict[Level, int]:
    """Return how many cases of each level are open."""
    return {level: sum(one.is_open and one.level == level for one in lines) for level in LEVELS}


def _owners(connection: Any, run: int, finding_ids: Sequence[str]) -> dict[str, str]:
    """Return the cases of the findings that were decided by themselves."""
    table, found = store_tables.findings.c, {}
    ids = sorted({id for id in finding_ids if id})
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        query = select(table.id, table.case_id).where(table.run == run, table.id.in_(some))
        found.update({row.id: row.case_id for row in connection.execute(query)})
    return found


def _decided(
    store: Store, run: int, ids: Sequence[str], standing: Mapping[str, Decision]
) -> dict[str, Case]:
    if not ids:
        return {}
    result = decide(load_cases(store, run, ids), standing, {})
    return {case.id: case for case in result.cases}


def _line(
    row: Mapping[str, Any], case: Case | None, last: Mapping[str, int], decision: Decision | None
) -> CaseLine:
    open_now = case.is_open if case else True
    return CaseLine(
        id=row["id"],
        level=case.level if case else row["level"],
        is_open=open_now,
        kind=row["kind"],
        title=row["title"],
        identity=row["identity"],
        reason=case.reason if case else row["reason"],
        decision=(case.decision or {}) if case else {},
        seen=last.get(row["id"], 0),
        waits=bool(open_now and decision and awaits_second(decision, row["level"])),
    )
