"""What every report says of a case: where it stands, on which lists, and who decided what."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import PurePath

from screen.core.plurals import plural
from screen.models.case import Case
from screen.models.result import Finding, ScreeningResult
from screen.report.phrases import money

_PLACES_SHOWN = 2
#: So many letters of row numbers are written out for each place; the rest is in Findings.
_ROWS_SHOWN = 30


def where(case: Case) -> str:
    """Return where the party stands: 'Main Report, rows 4, 9-11; 2 more sheets'."""
    places = case.party.rows
    shown = [
        f"{place.sheet or file_name(place.file)}, row{'s' if place.count > 1 else ''}"
        f" {_some(place.rows, place.count)}"
        for place in places[:_PLACES_SHOWN]
    ]
    more = len(places) - _PLACES_SHOWN
    return "; ".join(shown) + (f"; {plural(more, 'more sheet')}" if more > 0 else "")


@lru_cache(maxsize=1_000)
def file_name(path: str) -> str:
    """Return the name of a file without its folders."""
    return PurePath(path).name


def _some(rows: str, count: int) -> str:
    """Return row numbers, or of many the first ones and how many there are."""
    if len(rows) <= _ROWS_SHOWN:
        return rows
    return f"{rows[:_ROWS_SHOWN].rpartition(',')[0]} … ({count:,} in all)"


def listings(case: Case) -> str:
    """Return the lists of the identity; those of a place or goods are the ones cited."""
    if case.identity is None:
        return ""
    lists = dict.fromkeys(listing.list_id for listing in case.identity.listings)
    return ", ".join(lists)


def decided_by(case: Case) -> str:
    """Return who decided a case, when and why; '' where nobody has."""
    return decision_said(case.decision) if case.decision else ""


def decision_said(made: Mapping[str, str]) -> str:
    """Return a decision in one sentence, with its second reviewer where it has one."""
    second = made.get("second_reviewer")
    who = f"{made['reviewer']} and {second}" if second else made["reviewer"]
    return f"{made['disposition']} by {who} on {made['date']}: {made['reason']}"


def trade(case: Case) -> str:
    """Return the shipments that a case touches, with their value and dates; '' for none."""
    exposure = case.exposure
    if not exposure.shipments:
        return ""
    value = f", {money(exposure.value)}" if exposure.value else ""
    days = f", {exposure.first} to {exposure.last}" if exposure.first else ""
    return f"{plural(exposure.shipments, 'shipment')}{value}{days}"


def findings_of(result: ScreeningResult) -> dict[str, list[Finding]]:
    """Return the findings of each case, the gravest first."""
    held: dict[str, list[Finding]] = {case.id: [] for case in result.cases}
    for finding in result.findings:
        held.setdefault(finding.case, []).append(finding)
    return held


def gravest(result: ScreeningResult, count: int) -> list[Case]:
    """Return the gravest open cases, each of another firm."""
    chosen: dict[str, Case] = {}
    for case in _open(result.cases):
        chosen.setdefault(case.party.names[0].casefold(), case)
        if len(chosen) == count:
            break
    return list(chosen.values())


def reviewed(result: ScreeningResult) -> list[Case]:
    """Return the cases that are decided and out of the counts."""
    return [case for case in result.cases if not case.is_open]


def _open(cases: Iterable[Case]) -> Iterable[Case]:
    return (case for case in cases if case.is_open)
