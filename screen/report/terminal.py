"""The report on a terminal: headline counts and the findings that matter most, in 80 columns."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from screen.core.plurals import plural
from screen.core.safe_text import one_line
from screen.models.kinds import TABLE_KINDS
from screen.models.result import Finding, ScreeningResult
from screen.models.vocabulary import LEVELS, Level
from screen.report.phrases import DISCLAIMER, SYMBOLS, coverage, partial_lists

_STYLES: dict[Level, str] = {
    "critical": "bold white on red",
    "high": "bold red",
    "medium": "yellow",
    "low": "cyan",
    "info": "dim",
}
#: A terminal is for a first look; the report files hold the other findings.
FINDINGS_SHOWN = 15
_LONGEST_LINE = 1_000


def print_table(result: ScreeningResult, console: Console) -> None:
    """Print the summary and the first findings, in columns as wide as the terminal allows."""
    rows = sum(sheet.rows_screened for sheet in result.inputs if sheet.kind in TABLE_KINDS)
    rejected = sum(sheet.rows_rejected for sheet in result.inputs)
    by_kind = ", ".join(
        plural(sum(sheet.rows_screened for sheet in result.inputs if sheet.kind == kind), kind)
        for kind in TABLE_KINDS
    )
    entries = sum(used.entries for used in result.watchlists)
    console.print(
        f"Screened {plural(rows, 'row')} ({by_kind}) against {entries:,} entries of"
        f" {plural(len(result.watchlists), 'list')}"
        + (f"; {plural(rejected, 'row')} rejected" if rejected else "")
        + f"; {plural(len(result.problems), 'remark')} on the input.",
        highlight=False,
    )
    console.print(one_line(coverage(result), _LONGEST_LINE), highlight=False, markup=False)
    counts = Text()
    for level in LEVELS:
        counts.append(
            f" {SYMBOLS[level]} {level} {result.summary.findings[level]} ", style=_STYLES[level]
        )
        counts.append("  ")
    console.print(counts)
    if result.findings:
        console.print(_table(result.findings[:FINDINGS_SHOWN], console.width))
    if len(result.findings) > FINDINGS_SHOWN:
        console.print(
            f"… and {plural(len(result.findings) - FINDINGS_SHOWN, 'more finding')}, all of them in"
            " the report files (-o report.xlsx)."
        )
    if partial := partial_lists(result, "why: flscreen lists"):
        console.print(partial, style="dim", highlight=False)
    console.print(DISCLAIMER, style="dim", highlight=False)


def _table(findings: list[Finding], width: int) -> Table:
    table = Table(
        box=None, pad_edge=False, padding=(0, 1), header_style="bold", width=min(width, 160)
    )
    table.add_column("Level", no_wrap=True)
    table.add_column("Name in the input", ratio=3, overflow="ellipsis", no_wrap=True)
    table.add_column("Where", ratio=2, overflow="ellipsis", no_wrap=True)
    table.add_column("Finding", ratio=4, overflow="ellipsis", no_wrap=True)
    table.add_column("Score", justify="right", no_wrap=True)
    for finding in findings:
        subject, match = finding.subject, finding.match
        where = f"row {subject.row}"
        rest = sum(place.count for place in finding.context.occurrences) - 1
        found = (
            f"{match.list_id}: {match.entry_name}"
            if match
            else f"{finding.rule}: {finding.context.entry_name}"
        )
        if finding.via:
            found = f"upstream {finding.via[0]}: {finding.context.entry_name}"
        table.add_row(
            Text(f"{SYMBOLS[finding.level]} {finding.level}", style=_STYLES[finding.level]),
            Text(one_line(subject.name)),
            Text(
                one_line(
                    where + (f" +{rest}" if rest else "") + f", {subject.sheet or subject.kind}"
                )
            ),
            Text(one_line(found)),
            f"{match.score:g}" if match else "",
        )
    return table
