"""The evidence and the sources that findings cite, each once."""

from collections.abc import Sequence

from screen.models.result import EvidenceUsed, Finding, SourceUsed
from screen.models.watchlist import Watchlist
from screen.risk.rulebook import rule_list


def cited_evidence(
    findings: Sequence[Finding], lists: Sequence[Watchlist]
) -> tuple[list[EvidenceUsed], list[SourceUsed]]:
    """Evidence and sources in the order of the lists; ids are ``list/evidence`` and ``list/source``, unique over all lists."""
    wanted = {evidence_id for finding in findings for evidence_id in finding.evidence}
    evidence: list[EvidenceUsed] = []
    sources: list[SourceUsed] = []
    for watchlist in [*lists, rule_list()]:
        list_id = watchlist.info.id
        cited = [claim for claim in watchlist.evidence if f"{list_id}/{claim.evidence_id}" in wanted]
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
