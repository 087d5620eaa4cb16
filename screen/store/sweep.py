"""Screens the stored parties against the present lists and says what changed since it was seen."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
from sqlalchemy import Connection, delete, insert, select

from screen.lists.identities import load_identities
from screen.matching.name_index import NameIndex
from screen.models.basis import rested_on
from screen.models.case import Case
from screen.models.frames import row_schema
from screen.models.kinds import KINDS
from screen.models.policy import Policy
from screen.models.rulebook import rulebook
from screen.models.vocabulary import Level, at_least
from screen.models.watchlist import Watchlist
from screen.names.fold import fold
from screen.review.dispositions import Decision, apply_dispositions, decided_cases, found_again
from screen.risk.assess import assess
from screen.risk.findings.cases import settle
from screen.risk.screened import Screened, screened_lists
from screen.store import store_tables
from screen.store.bodies import plain, searched
from screen.store.database import Store
from screen.store.party_rows import supplier_rows
from screen.store.standing import settled
from screen.store.times import now
from screen.store.trail import lines_on

_PARTY = ("name", "role", "country", "address", "registration", "main")
_DIGEST = re.compile(r"(\S+ \S+) (?:critical|high|medium|low|info) (\S+)[^;]*")


@dataclass(frozen=True, slots=True)
class Change:
    """A case that differs from when it was last seen.

    ``kind`` is 'new', 'graver', 'lower', 'evidence', 'open again' or 'gone'.
    """

    kind: str
    case_id: str
    level: Level
    was: str
    title: str
    identity: str
    said: str
    is_open: bool

    def fails(self, floor: str) -> bool:
        """Whether a nightly job should alert somebody: it is open, at ``floor`` or above."""
        told = self.kind not in {"gone", "lower"} and self.is_open and floor != "none"
        return told and at_least(self.level, floor)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Sweep:
    """One look at all stored parties; ``earlier`` is the time of the last, '' for none."""

    number: int
    parties: int
    cases: int
    earlier: str
    lists_changed: tuple[str, ...]
    changes: tuple[Change, ...]


def monitor(
    store: Store,
    lists: Sequence[Watchlist],
    policy: Policy,
    as_of: date,
    *,
    folders: Sequence[Path] = (),
    bundled: bool = True,
    index: NameIndex | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Sweep:
    """Screen every stored party, keep what was found, and return what changed.

    A case that no sweep has seen counts as seen where runs have shown the same of its party.
    Decisions hold as long as the lists say what they said. Raises StoreError.
    """
    progress("Loading stored parties")
    with store.reading() as connection:
        parties = _parties(connection)
        decisions = {
            id: _on_lists(one) for id, one in settled(lines_on(connection, evidence=False)).items()
        }
    identities = load_identities(lists, folders, bundled=bundled)
    cases = _screen(parties, lists, identities, policy, as_of, decisions, index, progress)
    progress("Comparing")
    digests = {one.info.id: one.sha256 for one in lists}
    with store.writing() as connection:
        last = connection.execute(
            select(store_tables.sweeps).order_by(store_tables.sweeps.c.number.desc()).limit(1)
        ).mappings()
        before = next(iter(last), None)
        found = _changes(connection, cases)
        number = 1 + (before["number"] if before else 0)
        _write(connection, number, as_of, parties.height, digests, found, cases)
    then = json.loads(before["lists"]) if before else {}
    moved = sorted(id for id in {*then, *digests} if then.get(id) != digests.get(id))
    return Sweep(
        number,
        parties.height,
        len(cases),
        before["made_at"] if before else "",
        tuple(moved) if before else (),
        tuple(found),
    )


def last_changes(store: Store, most: int = 20) -> list[tuple[dict[str, str], list[dict[str, str]]]]:
    """Return the last sweeps, the newest first, each with what it found changed."""
    sweeps, changes = store_tables.sweeps, store_tables.changes
    with store.reading() as connection:
        found = connection.execute(
            select(sweeps).order_by(sweeps.c.number.desc()).limit(most)
        ).mappings()
        return [
            (
                dict(sweep),
                [
                    dict(line)
                    for line in connection.execute(
                        select(changes)
                        .where(changes.c.sweep == sweep["number"])
                        .order_by(changes.c.place)
                    ).mappings()
                ],
            )
            for sweep in found.all()
        ]


def _parties(connection: Connection) -> pl.DataFrame:
    columns = [store_tables.parties.c[name] for name in _PARTY]
    rows = connection.execute(select(*columns).order_by(store_tables.parties.c.party)).all()
    schema = {name: pl.Int64 if name == "main" else pl.String for name in _PARTY}
    return pl.DataFrame([tuple(row) for row in rows], schema=schema, orient="row")


def _screen(
    parties: pl.DataFrame,
    lists: Sequence[Watchlist],
    identities: pl.DataFrame,
    policy: Policy,
    as_of: date,
    decisions: Mapping[str, Decision],
    index: NameIndex | None,
    progress: Callable[[str], None],
) -> list[Case]:
    rows, named = supplier_rows(parties)
    nothing = {kind: pl.DataFrame(schema=row_schema(kind)) for kind in KINDS}
    screened = Screened(
        {**nothing, "supplier": rows},
        named,
        [],
        screened_lists(lists, as_of),
        as_of,
        identities=identities,
    )
    others = {rule for rule in rulebook().rules if rule not in _rules_of_lists()}
    policy = policy.model_copy(update={"rules_off": tuple({*policy.rules_off, *others})})
    made = assess(screened, policy, progress, linked=False, index=index)
    decided, _ = found_again(made.findings, decisions)
    findings = apply_dispositions(made.findings, decided, as_of, four_eyes=policy.four_eyes)
    return settle(decided_cases(made.cases, findings, decided), findings)


def _rules_of_lists() -> set[str]:
    """Return the rules that compare a party with entries of lists; the others need its rows."""
    return {
        name
        for name, rule in rulebook().rules.items()
        if rule.subject == "party" and not rule.evidence and not rule.about_country
    }


def _on_lists(decision: Decision) -> Decision:
    """Return a decision that rests only on what lists say.

    Levels and contexts are those of rows, which the stored parties do not have.
    """
    kept = "; ".join(
        f"{rule} {place} critical {digest}"
        for (rule, place), (_, digest, _) in rested_on(decision.basis).items()
    )
    return decision.model_copy(update={"basis": kept}) if decision.case_id else decision


def _changes(connection: Connection, cases: Sequence[Case]) -> list[Change]:
    before = {
        line["case_id"]: dict(line)
        for line in connection.execute(select(store_tables.watched)).mappings()
    }
    in_runs = _seen_in_runs(connection, [case for case in cases if case.id not in before])
    found = []
    for case in cases:
        if case.id in before:
            kind, said = _compared(case, before[case.id])
        else:
            known = all(
                any((name, *pair) in in_runs for name in _folded(case))
                for pair in _digests(case.basis)
            )
            kind, said = ("", "") if known else ("new", case.reason)
        if kind:
            was = before.get(case.id, {}).get("level", "")
            found.append(_change(kind, case, was, said))
    now_there = {case.id for case in cases}
    for id, line in before.items():
        if id not in now_there:
            told = "no entry of the lists is like it any more"
            named = (line["title"], line["identity"])
            found.append(Change("gone", id, line["level"], line["level"], *named, told, False))
    return found


def _change(kind: str, case: Case, was: str, said: str) -> Change:
    identity = case.identity.name if case.identity else ""
    return Change(kind, case.id, case.level, was, case.title, identity, said, case.is_open)


def _compared(case: Case, before: Mapping[str, str]) -> tuple[str, str]:
    """Return how a case differs from when it was seen, and what to say; '' for not at all."""
    if case.is_open and before["status"] == "reviewed":
        return "open again", case.changed or case.reason
    if case.level != before["level"]:
        graver = at_least(case.level, before["level"])  # type: ignore[arg-type]
        return ("graver" if graver else "lower"), case.reason
    new = _digests(case.basis) - _digests(before["basis"])
    if new:
        entries = sorted({what.split()[1] for what, _ in new})
        return "evidence", f"changed: {', '.join(entries)}; {case.reason}"
    return "", ""


def _digests(basis: str) -> set[tuple[str, str]]:
    """Return what a case rests on: rule and entry, and the digest of the entry's evidence."""
    return {(found[1], found[2]) for found in _DIGEST.finditer(basis)}


