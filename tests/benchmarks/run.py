"""Measures speed, memory and candidate recall as ratios against baselines of the same run.

``make bench``.

Names are generated from a seed: a town, a brand of Chinese-like syllables, a trade and a legal
form, as supplier files hold them.
Nothing is asserted; the numbers are for people. ``--sizes 10000x1000`` measures other sizes.
"""

import argparse
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl
from load import bench_load
from rapidfuzz import fuzz, process
from thefuzz import process as thefuzz_process

from screen.cli.app import tune_collector
from screen.core.machine import processors
from screen.lists.load import load_watchlists
from screen.matching.alignment import align
from screen.matching.matcher import match_names
from screen.matching.name_index import build_index
from screen.models.policy import BandEdges, Policy
from screen.models.watchlist import Entry, Evidence, ListInfo, Source, Watchlist
from screen.names.parse import parse_name
from screen.pipeline import Job, run
from screen.report.writers import write_report

ROOT = Path(__file__).parent.parent.parent
SIZES = ("10000x1000", "100000x5000", "1000000x25000")
PLACES = [
    "Ningbo",
    "Shenzhen",
    "Dandong",
    "Hefei",
    "Hanoi",
    "Pune",
    "Izmir",
    "Puebla",
    "Porto",
    "Busan",
]
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
    c + v + e
    for c in "bcdfghjklmnpqrstwxyz"
    for v in ("a", "e", "i", "o", "u", "ai", "ao")
    for e in ("", "n", "ng")
]
#: How many names the slow baselines and the brute force are measured on.
SAMPLE, BRUTE_NAMES, BRUTE_LISTED = 20, 150, 5_000


def names(count: int, seed: int) -> list[str]:
    rng = random.Random(seed)
    return [
        f"{rng.choice(PLACES)}"
        f" {''.join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 3))).title()}"
        f" {rng.choice(TRADES)} {rng.choice(FORMS)}"
        for _ in range(count)
    ]


def watchlist(entries: list[str]) -> Watchlist:
    source = Source(id="s", title="Generated", publisher="Benchmark", reliability="official")
    info = ListInfo.model_validate(
        {
            "id": "bench",
            "title": "Generated",
            "publisher": "Benchmark",
            "kind": "internal",
            "effect": "reported",
            "as_of": "2026-01-01",
            "retrieved": "2026-01-01",
            "max_age_days": 9999,
            "coverage": "complete",
            "sources": [source],
        }
    )
    evidence = (
        Evidence(
            evidence_id="e",
            entry_id="n0",
            source_id="s",
            claim="A generated claim for the benchmark.",
        ),
    )
    made = tuple(
        Entry(entry_id=f"n{i}", kind="entity", name=name) for i, name in enumerate(entries)
    )
    return Watchlist(info=info, entries=made, evidence=evidence, sha256="", folder="")


def timed(function, *arguments):
    started = time.perf_counter()
    result = function(*arguments)
    return time.perf_counter() - started, result


def peak_mb() -> tuple[int, int]:
    """Peak memory of this process and of the largest of its children, in MB (kilobytes on Linux, bytes on macOS)."""
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return tuple(
        resource.getrusage(who).ru_maxrss // unit
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )


def bench_names(queries: int, entries: int) -> None:
    listed, wanted = names(entries, 1), names(queries, 2)
    planted = random.Random(3).sample(listed, min(50, entries))
    wanted = wanted[: len(wanted) - len(planted)] + [
        name.upper().replace("CO., LTD.", "COMPANY LIMITED") for name in planted
    ]
    build, index = timed(build_index, [watchlist(listed)])
    ours, matches = timed(match_names, wanted, index, BandEdges())
    own, child = peak_mb()
    print(f"\n{queries:,} names x {entries:,} listed names, {processors()} processors")
    print(
        f"  flscreen                        {build + ours:8.1f} s  (index {build:.1f} s) "
        f" {queries / (build + ours):>9,.0f} names/s  {matches.height:,} matches; peak {own} MB,"
        f" and {child} MB in each process of its own"
    )
    sample = wanted[-SAMPLE:]
    baselines = {
        "thefuzz process.extractOne": lambda: [
            thefuzz_process.extractOne(name, listed) for name in sample
        ],
        "rapidfuzz cdist token_set_ratio": lambda: process.cdist(
            sample, listed, scorer=fuzz.token_set_ratio, workers=-1
        ),
    }
    logic = logic_v2()
    if logic:
        baselines["nomenklatura LogicV2"] = lambda: [
            logic(name, other) for name in sample[:2] for other in listed[:250]
        ]
    for label, baseline in baselines.items():
        took, _ = timed(baseline)
        pairs = 500 if "LogicV2" in label else len(sample) * entries
        whole = took / pairs * queries * entries
        print(
            f"  {label:<31} {whole:8.0f} s  (from {pairs:,} pairs)  ratio"
            f" {whole / (build + ours):,.0f}"
        )


