"""Sentences that every report carries: what it is, what it is not, and which lists it used."""

from collections.abc import Mapping, Sequence
from datetime import date

from screen.core.plurals import plural
from screen.models.result import ScreeningResult
from screen.models.watchlist import Watchlist

DISCLAIMER = (
    "Every finding is a lead for a person to check, not a statement that a company uses forced"
    " labour. The absence of findings is not clearance: lists are incomplete, and names can be"
    " missing, changed or hidden."
)
#: Things that were not screened and are named on page one; the Columns sheet holds all of them.
_PARTS_SHOWN = 5
#: What the result calls the currency of values whose rows state none.
NO_CURRENCY = "not stated"
SYMBOLS = {"critical": "■", "high": "▲", "medium": "◆", "low": "●", "info": "○"}


def stale_sentence(lists: Sequence[Watchlist], as_of: date) -> str:
    """Return as ``stale_lists`` does of lists that nothing was screened with yet."""
    return _stale([(one.info.id, one.age_days(as_of)) for one in lists if one.is_stale(as_of)])


def stale_lists(result: ScreeningResult) -> str:
    """Return one line that names the stale lists and says what to do, '' where none is stale."""
    return _stale([(used.id, used.age_days) for used in result.watchlists if used.stale])


def _stale(stale: Sequence[tuple[str, int]]) -> str:
    if not stale:
        return ""
    named = ", ".join(f"{id} ({days:,} days old)" for id, days in stale)
    are, them = ("is", "it") if len(stale) == 1 else ("are", "them")
    count = plural(len(stale), "list")
    message = f"{count} {are} stale: {named}; renew {them} with 'flscreen lists update'"
    return message


def lists_in_doubt(result: ScreeningResult) -> str:
    """Return one sentence on the lists that are stale or partial, '' where none is."""
    stale = [f"{w.id} ({w.age_days:,} days old)" for w in result.watchlists if w.stale]
    partial = [w.id for w in result.watchlists if w.coverage == "partial"]
    parts = [f"stale: {', '.join(stale)}"] if stale else []
    parts += [f"incomplete: {', '.join(partial)}"] if partial else []
    if not parts:
        return ""
    said = "; ".join(parts)
    return (
        f"Lists that are stale or incomplete ({said}): a name that is missing there has not"
        " been cleared; renew them with 'flscreen lists update'."
    )


def weaker(result: ScreeningResult) -> str:
    """Return one sentence on what was screened by less than the default policy, '' for nothing."""
    said = "; ".join(result.run.weaker)
    return f"Screened by less than the default policy: {said}." if said else ""


def partial_lists(result: ScreeningResult, explained: str) -> str:
    """Return one line that names the partial lists, '' where none is partial.

    ``explained`` says where the reader finds what is missing.
    """
    partial = [used.id for used in result.watchlists if used.coverage == "partial"]
    return f"Partial lists: {', '.join(partial)} ({explained})." if partial else ""


def coverage(result: ScreeningResult) -> str:
    """Return what became of the cells: how many were names, fields, swept, or not screened."""
    cells = [sheet.cells for sheet in result.inputs]
    beside = sum(sheet.beside for sheet in result.inputs)
    text = (
        f"Cells: {sum(one.party for one in cells):,} screened as names,"
        f" {sum(one.field for one in cells):,} as other fields,"
        f" {sum(one.swept for one in cells):,} swept for listed names"
    )
    if beside:
        text += f", and {plural(beside, 'comment or text box', 'comments and text boxes')}"
    return f"{text}. {not_screened(result)}"


def not_screened(result: ScreeningResult) -> str:
    """Return what was not screened, and why; or that everything was."""
    parts = [
        f"{one.what} in {one.where} ({one.why})"
        for sheet in result.inputs
        for one in sheet.not_screened
    ]
    parts += [
        f"{sheet.path} may be misread: {sheet.encoding.name} is a guess"
        for sheet in result.inputs
        if sheet.encoding and not sheet.encoding.sure
    ]
    shown = "; ".join(dict.fromkeys(parts[:_PARTS_SHOWN]))
    more = (
        f"; and {len(parts) - _PARTS_SHOWN} more, see Columns" if len(parts) > _PARTS_SHOWN else ""
    )
    return f"Not screened: {shown}{more}." if parts else "Nothing was left out."


def open_findings(result: ScreeningResult) -> str:
    """Return '159 findings are open, 3 reviewed, 2 new.'.

    Nothing is called new where no earlier report was given.
    """
    summary = result.summary
    compared = any(finding.context.baseline for finding in result.findings)
    new = f", {summary.new:,} new" if compared else ""
    return (
        f"{plural(summary.open, 'finding')} {'is' if summary.open == 1 else 'are'} open,"
        f" {summary.reviewed:,} reviewed{new}."
    )


def open_cases(result: ScreeningResult) -> str:
    """Return '84 cases are open (156 findings), 3 reviewed, 2 new.'.

    Nothing is called new where no earlier report was given.
    """
    summary = result.summary
    count = sum(summary.cases.values())
    compared = any(case.baseline for case in result.cases)
    new = f", {summary.cases_new:,} new" if compared else ""
    return (
        f"{plural(count, 'case')} {'is' if count == 1 else 'are'} open"
        f" ({plural(summary.open, 'open finding')}), {summary.cases_reviewed:,} reviewed{new}."
    )


def changes(result: ScreeningResult) -> str:
    """Return what changed since the last report and the earlier lists."""
    parts = []
    if any(case.baseline for case in result.cases):
        gone = sum(problem.about == "baseline" for problem in result.problems)
        known = len(result.cases) - result.summary.cases_new
        parts.append(
            f"Since the last report: {plural(result.summary.cases_new, 'new case')}, {known:,}"
            f" known, {plural(gone, 'finding')} gone."
        )
    due = sum(1 for finding in result.findings if finding.context.list_change)
    ended = sum(problem.about == "earlier-lists" for problem in result.problems)
    if due or ended:
        parts.append(
            f"Since the earlier lists: {plural(due, 'finding')} new or at another level, {ended:,}"
            " gone."
        )
    again = sum(bool(case.changed) for case in result.cases)
    if again:
        parts.append(f"{plural(again, 'decided case')} open again.")
    return " ".join(parts) or "No earlier report was given to compare with (--baseline)."


def shortened(text: str, room: int) -> str:
    """Return ``text`` cut to ``room`` letters, with a mark where it is cut."""
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}…"


def money(values: Mapping[str, float]) -> str:
    """Return amounts by currency: 'CNY 50.00; USD 1,250.00; 7.00 without a currency'."""
    return "; ".join(
        f"{value:,.2f} without a currency"
        if currency == NO_CURRENCY
        else f"{currency} {value:,.2f}"
        for currency, value in sorted(values.items(), key=lambda item: item[0] == NO_CURRENCY)
    )


def share(part: int, whole: int) -> str:
    """Return a share in percent that is never rounded down to nothing: '67%', 'under 1%'."""
    return "under 1%" if 0 < part < whole / 100 else f"{part / whole:.0%}"
