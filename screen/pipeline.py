"""The whole way from files to a result."""

import hashlib
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from screen import __version__
from screen.core.errors import ExitCode, InputError
from screen.core.plurals import plural
from screen.core.printed_time import FIXED_TIME, printed_time
from screen.core.versions import versions
from screen.intake.intake import Intake, read_inputs
from screen.lists.age import refuse_lists
from screen.lists.identities import load_identities
from screen.lists.load import load_watchlists
from screen.lists.relations import load_relations
from screen.matching.index_files import open_index
from screen.models.policy import Policy
from screen.models.result import Finding, ListUsed, Run, ScreeningResult
from screen.models.vocabulary import SubjectKind, at_least
from screen.models.watchlist import Watchlist
from screen.models.weaker import weaker_than_default
from screen.review.baseline import count_new, gone, load_report, mark_new
from screen.review.dispositions import (
    Decision,
    apply_dispositions,
    decided_cases,
    found_again,
    load_dispositions,
    unused_decisions,
)
from screen.review.list_changes import earlier_lists, mark_list_changes
from screen.risk.assess import Assessment, assess
from screen.risk.findings.cases import settle
from screen.risk.findings.evidence import cited_evidence
from screen.risk.findings.headline import summarise
from screen.risk.findings.related import with_relations
from screen.risk.screened import Screened, screened_lists


@dataclass(frozen=True, slots=True)
class Job:
    """What to screen and how.

    ``links`` were found in folders and lead out of them; ``asked`` are the settings of the policy
    that the command line set; ``index`` is a folder of ``flscreen index build``.
    """

    files: Sequence[Path]
    policy: Policy
    watchlists: Sequence[Path] = ()
    bundled: bool = True
    asked: frozenset[str] = frozenset()
    as_of: date | None = None
    kind: SubjectKind | None = None
    baseline: Path | None = None
    dispositions: Path | None = None
    since: Path | None = None
    links: Sequence[Path] = ()
    encoding: str | None = None
    sheets: Sequence[str] = ()
    strict: bool = False
    debug: bool = False
    index: Path | None = None
    operator: str = ""
    command: str = ""
    progress: Callable[[str], None] = field(default=lambda _: None)


def screen_files(
    files: Sequence[str | Path],
    *,
    policy: Policy | None = None,
    watchlists: Sequence[str | Path] = (),
    bundled: bool = True,
    as_of: date | None = None,
    kind: SubjectKind | None = None,
    index: str | Path | None = None,
) -> ScreeningResult:
    """Screen ``files`` and return everything a report would hold.

    ``policy`` is the default one unless given (a flscreen.toml is not looked for); ``watchlists``
    are folders of lists beside the ``bundled`` ones; ``as_of`` is today unless given; ``kind``
    forces what the tables hold; ``index`` is a folder of ``flscreen index build``. A script calls
    it under ``if __name__ == "__main__":``, because large files are matched in several processes.
    Raises InputError where no file could be read, and WatchlistError where lists are unusable or
    the index is of others.
    """
    return run(
        Job(
            files=[Path(file) for file in files],
            policy=policy or Policy.model_validate({}),
            watchlists=[Path(folder) for folder in watchlists],
            bundled=bundled,
            as_of=as_of,
            kind=kind,
            index=Path(index) if index else None,
        )
    )


def load_lists(job: Job) -> list[Watchlist]:
    """Return the lists of a job. Raises WatchlistError where they are unusable."""
    return load_watchlists(job.watchlists, bundled=job.bundled, without=job.policy.lists_off)


def run(job: Job, lists: Sequence[Watchlist] | None = None) -> ScreeningResult:
    """Screen the files of a job, against ``lists`` where they have been loaded already.

    Raises WatchlistError where lists are unusable or too old, InputError where no file at all
    could be read, and UsageError where the baseline or the dispositions are at fault. Where only
    some of the files fail, they are problems in the result.
    """
    given = load_dispositions(job.dispositions) if job.dispositions else {}
    return decide(undecided(job, lists), given, given)


def undecided(job: Job, lists: Sequence[Watchlist] | None = None) -> ScreeningResult:
    """Screen as ``run`` does and apply no decision: what a store keeps. Raises as ``run`` does."""
    begun = begin(job)
    before_run = load_report(job.baseline) if job.baseline else None
    job.progress("Loading watchlists")
    lists = load_lists(job) if lists is None else lists
    earlier = earlier_lists(job.since, lists) if job.since else None
    as_of = begun.as_of
    refuse_lists(lists, as_of, job.policy.max_list_age, today=job.as_of is None)
    in_force = screened_lists(lists, as_of)
    index = open_index(job.index, in_force, job.policy) if job.index else None
    intake = read_inputs(
        job.files,
        job.policy.columns,
        job.kind,
        job.progress,
        job.policy.limits,
        job.links,
        job.encoding,
        job.sheets,
        job.debug,
    )
    if intake.failures and not intake.sheets:
        raise InputError("\n".join(str(failure) for failure in intake.failures))
    job.progress(f"{plural(sum(sheet.rows_read for sheet in intake.sheets), 'row')} read")
    screened = Screened(
        intake.rows,
        intake.parties,
        intake.sheets,
        in_force,
        as_of,
        intake.cells,
        intake.swept,
        load_identities(lists, job.watchlists, bundled=job.bundled),
    )
    assessment = assess(screened, job.policy, job.progress, index=index)
    findings, problems = assessment.findings, [*intake.problems, *assessment.problems]
    if earlier:
        job.progress("Screening with the earlier lists")
        before = replace(screened, watchlists=screened_lists(earlier.lists, as_of))
        findings, ended = mark_list_changes(findings, assess(before, job.policy).findings, earlier)
        problems += ended
    findings = mark_new(findings, before_run)
    problems += gone(findings, before_run)
    tables = any(sheet.kind != "cell" for sheet in intake.sheets)
    if intake.failures and not findings and not tables:
        raise InputError("\n".join(str(failure) for failure in intake.failures))
    return put_together(
        job, lists, intake, replace(assessment, findings=findings, problems=problems), begun
    )


