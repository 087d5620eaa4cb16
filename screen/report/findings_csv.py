"""The findings as CSV, one line each, for other programs.

The columns are those of the JSON findings, flattened. A spreadsheet runs a cell that begins with
= + - @ as a formula, even from CSV, and other editions of it part cells at semicolons or tabs, so
such text gets an apostrophe in front.
"""

import csv
import io
from pathlib import Path

from screen.core.safe_text import FORMULA_STARTS, guarded
from screen.models.result import Finding, ScreeningResult

COLUMNS = (
    "id",
    "level",
    "status",
    "priority",
    "rule",
    "subject_kind",
    "subject_id",
    "subject_name",
    "party_role",
    "country",
    "file",
    "sheet",
    "row",
    "column",
    "value",
    "rows_touched",
    "list_id",
    "entry_id",
    "entry_name",
    "effect",
    "matched_name",
    "score",
    "band",
    "explanation",
    "context",
    "notes",
    "list_change",
    "via",
    "shipments",
    "value_touched",
    "first_shipment",
    "last_shipment",
    "message",
    "action",
    "evidence",
    "disposition",
    "reason",
    "reviewer",
    "case",
)


def to_text(result: ScreeningResult) -> str:
    """Return the findings in order of priority; ' | ' separates several values in a cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for finding in result.findings:
        writer.writerow([_plain(value) for value in _row(finding)])
    return out.getvalue()


def write(result: ScreeningResult, path: Path) -> None:
    """Write ``to_text`` in UTF-8 with a byte order mark, without which Excel misreads names."""
    path.write_text(to_text(result), encoding="utf-8-sig", newline="")


def _row(finding: Finding) -> list[object]:
    subject, match, context = finding.subject, finding.match, finding.context
    decided = context.disposition or {}
    return [
        finding.id,
        finding.level,
        finding.status,
        finding.priority,
        finding.rule,
        subject.kind,
        subject.id,
        subject.name,
        subject.party_role,
        context.country,
        subject.file,
        subject.sheet,
        subject.row,
        subject.column,
        subject.value,
        sum(place.count for place in context.occurrences),
        context.list_id,
        context.entry_id,
        context.entry_name,
        context.effect or "",
        match.matched_name if match else "",
        match.score if match else "",
        match.band if match else "",
        " | ".join(match.explanation) if match else "",
        context.verdict,
        " | ".join(context.notes),
        context.list_change,
        " -> ".join(finding.via),
        context.exposure.shipments,
        " | ".join(f"{currency} {value:.2f}" for currency, value in context.exposure.value.items()),
        context.exposure.first,
        context.exposure.last,
        finding.message,
        finding.action,
        " | ".join(finding.evidence),
        decided.get("disposition", ""),
        decided.get("reason", ""),
        decided.get("reviewer", ""),
        finding.case,
    ]


def _plain(value: object) -> object:
    """Return text without control characters that no spreadsheet takes for a formula."""
    if not isinstance(value, str):
        return value
    text = guarded("".join(letter for letter in value if letter >= " " or letter == "\n"))
    begins = value.startswith(FORMULA_STARTS) and not text.startswith("'")
    return f"'{text}" if begins else text
