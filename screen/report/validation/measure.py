"""What a validation measures: rates with intervals, thresholds, peers, and hits on real names."""

import hashlib
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from rapidfuzz.distance import JaroWinkler
from thefuzz import fuzz

from screen.core.versions import versions
from screen.matching.evaluation import (
    Confusion,
    average_precision,
    confusion,
    curve,
    score_pair,
)
from screen.matching.matcher import match_names
from screen.matching.name_index import build_index, rarity_of_lists
from screen.models.policy import BandEdges, Policy
from screen.models.watchlist import Watchlist
from screen.report.validation.decks import Deck

#: Thresholds that reviewers ask about, beside that of the policy.
ASKED = (75.0, 82.0, 90.0)
#: 97.5 % of a normal distribution lie below: intervals of 95 %.
_Z = 1.959964
_SHOWN = 50
_OURS = "flscreen"


@dataclass(frozen=True, slots=True)
class Rate:
    """``of`` trials with ``count`` successes, and the Wilson interval of 95 %; shares are 0 to 1.

    Source: E. B. Wilson, Probable Inference, JASA 22 (1927), 209-212.
    """

    count: int
    of: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Point:
    """What one threshold does on one half of a deck."""

    threshold: float
    precision: Rate
    recall: Rate
    f1: float


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of pair: how many were judged as labelled, at each of the thresholds."""

    name: str
    is_match: bool
    right: dict[str, Rate]


@dataclass(frozen=True, slots=True)
class Peer:
    """A scorer on the same pairs: its average precision, and its best F1 at any threshold."""

    name: str
    average_precision: float
    best: Confusion


@dataclass(frozen=True, slots=True)
class Part:
    """One half of a deck, or all of a deck without halves."""

    deck: str
    half: str
    origin: str
    sha256: str
    pairs: int
    matches: int
    points: list[Point]
    kinds: list[Kind]
    peers: list[Peer]
    curve: list[Confusion]


@dataclass(frozen=True, slots=True)
class Hits:
    """How many names of a file meet a listed name at each threshold, and the first of them."""

    file: str
    sha256: str
    names: int
    rates: dict[str, Rate]
    shown: list[tuple[str, str, str, float]]


@dataclass(frozen=True, slots=True)
class Validation:
    """The whole report."""

    versions: dict[str, str]
    threshold: float
    policy_sha256: str
    lists: list[dict[str, str]]
    parts: list[Part]
    hits: Hits | None


def wilson(count: int, of: int) -> Rate:
    """Return the rate with its interval; 0 to 1 where nothing was tried.

    >>> one = wilson(9, 10); round(one.low, 3), round(one.high, 3)
    (0.596, 0.982)
    """
    if not of:
        return Rate(0, 0, 1.0, 0.0, 1.0)
    share, z2 = count / of, _Z * _Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z / (1 + z2 / of) * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return Rate(count, of, share, max(0.0, middle - half), min(1.0, middle + half))


def scorers() -> dict[str, Callable[[str, str], float]]:
    """Return the other scorers by name; those of libraries that are not installed are left out."""
    found: dict[str, Callable[[str, str], float]] = {
        "thefuzz WRatio": lambda a, b: float(fuzz.WRatio(a.lower(), b.lower())),
        "thefuzz token_set_ratio": lambda a, b: float(fuzz.token_set_ratio(a.lower(), b.lower())),
        "thefuzz token_sort_ratio": lambda a, b: float(fuzz.token_sort_ratio(a.lower(), b.lower())),
        "Jaro-Winkler": lambda a, b: 100 * JaroWinkler.similarity(a.lower(), b.lower()),
    }
    try:
        from goldenmatch.core.scorer import score_field
    except ImportError:
        return found
    found["goldenmatch, ensemble"] = lambda a, b: (
        100 * float(score_field(a.lower(), b.lower(), "ensemble") or 0.0)
    )
    return found


def validate(
    decks: Sequence[Deck],
    policy: Policy,
    lists: Sequence[Watchlist],
    names: tuple[Path, list[str]] | None,
    step: Callable[[str], None],
) -> Validation:
    """Measure the matcher on ``decks`` and, where given, on ``names`` of a file."""
    edge = policy.bands.probable
    edges = sorted({*ASKED, edge})
    rarity = rarity_of_lists(lists)
    parts = []
    for deck in decks:
        step(f"Scoring the pairs of {deck.name}")
        scores = {
            _OURS: [score_pair(row["name1"], row["name2"], rarity) for row in deck.rows],
        }
        for name, scorer in scorers().items():
            scores[name] = [scorer(row["name1"], row["name2"]) for row in deck.rows]
        halves = sorted({row.get("half", "") for row in deck.rows})
        parts += [_part(deck, half, scores, edges) for half in halves]
    used = [
        {"id": one.info.id, "as_of": one.info.as_of.isoformat(), "sha256": one.sha256}
        for one in lists
    ]
    hits = None
    if names:
        step(f"Matching {len(names[1]):,} names")
        hits = _hits(*names, lists, policy.bands, edges)
    return Validation(versions(), edge, policy.sha256, used, parts, hits)


def _part(deck: Deck, half: str, scores: dict[str, list[float]], edges: Sequence[float]) -> Part:
    here = [at for at, row in enumerate(deck.rows) if row.get("half", "") == half]
    labels = [deck.labels[at] for at in here]
    part = {name: [values[at] for at in here] for name, values in scores.items()}
    ours = part[_OURS]
    kinds: dict[tuple[str, bool], list[float]] = {}
    for at, score in zip(here, ours, strict=True):
        name = deck.rows[at].get("category", "") or "all pairs"
        kinds.setdefault((name, deck.labels[at]), []).append(score)
    return Part(
        deck.name,
        half or "all",
        deck.origin,
        deck.sha256,
        len(here),
        sum(labels),
        [_point(confusion(ours, labels, edge)) for edge in edges],
        [
            Kind(
                name,
                match,
                {
                    f"{edge:g}": wilson(sum((one >= edge) == match for one in found), len(found))
                    for edge in edges
                },
            )
            for (name, match), found in sorted(kinds.items())
        ],
        [
            Peer(
                name,
                average_precision(values, labels),
                max(curve(values, labels), key=lambda point: point.f1),
            )
            for name, values in part.items()
        ],
        curve(ours, labels),
    )


def _point(at: Confusion) -> Point:
    precision = wilson(at.right, at.right + at.wrong)
    recall = wilson(at.right, at.right + at.missed)
    return Point(at.threshold, precision, recall, at.f1)


def _hits(
    path: Path,
    names: list[str],
    lists: Sequence[Watchlist],
    bands: BandEdges,
    edges: Sequence[float],
) -> Hits:
    """Match ``names`` as ``flscreen run`` matches the names of its rows, without their context."""
    low = replace_possible(bands, min(edges))
    found = match_names(names, build_index(lists), low)
    best = (
        found.sort(["score", "name", "matched_name"], descending=[True, False, False])
        .unique("name", keep="first", maintain_order=True)
        .filter(pl.col("score") >= min(edges))
    )
    shown = [
        (row["name"], row["matched_name"], row["list_id"], row["score"])
        for row in best.head(_SHOWN).iter_rows(named=True)
    ]
    rates = {f"{e:g}": wilson(int((best["score"] >= e).sum()), len(names)) for e in edges}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Hits(path.name, digest, len(names), rates, shown)


def replace_possible(bands: BandEdges, least: float) -> BandEdges:
    """Return ``bands`` so low that all scores from ``least`` on are kept."""
    return bands.model_copy(update={"possible": min(bands.possible, least)})
