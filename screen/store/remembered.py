"""What the store remembers: runs, and what became of a party."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from screen.names.fold import fold
from screen.review.dispositions import CASE_ID
from screen.store import store_tables
from screen.store.bodies import searched
from screen.store.database import Store
from screen.store.trail import Line, lines_on

_MOST = 200


@dataclass(frozen=True, slots=True)
class History:
    """What is known about a party: its spellings, places in files, cases and decisions."""

    parties: list[dict[str, Any]]
    sightings: list[dict[str, Any]]
    cases: list[dict[str, Any]]
    lines: list[Line]

    def __bool__(self) -> bool:
        """Whether anything is known."""
        return bool(self.parties or self.cases or self.lines)


def kept_runs(store: Store, most: int = 50) -> list[dict[str, Any]]:
    """Return the last runs, the newest first, with their input files and lists."""
    table = store_tables.runs.c
    columns = [one for one in table if one.name != "body"]
    with store.reading() as connection:
        runs = connection.execute(select(*columns).order_by(table.number.desc()).limit(most))
        return [
            {
                **run,
                "files": _files(connection, run["number"]),
                "lists": _lists(connection, run["number"]),
            }
            for run in runs.mappings().all()
        ]


def history_of(store: Store, wanted: str) -> History:
    """Return what is known about a party, by its name, a part of it, or the id of a case."""
    with store.reading() as connection:
        if re.fullmatch(f"{CASE_ID}[0-9a-f]{{16}}", wanted):
            return History([], [], _cases(connection, wanted, ""), lines_on(connection, [wanted]))
        folded = searched(fold(wanted)) or searched(wanted.casefold())
        like = "%" + re.sub("([%_!])", r"!\1", folded) + "%"
        parties = store_tables.parties.c
        query = select(store_tables.parties).where(parties.folded.like(like, escape="!"))
        found = [
            dict(one)
            for one in connection.execute(query.order_by(parties.name).limit(_MOST)).mappings()
        ]
        cases = _cases(connection, "", like)
        ids = list(dict.fromkeys(case["id"] for case in cases))
        return History(
            found,
            _sightings(connection, [one["party"] for one in found]),
            cases,
            lines_on(connection, ids) if ids else [],
        )


def _cases(connection: Connection, case_id: str, like: str) -> list[dict[str, Any]]:
    table, runs = store_tables.cases.c, store_tables.runs.c
    of_party = (table.kind == "party") & table.folded.like(like, escape="!")
    wanted = table.id == case_id if case_id else of_party
    columns = (table.run, table.id, table.level, table.title, table.identity, table.reason)
    query = (
        select(*columns, runs.kept_at, runs.as_of)
        .join_from(store_tables.cases, store_tables.runs)
        .where(wanted)
        .order_by(table.run.desc(), table.place)
        .limit(_MOST)
    )
    return [dict(one) for one in connection.execute(query).mappings()]


def _sightings(connection: Connection, parties: Sequence[str]) -> list[dict[str, Any]]:
    table, runs = store_tables.sightings.c, store_tables.runs.c
    named = store_tables.parties.c
    query = (
        select(store_tables.sightings, named.name, runs.kept_at, runs.as_of, runs.operator)
        .join_from(store_tables.sightings, store_tables.runs)
        .join(store_tables.parties, named.party == table.party)
        .where(table.party.in_(parties))
        .order_by(table.run.desc(), table.file, table.row)
        .limit(_MOST)
    )
    return [dict(one) for one in connection.execute(query).mappings()]


def _files(connection: Connection, run: int) -> list[str]:
    table = store_tables.inputs.c
    query = select(table.path).where(table.run == run).order_by(table.place)
    return list(dict.fromkeys(connection.execute(query).scalars()))


def _lists(connection: Connection, run: int) -> dict[str, str]:
    table, editions = store_tables.run_editions.c, store_tables.editions.c
    query = (
        select(table.list_id, editions.as_of)
        .join_from(
            store_tables.run_editions,
            store_tables.editions,
            (table.list_id == editions.list_id) & (table.sha256 == editions.sha256),
        )
        .where(table.run == run)
        .order_by(table.list_id)
    )
    return {one.list_id: one.as_of for one in connection.execute(query)}