def _seen_in_runs(connection: Connection, cases: Sequence[Case]) -> set[tuple[str, str, str]]:
    """Return what runs have shown of the parties of ``cases``: name, rule and entry, digest.

    Of several digests the last counts. A run knows more of a party than the store, so that its case
    may be another one; the name and what it rests on are the same.
    """
    wanted = {name for case in cases for name in _folded(case)}
    table = store_tables.cases.c
    last: dict[tuple[str, str], str] = {}
    if wanted:
        for folded, basis in connection.execute(
            select(table.folded, table.basis).order_by(table.run)
        ):
            for name in wanted.intersection(folded.split("\n")):
                last |= {(name, what): digest for what, digest in _digests(basis)}
    return {(name, what, digest) for (name, what), digest in last.items()}


def _folded(case: Case) -> list[str]:
    return [searched(fold(name)) for name in case.party.names]


def _write(
    connection: Connection,
    number: int,
    as_of: date,
    parties: int,
    digests: Mapping[str, str],
    found: Sequence[Change],
    cases: Sequence[Case],
) -> None:
    sweep = {"number": number, "made_at": now(), "as_of": str(as_of), "parties": parties}
    connection.execute(insert(store_tables.sweeps), {**sweep, "lists": json.dumps(digests)})
    lines = [
        {"sweep": number, "place": place, "kind": one.kind, "case_id": one.case_id}
        | {"level": one.level, "was": one.was, "title": plain(one.title)}
        | {"identity": plain(one.identity), "said": plain(one.said)}
        for place, one in enumerate(found)
    ]
    if lines:
        connection.execute(insert(store_tables.changes), lines)
    connection.execute(delete(store_tables.watched))
    state = [
        {"case_id": one.id, "level": one.level, "status": one.status, "title": plain(one.title)}
        | {"identity": plain(one.identity.name if one.identity else "")}
        | {"reason": plain(one.reason), "basis": one.basis}
        for one in cases
    ]
    if state:
        connection.execute(insert(store_tables.watched), state)