@dataclass(frozen=True, slots=True)
class Begun:
    """When a run began: the time that is printed, a clock, and the day it screens for."""

    started: datetime
    clock: float
    as_of: date


def begin(job: Job) -> Begun:
    """Return when a job begins: now."""
    return Begun(printed_time(), time.perf_counter(), job.as_of or datetime.now(UTC).date())


def put_together(
    job: Job,
    lists: Sequence[Watchlist],
    intake: Intake,
    assessment: Assessment,
    begun: Begun,
) -> ScreeningResult:
    """Return the result of a job that was read and assessed, undecided; ``problems`` are all."""
    as_of, started, clock = begun.as_of, begun.started, begun.clock
    listed = screened_lists(lists, as_of)
    parties = load_identities(listed, job.watchlists, bundled=job.bundled)
    related = load_relations(listed, parties, job.watchlists, bundled=job.bundled)
    findings = with_relations(assessment.findings, related)
    evidence, sources = cited_evidence(findings, lists)
    rejected = sum(sheet.rows_rejected - sheet.rows_ignored for sheet in intake.sheets)
    doubt = job.strict and any(sheet.in_doubt for sheet in intake.sheets)
    too_many = job.policy.max_rejected is not None and rejected > job.policy.max_rejected
    return ScreeningResult(
        run=Run(
            id=hashlib.sha256(
                f"{started.isoformat()}{[str(f) for f in job.files]}".encode()
            ).hexdigest()[:12],
            tool_version=__version__,
            started_at=started.isoformat(timespec="seconds"),
            as_of=as_of.isoformat(),
            fail_on=job.policy.fail_on,
            exit_code=ExitCode.CLEAR,
            failed=bool(intake.failures) or doubt or too_many,
            policy=job.policy,
            duration_s=(
                0.0 if os.environ.get(FIXED_TIME) else round(time.perf_counter() - clock, 3)
            ),
            policy_sha256=job.policy.sha256,
            operator=job.operator,
            command=job.command,
            versions=versions(),
            weaker=weaker_than_default(job.policy, bundled=job.bundled, asked=job.asked),
        ),
        inputs=intake.sheets,
        watchlists=[_used(watchlist, as_of) for watchlist in lists],
        summary=summarise([], assessment.links, intake.rows, 0, []),
        cases=assessment.cases,
        findings=findings,
        evidence=evidence,
        sources=sources,
        problems=assessment.problems,
        tables=intake.rows,
        parties=intake.parties,
        links=assessment.links,
    )


def decide(
    result: ScreeningResult, decisions: Mapping[str, Decision], given: Mapping[str, Decision]
) -> ScreeningResult:
    """Return an undecided ``result`` with ``decisions`` applied, by the policy of its run.

    A remark names those of ``given`` that it has nothing for.
    """
    policy = result.run.policy
    decisions, moved = found_again(result.findings, decisions)
    findings = apply_dispositions(
        result.findings,
        decisions,
        date.fromisoformat(result.run.as_of),
        four_eyes=policy.four_eyes,
    )
    cases = settle(decided_cases(result.cases, findings, decisions), findings)
    code = _exit_code(findings, policy, failed=result.run.failed)
    return result.model_copy(
        update={
            "run": result.run.model_copy(update={"exit_code": int(code)}),
            "summary": summarise(findings, result.links, result.tables, count_new(findings), cases),
            "cases": cases,
            "findings": findings,
            "problems": [*result.problems, *unused_decisions(findings, given, moved)],
        }
    )


def _exit_code(findings: Sequence[Finding], policy: Policy, *, failed: bool) -> ExitCode:
    """Return the exit code. Findings outrank a broken file, which must not hide them."""
    if any(finding.status == "open" and _fails(finding, policy) for finding in findings):
        return ExitCode.FINDINGS
    return ExitCode.INPUT if failed else ExitCode.CLEAR


def _fails(finding: Finding, policy: Policy) -> bool:
    new = finding.context.baseline == "new"
    return (policy.fail_on != "none" and at_least(finding.level, policy.fail_on)) or (
        new and policy.fail_on_new != "none" and at_least(finding.level, policy.fail_on_new)
    )


def _used(watchlist: Watchlist, as_of: date) -> ListUsed:
    info = watchlist.info
    return ListUsed(
        id=info.id,
        title=info.title,
        effect=info.effect,
        as_of=info.as_of.isoformat(),
        age_days=watchlist.age_days(as_of),
        stale=watchlist.is_stale(as_of),
        entries=len(watchlist.entries),
        coverage=info.coverage,
        sha256=watchlist.sha256,
        publisher=info.publisher,
        coverage_note=info.coverage_note,
        legal_basis=list(info.legal_basis),
        homepage=info.homepage,
    )
