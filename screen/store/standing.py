"""Which decisions stand: the trail read from its first line to its last."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from screen.models.result import ScreeningResult
from screen.pipeline import decide
from screen.review.dispositions import Decision
from screen.review.merge import merge
from screen.store.database import Store
from screen.store.loaded import last_with
from screen.store.trail import Entry, add, evidence_of, lines_on


def standing(store: Store, ids: Sequence[str] | None = None) -> dict[str, Decision]:
    """Return the decisions that stand, by the id of their case or finding: all, or on ``ids``."""
    with store.reading() as connection:
        return settled(lines_on(connection, ids, evidence=False))


def settled(lines: Iterable[Mapping[str, Any]]) -> dict[str, Decision]:
    """Return the decisions that stand after ``lines``.

    An undo takes the last decision on its case back. Whoever repeats a colleague's decision on the
    same evidence is its second reviewer.
    """
    made: dict[str, list[Decision]] = {}
    for line in lines:
        stack = made.setdefault(line["case_id"] or line["finding_id"], [])
        if line["what"] == "undo":
            stack[-1:] = []
        else:
            stack.append(_decision(line))
    return {id: _with_second(stack) for id, stack in made.items() if stack}


def decided(store: Store, result: ScreeningResult) -> ScreeningResult:
    """Return an undecided ``result`` with the decisions that stand."""
    return decide(result, standing(store), {})


class Taken(NamedTuple):
    """How many decisions were added, and a line for each that gave way or was in conflict."""

    added: int
    replaced: list[str]
    conflicts: list[str]


def take_reviewed(store: Store, reviewed: Mapping[str, Decision]) -> Taken:
    """Add the decisions of a reviewed workbook to the trail.

    A decision that stands already, or gives way to a later one, is not added.
    """
    before = standing(store)
    merged = merge(before, reviewed, where="the store")
    entries = [
        _entry(store, decision)
        for id, decision in reviewed.items()
        if merged.decisions[id] is decision and not _known(before.get(id), decision)
    ]
    add(store, entries)
    return Taken(len(entries), merged.replaced, merged.conflicts)


def _entry(store: Store, decision: Decision) -> Entry:
    """Return the line of a decision, with what the last run that has its case says of it."""
    kept = last_with(store, decision.case_id, decision.finding_id)
    if kept is None:
        return Entry("decide", decision)
    run, result = kept
    case = result.cases[0]
    return Entry("decide", decision, case.title, case.level, evidence_of(result, case.id), run)


def _decision(line: Mapping[str, Any]) -> Decision:
    fields = ("case_id", "finding_id", "disposition", "reason", "reviewer", "date", "expires")
    return Decision.model_validate({name: line[name] for name in (*fields, "basis")})


def _with_second(stack: Sequence[Decision]) -> Decision:
    *before, last = stack
    for one in reversed(before):
        if one.disposition != last.disposition or one.basis != last.basis:
            break
        if one.reviewer.casefold() != last.reviewer.casefold():
            return last.model_copy(
                update={"reviewer": one.reviewer, "second_reviewer": last.reviewer}
            )
    return last


def _known(before: Decision | None, decision: Decision) -> bool:
    if before is None:
        return False
    names = {before.reviewer.casefold(), before.second_reviewer.casefold()}
    same = before.model_dump(exclude={"basis", "reviewer", "second_reviewer"})
    return (
        same == decision.model_dump(exclude={"basis", "reviewer", "second_reviewer"})
        and decision.reviewer.casefold() in names
    )
