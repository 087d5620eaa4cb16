"""Bars and the world map as inline SVG, each with its numbers in words for those who cannot see it."""

from collections.abc import Sequence

from screen.core.data_tables import read_table
from screen.models.result import Finding
from screen.models.vocabulary import LEVELS, Level
from screen.reference.countries import country_name
from screen.report.html.text import text

_ROW, _LABEL, _WIDTH, _ROOM = 26, 240, 600, 60
_LONGEST_LABEL = 32


def bars(title: str, counts: Sequence[tuple[str, int]]) -> str:
    """Return a chart of lying bars with the number at the end of each."""
    if not counts:
        return ""
    most = max(count for _, count in counts) or 1
    lines = []
    for index, (label, count) in enumerate(counts):
        top = index * _ROW
        width = round((_WIDTH - _LABEL - _ROOM) * count / most, 1)
        short = label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1] + "…"
        lines.append(
            f'<g><title>{text(label)}: {count:,}</title><text x="{_LABEL - 8}" y="{top + 17}"'
            f' text-anchor="end">{text(short)}</text><rect class="bar" x="{_LABEL}" y="{top + 4}"'
            f' width="{width}" height="{_ROW - 8}" rx="2"/><text x="{_LABEL + width + 6}"'
            f' y="{top + 17}">{count:,}</text></g>'
        )
    said = "; ".join(f"{label}: {count:,}" for label, count in counts)
    return (
        f'<figure><h3>{text(title)}</h3><svg viewBox="0 0 {_WIDTH} {len(counts) * _ROW}" role="img"'
        f' aria-label="{text(title)}. {text(said)}">{"".join(lines)}</svg></figure>'
    )


def world_map(findings: Sequence[Finding]) -> str:
    """Return the countries of the findings' rows in the colour of their worst level.

    Outlines: Natural Earth 1:110m, public domain.
    """
    worst: dict[str, Level] = {}
    counts: dict[str, int] = {}
    for finding in findings:
        code = finding.context.country
        if code:
            counts[code] = counts.get(code, 0) + 1
            worst[code] = min(worst.get(code, "info"), finding.level, key=LEVELS.index)
    if not worst:
        return ""
    shapes = []
    for row in read_table("screen.report", "world"):
        code = row["country"]
        level = worst.get(code)
        told = (
            f"{country_name(code)}: {counts.get(code, 0):,} findings, worst {level}"
            if level
            else country_name(code)
        )
        shapes.append(
            f"<path{f' class={level}' if level else ''}"
            f' d="{row["path"]}"><title>{text(told)}</title></path>'
        )
    ordered = sorted(worst, key=lambda code: (LEVELS.index(worst[code]), -counts[code], code))
    said = "; ".join(
        f"{country_name(code)}: {counts[code]:,}, worst {worst[code]}" for code in ordered
    )
    legend = " ".join(
        f'<span class="badge {level}">{level}</span>' for level in LEVELS if level in worst.values()
    )
    return (
        '<figure class="map"><svg viewBox="40 -12 940 440" role="img" aria-label="World map of'
        f' findings by country. {text(said)}">'
        f"{''.join(shapes)}</svg><figcaption>Countries that rows with findings state, by worst"
        f" level: {legend}</figcaption></figure>"
    )
