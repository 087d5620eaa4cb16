"""The validation of the matcher on labelled pairs.

As text for a terminal, and as a page with the precision-recall curve.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from screen.matching.evaluation import Confusion


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of pair: how many, and how many were judged as labelled."""

    name: str
    is_match: bool
    pairs: int
    right: int


@dataclass(frozen=True, slots=True)
class Validation:
    """What a validation found.

    ``curves`` holds ours first, then the baselines, each over all thresholds.
    """

    pairs: int
    at_policy: Confusion
    curves: dict[str, list[Confusion]]
    categories: list[Category]


def best(curve: Sequence[Confusion]) -> Confusion:
    """Return the point of a curve with the highest F1."""
    return max(curve, key=lambda point: point.f1)


def to_text(found: Validation) -> str:
    """Return the validation as lines for a terminal."""
    lines = [f"{found.pairs:,} labelled pairs"]
    for name, curve in found.curves.items():
        lines.append(f"{name:<34} {_point(best(curve))}  (its best threshold)")
        if curve is next(iter(found.curves.values())):
            lines.append(f"{'  at the threshold of the policy':<34} {_point(found.at_policy)}")
    if found.categories:
        lines += ["", f"{'category':<26} {'label':<9} {'pairs':>6} {'right':>7}"]
    for item in found.categories:
        label = "match" if item.is_match else "no match"
        lines.append(f"{item.name:<26} {label:<9} {item.pairs:>6,} {item.right / item.pairs:>7.1%}")
    return "\n".join(lines) + "\n"


def _point(point: Confusion) -> str:
    return (
        f"F1 {point.f1:.3f}, precision {point.precision:.3f}, recall {point.recall:.3f} at"
        f" {point.threshold:g}"
    )


_COLOURS = ("#0b5cad", "#b4540a", "#5a6872", "#2f7d32")
_SIDE, _LEFT, _TOP = 420, 60, 20


def to_page(found: Validation) -> str:
    """Return a self-contained HTML page.

    The curve as SVG, the numbers, and the table by category.
    """
    lines = []
    for colour, (name, curve) in zip(_COLOURS, found.curves.items(), strict=False):
        points = " ".join(f"{_x(p.recall):.1f},{_y(p.precision):.1f}" for p in curve)
        lines.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
        )
        lines.append(
            f'<text x="{_LEFT + 20}" y="{_TOP + _SIDE - 70 + 18 * len(lines) // 2}"'
            f' fill="{colour}">{escape(name)}: best F1 {best(curve).f1:.3f}</text>'
        )
    ticks = "".join(
        f'<text x="{_x(tick):.0f}" y="{_TOP + _SIDE + 18}" text-anchor="middle">{tick:g}</text>'
        f'<text x="{_LEFT - 8}" y="{_y(tick):.0f}" text-anchor="end">{tick:g}</text>'
        for tick in (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
    )
    at = found.at_policy
    rows = "".join(
        f"<tr><td>{escape(item.name)}</td><td>{'match' if item.is_match else 'no match'}</td><td>{item.pairs:,}</td>"
        f"<td>{item.right / item.pairs:.1%}</td></tr>"
        for item in found.categories
    )
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>flscreen: validation of the name matcher</title>
<style>body{{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}}td,th{{padding:.2rem .8rem;
text-align:left;border-bottom:1px solid #ccc}}svg{{font:13px system-ui,sans-serif}}</style></head><body>
<h1>Validation of the name matcher</h1>
<p>{found.pairs:,} labelled pairs. At the policy's threshold of {at.threshold:g}: F1 {at.f1:.3f}, precision {at.precision:.3f},
recall {at.recall:.3f}.</p>
<svg width="{_SIDE + _LEFT + 30}" height="{_SIDE + _TOP + 50}" role="img" aria-label="Precision by recall at all thresholds">
<rect x="{_LEFT}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#888"/>{ticks}{"".join(lines)}
<circle cx="{_x(at.recall):.1f}" cy="{_y(at.precision):.1f}" r="5" fill="{_COLOURS[0]}"/>
<text x="{_LEFT + _SIDE / 2}" y="{_TOP + _SIDE + 40}" text-anchor="middle">recall</text>
<text x="14" y="{_TOP + _SIDE / 2}" transform="rotate(-90 14 {_TOP + _SIDE / 2})" text-anchor="middle">precision</text></svg>
<table><tr><th>Category</th><th>Label</th><th>Pairs</th><th>Judged as labelled</th></tr>{rows}</table>
</body></html>
"""


def _x(value: float) -> float:
    return _LEFT + (max(value, 0.5) - 0.5) * 2 * _SIDE


def _y(value: float) -> float:
    return _TOP + (1 - max(value, 0.5)) * 2 * _SIDE
