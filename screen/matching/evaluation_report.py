"""The validation of the matcher on labelled pairs.

As text for a terminal, and as a page with the precision-recall curve.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from screen.core.templates import render
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

    ``curves`` holds ours first, then the baselines, each over all thresholds; ``precisions`` the
    average precision of each.
    """

    pairs: int
    at_policy: Confusion
    curves: dict[str, list[Confusion]]
    precisions: dict[str, float]
    categories: list[Category]


def best(curve: Sequence[Confusion]) -> Confusion:
    """Return the point of a curve with the highest F1."""
    return max(curve, key=lambda point: point.f1)


def to_text(found: Validation) -> str:
    """Return the validation as lines for a terminal."""
    lines = [f"{found.pairs:,} labelled pairs"]
    for name, curve in found.curves.items():
        lines.append(
            f"{name:<34} {_point(best(curve))}  (its best threshold); average precision"
            f" {found.precisions[name]:.3f}"
        )
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
    curves = [
        {
            "name": name,
            "colour": colour,
            "best": best(curve),
            "precision": found.precisions[name],
            "points": " ".join(f"{_x(p.recall):.1f},{_y(p.precision):.1f}" for p in curve),
        }
        for colour, (name, curve) in zip(_COLOURS, found.curves.items(), strict=False)
    ]
    return render(
        "screen.matching",
        "validation.html",
        found=found,
        curves=curves,
        ticks=(0.5, 0.6, 0.7, 0.8, 0.9, 1.0),
        side=_SIDE,
        left=_LEFT,
        top=_TOP,
        x=_x,
        y=_y,
    )


def _x(value: float) -> float:
    return _LEFT + (max(value, 0.5) - 0.5) * 2 * _SIDE


def _y(value: float) -> float:
    return _TOP + (1 - max(value, 0.5)) * 2 * _SIDE
