"""The findings as SARIF 2.1.0 (OASIS, 2020), for code scanning views.

The log holds the rules with their law, and a result for each finding at its row of the file.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from screen.core.versions import HOMEPAGE
from screen.models.result import Finding, ScreeningResult
from screen.models.rulebook import rulebook
from screen.models.vocabulary import Level
from screen.report.phrases import weaker

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: dict[Level, str] = {
    "critical": "error",
    "high": "error",
    "medium": "warning",
    "low": "note",
    "info": "note",
}
#: What code scanning sorts by: 0.0 to 10.0.
_SEVERITY: dict[Level, str] = {
    "critical": "9.5",
    "high": "8.0",
    "medium": "5.5",
    "low": "3.0",
    "info": "1.0",
}


def to_text(result: ScreeningResult) -> str:
    """Return the run as a SARIF log.

    Reviewed findings are never left out; they are suppressed, with the reviewer's reason.
    """
    run = {
        "tool": {
            "driver": {
                "name": "flscreen",
                "semanticVersion": result.run.tool_version,
                "informationUri": HOMEPAGE,
                "rules": _rules(),
            }
        },
        "invocations": [
            {
                "executionSuccessful": True,
                "startTimeUtc": result.run.started_at.replace("+00:00", "Z"),
                "toolExecutionNotifications": [
                    *(
                        {"level": "warning", "message": {"text": text}}
                        for text in filter(None, [weaker(result)])
                    ),
                    *(
                        {
                            "level": "error"
                            if p.severity == "error"
                            else "warning"
                            if p.severity == "warning"
                            else "note",
                            "message": {"text": p.message},
                            "locations": [_place(p.file, p.row)],
                        }
                        for p in result.problems
                    ),
                ],
            }
        ],
        "artifacts": [
            {"location": {"uri": _uri(path)}, "hashes": {"sha-256": digest}}
            for path, digest in {sheet.path: sheet.sha256 for sheet in result.inputs}.items()
        ],
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding) for finding in result.findings],
        "properties": {
            "cases": [
                {
                    "id": case.id,
                    "name": case.title,
                    "level": case.level,
                    "status": case.status,
                    "findings": len(case.findings),
                }
                for case in result.cases
            ]
        },
    }
    return (
        json.dumps(
            {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False
        )
        + "\n"
    )


@cache
def _numbers() -> dict[str, int]:
    return {rule: number for number, rule in enumerate(rulebook().rules)}


def _rules() -> list[dict[str, Any]]:
    return [
        {
            "id": rule,
            "name": "".join(part.capitalize() for part in rule.split("-")),
            "shortDescription": {"text": text.title},
            "fullDescription": {"text": f"{text.title}. {text.limits}"},
            "help": {
                "text": f"{text.action}\n\nLaw: {text.law}\nLimits: {text.limits}",
                "markdown": f"{text.action}\n\n**Law:** {text.law}\n\n**Limits:** {text.limits}",
            },
            "properties": {"tags": ["forced-labour", "supply-chain"], "law": text.law},
        }
        for rule, text in rulebook().rules.items()
    ]


def _result(finding: Finding) -> dict[str, Any]:
    subject, context = finding.subject, finding.context
    made: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": _numbers()[finding.rule],
        "level": _LEVELS[finding.level],
        "message": {"text": f"{finding.message} {finding.action}"},
        "locations": [
            _place(subject.file, subject.row, f"{subject.sheet} {subject.column}".strip())
        ],
        "partialFingerprints": {
            "flscreenFindingId/v1": finding.id,
            "flscreenCaseId/v1": finding.case,
        },
        "rank": round(finding.priority / 10, 1),
        "properties": {
            "level": finding.level,
            "security-severity": _SEVERITY[finding.level],
            "case": finding.case,
            "name": subject.name,
            "sheet": subject.sheet,
            "list": context.list_id,
            "entry": context.entry_id,
            "score": finding.match.score if finding.match else None,
            "via": finding.via,
            "evidence": finding.evidence,
        },
    }
    if context.baseline:
        made["baselineState"] = "new" if context.baseline == "new" else "unchanged"
    if finding.status == "reviewed" and context.disposition:
        decided = context.disposition
        said = (
            f"{decided['disposition']} by {decided['reviewer']} on {decided['date']}:"
            f" {decided['reason']}"
        )
        made["suppressions"] = [{"kind": "external", "status": "accepted", "justification": said}]
    return made


def _place(file: str, row: int | None, where: str = "") -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(file)}}
    if row:
        physical["region"] = {"startLine": row}
    place: dict[str, Any] = {"physicalLocation": physical}
    if where:
        place["logicalLocations"] = [{"fullyQualifiedName": where}]
    return place


def _uri(path: str) -> str:
    """Return a path as a URI reference; a relative path stays relative to the repository."""
    from urllib.parse import quote

    return quote(Path(path).as_posix())
