"""The validation report as a page without scripts or requests, as JSON, and as lines of text."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from screen.core.plurals import plural
from screen.core.templates import render
from screen.matching.evaluation import Confusion
from screen.report.validation.measure import Part, Rate, Validation

_WIDE, _HIGH, _LEFT, _TOP = 560, 260, 44, 12
#: The curve begins here; below, everything is a match.
_FROM = 40.0


def to_page(found: Validation) -> str:
    """Return the report as one HTML page."""
    return render(
        "screen.report.validation",
        "validation_report.html",
        found=found,
        percent=percent,
        lines=[_line(part) for part in found.parts],
        ticks=[(_x(one), f"{one:.0f}") for one in (40, 50, 60, 70, 80, 90, 100)],
        shares=[(_y(one), f"{one:.0%}") for one in (0.0, 0.25, 0.5, 0.75, 1.0)],
        edges=[_x(float(edge)) for edge in found.parts[0].kinds[0].right] if found.parts else [],
        wide=_WIDE,
        high=_HIGH,
        left=_LEFT,
        top=_TOP,
    )


def to_json(found: Validation) -> str:
    """Return the report as JSON; shares are 0 to 1."""
    return json.dumps(asdict(found), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def to_lines(found: Validation) -> str:
    """Return the headline numbers for a terminal."""
    lines = []
    for part in found.parts:
        pairs, matches = plural(part.pairs, "pair"), plural(part.matches, "match", "matches")
        lines.append(f"{part.deck}, {part.half}: {pairs}, {matches}")
        for point in part.points:
            mark = "  (policy)" if point.threshold == found.threshold else ""
            lines.append(
                f"  at {point.threshold:g}: precision {percent(point.precision)}, recall"
                f" {percent(point.recall)}{mark}"
            )
        for peer in part.peers:
            lines.append(
                f"  {peer.name:<26} average precision {peer.average_precision:.3f}, best F1"
                f" {peer.best.f1:.3f} at {peer.best.threshold:g}"
            )
    if found.hits:
        lines.append(f"{found.hits.file}: {plural(found.hits.names, 'name')}")
        for edge, rate in found.hits.rates.items():
            per = rate.share * 10_000
            lines.append(f"  at {edge}: {rate.count:,} meet a listed name, {per:.1f} in 10,000")
    return "\n".join(lines) + "\n"


def percent(rate: Rate) -> str:
    """Return '97.6 % (96.2-98.5)', or a dash where nothing was tried."""
    if not rate.of:
        return "–"
    return f"{rate.share:.1%} ({rate.low * 100:.1f}–{rate.high * 100:.1f})"


def _line(part: Part) -> dict[str, str]:
    return {
        "precision": _points(part.curve, "precision"),
        "recall": _points(part.curve, "recall"),
    }


def _points(curve: Sequence[Confusion], what: str) -> str:
    return " ".join(f"{_x(p.threshold):.1f},{_y(getattr(p, what)):.1f}" for p in curve)


def _x(threshold: float) -> float:
    return _LEFT + (threshold - _FROM) / (100 - _FROM) * _WIDE


def _y(share: float) -> float:
    return _TOP + (1 - share) * _HIGH
