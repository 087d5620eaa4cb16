"""Keeps the result of a run before any decision."""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl
from sqlalchemy import Connection, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.schema import Table

from screen.models.result import ScreeningResult
from screen.models.watchlist import Watchlist
from screen.names.fold import fold
from screen.risk.findings.evidence import cited_entries
from screen.store import store_tables
from screen.store.bodies import body, plain, searched
from screen.store.case_rows import case_rows
from screen.store.database import Store
from screen.store.party_rows import parties_of
from screen.store.times import now

#: What ``runs.body`` holds of a result; cases and findings are lines, frames are parts.
_BODY = ("schema_version", "run", "inputs", "watchlists", "summary", "evidence", "sources")
_PART = 8_000_000
_LINES = 20_000


def keep(store: Store, result: ScreeningResult, lists: Sequence[Watchlist]) -> int:
    """Keep an undecided ``result`` of screening with ``lists``; return the number of the run.

    All of it is kept or nothing. Raises StoreError.
    """
    kept_at, parties = now(), parties_of(result)
    with store.writing() as connection:
        run = 1 + (connection.execute(select(func.max(store_tables.runs.c.number))).scalar() or 0)
        connection.execute(insert(store_tables.runs), _run_line(run, kept_at, result))
        for table, lines in _lines(run, result, parties):
            _insert(connection, table, lines)
        for table, lines in _shared(kept_at, result, parties, lists):
            _insert(connection, table, lines, once=True)
    return run


def _run_line(run: int, kept_at: str, result: ScreeningResult) -> dict[str, Any]:
    whole = {name: getattr(result, name) for name in (*_BODY, "problems")}
    return {
        "number": run,
        "id": result.run.id,
        "kept_at": kept_at,
        "started_at": result.run.started_at,
        "as_of": result.run.as_of,
        "operator": plain(result.run.operator),
        "tool_version": result.run.tool_version,
        "command": plain(result.run.command),
        "policy_sha256": result.run.policy_sha256,
        "rows": sum(sheet.rows_screened for sheet in result.inputs),
        "cases": len(result.cases),
        "body": body(whole),
    }


def _lines(
    run: int, result: ScreeningResult, parties: pl.DataFrame
) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """Yield what is kept of one run, by table."""
    columns = ("sha256", "kind", "rows_read", "rows_screened", "rows_rejected")
    yield (
        store_tables.inputs,
        [
            {"run": run, "place": place, "path": plain(one.path), "sheet": plain(one.sheet)}
            | {name: getattr(one, name) for name in columns}
            for place, one in enumerate(result.inputs)
        ],
    )
    yield (
        store_tables.run_editions,
        [{"run": run, "list_id": one.id, "sha256": one.sha256} for one in result.watchlists],
    )
    yield (
        store_tables.cases,
        [
            {"run": run, "place": place, "id": one.id, "level": one.level, "kind": one.party.kind}
            | {"title": plain(one.title), "reason": plain(one.reason), "body": body(one)}
            | {
                "basis": one.basis,
                "folded": "\n".join(searched(fold(name)) for name in one.party.names),
            }
            | {"identity": plain(one.identity.name if one.identity else "")}
            for place, one in enumerate(result.cases)
        ],
    )
    yield (
        store_tables.findings,
        [
            {"run": run, "place": place, "id": one.id, "case_id": one.case, "rule": one.rule}
            | {"level": one.level, "list_id": one.context.list_id, "body": body(one)}
            | {"entry_id": one.context.entry_id}
            for place, one in enumerate(result.findings)
        ],
    )
    yield (
        store_tables.case_rows,
        [
            {"run": run, "case_id": case, "place": place, "body": body(row)}
            for case, rows in case_rows(result).items()
            for place, row in enumerate(rows)
        ],
    )
    sightings = parties.select("party", "file", "sheet", "row", "rows")
    yield (
        store_tables.sightings,
        sightings.with_columns(pl.lit(run).alias("run")).to_dicts(),
    )
    for name, frame in {**result.tables, "links": result.links}.items():
        yield (
            store_tables.frames,
            [
                {"run": run, "name": name, "part": number, "data": data}
                for number, data in enumerate(_parts(frame))
            ],
        )


def _shared(
    kept_at: str, result: ScreeningResult, parties: pl.DataFrame, lists: Sequence[Watchlist]
) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """Yield what runs have in common: editions, cited entries, parties."""
    yield (
        store_tables.editions,
        [
            {"list_id": one.id, "sha256": one.sha256, "title": one.title, "as_of": one.as_of}
            | {"entries": one.entries, "first_used": kept_at}
            for one in result.watchlists
        ],
    )
    cited = cited_entries(lists)
    wanted = {(one.context.list_id, one.context.entry_id) for one in result.findings} & set(cited)
    yield (
        store_tables.entries,
        [
            {"list_id": list_id, "entry_id": entry_id, "basis": cited[list_id, entry_id].basis}
            | {"body": body(cited[list_id, entry_id].entry)}
            for list_id, entry_id in sorted(wanted)
        ],
    )
    columns = [column.name for column in store_tables.parties.c]
    yield store_tables.parties, parties.select(columns).unique("party").to_dicts()


def _insert(
    connection: Connection, table: Table, lines: Sequence[Mapping[str, Any]], *, once: bool = False
) -> None:
    """Add lines to a table; with ``once`` those that are there already stay as they are."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table).on_conflict_do_nothing() if once else insert(table)
    for start in range(0, len(lines), _LINES):
        connection.execute(statement, lines[start : start + _LINES])


def _parts(frame: pl.DataFrame) -> Iterator[bytes]:
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    data = buffer.getvalue()
    for start in range(0, len(data), _PART):
        yield data[start : start + _PART]
