"""The whole page: head, summary, charts, supply chain, findings, lists, remarks and method."""

import base64
import hashlib
from collections import Counter
from importlib import resources
from pathlib import Path

from screen.models.result import ScreeningResult
from screen.models.rulebook import rulebook
from screen.models.vocabulary import LEVELS
from screen.report.html.charts import bars, world_map
from screen.report.html.findings import findings_section, path_of
from screen.report.html.text import table, text
from screen.report.phrases import DISCLAIMER, SYMBOLS, money, open_findings
from screen.report.rules_table import level_of

_MOST_BARS, _MOST_PATHS, _MOST_PROBLEMS = 8, 50, 500


def write_html(result: ScreeningResult, path: Path) -> None:
    """Write ``to_html`` in UTF-8."""
    path.write_text(to_html(result), encoding="utf-8", newline="\n")


def to_html(result: ScreeningResult) -> str:
    """Return the report as one HTML file.

    Its content security policy forbids every request, so that opening it tells nobody anything.
    """
    style, script = _asset("report.css"), _asset("report.js")
    hashed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hashed}'; base-uri"
        " 'none'; form-action 'none'"
    )
    sections = [
        _summary(result),
        _charts(result),
        _chain(result),
        findings_section(result),
        _lists(result),
        _problems(result),
        _method(result),
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport"'
        ' content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy"'
        f' content="{policy}"><meta name="referrer" content="no-referrer"><title>Forced labour'
        f' screening report</title><style>{style}</style></head><body><a class="skip"'
        ' href="#findings">To the'
        f" findings</a>{_header(result)}<main>{''.join(sections)}</main><footer"
        f" class=soft><p>flscreen {text(result.run.tool_version)}, run {text(result.run.id)}."
        f" {text(DISCLAIMER)}</p></footer><script>{script}</script></body></html>\n"
    )


def _asset(name: str) -> str:
    return resources.files("screen.report").joinpath("data", name).read_text(encoding="utf-8")


def _header(result: ScreeningResult) -> str:
    run = result.run
    banner = f'<p class="banner">{text(run.policy.banner)}</p>' if run.policy.banner else ""
    by = f" by {text(run.operator)}" if run.operator else ""
    return (
        f"<header>{banner}<h1>Forced labour screening report</h1><p class=soft>Screened"
        f" {text(run.started_at[:16].replace('T', ' '))} UTC{by}, "
        f"lists as of {text(run.as_of)}, run {text(run.id)}</p><p"
        f' class="disclaimer">{text(DISCLAIMER)}</p></header>'
    )


def _summary(result: ScreeningResult) -> str:
    summary = result.summary
    counts = "".join(
        f'<li class="{level}"><b>{summary.findings[level]:,}</b>{SYMBOLS[level]} {level}</li>'
        for level in LEVELS
    )
    dates = f", {summary.flagged_from} to {summary.flagged_to}" if summary.flagged_from else ""
    inputs = [
        (
            text(sheet.kind + "s"),
            text(sheet.path + (f", {sheet.sheet}" if sheet.sheet else "")),
            f"{sheet.rows_read:,}",
            f"{sheet.rows_screened:,}",
            f"{sheet.rows_rejected:,}",
            text(
                ", ".join(
                    f"{count:,} rows without {what}"
                    for what, count in sheet.missing.items()
                    if count
                )
                or "nothing"
            ),
        )
        for sheet in result.inputs
    ]
    return (
        f'<section><h2>Summary</h2><ul class="levels">{counts}</ul><p>{open_findings(result)} '
        f"{summary.suppliers_flagged:,} supplier rows and {summary.shipments_flagged:,} shipment"
        " rows have an open finding "
        "of medium or above; value of those shipments, each counted once:"
        f" {text(money(summary.value_flagged) or 'none stated')}{dates}.</p>"
        + table(
            ("Kind", "File", "Rows read", "Screened", "Rejected", "What rows lack"),
            inputs,
            frozenset({2, 3, 4}),
        )
        + "</section>"
    )


def _charts(result: ScreeningResult) -> str:
    titles = {used.id: used.title for used in result.watchlists}
    lists = Counter(
        titles[f.context.list_id] for f in result.findings if f.context.list_id in titles
    )
    rules = Counter(rulebook().rules[f.rule].title for f in result.findings)

    def most(counts: Counter[str]) -> list[tuple[str, int]]:
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        rest = sum(count for _, count in ordered[_MOST_BARS:])
        return ordered[:_MOST_BARS] + ([("all others", rest)] if rest else [])

    charts = bars("Findings by list", most(lists)) + bars("Findings by rule", most(rules))
    return (
        f"<section><h2>Where findings are</h2>{world_map(result.findings)}<div"
        f' class="charts">{charts}</div></section>'
    )


def _chain(result: ScreeningResult) -> str:
    carried = [finding for finding in result.findings if finding.via]
    if not carried:
        return ""
    drawn = "".join(
        f'<div class="chain"><span class="badge {f.level}">{SYMBOLS[f.level]} {f.level}</span> <a'
        f' href="#{f.id}">{text(f.context.entry_name)}</a>, reaches {text(f.subject.kind)}s of'
        f" {text(f.subject.name)}{path_of(f)}</div>"
        for f in carried[:_MOST_PATHS]
    )
    rest = (
        f"<p>… and {len(carried) - _MOST_PATHS:,} more paths, among the findings.</p>"
        if len(carried) > _MOST_PATHS
        else ""
    )
    note = "<p class=soft>Who supplies whom is what the files say and was not verified.</p>"
    return f"<section><h2>Supply chain</h2>{note}{drawn}{rest}</section>"


def _lists(result: ScreeningResult) -> str:
    rows = [
        (
            text(used.title),
            '<span class="stale">stale</span>' if used.stale else "fresh",
            text(used.as_of),
            f"{used.age_days:,}",
            f"{used.entries:,}",
            text(used.coverage),
            text(used.coverage_note),
        )
        for used in result.watchlists
    ]
    headers = ("List", "State", "Content of", "Age, days", "Entries", "Coverage", "What is missing")
    return f"<section><h2>Lists</h2>{table(headers, rows, frozenset({3, 4}))}</section>"


def _problems(result: ScreeningResult) -> str:
    if not result.problems:
        return ""
    rows = [
        (
            text(p.severity),
            text(f"{p.file}{', ' + p.sheet if p.sheet else ''}"),
            text(p.row or ""),
            text(p.column),
            text(p.value),
            text(p.message),
        )
        for p in result.problems[:_MOST_PROBLEMS]
    ]
    rest = len(result.problems) - len(rows)
    note = f"<p>… and {rest:,} more in the .xlsx and .json reports.</p>" if rest else ""
    headers = ("Severity", "File", "Row", "Column", "Value", "What was done, what to do")
    return (
        "<section><h2>Remarks on the"
        f" input</h2>{table(headers, rows, frozenset({2}))}{note}</section>"
    )


def _method(result: ScreeningResult) -> str:
    policy = result.run.policy
    rows = [
        (
            text(rule),
            text(said.title),
            text(said.law),
            text(said.limits),
            text(level_of(rule, policy)),
        )
        for rule, said in rulebook().rules.items()
    ]
    digests = "".join(
        f"<li>{text(sheet.path)}: <code>{sheet.sha256}</code></li>" for sheet in result.inputs
    )
    return (
        f"<section><h2>Method</h2>{table(('Rule', 'What it finds', 'Law', 'Limits', 'Level'), rows)}<h3>Digests"
        " (SHA-256)</h3><ul><li>policy:"
        f" <code>{result.run.policy_sha256}</code></li>{digests}</ul></section>"
    )
