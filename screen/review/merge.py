"""Decisions of a report merged with those of an older file, and dispositions.csv."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from screen.core.safe_text import guarded
from screen.review.dispositions import Decision

COLUMNS = (
    "case_id",
    "finding_id",
    "disposition",
    "reason",
    "reviewer",
    "second_reviewer",
    "date",
    "expires",
    "basis",
)


@dataclass(frozen=True, slots=True)
class Merged:
    """All decisions by the id of their case or finding.

    ``replaced`` has a line for each decision that gave way to another, ``conflicts`` one for each
    two that could not be settled.
    """

    decisions: dict[str, Decision]
    replaced: list[str]
    conflicts: list[str]


def merge(
    older: Mapping[str, Decision],
    newer: Mapping[str, Decision],
    *,
    where: str = "the older file",
) -> Merged:
    """Merge ``newer`` into ``older``: of two decisions on one thing the later one prevails.

    Two different decisions of the same day are a conflict, and the one of the older file is kept.
    ``where`` the older ones stand is said of them.
    """
    decisions, replaced, conflicts = dict(older), [], []
    for identifier, decision in newer.items():
        before = older.get(identifier)
        if before is None or _same(before, decision):
            decisions[identifier] = decision
            continue
        both = f"{decision.what}: {_said(before)} in {where}, {_said(decision)} in the report"
        if decision.date == before.date and decision.disposition != before.disposition:
            conflicts.append(
                f"{both}, on the same day; that in {where} was kept: settle it and correct the date"
            )
        elif decision.date >= before.date:
            decisions[identifier] = decision
            replaced.append(f"{both}; the report's was taken, because it is the later one")
        else:
            replaced.append(f"{both}; that in {where} was kept, because it is the later one")
    return Merged(decisions, replaced, conflicts)


def to_csv(decisions: Mapping[str, Decision]) -> str:
    """Return dispositions.csv, ordered by id so that version control shows changes only."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for identifier in sorted(decisions):
        values = decisions[identifier].model_dump()
        writer.writerow(
            ["" if values[column] is None else guarded(str(values[column])) for column in COLUMNS]
        )
    return out.getvalue()


def _same(one: Decision, two: Decision) -> bool:
    return one.model_dump(exclude={"basis"}) == two.model_dump(exclude={"basis"})


def _said(decision: Decision) -> str:
    return f"'{decision.disposition}' by {decision.reviewer} on {decision.date}"
