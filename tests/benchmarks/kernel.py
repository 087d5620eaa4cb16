"""The kernel of matching on one core: names a second against lists of 25,000 to 400,000 names.

``python tests/benchmarks/kernel.py [LISTED ...]``. Seconds are those of the processor, so that a busy
machine changes little; each list is measured in a process of its own, whose peak is printed. The
index is built, written, mapped and matched with, and the matches are those of the one in memory.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

#: One core: polars takes its threads when it is imported.
os.environ["POLARS_MAX_THREADS"] = "1"

import polars as pl
from run import names

from screen.matching.index_files import load_index, save_index
from screen.matching.matcher import chunk_size, match_batch
from screen.matching.name_index import LISTED_NAME_SCHEMA, index_of
from screen.models.policy import BandEdges, Policy

LISTED, NAMES = (25_000, 50_000, 100_000, 400_000), 20_000


def measure(listed: int) -> None:
    rows = [("l", f"n{n}", "entity", name, name, "name") for n, name in enumerate(names(listed, 1))]
    began = time.process_time()
    built = index_of(pl.DataFrame(rows, schema=LISTED_NAME_SCHEMA, orient="row"))
    building = time.process_time() - began
    policy, edges = Policy.model_validate({}), BandEdges()
    with tempfile.TemporaryDirectory() as folder:
        save_index(built, [], policy, Path(folder))
        size = sum(one.stat().st_size for one in Path(folder).iterdir()) / 1e6
        began = time.perf_counter()
        index = load_index(Path(folder))
        loading = time.perf_counter() - began
        wanted = sorted(set(names(NAMES, 2)))
        few = wanted[:200]
        same = match_batch(few, built, edges).equals(match_batch(few, index, edges))
        began = time.process_time()
        step = chunk_size(index)
        found = sum(
            match_batch(wanted[at : at + step], index, edges).height
            for at in range(0, len(wanted), step)
        )
        took = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{listed:>9,} listed: built in {building:.1f} s, {size:.0f} MB, mapped in {loading:.3f} s;"
        f" {len(wanted) / took:,.0f} names/s, {found:,} matches, peak {peak:,} MB;"
        f" equal from disk: {same}",
        flush=True,
    )


if __name__ == "__main__":
    if len(sys.argv) == 2:
        measure(int(sys.argv[1]))
    else:
        for one in map(int, sys.argv[1:] or LISTED):
            subprocess.run([sys.executable, __file__, str(one)], check=True)
