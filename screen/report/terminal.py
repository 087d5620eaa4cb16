"""The report on a terminal: headline counts and the cases that matter most, in 80 columns."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from screen.core.plurals import plural
from screen.core.safe_text import one_line
from screen.models.case import Case
from screen.models.kinds import TABLE_KINDS
from screen.models.result import ScreeningResult
from screen.models.vocabulary import LEVELS, Level
from screen.report.case_phrases import decided_by, findings_of, listings, reviewed, where
from screen.report.phrases import DISCLAIMER, SYMBOLS, coverage, open_cases, partial_lists, weaker

_STYLES: dict[Level, str] = {
    "critical": "bold white on red",
    "high": "bold red",
    "medium": "yellow",
    "low": "cyan",
    "info": "dim",
}
#: A terminal is for a first look; the report files hold the other cases.
CASES_SHOWN, REVIEWED_SHOWN = 15, 5
_LONGEST_LINE = 1_000


def print_table(result: ScreeningResult, console: Console) -> None:
    """Print the summary and the first cases, in columns as wide as the terminal allows."""
    rows = sum(sheet.rows_screened for sheet in result.inputs if sheet.kind in TABLE_KINDS)
    ignored = sum(sheet.rows_ignored for sheet in result.inputs)
    rejected = sum(sheet.rows_rejected for sheet in result.inputs) - ignored
    by_kind = ", ".join(
        plural(sum(sheet.rows_screened for sheet in result.inputs if sheet.kind == kind), kind)
        for kind in TABLE_KINDS
    )
    entries = sum(used.entries for used in result.watchlists)
    console.print(
        f"Screened {plural(rows, 'row')} ({by_kind}) against {entries:,} entries of"
        f" {plural(len(result.watchlists), 'list')}"
        + (f"; {plural(rejected, 'row')} rejected" if rejected else "")
        + (f"; {plural(ignored, 'row')} of titles or totals" if ignored else "")
        + f"; {plural(len(result.problems), 'remark')} on the input.",
        highlight=False,
    )
    console.print(one_line(coverage(result), _LONGEST_LINE), highlight=False, markup=False)
    if less := weaker(result):
        console.print(one_line(less, _LONGEST_LINE), style="bold", highlight=False, markup=False)
    counts = Text()
    for level in LEVELS:
        counts.append(
            f" {SYMBOLS[level]} {level} {result.summary.cases[level]} ", style=_STYLES[level]
        )
        counts.append("  ")
    console.print(counts)
    console.print(open_cases(result), highlight=False)
    shown = [case for case in result.cases if case.is_open]
    if shown:
        console.print(_table(result, shown[:CASES_SHOWN], console.width))
    if len(shown) > CASES_SHOWN:
        console.print(
            f"… and {plural(len(shown) - CASES_SHOWN, 'more case')}, all of them in the report"
            " files (-o report.xlsx)."
        )
    for case in reviewed(result)[:REVIEWED_SHOWN]:
        text = one_line(f"reviewed: {case.title}, {decided_by(case)}")
        console.print(text, style="dim", highlight=False, markup=False)
    if partial := partial_lists(result, "why: flscreen lists"):
        console.print(partial, style="dim", highlight=False)
    console.print(DISCLAIMER, style="dim", highlight=False)


def _table(result: ScreeningResult, cases: list[Case], width: int) -> Table:
    """Return the cases as a table, with what else their findings show below each."""
    table = Table(
        box=None, pad_edge=False, padding=(0, 1), header_style="bold", width=min(width, 160)
    )
    table.add_column("Level", no_wrap=True)
    table.add_column("Name in the input", ratio=3, overflow="ellipsis", no_wrap=True)
    table.add_column("Where", ratio=2, overflow="ellipsis", no_wrap=True)
    table.add_column("Case", ratio=4, overflow="ellipsis", no_wrap=True)
    table.add_column("Score", justify="right", no_wrap=True)
    held = findings_of(result)
    for case in cases:
        gravest = result.findings[case.lead]
        match = gravest.match
        about = case.identity.name if case.identity else gravest.context.entry_name
        lists = listings(case)
        table.add_row(
            Text(f"{SYMBOLS[case.level]} {case.level}", style=_STYLES[case.level]),
            Text(one_line(case.title)),
            Text(one_line(where(case))),
            Text(one_line(f"{lists}: {about}" if lists else case.reason)),
            f"{match.score:g}" if match else "",
        )
        rules = dict.fromkeys(one.rule for one in held[case.id] if one.rule != gravest.rule)
        if rules:
            table.add_row("", "", "", Text(f"+ {', '.join(rules)}", style="dim"), "")
    return table
