"""Other scorers beside flscreen's on distorted names and on names of innocent firms.

``python tests/benchmarks/beside.py --innocent FOLDER [--rows 1000] [--firms 150]``
``python tests/benchmarks/beside.py --decks tests/decks/by_hand.csv ... [--half test]``

A scorer is asked for each distorted name beside the listed name it was made from, and for each
innocent firm beside every listed name, each at the threshold that its makers advise. goldenmatch
and nomenklatura's logic-v2 take part where they are installed (``pip install goldenmatch
nomenklatura``); nothing here needs them. Decks are compared pair by pair.
"""

import argparse
import csv
import random
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

from distorted import EDGES, distorted, innocent_names
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from screen.lists.load import load_watchlists
from screen.matching.evaluation import average_precision, confusion, score_pair
from screen.matching.matcher import match_names
from screen.matching.name_index import NAMED_KINDS, build_index, rarity_of_lists

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
        pass
    else:
        found["goldenmatch, ensemble at .85"] = (
            lambda a, b: 100 * (score_field(a.lower(), b.lower(), "ensemble") or 0.0),
            85,
        )
    if logic := _logic_v2():
        found["nomenklatura, logic-v2 at .70"] = (logic, 70)
    return found


def _logic_v2() -> Scorer | None:
    """Return what nomenklatura says of two firms that have nothing but a name."""
    try:
        from followthemoney import model
        from nomenklatura.matching import LogicV2
        from nomenklatura.matching.types import ScoringConfig
    except ImportError:
        return None
    config = ScoringConfig.defaults()

    # It remembers firms by their number, so that each needs one of its own.
    number = count()

    def firm(name: str) -> object:
        return model.get_proxy(
            {"id": str(next(number)), "schema": "Organization", "properties": {"name": [name]}}
        )

    return lambda a, b: 100 * LogicV2.compare(firm(a), firm(b), config).score


def decks(paths: Sequence[Path], half: str) -> None:
    """Print what each scorer reaches on each deck, at its own threshold."""
    rarity = rarity_of_lists(load_watchlists())
    ours: dict[str, tuple[Scorer, float]] = {
        f"flscreen at {EDGES.probable:.0f}": (
            lambda a, b: score_pair(a, b, rarity),
            EDGES.probable,
        )
    }
    wanted = ours | {
        title: way
        for title, way in scorers().items()
        if title.startswith(("WRatio", "goldenmatch", "nomenklatura"))
    }
    print(f"| deck | pairs, matches | {' | '.join(wanted)} |\n|---|---|{'---|' * len(wanted)}")
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if half in ("all", row["half"])]
        labels = [row["is_match"] == "1" for row in rows]
        cells = []
        for score, edge in wanted.values():
            scores = [score(row["name1"], row["name2"]) for row in rows]
            at = confusion(scores, labels, edge)
            cells.append(
                f"{at.f1:.3f} ({at.precision:.2f}/{at.recall:.2f})"
                f" {average_precision(scores, labels):.3f}"
            )
        print(f"| {path.stem} | {len(rows)}, {sum(labels)} | {' | '.join(cells)} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--innocent", type=Path, metavar="FOLDER")
    parser.add_argument("--decks", type=Path, metavar="CSV", nargs="+", default=[])
    parser.add_argument("--half", choices=("all", "tune", "test"), default="test")
    parser.add_argument("--rows", type=int, default=1_000)
    parser.add_argument("--firms", type=int, default=150)
    parsed = parser.parse_args()
    if parsed.decks:
        decks(parsed.decks, parsed.half)
    if parsed.innocent:
        innocent(parsed.innocent, parsed.rows, parsed.firms)


def innocent(folder: Path, rows_wanted: int, most: int) -> None:
    """Print how many distorted names and how many innocent firms each scorer takes for listed."""
    rng = random.Random(17)
    rows = rng.sample(distorted(17), rows_wanted)
    names = innocent_names(folder)
    firms = rng.sample(names, min(most, len(names)))
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
