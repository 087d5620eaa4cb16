"""What was counted over all rows, put together: for findings (``Whole``), files, cases, summary."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl

from screen.engines.chunk import BETWEEN, GAPS, gap_id
from screen.engines.lines import LACKS
from screen.engines.plan import Plan
from screen.engines.sample import Counts
from screen.models.kinds import KINDS
from screen.models.result import Problem
from screen.models.touched import Exposure, Occurrences
from screen.risk.findings.build import Whole
from screen.risk.findings.occurrences import occurrences
from screen.risk.rules.data_gap import gap


def counts_of(lines: pl.DataFrame) -> dict[int, dict[str, int]]:
    """Return what was counted of each file, from lines summed by file and name."""
    counts: dict[int, dict[str, int]] = {}
    for file, name, amount in lines.select("file", "name", "amount").iter_rows():
        counts.setdefault(file, {})[name] = int(amount)
    return counts


def wholes(
    plans: Sequence[Plan],
    touched: pl.DataFrame,
    rows: pl.DataFrame,
    names: pl.DataFrame,
    days: pl.DataFrame,
    counts: Counts,
) -> dict[str, Whole]:
    """Return what is known of all rows of each finding, by its id.

    ``touched`` counts the rows by finding and file, ``rows`` are the first ``ROWS_WRITTEN`` of
    them, ``names`` counts names by finding and ``days`` rows by finding and day; ``plans`` holds
    the plan of each file.
    """
    first = by_place(rows)
    places = places_of(plans[0].shown, touched, first)
    by_name = dict(names.iter_rows())
    by_day: dict[str, list[date | None]] = {}
    for finding, day, count in days.iter_rows():
        by_day.setdefault(finding, []).extend([day] * count)
    found = {
        finding: Whole(
            told,
            by_name.get(finding, 1),
            by_day.get(finding, ()),
        )
        for finding, told in places.items()
    }
    return found | _gaps(plans, counts, first)


First = Mapping[tuple[str, int], Sequence[int]]


def by_place(rows: pl.DataFrame) -> First:
    """Return the row numbers of each finding or case (first column) in each file (second)."""
    first: dict[tuple[str, int], list[int]] = {}
    for of, file, row in rows.sort(rows.columns).iter_rows():
        first.setdefault((of, file), []).append(row)
    return first


def places_of(
    shown: Sequence[str], touched: pl.DataFrame, first: First
) -> dict[str, list[Occurrences]]:
    """Return the rows of each finding or case: counted, and the ``first`` of them by number."""
    places: dict[str, list[Occurrences]] = {}
    for of, file, count in touched.sort(touched.columns[:2]).iter_rows():
        places.setdefault(of, []).append(place_of(shown[file], first[of, file], count))
    return {of: sorted(told, key=lambda one: one.file) for of, told in places.items()}


def place_of(file: str, first: Sequence[int], count: int) -> Occurrences:
    """Return ``count`` rows of a file, of which the ``first`` are named by number."""
    place = occurrences((file, "", row) for row in first)[0]
    more = ", …" if count > place.count else ""
    return replace(place, rows=place.rows + more, count=count)


def _gaps(plans: Sequence[Plan], counts: Counts, first: First) -> dict[str, Whole]:
    """Return what is known of the rows that lack something, by the id of the finding on a file."""
    if GAPS in plans[0].policy.rules_off:
        return {}
    found = {}
    for file, counted in counts.items():
        plan = plans[file]
        kind = KINDS[plan.header.kind]
        for name, lacking in counted.items():
            if not name.startswith(LACKS):
                continue
            what = name[len(LACKS) :]
            note, raised = gap(kind, what, lacking, counted["rows_screened"])
            shown = plan.shown[file]
            finding = gap_id(kind.name, what, shown)
            place = place_of(shown, first[finding, file], lacking)
            found[finding] = Whole([place], 1, note=note, raised=raised)
    return found


def exposures(sums: pl.DataFrame, of: str) -> dict[str, Exposure]:
    """Return the exposure of each finding or case: ``sums`` by it and currency.

    Columns: ``of``, currency, shipments, value (null where no row has one), first, last.
    """
    told: dict[str, dict[str, Any]] = {}
    for one in sums.sort(of, "currency").iter_rows(named=True):
        found = told.setdefault(one[of], {"shipments": 0, "value": {}, "days": []})
        found["shipments"] += one["shipments"]
        if one["value"] is not None:
            found["value"][one["currency"]] = round(one["value"], 2)
        found["days"] += [day for day in (one["first"], one["last"]) if day]
    return {
        name: Exposure(
            shipments=found["shipments"],
            value=found["value"],
            first=min(found["days"]).isoformat() if found["days"] else "",
            last=max(found["days"]).isoformat() if found["days"] else "",
        )
        for name, found in told.items()
    }


def problems_of(shown: Sequence[str], lines: pl.DataFrame) -> list[Problem]:
    """Return what the reader should know of the rows: each kind of problem once, with its count."""
    told = []
    for name, amount, file, row in lines.select("name", "amount", "file", "row").iter_rows():
        severity, column, message = str(name).split(BETWEEN)
        more = f" ({int(amount):,} rows)" if amount > 1 else ""
        told.append(
            Problem(
                severity=severity,
                file=shown[file] if file is not None else "",
                row=row,
                column=column,
                message=message + more,
            )
        )
    return sorted(told, key=lambda one: (one.file, one.row or 0, one.column, one.message))


def shared_cases(cases: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """Return finding and case, for the cases of several findings."""
    pairs = [(one, case) for case, found in cases.items() if len(found) > 1 for one in found]
    return pl.DataFrame(pairs, schema={"finding": pl.String, "case": pl.String}, orient="row")
