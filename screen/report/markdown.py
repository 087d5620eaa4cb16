"""The result as Markdown, for job summaries, tickets and pull requests."""

from screen.core.plurals import plural
from screen.core.safe_text import escape_markdown
from screen.models.result import Finding, ScreeningResult
from screen.models.vocabulary import LEVELS
from screen.report.phrases import DISCLAIMER, SYMBOLS, coverage, open_findings

#: A summary should fit a page or so; the report files hold the rest.
FINDINGS_SHOWN = 100


def to_text(result: ScreeningResult) -> str:
    """Return the counts, the first findings and the lists that were used.

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
        "| level | findings |",
        "| --- | ---: |",
        *(f"| {SYMBOLS[level]} {level} | {result.summary.findings[level]:,} |" for level in LEVELS),
        "",
        open_findings(result),
        "",
        escape_markdown(coverage(result)),
    ]
    if result.findings:
        lines += [
            "",
            "## Findings",
            "",
            "| level | name in the input | where | what was found |",
            "| --- | --- | --- | --- |",
        ]
        lines += [_line(finding) for finding in result.findings[:FINDINGS_SHOWN]]
        if len(result.findings) > FINDINGS_SHOWN:
            lines += [
                "",
                f"… and {plural(len(result.findings) - FINDINGS_SHOWN, 'more finding')} in the"
                " report files.",
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


def _line(finding: Finding) -> str:
    subject = finding.subject
    more = sum(place.count for place in finding.context.occurrences) - 1
    where = f"{subject.file}, {subject.sheet + ', ' if subject.sheet else ''}row {subject.row}" + (
        f" and {more:,} more" if more else ""
    )
    status = "" if finding.status == "open" else f" ({finding.status})"
    cells = (
        f"{SYMBOLS[finding.level]} {finding.level}{status}",
        escape_markdown(subject.name),
        escape_markdown(where),
        escape_markdown(finding.message),
    )
    return "| " + " | ".join(cells) + " |"
