"""Reviewers' decisions (dispositions.csv), applied to findings.

A reviewed finding stays in every output and is marked there.
"""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from screen.core.errors import UsageError
from screen.core.plurals import plural
from screen.models.result import Finding, Problem
from screen.models.vocabulary import Disposition

_OptionalDate = Annotated[date | None, BeforeValidator(lambda value: value or None)]


class Decision(BaseModel):
    """A line of dispositions.csv: a decision on a finding, who made it, when and why."""

    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=True)

    finding_id: str = Field(min_length=8)
    disposition: Disposition
    reason: str = Field(min_length=3)
    reviewer: str = Field(min_length=1)
    date: date
    expires: _OptionalDate = None
    basis: str = ""


def load_dispositions(path: Path) -> dict[str, Decision]:
    """Return decisions by finding id. Raises UsageError that names the line at fault."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle)
            decisions: dict[str, Decision] = {}
            for values in reader:
                decision = Decision.model_validate({k: v for k, v in values.items() if k})
                if decision.finding_id in decisions:
                    raise UsageError(
                        f"{path}, line {reader.line_num}: finding {decision.finding_id} is decided"
                        " twice; keep one line"
                    )
                decisions[decision.finding_id] = decision
    except OSError as error:
        raise UsageError(
            f"{error.strerror}", path=path, hint="give the dispositions file"
        ) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(
            f"is not a CSV file in UTF-8 ({error})",
            path=path,
            hint="write it with 'flscreen review'",
        ) from error
    except ValidationError as error:
        fault = error.errors()[0]
        raise UsageError(
            f"{path}, line {reader.line_num}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}"
        ) from error
    return decisions


def apply_dispositions(
    findings: Sequence[Finding], decisions: Mapping[str, Decision], as_of: date
) -> list[Finding]:
    """Return findings with the status that reviewers gave them.

    A finding stays open, with a note, where its decision has expired or was made before the list
    entry or its evidence changed.
    """
    return [_decided(finding, decisions.get(finding.id), as_of) for finding in findings]


def unused_decisions(
    findings: Sequence[Finding], decisions: Mapping[str, Decision]
) -> list[Problem]:
    """Return a remark on decisions whose findings are gone, so that none is dropped silently."""
    ids = {finding.id for finding in findings}
    unused = [decision for decision in decisions.values() if decision.finding_id not in ids]
    if not unused:
        return []
    shown = ", ".join(decision.finding_id for decision in unused[:5]) + (
        " …" if len(unused) > 5 else ""
    )
    return [
        Problem(
            severity="info",
            file="dispositions",
            message=(
                f"{plural(len(unused), 'decision')} had no effect: this run does not have the"
                f" findings ({shown})"
            ),
        )
    ]


def _decided(finding: Finding, decision: Decision | None, as_of: date) -> Finding:
    if decision is None:
        return finding
    record = {
        key: str(value)
        for key, value in decision.model_dump(exclude={"finding_id", "basis"}).items()
        if value is not None
    }
    reason = _open_again(finding, decision, as_of)
    notes = [*finding.context.notes, f"open again: {reason}"] if reason else finding.context.notes
    settled = not reason and decision.disposition not in {"confirmed", "escalated"}
    context = finding.context.model_copy(update={"disposition": record, "notes": notes})
    return finding.model_copy(
        update={"status": "reviewed" if settled else "open", "context": context}
    )


def _open_again(finding: Finding, decision: Decision, as_of: date) -> str:
    if decision.expires and decision.expires < as_of:
        return f"the decision '{decision.disposition}' expired on {decision.expires}"
    if decision.basis and decision.basis != finding.context.basis:
        return (
            f"the list entry or its evidence changed since the decision '{decision.disposition}' of"
            f" {decision.date}"
        )
    return ""
