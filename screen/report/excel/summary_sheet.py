"""The Summary sheet: what was found, what to look at first, and what was screened."""

from collections import Counter

from openpyxl.chart import BarChart

from screen.core.plurals import plural
from screen.models.result import ScreeningResult
from screen.models.rulebook import rulebook
from screen.models.vocabulary import LEVELS
from screen.reference.countries import country_name
from screen.report.case_phrases import decided_by, gravest, listings, reviewed, trade, where
from screen.report.excel.bar_charts import bar_chart
from screen.report.excel.book import Book
from screen.report.excel.cases_sheet import case_places, level_cell
from screen.report.excel.styles import LEVEL_COLOURS
from screen.report.excel.table_sheet import HEADER_ROW
from screen.report.excel.text_sheet import Page
from screen.report.excel.xml_rows import Special
from screen.report.phrases import (
    DISCLAIMER,
    SYMBOLS,
    changes,
    coverage,
    lists_in_doubt,
    money,
    open_cases,
    share,
    shortened,
    weaker,
)

TOP_CASES = 10
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
    page = Page(book, "Summary", (13, 34, 22, 56, 18, 30, 11))
    run = result.run
    page.title("Forced labour screening report")
    by = f" by {run.operator}" if run.operator else ""
    page.wide(
        f"Screened {run.started_at[:16].replace('T', ' ')} UTC{by} with flscreen"
        f" {run.tool_version}, lists as of {run.as_of}, run {run.id}",
        "note",
    )
    page.wide(DISCLAIMER, "bold")
    if less := weaker(result):
        page.wide(less, "alert")
    if doubt := lists_in_doubt(result):
        page.wide(doubt, "alert")
    page.wide(coverage(result), "alert" if any(s.in_doubt for s in result.inputs) else "text")
    _levels(page, result)
    _gravest(page, result)
    _reviewed(page, result)
    _inputs(page, result)
    _charts(page, result)
    _lists(page, result)
    page.close()


def _levels(page: Page, result: ScreeningResult) -> None:
    summary = result.summary
    page.heading("Open cases by level")
    page.header("Level", "Open cases", "Meaning")
    for level in LEVELS:
        page.row(
            Special(f"{SYMBOLS[level]} {level}", level),
            summary.cases[level],
            Special(_MEANING[level], "plain"),
        )
    dates = f", {summary.flagged_from} to {summary.flagged_to}" if summary.flagged_from else ""
    page.wide(
        f"{open_cases(result)} Rows with an open finding of medium or above:"
        f" {summary.suppliers_flagged:,} of suppliers, {summary.shipments_flagged:,} of shipments;"
        f" value of those shipments, each counted once:"
        f" {money(summary.value_flagged) or 'none stated'}{dates}.",
        "bold",
    )
    page.wide(changes(result))


def _gravest(page: Page, result: ScreeningResult) -> None:
    page.heading("Look at these first")
    page.header("Level", "Firm", "Where", "Why", "Lists", "Trade touched", "Case")
    places = case_places(result)
    for case in gravest(result, TOP_CASES):
        page.row(
            level_cell(case),
            shortened(case.title, 62),
            shortened(where(case), 40),
            shortened(case.reason, 104),
            listings(case),
            trade(case),
            Special("open", "link", places[case.id]),
        )


def _reviewed(page: Page, result: ScreeningResult) -> None:
    done = reviewed(result)
    if not done:
        return
    page.heading("Reviewed: not counted above")
    page.header("Level", "Firm", "Where", "Who decided what, and why")
    for case in done[:TOP_CASES]:
        page.row(case.level, case.title, shortened(where(case), 60), decided_by(case))
    if len(done) > TOP_CASES:
        page.wide(f"… and {plural(len(done) - TOP_CASES, 'more case')} at the end of Cases.")


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
    if result.problems:
        text = f"{plural(len(result.problems), 'remark')} on the input: see Problems"
        page.row("Remarks", Special(text, "link", ("Problems", HEADER_ROW)))


def _charts(page: Page, result: ScreeningResult) -> None:
    """Write the counts by level, list, rule and country as tables, each with a chart."""
    findings = result.findings
    charts: list[tuple[BarChart, int]] = []

    def counted(
        title: str,
        label: str,
        counts: list[tuple[str, int]],
        what: str = "Findings",
        colours: tuple[str, ...] = (),
    ) -> None:
        if not counts:
            return
        if len(charts) % 2 == 0:
            page.break_page()
        page.heading(title)
        page.header("", label, what)
        first = page.line + 1
        for name, count in counts:
            page.row("", name, count)
        chart = bar_chart(page.sheet, title, first, page.line, 2, 3, colours)
        charts.append((chart, first - 1))
        # The chart is taller than a short table; the next one starts below it.
        page.blank(max(0, round(chart.height / 0.62) - len(counts)))

    by_level: list[tuple[str, int]] = [(level, result.summary.cases[level]) for level in LEVELS]
    colours = tuple(LEVEL_COLOURS[level][0] for level in LEVELS)
    counted("Open cases by level", "Level", by_level, "Cases", colours)
    titles = {used.id: used.title for used in result.watchlists}
    lists = Counter(titles[f.context.list_id] for f in findings if f.context.list_id in titles)
    counted("Findings by list", "List", _most(lists))
    rules = Counter(rulebook().rules[f.rule].title for f in findings)
    counted("Findings by rule", "Rule", _most(rules))
    countries = Counter(country_name(f.context.country) for f in findings if f.context.country)
    counted("Findings by country of the row", "Country", _most(countries))
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
