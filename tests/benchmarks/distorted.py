"""Measures how many listed names are found again once distorted, and how many innocent ones too.

``python tests/benchmarks/distorted.py [--innocent FOLDER] [--misses KIND] [--speed 200000]``

Every name and alias of the bundled lists is distorted in each of the ways of ``distortions.py``
(fixed seed) and matched as ``flscreen run`` matches the distinct cells of its parties. A row counts
as found where the listed entry is met. The innocent names are read from the CSV files of a folder:
real firms that hardly any list holds, so that nearly each alert is false.
"""

import argparse
import random
import time
import zlib
from collections import defaultdict
from pathlib import Path

import polars as pl
from distortions import KINDS

from screen.lists.load import load_watchlists
from screen.matching.matcher import match_names
from screen.matching.name_index import NAMED_KINDS, NameIndex, build_index
from screen.models.policy import BandEdges
from screen.names.fold import fold

EDGES = BandEdges()
#: The columns of the innocent files that hold firms.
FIRM_COLUMNS = ("Company Name", "Vendor", "Manufacturing Site", "name", "Owner", "Name")


def distorted(seed: int) -> list[tuple[str, str, str, str]]:
    """(kind, cell, listed name, its folded spelling) for every listed name and kind."""
    names = sorted(
        {
            name
            for watchlist in load_watchlists()
            for entry in watchlist.entries
            if entry.kind in NAMED_KINDS
            for name in (entry.name, *entry.aliases)
        }
    )
    rows = []
    for kind, distort in KINDS.items():
        for name in names:
            rng = random.Random(zlib.crc32(f"{seed}|{kind}|{name}".encode()))
            cell = distort(name, rng)
            if cell:
                rows.append((kind, cell, name, fold(name)))
    return rows


def recall(index: NameIndex, seed: int) -> pl.DataFrame:
    """One row for each distorted name, with the best score against the entry it was made from."""
    rows = pl.DataFrame(distorted(seed), schema=["kind", "cell", "listed", "folded"], orient="row")
    entries = index.names.select(
        pl.col("listed_name").map_elements(fold, return_dtype=pl.String).alias("folded"), "entry_id"
    ).unique()
    matches = match_names(rows["cell"].unique().sort().to_list(), index, EDGES)
    best = (
        rows.with_row_index("row")
        .join(entries, on="folded")
        .join(matches, left_on=["cell", "entry_id"], right_on=["name", "entry_id"], how="left")
        .group_by("row")
        .agg(pl.col("score").max().fill_null(0.0))
    )
    return rows.with_row_index("row").join(best, on="row").sort("row")


def table(scored: pl.DataFrame) -> str:
    lines = ["| kind | rows | >= 91 | >= 82 | >= 72 |", "|---|---|---|---|---|"]
    groups = defaultdict(list)
    for kind, score in scored.select("kind", "score").iter_rows():
        groups[kind].append(score)
        groups["all"].append(score)
    for kind in [*KINDS, "all"]:
        scores = groups[kind]
        shares = [sum(s >= edge for s in scores) / len(scores) for edge in (91, 82, 72)]
        lines.append(f"| {kind} | {len(scores)} | " + " | ".join(f"{s:.3f}" for s in shares) + " |")
    return "\n".join(lines)


def innocent_names(folder: Path) -> list[str]:
    names: set[str] = set()
    for path in sorted(folder.glob("*.csv")):
        frame = pl.read_csv(
            path, infer_schema=False, encoding="utf8-lossy", truncate_ragged_lines=True
        )
        for column in FIRM_COLUMNS:
            if column in frame.columns:
                names.update(frame[column].drop_nulls().str.strip_chars().to_list())
    return sorted(name for name in names if len(name) > 2)


def false_hits(index: NameIndex, folder: Path) -> None:
    names = innocent_names(folder)
    matches = match_names(names, index, EDGES)
    best = matches.sort("score", descending=True).unique("name", keep="first", maintain_order=True)
    for edge in (EDGES.probable, EDGES.possible):
        hits = best.filter(pl.col("score") >= edge)
        rate = hits.height / len(names) * 10_000
        print(
            f"\n{len(names):,} names of real firms: {hits.height} met at {edge:.0f}, {rate:.1f} in"
            " 10,000"
        )
    for row in best.iter_rows(named=True):
        print(f"  {row['score']:5.1f} {row['name'][:70]!r} ~ {row['matched_name']!r}")


def speed(index: NameIndex, count: int) -> None:
    from run import names

    wanted = names(count, 2)
    started = time.perf_counter()
    match_names(wanted, index, EDGES)
    took = time.perf_counter() - started
    print(
        f"\n{count:,} generated names against {len(index):,}: {took:.1f} s, {count / took:,.0f}"
        " names/s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--innocent", type=Path, metavar="FOLDER")
    parser.add_argument(
        "--misses", metavar="KIND", help="print what was missed of a kind, or of 'all'"
    )
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--speed", type=int, default=0, metavar="NAMES")
    parsed = parser.parse_args()
    index = build_index(load_watchlists())
    if parsed.speed:
        speed(index, parsed.speed)
    started = time.perf_counter()
    scored = recall(index, parsed.seed)
    print(f"\n{scored.height:,} distorted names in {time.perf_counter() - started:.1f} s\n")
    print(table(scored))
    if parsed.misses:
        missed = scored.filter(pl.col("score") < EDGES.probable)
        if parsed.misses != "all":
            missed = missed.filter(pl.col("kind") == parsed.misses)
        for kind, cell, listed, score in missed.select(
            "kind", "cell", "listed", "score"
        ).iter_rows():
            print(f"  {score:5.1f} {kind}: {cell!r} <- {listed!r}")
    if parsed.innocent:
        false_hits(index, parsed.innocent)


if __name__ == "__main__":
    main()
