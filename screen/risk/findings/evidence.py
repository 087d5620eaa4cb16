"""The evidence and the sources that findings cite, each once."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from screen.models.result import EvidenceUsed, Finding, SourceUsed
from screen.models.rulebook import rule_list
from screen.models.watchlist import Entry, Evidence, Watchlist


@dataclass(frozen=True, slots=True)
class Cited:
    """The entry of a finding, its claims, the date of the newest one, and a digest of them."""

    watchlist: Watchlist
    entry: Entry
    evidence: list[str]
    newest: str
    basis: str


def cited_entries(lists: Sequence[Watchlist]) -> dict[tuple[str, str], Cited]:
    """Every entry of ``lists`` by list and entry id, with what findings on it cite."""
    claims: dict[tuple[str, str], list[Evidence]] = {}
    for watchlist in lists:
        for claim in watchlist.evidence:
            claims.setdefault((watchlist.info.id, claim.entry_id), []).append(claim)
    return {
        (watchlist.info.id, entry.entry_id): _cited(
            watchlist, entry, claims.get((watchlist.info.id, entry.entry_id), [])
        )
        for watchlist in lists
        for entry in watchlist.entries
    }


def _cited(watchlist: Watchlist, entry: Entry, claims: Sequence[Evidence]) -> Cited:
    text = entry.model_dump_json() + "".join(claim.model_dump_json() for claim in claims)
    return Cited(
        watchlist,
        entry,
        [f"{watchlist.info.id}/{claim.evidence_id}" for claim in claims],
        max((claim.date or "" for claim in claims), default=""),
        hashlib.sha256(text.encode()).hexdigest()[:12],
    )


def cited_evidence(
    findings: Sequence[Finding], lists: Sequence[Watchlist]
) -> tuple[list[EvidenceUsed], list[SourceUsed]]:
    """Evidence and sources in the order of the lists.

    Ids are ``list/evidence`` and ``list/source``, unique over all lists.
    """
    wanted = {evidence_id for finding in findings for evidence_id in finding.evidence}
    evidence: list[EvidenceUsed] = []
    sources: list[SourceUsed] = []
    for watchlist in [*lists, rule_list()]:
        list_id = watchlist.info.id
        cited = [
            claim for claim in watchlist.evidence if f"{list_id}/{claim.evidence_id}" in wanted
        ]
        evidence += [
            EvidenceUsed(
                id=f"{list_id}/{claim.evidence_id}",
                list_id=list_id,
                entry_id=claim.entry_id,
                source_id=f"{list_id}/{claim.source_id}",
                claim=claim.claim,
                locator=claim.locator,
                date=claim.date or "",
                caveat=claim.caveat,
            )
            for claim in cited
        ]
        used = {claim.source_id for claim in cited}
        sources += [
            SourceUsed(
                id=f"{list_id}/{source.id}",
                title=source.title,
                publisher=source.publisher,
                published=source.published or "",
                url=source.url,
                reliability=source.reliability,
            )
            for source in watchlist.info.sources
            if source.id in used
        ]
    return evidence, sources
