"""Loads the result of a kept run before any decision: whole, or some cases of it."""

import io
import json
from collections.abc import Sequence

import polars as pl
from pydantic import TypeAdapter
from sqlalchemy import Connection, Table, select

from screen.core.errors import UsageError
from screen.models.case import Case
from screen.models.frames import PLACE_SCHEMA, no_links, row_schema
from screen.models.kinds import KINDS
from screen.models.result import Finding, ScreeningResult
from screen.models.watchlist import Entry
from screen.store import store_tables
from screen.store.database import Store

#: Databases limit the number of values in one query.
_AT_ONCE = 500


def load_run(store: Store, run: int) -> ScreeningResult:
    """Return the whole undecided result of a run. Raises UsageError where there is none."""
    with store.reading() as connection:
        return _load(connection, run, None)


def load_cases(store: Store, run: int, case_ids: Sequence[str]) -> ScreeningResult:
    """Return the undecided result of a run with those of ``case_ids`` that it has, without rows.

    Raises UsageError where there is no such run.
    """
    with store.reading() as connection:
        return _load(connection, run, case_ids)


def last_with(store: Store, case_id: str, finding_id: str) -> tuple[int, ScreeningResult] | None:
    """Return the last run that has a case, or else a finding, and the result with that case."""
    cases, findings = store_tables.cases.c, store_tables.findings.c
    with store.reading() as connection:
        query = select(cases.run, cases.id).where(cases.id == case_id).order_by(cases.run.desc())
        if not case_id:
            query = (
                select(findings.run, findings.case_id)
                .where(findings.id == finding_id)
                .order_by(findings.run.desc())
            )
        found = connection.execute(query.limit(1)).first()
        return (found[0], _load(connection, found[0], [found[1]])) if found else None


def listed_entries(store: Store, result: ScreeningResult) -> dict[tuple[str, str], Entry]:
    """Return the entries that the findings of a result cite, as they were."""
    wanted = {
        (one.context.list_id, one.context.entry_id, one.context.basis) for one in result.findings
    }
    table, found = store_tables.entries.c, {}
    with store.reading() as connection:
        for list_id, entry_id, basis in wanted:
            query = select(table.body).where(
                table.list_id == list_id, table.entry_id == entry_id, table.basis == basis
            )
            text = connection.execute(query).scalar()
            if text:
                found[list_id, entry_id] = Entry.model_validate(json.loads(text))
    return found


def _load(connection: Connection, run: int, case_ids: Sequence[str] | None) -> ScreeningResult:
    query = select(store_tables.runs.c.body).where(store_tables.runs.c.number == run)
    text = connection.execute(query).scalar()
    if text is None:
        raise UsageError(f"there is no run {run}; 'flscreen history' names them")
    frames = _frames(connection, run) if case_ids is None else {}
    links = frames.pop("links", no_links())
    of_case, of_finding = TypeAdapter(Case), TypeAdapter(Finding)
    return ScreeningResult.model_validate(
        {
            **json.loads(text),
            "cases": [
                of_case.validate_json(one)
                for one in _bodies(connection, store_tables.cases, "id", run, case_ids)
            ],
            "findings": [
                of_finding.validate_json(one)
                for one in _bodies(connection, store_tables.findings, "case_id", run, case_ids)
            ],
            "links": links,
            "tables": frames or {kind: pl.DataFrame(schema=row_schema(kind)) for kind in KINDS},
        }
    )


def _bodies(
    connection: Connection, table: Table, of_case: str, run: int, case_ids: Sequence[str] | None
) -> list[str]:
    """Return the bodies of cases or findings in their order: all of a run, or of some cases."""
    query = select(table.c.place, table.c.body).where(table.c.run == run)
    if case_ids is None:
        return [text for _, text in connection.execute(query.order_by(table.c.place))]
    found = []
    for start in range(0, len(case_ids), _AT_ONCE):
        some = case_ids[start : start + _AT_ONCE]
        found += [tuple(row) for row in connection.execute(query.where(table.c[of_case].in_(some)))]
    return [text for _, text in sorted(found)]


def _frames(connection: Connection, run: int) -> dict[str, pl.DataFrame]:
    table = store_tables.frames.c
    query = select(table.name, table.data).where(table.run == run).order_by(table.name, table.part)
    parts: dict[str, list[bytes]] = {}
    for name, data in connection.execute(query):
        parts.setdefault(name, []).append(data)
    frames = {name: pl.read_parquet(io.BytesIO(b"".join(data))) for name, data in parts.items()}
    return {name: _as_now(frame) for name, frame in frames.items()}


def _as_now(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame that an earlier version may have kept with places of another type."""
    places = {name: dtype for name, dtype in PLACE_SCHEMA.items() if name in frame.columns}
    return frame.cast(places)  # type: ignore[arg-type]
