"""The findings as HTML: each one unfolds to its match, its rows, its law and its evidence."""

from typing import Any

from screen.core.plurals import plural
from screen.models.result import Finding, ScreeningResult
from screen.models.rulebook import RULES, rulebook
from screen.report.phrases import money

#: A browser stays quick up to about this many. The page says that the rest is in other formats.
FINDINGS_SHOWN = 5_000


def findings_values(result: ScreeningResult) -> dict[str, Any]:
    """Return what ``templates/findings.html`` shows."""
    return {
        "findings": result.findings[:FINDINGS_SHOWN],
        "claims": {claim.id: claim for claim in result.evidence},
        "sources": {source.id: source for source in result.sources},
        "fields": _fields,
    }


def _fields(finding: Finding) -> dict[str, str]:
    """Return the details of a finding by label; those that are empty are not shown."""
    subject, match, context = finding.subject, finding.match, finding.context
    rule, exposure = rulebook().rules[finding.rule], context.exposure
    rows = "; ".join(
        f"{place.file}{', ' + place.sheet if place.sheet else ''}: {place.rows}"
        for place in context.occurrences
    )
    decided = context.disposition or {}
    return {
        "What to do": finding.action,
        "Rule": f"{finding.rule}: {rule.title}",
        "Law": rule.law,
        "Effect in law": context.effect or "none by itself",
        "Limits": rule.limits,
        "List and entry": (
            ""
            if context.list_id == RULES
            else f"{context.entry_name} ({context.list_id}/{context.entry_id})"
        ),
        "Matched name": match.matched_name if match else "",
        "How names compare": "; ".join(match.explanation) if match else "",
        "Corroboration": context.verdict if match else "",
        "Notes": "; ".join(context.notes),
        "Rows": rows,
        "Cell": f"{subject.column}: {subject.value}" if subject.value else subject.column,
        "Party role": subject.party_role,
        "Trade touched": _trade(
            exposure.shipments, money(exposure.value), exposure.first, exposure.last
        ),
        "Decision": ", ".join(f"{name}: {value}" for name, value in decided.items()),
        "Finding id": finding.id,
    }


def _trade(shipments: int, value: str, first: str, last: str) -> str:
    if not shipments:
        return ""
    days = f", {first} to {last}" if first else ""
    return f"{plural(shipments, 'shipment')}{', ' + value if value else ''}{days}"
