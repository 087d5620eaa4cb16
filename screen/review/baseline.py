"""Comparison with an earlier JSON report: which findings are new, known or gone."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from screen.core.errors import UsageError
from screen.models.result import SCHEMA_VERSION, Finding, Problem

#: The versions of the JSON report whose findings are understood; their ids are the same.
_READ = (1, SCHEMA_VERSION)


@dataclass(frozen=True, slots=True)
class Report:
    """The part of an earlier JSON report that is compared: its findings by id, as written."""

    path: Path
    findings: dict[str, dict[str, Any]]


def load_report(path: Path) -> Report:
    """Return the findings of a JSON report. Raises UsageError where the file is not one."""
    try:
        earlier = json.loads(path.read_text(encoding="utf-8"))
        if earlier["schema_version"] not in _READ:
            raise UsageError(
                f"has schema_version {earlier['schema_version']}, which is not among those this"
                f" version reads ({', '.join(map(str, _READ))})",
                path=path,
                hint="write it again",
            )
        findings = {finding["id"]: finding for finding in earlier["findings"]}
        read = TypeAdapter(list[Finding]).validate_python(list(findings.values()))
        _refuse_planted(earlier, read)
        return Report(path, findings)
    except OSError as error:
        raise UsageError(
            f"{error.strerror}", path=path, hint="give a JSON report of an earlier run"
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(
            "is not a JSON report of flscreen, or was changed by hand",
            path=path,
            hint="give one written with -o report.json",
        ) from error


def _refuse_planted(report: dict[str, Any], findings: Sequence[Finding]) -> None:
    """Raise ValueError where the parts of a report do not agree, as those that we write do.

    Whoever adds findings by hand to have theirs taken for known would have to add all that
    belongs to them.
    """
    claims = {one["id"] for one in report["evidence"]}
    summary, run = report["summary"], report["run"]
    agree = (
        len(findings) == len(report["findings"]) == summary["open"] + summary["reviewed"]
        and sum(summary["findings"].values()) == len(findings)
        and isinstance(run["tool_version"], str)
        and isinstance(report["watchlists"], list)
        and all(re.fullmatch(r"[0-9a-f]{16}", one.id) for one in findings)
        and all(claim in claims for one in findings for claim in one.evidence)
        and all(sheet["sha256"] for sheet in report["inputs"])
    )
    if not agree:
        raise ValueError("its parts do not agree")


def mark_new(findings: Sequence[Finding], earlier: Report | None) -> list[Finding]:
    """Return ``findings`` marked ``new`` or ``known``, or as they are without an earlier report."""
    if earlier is None:
        return list(findings)
    return [
        replace(
            finding,
            context=replace(
                finding.context,
                baseline="known" if finding.id in earlier.findings else "new",
            ),
        )
        for finding in findings
    ]


def count_new(findings: Sequence[Finding]) -> int:
    """Count the findings that the earlier report did not have; all where there is none."""
    return sum(1 for finding in findings if finding.context.baseline != "known")


def gone(findings: Sequence[Finding], earlier: Report | None) -> list[Problem]:
    """Return a remark on each finding of the earlier report that this run did not make."""
    if earlier is None:
        return []
    ids = {finding.id for finding in findings}
    return [
        Problem(
            severity="info",
            about="baseline",
            file=str(before["subject"].get("file", "")),
            sheet=str(before["subject"].get("sheet", "")),
            row=before["subject"].get("row"),
            column=str(before["subject"].get("column", "")),
            value=str(before["subject"].get("value", "")),
            message=(
                f"gone since {earlier.path}: {before['level']}, {before['rule']}:"
                f" {before['message']}"
            ),
        )
        for identifier, before in earlier.findings.items()
        if identifier not in ids
    ]
