"""Bar charts and the world map, each with its numbers in words for those who cannot see it.

The geometry is computed here; ``templates/charts.html`` draws it as inline SVG.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from screen.core.data_tables import read_table
from screen.models.result import Finding
from screen.models.vocabulary import LEVELS, Level
from screen.reference.countries import country_name

_ROW, _LABEL, _WIDTH, _ROOM = 26, 240, 600, 60
_LONGEST_LABEL = 32


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its label on the left; ``short`` is the label as far as there is room."""

    label: str
    short: str
    count: int
    left: int
    top: int
    width: float
    height: int


@dataclass(frozen=True, slots=True)
class BarChart:
    """A chart of horizontal bars; ``said`` are its numbers in words."""

    title: str
    bars: Sequence[Bar]
    width: int
    height: int
    said: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country on the map: its outline, its worst level and what to say of it."""

    outline: str
    level: Level | None
    said: str


@dataclass(frozen=True, slots=True)
class WorldMap:
    """All countries, or none where no finding states one; ``levels`` are those of the legend."""

    countries: Sequence[Country]
    levels: Sequence[Level]
    said: str


def bar_chart(title: str, counts: Sequence[tuple[str, int]]) -> BarChart:
    """Return a chart of horizontal bars with the number at the end of each."""
    most = max((count for _, count in counts), default=0) or 1
    bars = [
        Bar(
            label=label,
            short=label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1] + "…",
            count=count,
            left=_LABEL,
            top=index * _ROW,
            width=round((_WIDTH - _LABEL - _ROOM) * count / most, 1),
            height=_ROW - 8,
        )
        for index, (label, count) in enumerate(counts)
    ]
    said = "; ".join(f"{label}: {count:,}" for label, count in counts)
    return BarChart(title, bars, _WIDTH, len(bars) * _ROW, said)


def world_map(findings: Sequence[Finding]) -> WorldMap:
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
        return WorldMap((), (), "")
    countries = []
    for row in read_table("screen.report", "world"):
        code = row["country"]
        level, name = worst.get(code), country_name(code)
        said = f"{name}: {counts[code]:,} findings, worst {level}" if level else name
        countries.append(Country(row["path"], level, said))
    ordered = sorted(worst, key=lambda code: (LEVELS.index(worst[code]), -counts[code], code))
    said = "; ".join(
        f"{country_name(code)}: {counts[code]:,}, worst {worst[code]}" for code in ordered
    )
    return WorldMap(countries, [level for level in LEVELS if level in worst.values()], said)
