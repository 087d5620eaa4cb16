"""The whole page: head, summary, charts, supply chain, findings, lists, remarks and method.

What is shown is gathered here; ``templates/page.html`` and the sections that it includes show it.
"""

import base64
import hashlib
from collections import Counter
from importlib import resources

from markupsafe import Markup

from screen.core.plurals import plural
from screen.core.templates import render
from screen.models.laws import laws
from screen.models.result import ScreeningResult
from screen.models.rulebook import rulebook
from screen.models.vocabulary import LEVELS
from screen.report.html.case_sections import cases_values
from screen.report.html.charts import BarChart, bar_chart, world_map
from screen.report.html.findings import findings_values
from screen.report.phrases import (
    DISCLAIMER,
    SYMBOLS,
    changes,
    coverage,
    lists_in_doubt,
    money,
    open_cases,
    stale_lists,
    weaker,
)
from screen.report.rules_table import level_of

_MOST_BARS, _MOST_PATHS, _MOST_PROBLEMS = 8, 50, 500


def to_text(result: ScreeningResult) -> str:
    """Return the report as one HTML file that makes no request when it is opened."""
    script = asset("report.js")
    return render(
        "screen.report.html",
        "page.html",
        result=result,
        stale=stale_lists(result),
        doubt=lists_in_doubt(result),
        less=weaker(result),
        style=Markup(asset("report.css")),
        script=Markup(script),
        script_sha256=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        map=world_map(result.findings),
        charts=_charts(result),
        carried=[finding for finding in result.findings if finding.via],
        paths_shown=_MOST_PATHS,
        problems_shown=_MOST_PROBLEMS,
        rules=rulebook().rules,
        laws=laws(),
        level_of=level_of,
        money=money,
        coverage=coverage,
        open_cases=open_cases,
        changes=changes,
        plural=plural,
        DISCLAIMER=DISCLAIMER,
        LEVELS=LEVELS,
        SYMBOLS=SYMBOLS,
        **cases_values(result),
        **findings_values(result),
    )


def asset(name: str) -> str:
    """Return the text of a style sheet or script that reports hold."""
    return resources.files("screen.report").joinpath("data", name).read_text(encoding="utf-8")


def _charts(result: ScreeningResult) -> list[BarChart]:
    titles = {used.id: used.title for used in result.watchlists}
    lists = Counter(
        titles[f.context.list_id] for f in result.findings if f.context.list_id in titles
    )
    rules = Counter(rulebook().rules[f.rule].title for f in result.findings)

    def most(counts: Counter[str]) -> list[tuple[str, int]]:
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        rest = sum(count for _, count in ordered[_MOST_BARS:])
        return ordered[:_MOST_BARS] + ([("all others", rest)] if rest else [])

    return [
        bar_chart("Findings by list", most(lists)),
        bar_chart("Findings by rule", most(rules)),
    ]
