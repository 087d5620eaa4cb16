"""One pass over a dataset with one set of lists: matches, lines, and findings on the driver."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import polars as pl

from screen.core.errors import InputError
from screen.engines import spark_work as work
from screen.engines.chunk import PRICES, known_outliers
from screen.engines.dataset import Dataset
from screen.engines.deciding_cells import deciding_cells
from screen.engines.firm_lines import (
    BEHIND,
    FIRM,
    MOST_FIRM_ROWS,
    QUOTED,
    FirmRows,
    about_firms,
    link_rows,
)
from screen.engines.kept_matches import digest_of, match_names
from screen.engines.lines import NAMES_KEPT, wide_rules
from screen.engines.made import MOST_MAKERS, save_firms, with_makers
from screen.engines.plan import FILE, ROW, KnownMatches, Plan
from screen.engines.sample import header_lines, read_sample
from screen.engines.sums import Sums
from screen.engines.totals import counts_of, problems_of, wholes
from screen.engines.trade import carried_rows, made_of, traded
from screen.intake.intake import Intake
from screen.lists.identities import load_identities
from screen.matching.index_files import manifest_of, open_index, save_index
from screen.matching.name_index import NameIndex, build_index
from screen.models.watchlist import Watchlist
from screen.pipeline import Begun, Job
from screen.risk.assess import Assessment, Linked, assess
from screen.risk.rules import find_functions
from screen.risk.screened import screened_lists
from screen.risk.supply_chain.chain import build_chain


@dataclass(frozen=True, slots=True)
class Pass:
    """What a pass found: the assessment, the sample it rests on, and sums over all rows.

    ``every`` holds all rows about firms and ``carried`` the shipments that findings on them were
    carried to, where the dataset has some.
    """

    assessment: Assessment
    intake: Intake
    sums: Sums
    every: Linked | None
    carried: Any


def pass_over(
    spark: Any,
    dataset: Dataset,
    job: Job,
    lists: Sequence[Watchlist],
    begun: Begun,
    folder: Path,
) -> Pass:
    """Screen a dataset with ``lists`` and keep the work of the workers in ``folder``."""
    in_force = screened_lists(lists, begun.as_of)
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    job.progress("Indexing listed names")
    index = job.index or save_index(build_index(in_force), in_force, job.policy, folder / "index")
    names = open_index(index, in_force, job.policy)
    job.progress("Reading the dataset")
    digest = digest_of(manifest_of(in_force, job.policy))
    identities = load_identities(lists, job.watchlists, bundled=job.bundled)
    run = uuid4().hex[:12]
    for old in folder.glob("plan-*.json"):
        old.unlink()
    plans = [
        Plan(
            one.header,
            one.columns,
            dataset.numbers,
            dataset.shown,
            deciding_cells(one.rows, one.header, one.columns, dataset.shown[0]),
            in_force,
            identities,
            job.policy,
            begun.as_of,
            str(index.resolve()),
            str(folder / f"matches-{digest}" / "matches"),
            run,
        )
        for one in dataset.tables
    ]
    job.progress("Matching names")
    saved = [plan.save(folder) for plan in plans]
    match_names(spark, dataset.tables, plans[0], saved)
    job.progress("Applying rules")
    parts: list[Path] = []
    notes = [work.no_notes()]
    of_file = _plan_of_files(dataset, plans)
    # Rows about firms first: the shipments of these firms are looked for among the others.
    order = sorted(range(len(plans)), key=lambda at: not about_firms(plans[at]))
    firms: FirmRows | None = None
    makers: list[str] = []
    for at in order:
        table, plan, where = dataset.tables[at], plans[at], saved[at]
        own = folder / plan.header.kind
        if firms:
            makers = _makers(spark, table.rows, where, dataset.shown[0])
            told = replace(plan, firms=_save_firms(of_file, firms, makers, folder))
            where = told.save(folder)
        notes.append(_screen_rows(spark, table.rows, plan, where, own))
        parts += [own / "lines", *([own / "price-lines"] if notes[-1].height else [])]
        if about_firms(plan):
            firms = _firm_rows(spark.read.schema(work.LINES).parquet(str(own / "lines")), plan)
    job.progress("Gathering findings")
    lines = spark.read.schema(work.LINES).parquet(*map(str, parts))
    beside = header_lines(of_file, names)
    if beside.height:
        lines = lines.unionByName(spark.createDataFrame(work.lines_to_arrow(beside)))
    return _gather(dataset, of_file, job, lines, pl.concat(notes), names, firms, makers)


def _gather(
    dataset: Dataset,
    plans: Sequence[Plan],
    job: Job,
    lines: Any,
    notes: pl.DataFrame,
    names: NameIndex,
    firms: FirmRows | None,
    makers: Sequence[str],
) -> Pass:
    sums = Sums(lines)
    counts = counts_of(sums.counts())
    whole = wholes(
        plans, sums.touched(), sums.first_rows(), sums.names(wide_rules()), sums.days(), counts
    )
    sample = sums.sample(NAMES_KEPT)
    intake = read_sample(plans, sample, counts, firms.quoted() if firms else None)
    every, made = None, None
    if firms:
        intake, every, keys = link_rows(plans[0], intake, firms)
        if makers:
            made = made_of(lines, keys, dataset.shown)
            every = replace(
                every, screened=with_makers(every.screened, makers), counted=made.counted
            )
    shown = dict(enumerate(dataset.shown))
    by_file = notes.select(
        pl.col("file").replace_strict(shown, return_dtype=pl.String), "row", "note"
    )
    rules = {**find_functions(), PRICES: known_outliers(by_file)}
    screened = plans[0].screened(intake)
    assessment = assess(
        screened,
        job.policy,
        job.progress,
        whole=whole,
        rules=rules,
        index=names,
        every=every,
        match=KnownMatches(plans[0]),
    )
    carried = carried_rows(lines, assessment, made) if made else None
    trade = traded(lines, assessment, carried) if made else None
    assessment = sums.exposed(assessment, dataset.shown, trade)
    told = [*problems_of(dataset.shown, sums.problems()), *assessment.problems]
    return Pass(replace(assessment, problems=told), intake, sums, every, carried)


def _makers(spark: Any, rows: Any, where: str, path: str) -> list[str]:
    """Return the distinct names of makers and sellers. Raises InputError where there are too many.

    Which firm of the supplier tables each of them is gets resolved on the driver.
    """
    names = rows.mapInArrow(partial(work.makers_of, plan=where), work.NAME).distinct()
    found = work.polars(names.limit(MOST_MAKERS + 1).toArrow())["name"].drop_nulls().to_list()
    if len(found) > MOST_MAKERS:
        raise InputError(
            f"has more than {MOST_MAKERS:,} names of makers and sellers beside suppliers",
            path=path,
            hint="screen the shipments without the suppliers, or in parts",
        )
    return sorted(found)


def _save_firms(plans: Sequence[Plan], firms: FirmRows, makers: Sequence[str], folder: Path) -> str:
    """Write which firm each name of a maker is, and return the file."""
    none = pl.DataFrame(schema={"file": pl.Int32, "row": pl.Int64, "cells": pl.List(pl.String)})
    _, every, _ = link_rows(plans[0], read_sample(plans, none, {}), firms)
    screened = with_makers(every.screened, makers)
    chain = build_chain(screened, plans[0].policy.bands)
    for old in folder.glob("firms-*.parquet"):
        old.unlink()
    return save_firms(chain, every.links, folder / f"firms-{plans[0].run}.parquet")


def _plan_of_files(dataset: Dataset, plans: Sequence[Plan]) -> list[Plan]:
    """Return the plan of each file, by number."""
    of: dict[int, Plan] = {}
    for table, plan in zip(dataset.tables, plans, strict=True):
        if len(plans) == 1:
            return [plan] * len(dataset.shown)
        addresses = [row[0] for row in table.rows.select(FILE).distinct().collect()]
        of |= {dataset.numbers[address]: plan for address in addresses}
    return [of.get(number, plans[0]) for number in range(len(dataset.shown))]


def _firm_rows(lines: Any, plan: Plan) -> FirmRows:
    """Return all rows about firms and the links to them.

    Raises InputError where they are too many for the driver.
    """
    from pyspark.sql import functions as f

    count = lines.where(f.col("what") == FIRM).count()
    if count > MOST_FIRM_ROWS:
        raise InputError(
            f"holds {count:,} rows of suppliers, and the supply chain of {MOST_FIRM_ROWS:,} is"
            " followed at most",
            path=plan.shown[0],
            hint="screen the suppliers in parts that do not supply each other",
        )
    own = lines.where(f.col("what").isin([FIRM, BEHIND, QUOTED]))
    linked = lines.where("what = 'link'").select(
        "finding", "file", "row", f.col("reason").alias("rule")
    )
    return FirmRows(work.polars(own.toArrow()), work.polars(linked.distinct().toArrow()))


def _screen_rows(spark: Any, rows: Any, plan: Plan, where: str, folder: Path) -> pl.DataFrame:
    """Write the lines of all rows, and return the outliers among prices (file, row, note)."""
    from pyspark.sql import functions as f

    lines = rows.mapInArrow(partial(work.screen, plan=where), work.LINES)
    lines.write.mode("overwrite").parquet(str(folder / "lines"))
    if PRICES in plan.policy.rules_off or about_firms(plan):
        return work.no_notes()
    prices = spark.read.schema(work.LINES).parquet(str(folder / "lines")).where("what = 'price'")
    found = prices.select("name", "file", "row", "amount").groupBy("name")
    notes = work.polars(found.applyInArrow(work.outliers_by(where), work.OUTLIER).toArrow())
    if notes.is_empty():
        return work.no_notes()
    held = folder / "outliers.parquet"
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
