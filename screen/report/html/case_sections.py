"""The cases as HTML: each unfolds to its listings, its rows, its evidence and its findings."""

from typing import Any

from screen.models.case import Case
from screen.models.result import ScreeningResult
from screen.models.rulebook import RULES
from screen.models.vocabulary import LEVELS
from screen.report.case_phrases import decided_by, findings_of, listings, trade, where

#: A browser stays quick up to about this many. The page says that the rest is in other formats.
CASES_SHOWN = 5_000
#: A case of a thousand findings shows the gravest of them.
FINDINGS_IN_CASE = 50


def cases_values(result: ScreeningResult) -> dict[str, Any]:
    """Return what ``templates/cases.html`` shows."""
    return {
        "cases": result.cases[:CASES_SHOWN],
        "held": findings_of(result),
        "findings_in_case": FINDINGS_IN_CASE,
        "case_fields": _fields,
        "listings": listings,
        "where": where,
        "decided_by": decided_by,
        "choices": _choices(result),
    }


def _choices(result: ScreeningResult) -> dict[str, list[tuple[str, str]]]:
    """Return the options of each filter: value and label."""
    rules = sorted({finding.rule for finding in result.findings})
    lists = sorted({finding.context.list_id for finding in result.findings} - {RULES})
    return {
        "levels": [
            (str(order), f"{level} and above" if order else level)
            for order, level in enumerate(LEVELS[:-1])
        ],
        "rules": [(rule, rule) for rule in rules],
        "lists": [(one, one) for one in lists],
        "statuses": [("open", "open"), ("reviewed", "reviewed")],
    }


def _fields(case: Case) -> dict[str, str]:
    """Return the details of a case by label; those that are empty are not shown."""
    identity = case.identity
    listed = identity.listings if identity else []
    return {
        "What to do": case.action,
        "Names in the input": "; ".join(case.party.names),
        "Roles": ", ".join(case.party.roles),
        "About": identity.name if identity else "",
        "Listings": "; ".join(
            f"{one.entry_name} ({one.list_id}, {one.effect}, {one.status})" for one in listed
        ),
        "Rows": "; ".join(
            f"{place.file}{', ' + place.sheet if place.sheet else ''}: {place.rows}"
            for place in case.party.rows
        ),
        "Trade touched": trade(case),
        "Decision": decided_by(case),
        "Case id": case.id,
    }
