"""Screens Parquet datasets on Spark: the findings of a local run, for a billion rows.

Workers screen chunks of rows with the code of the local run and hand on narrow lines
(``engines.lines``). Spark counts and sums these. The few rows by which each finding is made come to
the driver, are screened once more as a local run does, and get the counts of all rows. So a finding
is the same by construction: it is made by the same code from the same rows.

In a notebook: ``from screen.engines.spark import screen_dataset``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from screen.core.errors import InputError, UsageError
from screen.engines import spark_work as work
from screen.engines.chunk import PRICES, known_outliers
from screen.engines.dataset import deciding_cells, files_of, read_dataset, recognise
from screen.engines.lines import NAMES_KEPT, wide_rules
from screen.engines.parquet_tables import write_tables
from screen.engines.plan import FILE, ROW, Plan
from screen.engines.sample import header_lines, read_sample
from screen.engines.sums import Sums
from screen.engines.totals import counts_of, problems_of, wholes
from screen.lists.age import refuse_lists
from screen.lists.identities import load_identities
from screen.matching.index_files import manifest_of, open_index, save_index
from screen.matching.name_index import build_index
from screen.models.policy import Policy
from screen.models.result import ScreeningResult
from screen.models.vocabulary import SubjectKind
from screen.pipeline import Job, begin, decide, load_lists, put_together
from screen.review.dispositions import load_dispositions
from screen.risk.assess import assess
from screen.risk.rules import find_functions
from screen.risk.screened import screened_lists

#: What a run keeps in its output folder for its workers, and for the next run.
WORK = "_work"


@dataclass(frozen=True, slots=True)
class Screened:
    """The outcome of a run on Spark: the result, and the folder of tables that it wrote."""

    result: ScreeningResult
    folder: Path


def screen_dataset(
    spark: Any,
    paths: Sequence[str],
    output: str | Path,
    *,
    policy: Policy | None = None,
    watchlists: Sequence[str | Path] = (),
    bundled: bool = True,
    as_of: date | None = None,
    kind: SubjectKind | None = None,
    index: str | Path | None = None,
) -> Screened:
    """Screen Parquet ``paths`` with a Spark session and write tables to the folder ``output``.

    The folder must be one that every worker sees under this path. ``index`` is a folder of
    ``flscreen index build``. Raises InputError where the dataset cannot be screened on Spark.
    """
    job = Job(
        files=[],
        policy=policy or Policy.model_validate({}),
        watchlists=[Path(folder) for folder in watchlists],
        bundled=bundled,
        as_of=as_of,
        kind=kind,
        index=Path(index) if index else None,
    )
    return run_on_spark(job, spark, paths, Path(output))


def session(master: str, name: str = "flscreen") -> Any:
    """Return a Spark session on ``master``, for the command line. Raises UsageError without one."""
    import os
    import sys

    # Workers started from this machine take this Python, and one thread of polars each.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    try:
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.master(master).appName(name)
        for key, value in _SETTINGS.items():
            builder = builder.config(key, value)
        return builder.getOrCreate()
    except Exception as error:
        said = str(error).strip().splitlines() or [type(error).__name__]
        raise UsageError(
            f"Spark did not start on {master} ({said[0][:200]}); Java 17 or newer is needed, and"
            " --master must be reachable"
        ) from error


_SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "20000",
    "spark.sql.shuffle.partitions": "8",
    "spark.executorEnv.POLARS_MAX_THREADS": "1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}


def run_on_spark(job: Job, spark: Any, paths: Sequence[str], output: Path) -> Screened:
    """Screen ``paths`` as the job says.

    Raises as ``pipeline.run`` does, and InputError where Spark cannot read or finish.
    """
    from pyspark.errors import PySparkException

    try:
        return _run(job, spark, paths, output)
    except PySparkException as error:
        said = (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
        hint = "look into Spark's log; what was matched is kept for the next run"
        raise InputError(f"Spark stopped: {said}", path=str(paths[0]), hint=hint) from error


def _run(job: Job, spark: Any, paths: Sequence[str], output: Path) -> Screened:
    _refuse_what_is_not_ported(job, str(output))
    given = load_dispositions(job.dispositions) if job.dispositions else {}
    begun = begin(job)
    job.progress("Loading watchlists")
    lists = load_lists(job)
    refuse_lists(lists, begun.as_of, job.policy.max_list_age, today=job.as_of is None)
    in_force = screened_lists(lists, begun.as_of)
    folder = output / WORK
    folder.mkdir(parents=True, exist_ok=True)
    job.progress("Indexing listed names")
    index = job.index or save_index(build_index(in_force), in_force, job.policy, folder / "index")
    names = open_index(index, in_force, job.policy)
    job.progress("Reading the dataset")
    rows, columns = read_dataset(spark, paths)
    header = recognise(rows, columns, job.policy, job.kind, str(paths[0]))
    numbers, shown = files_of(rows, paths)
    digest = _digest(manifest_of(in_force, job.policy))
    plan = Plan(
        header,
        columns,
        numbers,
        shown,
        deciding_cells(rows, header, columns, str(paths[0])),
        in_force,
        load_identities(lists, job.watchlists, bundled=job.bundled),
        job.policy,
        begun.as_of,
        str(index.resolve()),
        str((folder / f"matches-{digest}" / "matches").resolve()),
    )
    where = plan.save(folder.resolve() / "plan.json")
    job.progress("Matching names")
    _match_names(spark, rows, plan, where)
    job.progress("Applying rules")
    notes = _screen_rows(spark, rows, plan, where, folder)
    beside = header_lines(plan, names)
    parts = [str(folder / "lines"), *([str(folder / "price-lines")] if notes.height else [])]
    lines = spark.read.schema(work.LINES).parquet(*parts)
    if beside.height:
        lines = lines.unionByName(spark.createDataFrame(work.lines_to_arrow(beside)))
    job.progress("Gathering findings")
    sums = Sums(lines)
    counts = counts_of(sums.counts())
    whole = wholes(
        plan, sums.touched(), sums.first_rows(), sums.names(wide_rules()), sums.days(), counts
    )
    intake = read_sample(plan, sums.sample(NAMES_KEPT), counts)
    by_file = notes.select(
        pl.col("file").replace_strict(dict(enumerate(shown)), return_dtype=pl.String), "row", "note"
    )
    rules = {**find_functions(), PRICES: known_outliers(by_file)}
    assessment = assess(
        plan.screened(intake),
        job.policy,
        job.progress,
        whole=whole,
        rules=rules,
        index=names,
    )
    assessment = sums.exposed(assessment, shown)
    told = [*problems_of(plan, sums.problems()), *assessment.problems]
    result = put_together(job, lists, intake, replace(assessment, problems=told), begun)
    result = sums.summarised(decide(result, given, given))
    job.progress("Writing tables")
    write_tables(result, lines, plan, output)
    return Screened(result, output)


def _refuse_what_is_not_ported(job: Job, output: str) -> None:
    """Raise UsageError for what a local run does and this engine does not yet."""
    asked = {
        "--since": job.since,
        "--baseline": job.baseline,
        "--sheet": job.sheets,
        "--encoding": job.encoding,
    }
    for option, value in asked.items():
        if value:
            raise UsageError(f"{option} is not supported by --engine spark; leave it out")
    if "://" in output or ":/" in output:
        raise UsageError(
            f"{output}: the output of --engine spark is a folder that every worker sees under its"
            " path; give a mounted one"
        )


def _digest(manifest: dict[str, Any]) -> str:
    import hashlib
    import json

    return hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()[:16]


def _match_names(spark: Any, rows: Any, plan: Plan, where: str) -> None:
    """Match the names that no earlier run with these lists has matched, and keep the matches."""
    folder = Path(plan.matches)
    done = folder.parent / "names"
    names = rows.mapInArrow(partial(work.names_of, plan=where), work.NAME).distinct()
    if done.is_dir() and any(done.rglob("*.parquet")):
        known = spark.read.schema(work.NAME).parquet(str(done))
        names = names.join(known, on="name", how="left_anti")
    names = names.repartition(_tasks(spark)).persist()
    names.mapInArrow(partial(work.match, plan=where), work.MATCHES).write.mode("append").parquet(
        str(folder)
    )
    # Written last: names count as matched once their matches are kept.
    names.write.mode("append").parquet(str(done))
    names.unpersist()


def _screen_rows(spark: Any, rows: Any, plan: Plan, where: str, folder: Path) -> pl.DataFrame:
    """Write the lines of all rows, and return the outliers among prices (file, row, note)."""
    from pyspark.sql import functions as f

    lines = rows.mapInArrow(partial(work.screen, plan=where), work.LINES)
    lines.write.mode("overwrite").parquet(str(folder / "lines"))
    none = pl.DataFrame(schema={"file": pl.Int32, "row": pl.Int64, "note": pl.String})
    if PRICES in plan.policy.rules_off:
        return none
    prices = spark.read.schema(work.LINES).parquet(str(folder / "lines")).where("what = 'price'")
    found = prices.select("name", "file", "row", "amount").groupBy("name")
    notes = work.polars(found.applyInArrow(work.outliers_by(where), work.OUTLIER).toArrow())
    if notes.is_empty():
        return none
    held = folder.resolve() / "outliers.parquet"
    notes.write_parquet(held)
    address = {number: list[str]() for number in range(len(plan.shown))}
    for one, number in plan.files.items():
        address[number].append(one)
    wanted = notes.select(
        pl.col("file").replace_strict(address, return_dtype=pl.List(pl.String)).alias(FILE),
        (pl.col("row") - 2).alias(ROW),
    ).explode(FILE)
    keys = f.broadcast(work.to_spark(spark, wanted, f"{FILE} string, {ROW} bigint"))
    outlying = rows.join(keys, on=[FILE, ROW], how="left_semi")
    priced = outlying.mapInArrow(
        partial(work.screen_prices, plan=where, notes=str(held)), work.LINES
    )
    priced.write.mode("overwrite").parquet(str(folder / "price-lines"))
    return notes


def _tasks(spark: Any) -> int:
    """Return how many tasks to cut matching into; Spark Connect does not say its parallelism."""
    try:
        return max(2, 2 * int(spark.sparkContext.defaultParallelism))
    except Exception:
        return 64
