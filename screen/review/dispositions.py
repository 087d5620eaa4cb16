"""Reviewers' decisions (dispositions.csv), applied to cases and findings.

A reviewed finding stays in every output and is marked there.
"""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from screen.core.errors import UsageError
from screen.core.plurals import plural
from screen.core.safe_text import unguarded
from screen.models.basis import SHORT_ID, findings_in, rested_on
from screen.models.case import Case
from screen.models.result import Finding, Problem
from screen.models.vocabulary import Disposition, Level, at_least
from screen.reference.countries import country_name

#: What ids of cases begin with.
CASE_ID = "case-"
_AGAIN = "open again: "
_EVIDENCE = "the list entry or its evidence changed since {made}"
#: What ``four_eyes`` notes on a critical finding that one reviewer called a false positive.
AWAITS_SECOND = "awaits a second reviewer (four_eyes in the policy)"
_OptionalDate = Annotated[date | None, BeforeValidator(lambda value: value or None)]


class Decision(BaseModel):
    """A line of dispositions.csv: a decision on a case or a finding, who made it, when and why.

    Files of before cases name findings only. An id in the column of the other is put right.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=True)

    case_id: str = ""
    finding_id: str = ""
    disposition: Disposition
    reason: str = Field(min_length=3)
    reviewer: str = Field(min_length=1)
    second_reviewer: str = ""
    date: date
    expires: _OptionalDate = None
    basis: str = ""

    @model_validator(mode="before")
    @classmethod
    def _sorted_ids(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        given = [str(values.get(name) or "").strip() for name in ("case_id", "finding_id", "id")]
        ids = [one for one in given if one]
        if len(set(ids)) != 1:
            raise ValueError("give the id of one case or one finding")
        column = "case_id" if ids[0].startswith(CASE_ID) else "finding_id"
        return {**values, "case_id": "", "finding_id": "", column: ids[0]}

    @property
    def id(self) -> str:
        """The id of what is decided."""
        return self.case_id or self.finding_id

    @property
    def what(self) -> str:
        """What is decided, as messages name it."""
        return self.case_id or f"finding {self.finding_id}"


def load_dispositions(path: Path) -> dict[str, Decision]:
    """Return decisions by the id of their case or finding. Raises UsageError for a bad line."""
    # Somewhere it is tomorrow already.
    latest_day = datetime.now(UTC).date() + timedelta(days=1)
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle)
            decisions: dict[str, Decision] = {}
            for values in reader:
                decision = Decision.model_validate(
                    {k: unguarded(v) if isinstance(v, str) else v for k, v in values.items() if k}
                )
                if decision.date > latest_day:
                    raise UsageError(
                        f"{path}, line {reader.line_num}: date: {decision.date} is in the future;"
                        " write the day of the decision"
                    )
                if decision.id in decisions:
                    raise UsageError(
                        f"{path}, line {reader.line_num}: {decision.what} is decided twice; keep"
                        " one line"
                    )
                decisions[decision.id] = decision
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
        place = ".".join(map(str, fault["loc"])) or "case_id, finding_id"
        said = fault["msg"].removeprefix("Value error, ")
        raise UsageError(f"{path}, line {reader.line_num}: {place}: {said}") from error
    return decisions


def latest(known: Mapping[str, Decision], given: Mapping[str, Decision]) -> dict[str, Decision]:
    """Return both: of two decisions on one thing the later, and that of ``given`` on one day."""
    return {**known} | {
        key: one for key, one in given.items() if key not in known or one.date >= known[key].date
    }


def apply_dispositions(
    findings: Sequence[Finding],
    decisions: Mapping[str, Decision],
    as_of: date,
    *,
    four_eyes: bool = False,
) -> list[Finding]:
    """Return findings with the status that reviewers gave them or their cases.

    Of a decision on the finding and one on its case the later counts, and the finding's where both
    are of one day. A finding stays open, with a note, where its decision has expired or was made
    before the list entry, its evidence or its context changed, and where ``four_eyes`` still wants
    a second name.
    """
    return [
        _decided(finding, _decision_on(finding, decisions), as_of, four_eyes=four_eyes)
        for finding in findings
    ]


def decided_cases(
    cases: Sequence[Case], findings: Sequence[Finding], decisions: Mapping[str, Decision]
) -> list[Case]:
    """Return the cases with their decisions and, where one no longer holds, what has changed."""
    changed: dict[str, dict[str, None]] = {}
    for finding in findings:
        of_case = decisions.get(finding.case)
        reason = finding.context.reopened
        if reason and of_case and _decision_on(finding, decisions) is of_case:
            changed.setdefault(finding.case, {})[reason] = None
    return [
        replace(
            case,
            decision=_record(decisions[case.id]),
            changed="; ".join(changed.get(case.id, ())),
        )
        if case.id in decisions
        else case
        for case in cases
    ]


def found_again(
    findings: Sequence[Finding], decisions: Mapping[str, Decision]
) -> tuple[dict[str, Decision], dict[str, str]]:
    """Return decisions under the ids that their cases have now, and which ids have changed.

    The id of a case rests on the words of its firm and changes when flscreen learns what one of
    them means; the ids of findings rest on the name as written. A decision moves only if it saw
    every finding that the case has now, apart from those that the supply chain carries to it:
    nobody has decided what nobody looked at.
    """
    ids: dict[str, set[str]] = {}
    case_of: dict[str, str] = {}
    for finding in findings:
        own = ids.setdefault(finding.case, set())
        if not finding.context.origin:
            own.add(finding.id[:SHORT_ID])
            case_of[finding.id[:SHORT_ID]] = finding.case
    moved: dict[str, str] = {}
    for decision in decisions.values():
        if not decision.case_id or decision.case_id in ids:
            continue
        seen = findings_in(decision.basis)
        cases = {case_of[id] for id in seen if id in case_of}
        if len(cases) == 1 and ids[case := cases.pop()] <= seen and case not in decisions:
            moved[decision.case_id] = case
    times = Counter(moved.values())
    moved = {old: case for old, case in moved.items() if times[case] == 1}
    found = dict(decisions)
    for old, case in moved.items():
        found[case] = found.pop(old).model_copy(update={"case_id": case})
    return found, moved


def unused_decisions(
    findings: Sequence[Finding],
    decisions: Mapping[str, Decision],
    moved: Mapping[str, str],
) -> list[Problem]:
    """Return a remark on decisions that this run has nothing for, so that none goes silently.

    Those that were found again under another id (``moved``) are in effect.
    """
    ids = {finding.id for finding in findings} | {finding.case for finding in findings} | {*moved}
    unused = [decision.id for decision in decisions.values() if decision.id not in ids]
    if not unused:
        return []
    shown = ", ".join(unused[:5]) + (" …" if len(unused) > 5 else "")
    return [
        Problem(
            severity="info",
            file="dispositions",
            message=(
                f"{plural(len(unused), 'decision')} had no effect: this run does not have the"
                f" findings or cases ({shown})"
            ),
        )
    ]


def _decision_on(finding: Finding, decisions: Mapping[str, Decision]) -> Decision | None:
    own, of_case = decisions.get(finding.id), decisions.get(finding.case)
    if own and of_case:
        return of_case if of_case.date > own.date else own
    return own or of_case


def _record(decision: Decision) -> dict[str, str]:
    values = decision.model_dump(exclude={"case_id", "finding_id", "basis"})
    return {key: str(value) for key, value in values.items() if value not in (None, "")}


def _decided(
    finding: Finding, decision: Decision | None, as_of: date, *, four_eyes: bool
) -> Finding:
    if decision is None:
        return finding
    reason = _open_again(finding, decision, as_of)
    waits = four_eyes and not reason and awaits_second(decision, finding.level)
    said = f"{_AGAIN}{reason}" if reason else AWAITS_SECOND if waits else ""
    notes = [*finding.context.notes, said] if said else finding.context.notes
    settled = not (reason or waits) and decision.disposition not in {"confirmed", "escalated"}
    context = replace(finding.context, disposition=_record(decision), notes=notes, reopened=reason)
    return replace(finding, status="reviewed" if settled else "open", context=context)


def awaits_second(decision: Decision, level: Level) -> bool:
    """Return whether ``four_eyes`` leaves a finding of ``level`` open under ``decision``."""
    one, second = decision.reviewer.casefold(), decision.second_reviewer.casefold()
    alone = not second or one == second
    return decision.disposition == "false-positive" and level == "critical" and alone


def _open_again(finding: Finding, decision: Decision, as_of: date) -> str:
    made = f"the decision '{decision.disposition}' of {decision.date}"
    if decision.expires and decision.expires < as_of:
        return f"the decision '{decision.disposition}' expired on {decision.expires}"
    if not decision.basis:
        return ""
    place = f"{finding.context.list_id}/{finding.context.entry_id}"
    if not decision.case_id:
        now = finding.context.basis
        return _EVIDENCE.format(made=made) if decision.basis != now else ""
    then = rested_on(decision.basis).get((finding.rule, place))
    if then is None:
        return f"{finding.rule} on {place} is new since {made}"
    level, digest, contexts = then
    if digest != finding.context.basis:
        return f"{place}: {_EVIDENCE.format(made=made)}"
    if level != finding.level and at_least(finding.level, level):
        return f"{finding.rule} on {place} is {finding.level} and was {level} at {made}"
    context = finding.context
    if contexts and context.verdict != "contradicts" and context.where not in contexts:
        where = country_name(context.country) if context.country else "no stated country"
        agrees = ", which agrees with the entry" if context.verdict == "corroborates" else ""
        return f"{finding.rule} on {place}: {where}{agrees}, is new since {made}"
    return ""
