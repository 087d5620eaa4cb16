"""Matches each name of a dataset once, and keeps the matches for further runs with these lists."""

import hashlib
import json
import shutil
from collections.abc import Sequence
from functools import partial, reduce
from pathlib import Path
from typing import Any

from screen.engines import spark_work as work
from screen.engines.dataset import Table
from screen.engines.plan import Plan

#: So many names are matched in one task: about a second's work.
_NAMES_A_TASK = 5_000


def digest_of(manifest: dict[str, Any]) -> str:
    """Return a short digest of lists and policy, under which matches are kept."""
    return hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()[:16]


def match_names(spark: Any, tables: Sequence[Table], plan: Plan, saved: Sequence[str]) -> None:
    """Match the names that no earlier run with these lists has matched, and keep the matches."""
    folder = Path(plan.matches)
    done, new = folder.parent / "names", folder.parent / "new"
    for held in (folder, done):
        # What a run that broke off was about to write.
        shutil.rmtree(held / "_temporary", ignore_errors=True)
    parts = [
        one.rows.mapInArrow(partial(work.names_of, plan=where), work.NAME)
        for one, where in zip(tables, saved, strict=True)
    ]
    names = reduce(lambda one, other: one.union(other), parts).distinct()
    if done.is_dir() and any(done.rglob("*.parquet")):
        known = spark.read.schema(work.NAME).parquet(str(done))
        names = names.join(known, on="name", how="left_anti")
    # Written and read again: a cache is not to be had everywhere.
    names.write.mode("overwrite").parquet(str(new))
    names = spark.read.schema(work.NAME).parquet(str(new))
    tasks = 1 + names.count() // _NAMES_A_TASK
    names.repartition(tasks).mapInArrow(
        partial(work.match, plan=saved[0]), work.MATCHES
    ).write.mode("append").parquet(str(folder))
    # Written last: names count as matched once their matches are kept.
    names.write.mode("append").parquet(str(done))
