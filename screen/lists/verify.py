"""Verifies loaded lists beyond what loading demands.

The faults that a careful editor would find.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from screen.lists.update.table import load_downloads
from screen.models.vocabulary import Severity
from screen.models.watchlist import Evidence, Watchlist
from screen.names.parse import parse_name

#: A claim is a sentence that a reader takes in at once.
LONGEST_CLAIM = 400
_VERDICTS = re.compile(r"\b(guilty|criminal|violator|slave-?driver)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark of the verifier; an ``error`` makes ``flscreen lists verify`` fail."""

    severity: Severity
    list_id: str
    where: str
    message: str


def verify(lists: Sequence[Watchlist], today: date) -> list[Remark]:
    """All remarks on ``lists``, errors first."""
    remarks = [remark for watchlist in lists for remark in _verify_list(watchlist, today)]
    remarks += _names_in_several_lists(lists)
    remarks += _sources_at_odds(lists)
    order = {"error": 0, "warning": 1, "info": 2}
    return sorted(
        remarks,
        key=lambda remark: (order[remark.severity], remark.list_id, remark.where, remark.message),
    )


def _verify_list(watchlist: Watchlist, today: date) -> Iterator[Remark]:
    info, list_id = watchlist.info, watchlist.info.id
    if info.as_of > info.retrieved:
        yield Remark(
            "error",
            list_id,
            "list.toml",
            f"as_of {info.as_of} is later than retrieved {info.retrieved}",
        )
    if info.retrieved > today:
        yield Remark("error", list_id, "list.toml", f"retrieved {info.retrieved} is in the future")
    if watchlist.is_stale(today):
        yield Remark(
            "warning",
            list_id,
            "list.toml",
            f"{watchlist.age_days(today):,} days old, meant to be renewed every"
            f" {info.max_age_days:,}: {_how_to_renew(list_id)}",
        )
    cited = {claim.source_id for claim in watchlist.evidence}
    for source in info.sources:
        if source.id not in cited:
            yield Remark("warning", list_id, f"source {source.id}", "is cited by no evidence")
    for entry in watchlist.entries:
        where = f"entry {entry.entry_id}"
        if (
            entry.effective_from
            and entry.effective_to
            and entry.effective_from > entry.effective_to
        ):
            yield Remark("error", list_id, where, "effective_from is later than effective_to")
        if entry.kind == "commodity" and not (entry.hs_prefixes or entry.sectors):
            yield Remark(
                "error", list_id, where, "a commodity scope needs HS prefixes or goods in words"
            )
        if (
            entry.kind == "commodity"
            and not entry.country
            and info.effect not in {"advisory", "reported"}
        ):
            yield Remark(
                "error", list_id, where, "a commodity scope with effect in law needs a country"
            )
        if entry.kind in {"entity", "facility"} and parse_name(entry.name).is_generic:
            yield Remark(
                "info",
                list_id,
                where,
                f"the name {entry.name!r} holds no distinctive word and matches only itself",
            )
        doubled = {
            name
            for name in (*entry.aliases, *entry.weak_aliases, *entry.native_names)
            if name == entry.name
        }
        if doubled:
            yield Remark("warning", list_id, where, "an alias repeats the name")
    yield from _claims(watchlist)
    yield from _read_and_unread(watchlist)
    yield from _double_names(watchlist)


def _how_to_renew(list_id: str) -> str:
    """Return what to do about a stale list."""
    if list_id in load_downloads():
        return f"run 'flscreen lists update {list_id}'"
    return "read its publisher's newest edition and renew the folder by hand"


def _claims(watchlist: Watchlist) -> Iterator[Remark]:
    list_id = watchlist.info.id
    for claim in watchlist.evidence:
        where = f"evidence {claim.evidence_id}"
        if len(claim.claim) > LONGEST_CLAIM:
            yield Remark(
                "error",
                list_id,
                where,
                f"the claim has {len(claim.claim)} characters; {LONGEST_CLAIM} at most",
            )
        if not claim.claim.endswith((".", ".)")):
            yield Remark(
                "error", list_id, where, "the claim is not a whole sentence (no full stop)"
            )
        if _VERDICTS.search(claim.claim):
            yield Remark(
                "error",
                list_id,
                where,
                "the claim pronounces a verdict; attribute a statement instead",
            )


def _read_and_unread(watchlist: Watchlist) -> Iterator[Remark]:
    """Yield the forms of names that one claim gives to a source and another to nobody."""
    unread = {one.id for one in watchlist.info.sources if one.reliability == "unverified"}
    said: dict[str, list[Evidence]] = {}
    for claim in watchlist.evidence:
        said.setdefault(claim.entry_id, []).append(claim)
    for entry in watchlist.entries:
        own = said.get(entry.entry_id, [])
        for form in sorted({*entry.native_names, *entry.weak_aliases, *entry.aliases}):
            if form.isascii():
                continue  # A name in Latin letters stands in most sentences on its bearer.
            whole = re.compile(rf"(?<!\w){re.escape(form)}(?!\w)")
            places: dict[bool, str] = {}
            for claim in own:
                if whole.search(claim.claim):
                    places.setdefault(claim.source_id in unread, claim.evidence_id)
            if len(places) == 2:
                yield Remark(
                    "error",
                    watchlist.info.id,
                    f"evidence {places[True]}",
                    f"{form!r} rests on no source that was read here, and on one in"
                    f" {places[False]}; keep one of them",
                )


def _sources_at_odds(lists: Sequence[Watchlist]) -> Iterator[Remark]:
    """Yield the publications that stand under two ids of a list, or are judged in two ways."""
    judged: dict[tuple[str, str], tuple[str, str, str]] = {}
    for watchlist in lists:
        named: dict[tuple[str, str], str] = {}
        for source in watchlist.info.sources:
            where = f"source {source.id}"
            work = (source.title.casefold(), source.published or "")
            other = named.setdefault(work, source.id)
            if other != source.id:
                yield Remark(
                    "error",
                    watchlist.info.id,
                    where,
                    f"is the publication of source {other} too; give it one id",
                )
            here = (watchlist.info.id, source.id, source.reliability)
            first = judged.setdefault(work, here)
            if first[2] != source.reliability:
                yield Remark(
                    "error",
                    watchlist.info.id,
                    where,
                    f"is called {source.reliability}, and {first[2]} in {first[0]}; judge one"
                    " publication one way",
                )


def _double_names(watchlist: Watchlist) -> Iterator[Remark]:
    named = sorted(
        (parse_name(entry.name).folded, entry.entry_id)
        for entry in watchlist.entries
        if entry.kind in {"entity", "facility"}
    )
    for folded, group in groupby(named, key=lambda item: item[0]):
        ids = [entry_id for _, entry_id in group]
        if len(ids) > 1:
            yield Remark(
                "warning",
                watchlist.info.id,
                f"entry {ids[0]}",
                f"has the same name as {', '.join(ids[1:])} ({folded})",
            )


def _names_in_several_lists(lists: Sequence[Watchlist]) -> Iterator[Remark]:
    named = sorted(
        (parse_name(e.name).core, w.info.id, e.entry_id)
        for w in lists
        for e in w.entries
        if e.kind in {"entity", "facility"}
    )
    for core, group in groupby(named, key=lambda item: item[0]):
        places = list(group)
        if core and len({list_id for _, list_id, _ in places}) > 1:
            others = ", ".join(f"{list_id}/{entry_id}" for _, list_id, entry_id in places[1:])
            yield Remark(
                "info", places[0][1], f"entry {places[0][2]}", f"is also listed as {others}"
            )
