"""Measures speed as ratios against a baseline of the same run: names against thefuzz's extractOne, start-up against Python's.

Run by ``make bench``. Nothing is asserted; the numbers are for people. Names are generated from a seed.
"""

import random
import subprocess
import sys
import time
from pathlib import Path

from thefuzz import process

from screen.matching.match import build_index, match_names
from screen.models.policy import BandEdges
from screen.models.watchlist import Entry, Evidence, ListInfo, Source, Watchlist

ROOT = Path(__file__).parent.parent.parent
PLACES = ["Ningbo", "Shenzhen", "Dandong", "Hefei", "Hanoi", "Pune", "Izmir", "Puebla", "Porto", "Busan"]
TRADES = [
    "Textile",
    "Garment",
    "Electronics",
    "Trading",
    "Food",
    "Metal",
    "Plastics",
    "Machinery",
    "Import & Export",
    "Chemical",
]
FORMS = ["Co., Ltd.", "Ltd", "GmbH", "S.A.", "LLC", "JSC", "Inc.", "Pvt Ltd"]
SYLLABLES = [
    c + v + e for c in "bcdfghjklmnpqrstwxyz" for v in ("a", "e", "i", "o", "u", "ai", "ao") for e in ("", "n", "ng")
]


def names(count: int, seed: int) -> list[str]:
    rng = random.Random(seed)
    return [
        f"{rng.choice(PLACES)} {''.join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 3))).title()} {rng.choice(TRADES)} {rng.choice(FORMS)}"
        for _ in range(count)
    ]


def watchlist(entries: list[str]) -> Watchlist:
    source = Source(id="s", title="Generated", publisher="Benchmark", reliability="official")
    info = ListInfo.model_validate(
        {"id": "bench", "title": "Generated", "publisher": "Benchmark", "kind": "internal", "effect": "reported", "as_of": "2026-01-01",
         "retrieved": "2026-01-01", "max_age_days": 9999, "coverage": "complete", "sources": [source]}
    )  # fmt: skip
    evidence = (Evidence(evidence_id="e", entry_id="n0", source_id="s", claim="A generated claim for the benchmark."),)
    made = tuple(Entry(entry_id=f"n{i}", kind="entity", name=name) for i, name in enumerate(entries))
    return Watchlist(info=info, entries=made, evidence=evidence, sha256="", folder="")


def timed(function, *arguments) -> tuple[float, object]:
    started = time.perf_counter()
    result = function(*arguments)
    return time.perf_counter() - started, result


def bench_names(queries: int, entries: int, sample: int) -> None:
    listed, wanted = names(entries, 1), names(queries, 2)
    planted = random.Random(3).sample(listed, min(50, entries))
    wanted = wanted[: len(wanted) - len(planted)] + [
        name.upper().replace("CO., LTD.", "COMPANY LIMITED") for name in planted
    ]
    build, index = timed(build_index, [watchlist(listed)])
    ours, matches = timed(match_names, wanted, index, BandEdges())
    slow, _ = timed(lambda: [process.extractOne(name, listed) for name in wanted[-sample:]])
    theirs = slow / sample * queries
    found = matches.filter(matches["score"] >= 91)["name"].n_unique()
    print(
        f"{queries:>7,} names x {entries:>6,} entries: index {build:5.2f} s, match {ours:6.2f} s ({queries / ours:>8,.0f} names/s), "
        f"{found} strong; thefuzz extractOne {theirs:8.1f} s (from {sample} names): ratio {theirs / ours:,.0f}"
    )


def bench_start() -> None:
    def seconds(*arguments: str) -> float:
        runs = [
            timed(subprocess.run, [sys.executable, *arguments], -1, None, subprocess.DEVNULL, subprocess.DEVNULL)[0]
            for _ in range(5)
        ]
        return sorted(runs)[2]

    empty = seconds("-c", "pass")
    sample = ["-m", "screen", "run", str(ROOT / "samples/suppliers.xlsx"), str(ROOT / "samples/shipments.xlsx")]
    for label, arguments in (("--version", ["-m", "screen", "--version"]), ("run on the samples", sample)):
        took = seconds(*arguments)
        print(f"{label:>20}: {took:.2f} s, {took / empty:.0f} times an empty Python start ({empty:.3f} s)")


if __name__ == "__main__":
    bench_start()
    bench_names(2_000, 1_000, 20)
    bench_names(20_000, 2_000, 20)
