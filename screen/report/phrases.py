"""Sentences that every report carries: what it is, what it is not, and what lists it rests on."""

from collections.abc import Mapping

from screen.models.result import ListUsed, ScreeningResult

DISCLAIMER = (
    "Every finding is a lead to be checked by a person and no statement that a company uses forced"
    " labour. No finding is no clearance: lists are incomplete and names can be missing, changed or"
    " hidden."
)
SYMBOLS = {"critical": "■", "high": "▲", "medium": "◆", "low": "●", "info": "○"}


def list_warnings(result: ScreeningResult) -> list[str]:
    """One line for each list that is stale or partial."""
    return [line for used in result.watchlists for line in _warnings(used)]


def _warnings(used: ListUsed) -> list[str]:
    lines = []
    if used.stale:
        lines.append(
            f"{used.id} is stale: its content is of {used.as_of}, {used.age_days} days old"
        )
    if used.coverage == "partial":
        lines.append(f"{used.id} is partial: {used.coverage_note}")
    return lines


def open_findings(result: ScreeningResult) -> str:
    """'159 findings are open, 3 reviewed, 2 new.'.

    Nothing is called new where no earlier report was given.
    """
    summary = result.summary
    compared = any(finding.context.baseline for finding in result.findings)
    new = f", {summary.new:,} new" if compared else ""
    return (
        f"{plural(summary.open, 'finding')} {'is' if summary.open == 1 else 'are'} open,"
        f" {summary.reviewed:,} reviewed{new}."
    )


def plural(count: int, word: str) -> str:
    """'1 row', '2,000 rows'."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def money(values: Mapping[str, float]) -> str:
    """Amounts by currency: 'CNY 50.00; USD 1,250.00'."""
    return "; ".join(f"{currency} {value:,.2f}" for currency, value in values.items())


def share(part: int, whole: int) -> str:
    """Return a share in percent that never calls something nothing: '67%', 'under 1%'."""
    return "under 1%" if 0 < part < whole / 100 else f"{part / whole:.0%}"
