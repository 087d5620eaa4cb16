"""Other scorers beside flscreen's on distorted names and on names of innocent firms.

``python tests/benchmarks/beside.py --innocent FOLDER [--rows 1000] [--firms 150]``

A scorer is asked for each distorted name beside the listed name it was made from, and for each
innocent firm beside every listed name, each at the threshold that its makers advise. goldenmatch
takes part where it is installed (``pip install goldenmatch``); nothing here needs it.
"""

import argparse
import random
from collections.abc import Callable
from pathlib import Path

from distorted import EDGES, distorted, innocent_names
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from screen.lists.load import load_watchlists
from screen.matching.evaluation import score_pair
from screen.matching.matcher import match_names
from screen.matching.name_index import NAMED_KINDS, build_index

Scorer = Callable[[str, str], float]


def scorers() -> dict[str, tuple[Scorer, float]]:
    """Each scorer with the score from which it calls two names one."""
    found: dict[str, tuple[Scorer, float]] = {
        "WRatio at 90": (lambda a, b: fuzz.WRatio(a.lower(), b.lower()), 90),
        "token_sort_ratio at 90": (lambda a, b: fuzz.token_sort_ratio(a.lower(), b.lower()), 90),
        "token_set_ratio at 90": (lambda a, b: fuzz.token_set_ratio(a.lower(), b.lower()), 90),
        "Jaro-Winkler at .90": (
            lambda a, b: 100 * JaroWinkler.similarity(a.lower(), b.lower()),
            90,
        ),
    }
    try:
        from goldenmatch.core.scorer import score_field
    except ImportError:
        return found
    found["goldenmatch, ensemble at .85"] = (
        lambda a, b: 100 * (score_field(a.lower(), b.lower(), "ensemble") or 0.0),
        85,
    )
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--innocent", type=Path, metavar="FOLDER", required=True)
    parser.add_argument("--rows", type=int, default=1_000)
    parser.add_argument("--firms", type=int, default=150)
    parsed = parser.parse_args()
    rng = random.Random(17)
    rows = rng.sample(distorted(17), parsed.rows)
    names = innocent_names(parsed.innocent)
    firms = rng.sample(names, min(parsed.firms, len(names)))
    lists = load_watchlists()
    listed = sorted(
        {
            name
            for watchlist in lists
            for entry in watchlist.entries
            if entry.kind in NAMED_KINDS
            for name in (entry.name, *entry.aliases)
        }
    )
    index = build_index(lists)
    hits = match_names(firms, index, EDGES)
    alarmed = hits.filter(hits["score"] >= EDGES.probable)["name"].n_unique()
    found = sum(score_pair(cell, name, index.rarity) >= EDGES.probable for _, cell, name, _ in rows)
    print("| scorer | distorted names found | firms of "
          f"{len(firms)} alarmed about |\n|---|---|---|")  # fmt: skip
    print(f"| flscreen at {EDGES.probable:.0f} | {found / len(rows):.3f} | {alarmed} |")
    for title, (score, edge) in scorers().items():
        found = sum(score(cell, name) >= edge for _, cell, name, _ in rows)
        alarmed = sum(any(score(firm, name) >= edge for name in listed) for firm in firms)
        print(f"| {title} | {found / len(rows):.3f} | {alarmed} |")


if __name__ == "__main__":
    main()
