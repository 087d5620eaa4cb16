"""The findings as HTML: each one unfolds to its match, its rows, its law and its evidence."""

from collections.abc import Mapping

from screen.models.result import EvidenceUsed, Finding, ScreeningResult, SourceUsed
from screen.models.rulebook import RULES, rulebook
from screen.models.vocabulary import LEVELS
from screen.report.html.text import link, text
from screen.report.phrases import SYMBOLS, money

# : A browser stays quick up to about this many; the rest is in the other formats, and the page says
# so.
FINDINGS_SHOWN = 5_000


def findings_section(result: ScreeningResult) -> str:
    """Filter and findings."""
    shown = result.findings[:FINDINGS_SHOWN]
    if not shown:
        return "<section id=findings><h2>Findings</h2><p>None.</p></section>"
    claims = {claim.id: claim for claim in result.evidence}
    sources = {source.id: source for source in result.sources}
    rest = len(result.findings) - len(shown)
    note = (
        f"<p>… and {rest:,} more findings, less urgent, in the .xlsx, .json and .csv reports.</p>"
        if rest
        else ""
    )
    return (
        f'<section id="findings"><h2>Findings</h2>{_filters(result)}<p id="count" role="status"'
        ' class="soft"></p>'
        + "".join(
            _finding(number, finding, claims, sources)
            for number, finding in enumerate(shown, start=1)
        )
        + f"{note}</section>"
    )


def path_of(finding: Finding) -> str:
    """Return the path of a finding through the supply chain, drawn as boxes and arrows."""
    steps = "".join(f"<li>{text(firm)}</li>" for firm in [*finding.via, "you"])
    return f'<ol class="path" aria-label="Path in the supply chain">{steps}</ol>'


def _filters(result: ScreeningResult) -> str:
    def choice(name: str, label: str, options: list[tuple[str, str]]) -> str:
        listed = "".join(
            f'<option value="{text(value)}">{text(said)}</option>' for value, said in options
        )
        return (
            f'<label>{label}<br><select name="{name}"><option'
            f' value="">all</option>{listed}</select></label>'
        )

    rules = sorted({finding.rule for finding in result.findings})
    lists = sorted({finding.context.list_id for finding in result.findings} - {RULES})
    levels = [
        (str(order), f"{level} and above" if order else level)
        for order, level in enumerate(LEVELS[:-1])
    ]
    return (
        '<form class="filters" aria-label="Filter the findings"><label'
        ' class="wide">Search<br><input type="search" name="search" placeholder="name, place, list,'
        ' source"></label>'
        + choice("level", "Level", levels)
        + choice("rule", "Rule", [(rule, rule) for rule in rules])
        + choice("list", "List", [(one, one) for one in lists])
        + choice("status", "Status", [("open", "open"), ("reviewed", "reviewed")])
        + '<button type="reset">Clear</button><button type="button" name="unfold">Unfold'
        " all</button></form>"
    )


def _finding(
    number: int,
    finding: Finding,
    claims: Mapping[str, EvidenceUsed],
    sources: Mapping[str, SourceUsed],
) -> str:
    subject, match, context = finding.subject, finding.match, finding.context
    score = f"{match.band} {match.score:g}" if match else ""
    decided = f" · {finding.status}" if finding.status != "open" else ""
    evidence = "".join(_claim(claims[one], sources) for one in finding.evidence)
    return (
        f'<details class="finding" id="{finding.id}" data-order="{LEVELS.index(finding.level)}"'
        f' data-rule="{text(finding.rule)}" '
        f'data-list="{text(context.list_id)}" data-status="{text(finding.status)}"><summary>'
        f'<span><span class="badge {finding.level}">{SYMBOLS[finding.level]}'
        f" {finding.level}</span></span>"
        f'<span class="name">{number}. {text(subject.name)}</span><span'
        f' class="score">{score}{decided}</span>'
        f'<span class="message">{text(finding.message)}</span></summary><div class="inside"><div>'
        f"{path_of(finding) if finding.via else ''}<dl>{_fields(finding)}</dl></div>"
        f'<div><h3>Evidence</h3><ol class="evidence">{evidence}</ol></div></div></details>'
    )


def _fields(finding: Finding) -> str:
    subject, match, context = finding.subject, finding.match, finding.context
    rule, exposure = rulebook().rules[finding.rule], context.exposure
    rows = "; ".join(
        f"{place.file}{', ' + place.sheet if place.sheet else ''}: {place.rows}"
        for place in context.occurrences
    )
    decided = context.disposition or {}
    said = {
        "What to do": finding.action,
        "Rule": f"{finding.rule}: {rule.title}",
        "Law": rule.law,
        "Effect in law": context.effect or "none by itself",
        "Limits": rule.limits,
        "List and entry": (
            ""
            if context.list_id == RULES
            else f"{context.entry_name} ({context.list_id}/{context.entry_id})"
        ),
        "Matched name": match.matched_name if match else "",
        "How names compare": "; ".join(match.explanation) if match else "",
        "Corroboration": context.verdict if match else "",
        "Notes": "; ".join(context.notes),
        "Rows": rows,
        "Cell": f"{subject.column}: {subject.value}" if subject.value else subject.column,
        "Party role": subject.party_role,
        "Trade touched": _trade(
            exposure.shipments, money(exposure.value), exposure.first, exposure.last
        ),
        "Decision": ", ".join(f"{name}: {value}" for name, value in decided.items()),
        "Finding id": finding.id,
    }
    return "".join(
        f"<dt>{label}</dt><dd>{text(value)}</dd>" for label, value in said.items() if value
    )


def _trade(shipments: int, value: str, first: str, last: str) -> str:
    if not shipments:
        return ""
    days = f", {first} to {last}" if first else ""
    return (
        f"{shipments:,} shipment{'s' if shipments > 1 else ''}{', ' + value if value else ''}{days}"
    )


def _claim(claim: EvidenceUsed, sources: Mapping[str, SourceUsed]) -> str:
    source = sources[claim.source_id]
    where = f", {claim.locator}" if claim.locator else ""
    caveat = f' <span class="caveat">{text(claim.caveat)}</span>' if claim.caveat else ""
    return (
        f"<li>{text(claim.claim)}{caveat}<br><span class=soft>{text(source.publisher)},"
        f" {link(source.url, source.title)}{text(where)},"
        f" {text(claim.date or source.published or 'no date')} ({source.reliability})</span></li>"
    )