def logic_v2():
    """nomenklatura's LogicV2 as a function of two names, None where it is not installed."""
    try:
        from followthemoney import model
        from nomenklatura.matching import LogicV2
    except ImportError:
        return None

    def compare(left, right):
        one, two = model.make_entity("Company"), model.make_entity("Company")
        one.id, two.id = "left", "right"
        one.add("name", left)
        two.add("name", right)
        return LogicV2.compare(one, two, LogicV2.default_config())

    return compare


def bench_recall() -> None:
    """Of the pairs that aligning all pairs finds, how many the index finds."""
    listed = names(BRUTE_LISTED, 1)
    rng = random.Random(7)
    wanted = [
        (
            name[: rng.randint(6, len(name))]
            if rng.random() < 0.3
            else name.replace(rng.choice(name), "", 1)
        )
        for name in rng.sample(listed, BRUTE_NAMES)
    ]
    index, edges = build_index([watchlist(listed)]), BandEdges()
    found = {
        (row["name"], row["matched_name"])
        for row in match_names(wanted, index, edges).iter_rows(named=True)
    }
    right = [parse_name(name) for name in listed]
    brute = {
        (name, other)
        for name in wanted
        for other, parsed in zip(listed, right, strict=True)
        if align(parse_name(name), parsed, index.rarity).score >= edges.possible
    }
    print(
        f"\ncandidate recall: {len(brute & found)} of {len(brute)} pairs that aligning"
        f" {BRUTE_NAMES} names with all {BRUTE_LISTED:,} finds"
        f" ({len(brute & found) / len(brute):.3%})"
    )


def bench_supply_chain(suppliers: int, shipments: int) -> None:
    """Screens generated shipments of generated suppliers in five tiers, end to end, and says what each step took."""
    folder = Path(tempfile.mkdtemp())
    files = supply_chain(folder, suppliers, shipments)
    steps: list[tuple[float, str]] = []
    job = Job(
        files=files,
        policy=Policy(),
        progress=lambda step: steps.append((time.perf_counter(), step)),
    )
    took, result = timed(run, job)
    ends = [moment for moment, _ in steps[1:]] + [steps[0][0] + took]
    print(
        f"\n{shipments:,} shipments of {suppliers:,} suppliers: {took:.1f} s,"
        f" {len(result.findings):,} findings; peak {peak_mb()[0]} MB"
    )
    for (started, step), ended in zip(steps, ends, strict=True):
        print(f"  {ended - started:6.1f} s  {step}")
    shutil.rmtree(folder)


def supply_chain(folder: Path, suppliers: int, shipments: int) -> list[Path]:
    """Writes the two files.

    Each supplier of tier 2 and more supplies one of the tier above; makers are spelled in two ways.
    """
    rng = random.Random(9)
    firms = names(suppliers, 5)

    ports = {
        "China": "Ningbo",
        "Vietnam": "Haiphong",
        "India": "Nhava Sheva",
        "Bangladesh": "Chittagong",
        "Mexico": "Veracruz",
        "Portugal": "Leixoes",
        "Russia": "St Petersburg",
    }
    goods = [
        ("6205", "shirts"),
        ("0307", "squid"),
        ("9403", "furniture"),
        ("5205", "cotton yarn"),
        ("8504", "chargers"),
    ]
    tiers = [rng.choice([1, 1, 2, 3, 4, 5]) for _ in firms]
    above = {tier: [n for n, own in enumerate(tiers) if own == tier] for tier in range(1, 6)}
    customers = ["" if tier == 1 else firms[rng.choice(above[tier - 1])] for tier in tiers]
    for n, at in enumerate(rng.sample(above[4], 60)):
        firms[at] = [
            "Binzhou Chinatex Yintai Industrial",
            "Hetian Haolin Hair Accessories",
            "Donggang Jinhui Foodstuff",
        ][n % 3]
    countries = [rng.choice(list(ports)) for _ in firms]
    made = [rng.choice(goods) for _ in firms]
    cities = ["Town"] * 30 + ["Dandong", "Hotan"]
    pl.DataFrame(
        {
            "Supplier ID": [f"S{n}" for n in range(suppliers)],
            "Supplier Name": firms,
            "Tier": tiers,
            "Supplies to": customers,
            "Country": countries,
            "City": [rng.choice(cities) for _ in firms],
            "Products": [one[1] for one in made],
            "HS Code": [one[0] for one in made],
        }
    ).write_csv(folder / "suppliers.csv")
    of = [rng.randrange(suppliers) for _ in range(shipments)]
    amounts = [rng.randint(10, 5_000) for _ in of]
    pl.DataFrame(
        {
            "Entry No": [f"E{n}" for n in range(shipments)],
            "Date": [f"2026-{1 + n % 10:02d}-{1 + n % 28:02d}" for n in range(shipments)],
            "Manufacturer": [firms[at].upper() if n % 3 else firms[at] for n, at in enumerate(of)],
            "Country of Origin": [countries[at] if rng.random() < 0.995 else "India" for at in of],
            "Port of Lading": [ports[countries[at]] for at in of],
            "HTS": [made[at][0] + "20" for at in of],
            "Description": [made[at][1] for at in of],
            "Quantity": amounts,
            "Value": [round(amount * rng.lognormvariate(2, 0.4), 2) for amount in amounts],
            "Currency": ["USD"] * shipments,
        }
    ).write_csv(folder / "shipments.csv")
    return [folder / "suppliers.csv", folder / "shipments.csv"]


