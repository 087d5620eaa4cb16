"""Says in the notes of findings to whom the listed party belongs, by relations.csv."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from screen.models.result import Finding


def with_relations(
    findings: Iterable[Finding], relations: Mapping[tuple[str, str], tuple[str, ...]]
) -> list[Finding]:
    """Return ``findings`` with the relations of their entries as notes; nothing else changes.

    ``relations`` are the lines of each entry, by list and entry id. What only travelled down the
    supply chain is told once, at its first finding.
    """
    return [
        finding
        if finding.context.origin
        else _noted(finding, relations.get((finding.context.list_id, finding.context.entry_id), ()))
        for finding in findings
    ]


def _noted(finding: Finding, lines: tuple[str, ...]) -> Finding:
    if not lines:
        return finding
    context = replace(finding.context, notes=[*finding.context.notes, *lines])
    return replace(finding, context=context)
