"""The Summary sheet: what was found, what to look at first, and what was screened."""

from collections import Counter

from openpyxl.chart import BarChart

from screen.core.plurals import plural
from screen.models.result import ScreeningResult
from screen.models.rulebook import RULES, rulebook
from screen.models.vocabulary import LEVELS
from screen.reference.countries import country_name
from screen.report.excel.bar_charts import bar_chart
from screen.report.excel.book import Book
from screen.report.excel.findings_sheet import TITLE as FINDINGS
from screen.report.excel.styles import LEVEL_COLOURS
from screen.report.excel.table_sheet import HEADER_ROW, Special, place_of
from screen.report.excel.text_sheet import Page
from screen.report.phrases import (
    DISCLAIMER,
    SYMBOLS,
    coverage,
    money,
    open_findings,
    partial_lists,
    share,
    stale_lists,
)

TOP_FINDINGS = 10
_MOST_BARS = 10
_MEANING = {
    "critical": "a listed name, place or commodity with legal force: act before the goods ship",
    "high": (
        "a probable match with legal force, or a firm named in reports, here or upstream: review"
        " now"
    ),
    "medium": "a country and sector named in reports, or a weaker match: review",
    "low": "a weak name match, a country named in reports, or an odd cell: review a sample",
    "info": "for the record: historic, former or inactive entries, and missing data",
}


def write_summary(book: Book, result: ScreeningResult) -> None:
    """Write the first sheet of the report."""
    page = Page(book, "Summary", (17, 40, 24, 44, 14, 14, 16))
    run = result.run
    page.title("Forced labour screening report")
    by = f" by {run.operator}" if run.operator else ""
    page.wide(
        f"Screened {run.started_at[:16].replace('T', ' ')} UTC{by} with flscreen"
        f" {run.tool_version}, lists as of {run.as_of}, run {run.id}",
        "note",
    )
    page.wide(DISCLAIMER, "bold")
    if stale := stale_lists(result):
        page.wide(f"{stale}.", "alert")
    if partial := partial_lists(result, "what is missing: see Lists"):
        page.wide(partial)
    _levels(page, result)
    _top_findings(page, result)
    _inputs(page, result)
    _charts(page, result)
    _lists(page, result)
    page.close()


def _levels(page: Page, result: ScreeningResult) -> None:
    summary = result.summary
    page.heading("Findings by level")
    page.header("Level", "What it means, what to do", "Findings")
    for level in LEVELS:
        page.row(
            Special(f"{SYMBOLS[level]} {level}", level), _MEANING[level], summary.findings[level]
        )
    page.wide(
        f"Supplier rows with an open finding of medium or above: {summary.suppliers_flagged:,};"
        f" shipment rows: {summary.shipments_flagged:,}. {open_findings(result)}"
    )
    dates = f", {summary.flagged_from} to {summary.flagged_to}" if summary.flagged_from else ""
    page.wide(
        "Value of those shipments, each counted once:"
        f" {money(summary.value_flagged) or 'none stated'}{dates}.",
        "bold",
    )


def _top_findings(page: Page, result: ScreeningResult) -> None:
    page.heading("Look at these first")
    page.header(
        "Level", "Name in the input", "Where", "What it matches", "Score", "Rows", "Finding"
    )
    for number, finding in enumerate(result.findings[:TOP_FINDINGS]):
        subject, match = finding.subject, finding.match
        page.row(
            Special(f"{SYMBOLS[finding.level]} {finding.level}", finding.level),
            subject.name,
            f"{subject.sheet or subject.file}, row {subject.row}",
            f"{'upstream: ' if finding.via else ''}{finding.context.entry_name}"
            + ("" if finding.context.list_id == RULES else f" ({finding.context.list_id})"),
            match.score if match else "",
            sum(place.count for place in finding.context.occurrences),
            Special(f"No. {number + 1}", "link", place_of(FINDINGS, number)),
        )


def _inputs(page: Page, result: ScreeningResult) -> None:
    page.heading("What was screened")
    page.header("Kind", "File", "Sheet", "What rows lack", "Rows read", "Screened", "Rejected")
    for used in result.inputs:
        gaps = [
            f"{share(count, used.rows_screened)} without {what}"
            for what, count in used.missing.items()
            if count
        ]
        page.row(
            used.kind + "s",
            used.path,
            used.sheet,
            "in no table: swept for listed names"
            if used.kind == "cell"
            else ", ".join(gaps) or "nothing that they are screened on",
            used.rows_read,
            used.rows_screened,
            used.rows_rejected,
        )
    page.wide(coverage(result), "alert" if any(s.in_doubt for s in result.inputs) else "bold")
    if result.problems:
        text = f"{plural(len(result.problems), 'remark')} on the input: see Problems"
        page.row("Remarks", Special(text, "link", ("Problems", HEADER_ROW)))


def _charts(page: Page, result: ScreeningResult) -> None:
    """Write the counts by level, list, rule and country as tables, each with a chart."""
    findings = result.findings
    charts: list[tuple[BarChart, int]] = []

    def counted(
        title: str, label: str, counts: list[tuple[str, int]], colours: tuple[str, ...] = ()
    ) -> None:
        if not counts:
            return
        if len(charts) % 2 == 0:
            page.break_page()
        page.heading(title)
        page.header("", label, "Findings")
        first = page.line + 1
        for name, count in counts:
            page.row("", name, count)
        chart = bar_chart(page.sheet, title, first, page.line, 2, 3, colours)
        charts.append((chart, first - 1))
        # The chart is taller than a short table; the next one starts below it.
        page.blank(max(0, round(chart.height / 0.62) - len(counts)))

    by_level: list[tuple[str, int]] = [(level, result.summary.findings[level]) for level in LEVELS]
    counted("By level", "Level", by_level, tuple(LEVEL_COLOURS[level][0] for level in LEVELS))
    titles = {used.id: used.title for used in result.watchlists}
    lists = Counter(titles[f.context.list_id] for f in findings if f.context.list_id in titles)
    counted("By list", "List", _most(lists))
    rules = Counter(rulebook().rules[f.rule].title for f in findings)
    counted("By rule", "Rule", _most(rules))
    countries = Counter(country_name(f.context.country) for f in findings if f.context.country)
    counted("By country of the row", "Country", _most(countries))
    for chart, line in charts:
        page.sheet.add_chart(chart, f"D{line}")


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rest = sum(count for _, count in ordered[_MOST_BARS:])
    return ordered[:_MOST_BARS] + ([("all others", rest)] if rest else [])


def _lists(page: Page, result: ScreeningResult) -> None:
    page.break_page()
    page.heading("Lists")
    page.header(
        "State", "List", "Content of", "What is missing", "Age, days", "Entries", "Coverage"
    )
    for used in result.watchlists:
        page.row(
            Special("stale", "alert") if used.stale else "fresh",
            used.title,
            used.as_of,
            used.coverage_note,
            Special(used.age_days, "alert") if used.stale else used.age_days,
            used.entries,
            Special("partial", "alert") if used.coverage == "partial" else used.coverage,
        )
