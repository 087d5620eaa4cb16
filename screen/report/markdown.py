"""The result as Markdown, for job summaries, tickets and pull requests."""

from collections.abc import Iterator

from screen.core.plurals import plural
from screen.core.safe_text import escape_markdown
from screen.models.case import Case
from screen.models.result import Finding, ScreeningResult
from screen.models.vocabulary import LEVELS
from screen.report.case_phrases import decided_by, findings_of, reviewed, where
from screen.report.phrases import DISCLAIMER, SYMBOLS, coverage, open_cases, weaker

#: A summary should fit a page or so; the report files hold the rest.
CASES_SHOWN, FINDINGS_SHOWN = 50, 5
_HEAD = (
    "| level | name in the input | where | what was found |",
    "| --- | --- | --- | --- |",
)


def to_text(result: ScreeningResult) -> str:
    """Return the counts, the first cases with their findings, and the lists that were used.

    Text from the input is escaped.
    """
    screened = sum(sheet.rows_screened for sheet in result.inputs if sheet.kind != "cell")
    rejected = sum(sheet.rows_rejected for sheet in result.inputs)
    lines = [
        "# Forced labour screening",
        "",
        (
            f"{plural(screened, 'row')} screened, {rejected:,} rejected, lists as of"
            f" {result.run.as_of}, flscreen {result.run.tool_version}."
        ),
        "",
        *([f"**{escape_markdown(less)}**", ""] if (less := weaker(result)) else []),
        "| level | open cases |",
        "| --- | ---: |",
        *(f"| {SYMBOLS[level]} {level} | {result.summary.cases[level]:,} |" for level in LEVELS),
        "",
        open_cases(result),
        "",
        escape_markdown(coverage(result)),
    ]
    held = findings_of(result)
    shown = [case for case in result.cases if case.is_open]
    if shown:
        lines += ["", "## Cases", "", *_HEAD]
        for case in shown[:CASES_SHOWN]:
            lines += _lines(case, held[case.id])
        if len(shown) > CASES_SHOWN:
            more = plural(len(shown) - CASES_SHOWN, "more case")
            lines += ["", f"… and {more} in the report files."]
    if done := reviewed(result):
        lines += ["", "## Reviewed", "", "| name in the input | decision |", "| --- | --- |"]
        lines += [
            f"| {escape_markdown(case.title)} | {escape_markdown(decided_by(case))} |"
            for case in done[:CASES_SHOWN]
        ]
    lines += [
        "",
        "## Lists",
        "",
        "| list | content of | state | coverage |",
        "| --- | --- | --- | --- |",
    ]
    lines += [
        f"| {used.id} | {used.as_of} | {'**stale**' if used.stale else 'fresh'} ({used.age_days}"
        f" days) | {used.coverage} |"
        for used in result.watchlists
    ]
    return "\n".join([*lines, "", f"> {DISCLAIMER}"]) + "\n"


def _lines(case: Case, findings: list[Finding]) -> Iterator[str]:
    """Yield the line of a case and one for each of its findings."""
    cells = (
        f"{SYMBOLS[case.level]} {case.level}",
        f"**{escape_markdown(case.title)}**",
        escape_markdown(where(case)),
        escape_markdown(case.reason),
    )
    yield "| " + " | ".join(cells) + " |"
    for finding in findings[:FINDINGS_SHOWN]:
        subject = finding.subject
        status = "" if finding.status == "open" else f" ({finding.status})"
        place = f"{subject.file}, {subject.sheet + ', ' if subject.sheet else ''}row {subject.row}"
        yield (
            f"| ↳ {finding.level}{status} | {escape_markdown(subject.name)} |"
            f" {escape_markdown(place)} | {escape_markdown(finding.message)} |"
        )
    if len(findings) > FINDINGS_SHOWN:
        yield f"| | | | … and {plural(len(findings) - FINDINGS_SHOWN, 'more finding')} |"
