"""Screens Parquet datasets on Spark: the findings of a local run, for a billion rows.

Workers screen chunks of rows with the code of the local run and hand on narrow lines
(``engines.lines``). Spark counts and sums these. The few rows by which each finding is made come to
the driver, are screened once more as a local run does, and get the counts of all rows. So a finding
is the same by construction: it is made by the same code from the same rows.

In a notebook: ``from screen.engines.spark import screen_dataset``.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from screen.core.errors import InputError, UsageError
from screen.engines.connect_server import listens
from screen.engines.dataset import read_dataset
from screen.engines.earlier_run import earlier_report
from screen.engines.parquet_tables import write_tables
from screen.engines.reached import firm_links, with_reached_rows
from screen.engines.spark_run import pass_over
from screen.lists.age import refuse_lists
from screen.models.policy import Policy
from screen.models.result import ScreeningResult
from screen.models.vocabulary import SubjectKind
from screen.pipeline import Job, begin, decide, load_lists, put_together
from screen.review.baseline import gone, mark_new
from screen.review.dispositions import load_dispositions
from screen.review.list_changes import earlier_lists, mark_list_changes

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
    baseline: str | Path | None = None,
    since: str | Path | None = None,
) -> Screened:
    """Screen Parquet ``paths`` with a Spark session and write tables to the folder ``output``.

    The session may be one of Spark Connect. A path may be a table of Delta Lake or Iceberg, named
    ``delta:PATH`` or ``iceberg:NAME``. The folder must be one that every worker sees under this
    path. ``index`` is a folder of ``flscreen index build``, ``baseline`` the output of an earlier
    run, ``since`` a folder of earlier lists. Raises InputError where the dataset cannot be screened
    on Spark.
    """
    job = Job(
        files=[],
        policy=policy or Policy.model_validate({}),
        watchlists=[Path(folder) for folder in watchlists],
        bundled=bundled,
        as_of=as_of,
        kind=kind,
        index=Path(index) if index else None,
        baseline=Path(baseline) if baseline else None,
        since=Path(since) if since else None,
    )
    return run_on_spark(job, spark, paths, Path(output))


def session(master: str, name: str = "flscreen") -> Any:
    """Return a Spark session on ``master``, for the command line. Raises UsageError without one.

    A master that begins with ``sc://`` is a server of Spark Connect.
    """
    import os
    import sys

    # Workers started from this machine take this Python, and one thread of polars each.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    remote = master.startswith(CONNECT)
    try:
        from pyspark.sql import SparkSession

        if remote:
            listens(master)
            return SparkSession.builder.remote(master).getOrCreate()
        builder = SparkSession.builder.master(master).appName(name)
        settings = _SETTINGS | (_ON_ONE_MACHINE if master.startswith("local") else {})
        for key, value in settings.items():
            builder = builder.config(key, value)
        return builder.getOrCreate()
    except Exception as error:
        said = str(error).strip().splitlines() or [type(error).__name__]
        needed = (
            "a server of Spark Connect must listen there"
            if remote
            else "Java 17 or newer is needed, and --master must be reachable"
        )
        raise UsageError(f"Spark did not start on {master} ({said[0][:200]}); {needed}") from error


#: How the address of a server of Spark Connect begins.
CONNECT = "sc://"
_SETTINGS = {
    "spark.executorEnv.POLARS_MAX_THREADS": "1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
_ON_ONE_MACHINE = {"spark.sql.shuffle.partitions": "8"}
#: What a run needs of any session, and puts back as it was.
_OF_RUNS = {
    # Times are read as they are written.
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "20000",
}


@contextmanager
def _settings(spark: Any) -> Iterator[None]:
    before = {name: spark.conf.get(name) for name in _OF_RUNS}
    try:
        for name, value in _OF_RUNS.items():
            spark.conf.set(name, value)
        yield
    finally:
        for name, value in before.items():
            spark.conf.set(name, value)


def run_on_spark(job: Job, spark: Any, paths: Sequence[str], output: Path) -> Screened:
    """Screen ``paths`` as the job says.

    Raises as ``pipeline.run`` does, and InputError where Spark cannot read or finish.
    """
    from pyspark.errors import PySparkException

    try:
        with _settings(spark):
            return _run(job, spark, paths, output)
    except PySparkException as error:
        said = (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
        hint = "look into Spark's log; what was matched is kept for the next run"
        raise InputError(f"Spark stopped: {said}", path=str(paths[0]), hint=hint) from error


def _run(job: Job, spark: Any, paths: Sequence[str], output: Path) -> Screened:
    _refuse_what_is_not_ported(job, str(output))
    given = load_dispositions(job.dispositions) if job.dispositions else {}
    begun = begin(job)
    before_run = earlier_report(job.baseline) if job.baseline else None
    job.progress("Loading watchlists")
    lists = load_lists(job)
    earlier = earlier_lists(job.since, lists) if job.since else None
    refuse_lists(lists, begun.as_of, job.policy.max_list_age, today=job.as_of is None)
    folder = output / WORK
    folder.mkdir(parents=True, exist_ok=True)
    dataset = read_dataset(spark, paths, job.policy, job.kind)
    found = pass_over(spark, dataset, job, lists, begun, folder)
    findings, problems = found.assessment.findings, found.assessment.problems
    if earlier:
        job.progress("Screening with the earlier lists")
        of_then = replace(job, index=None)
        then = pass_over(spark, dataset, of_then, earlier.lists, begun, folder / "earlier")
        findings, ended = mark_list_changes(findings, then.assessment.findings, earlier)
        problems = [*problems, *ended]
    findings = mark_new(findings, before_run)
    problems = [*problems, *gone(findings, before_run)]
    assessment = replace(found.assessment, findings=findings, problems=problems)
    assessment, intake = with_reached_rows(assessment, found.intake, found.every)
    result = put_together(job, lists, intake, assessment, begun)
    firms = firm_links(found.assessment, found.every)
    result = found.sums.summarised(decide(result, given, given), firms, found.carried)
    job.progress("Writing tables")
    links = found.sums.all_links(found.carried)
    write_tables(result, links, firms.filter("carried"), dataset.shown, output)
    return Screened(result, output)


def _refuse_what_is_not_ported(job: Job, output: str) -> None:
    """Raise UsageError for what a local run does and this engine does not yet."""
    for option, value in {"--sheet": job.sheets, "--encoding": job.encoding}.items():
        if value:
            raise UsageError(
                f"{option} says nothing of Parquet, which has no sheets and one encoding; leave it"
                " out"
            )
    if "://" in output or ":/" in output:
        raise UsageError(
            f"{output}: the output of --engine spark is a folder that every worker sees under its"
            " path; give a mounted one"
        )