def bench_workbook(rows: int) -> None:
    """Writes the workbook of many findings: listed names with a number behind them."""
    folder = Path(tempfile.mkdtemp())
    listed = [
        entry.name for one in load_watchlists() for entry in one.entries if entry.kind == "entity"
    ]
    rng = random.Random(4)
    pl.DataFrame(
        {
            "Vendor Name": [f"{rng.choice(listed)} Branch {n}" for n in range(rows)],
            "Country": [rng.choice(["China", "Vietnam", "Russia"]) for _ in range(rows)],
            "Products": ["squid"] * rows,
        }
    ).write_csv(folder / "suppliers.csv")
    result = run(Job(files=[folder / "suppliers.csv"], policy=Policy()))
    before = peak_mb()[0]
    took, _ = timed(write_report, result, folder / "report.xlsx")
    rate = took / len(result.findings) * 100_000
    print(
        f"\nworkbook of {len(result.findings):,} findings: {took:.1f} s ({rate:.0f} s for 100,000);"
        f" peak {peak_mb()[0]} MB, {before} MB before"
    )
    shutil.rmtree(folder)


def bench_start() -> None:
    def seconds(*arguments: str) -> float:
        runs = [
            timed(
                subprocess.run,
                [sys.executable, *arguments],
                -1,
                None,
                None,
                subprocess.DEVNULL,
                subprocess.DEVNULL,
            )[0]
            for _ in range(5)
        ]
        return sorted(runs)[2]

    empty = seconds("-c", "pass")
    sample = [
        "-m",
        "screen",
        "run",
        str(ROOT / "samples/suppliers.xlsx"),
        str(ROOT / "samples/shipments.xlsx"),
    ]
    vendors = Path(tempfile.mkdtemp()) / "vendors.csv"
    pl.DataFrame(
        {
            "Vendor Name": names(200, 8),
            "Country": ["China", "Vietnam", "India", "Mexico"] * 50,
            "HS Code": ["6205"] * 200,
        }
    ).write_csv(vendors)
    commands = {
        "--help": ["-m", "screen", "--help"],
        "200 vendors, cold": ["-m", "screen", "run", str(vendors)],
        "--version": ["-m", "screen", "--version"],
        "name": ["-m", "screen", "name", "Hotan Taida Garment"],
        "run on the samples": sample,
    }
    for label, arguments in commands.items():
        took = seconds(*arguments)
        print(
            f"{label:>20}: {took:.2f} s, {took / empty:.0f} times an empty Python start"
            f" ({empty:.3f} s)"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="*", default=SIZES, metavar="NAMESxLISTED")
    parser.add_argument("--supply-chain", default="50000x1000000", metavar="SUPPLIERSxSHIPMENTS")
    parser.add_argument("--workbook", type=int, default=50_000, metavar="ROWS")
    parser.add_argument("--load", default="1000000x2000000x500", metavar="WORKBOOKxTEXTxFILES")
    parsed = parser.parse_args()
    tune_collector()
    print(f"Python {sys.version.split()[0]}, polars {pl.__version__}")
    bench_start()
    bench_recall()
    bench_workbook(parsed.workbook)
    bench_supply_chain(*map(int, parsed.supply_chain.split("x")))
    for size in parsed.sizes:
        queries, entries = size.split("x")
        bench_names(int(queries), int(entries))
    bench_load(*map(int, parsed.load.split("x")))


if __name__ == "__main__":
    main()
