"""Counts and sums over all lines, worked out by Spark."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from screen.engines.lines import ROWS_WRITTEN
from screen.engines.spark_work import polars, to_spark
from screen.engines.totals import by_place, exposures, places_of, shared_cases
from screen.models.result import ScreeningResult
from screen.models.touched import NO_EXPOSURE, Occurrences
from screen.models.vocabulary import at_least
from screen.risk.assess import Assessment
from screen.risk.findings.headline import FLAGGED_FROM


class Sums:
    """The lines of a run (``LINE_SCHEMA``, as Spark's frame) and what is asked of them."""

    def __init__(self, lines: Any) -> None:
        from pyspark.sql import Window
        from pyspark.sql import functions as f

        self._lines, self._f, self._window = lines, f, Window
        self._links = lines.where("what = 'link'")

    def counts(self) -> pl.DataFrame:
        """Return the accounts of files: file, name, amount."""
        counted = self._lines.where("what = 'count'").groupBy("file", "name")
        return _frame(counted.agg(self._f.sum("amount").alias("amount")))

    def problems(self) -> pl.DataFrame:
        """Return problems of rows by kind: name, amount, and file and row of the first."""
        f = self._f
        first = f.min(f.struct("file", "row"))
        found = self._lines.where("what = 'problem'").groupBy("name")
        summed = found.agg(f.sum("amount").alias("amount"), first.alias("at"))
        return _frame(summed.select("name", "amount", "at.file", "at.row"))

    def touched(self) -> pl.DataFrame:
        """Return finding, file, and the count of rows there."""
        return _frame(self._links.groupBy("finding", "file").agg(self._f.count("*").alias("n")))

    def first_rows(self) -> pl.DataFrame:
        """Return the first rows of each finding in each file: finding, file, row."""
        return self._first(self._lines.where("what in ('link', 'gap')"), "finding")

    def _first(self, rows: Any, of: str) -> pl.DataFrame:
        f = self._f
        order = self._window.partitionBy(of, "file").orderBy("row")
        numbered = rows.select(of, "file", "row", f.row_number().over(order).alias("n"))
        return _frame(numbered.where(f.col("n") <= ROWS_WRITTEN).drop("n"))

    def names(self, wide: Sequence[str]) -> pl.DataFrame:
        """Return how many names the findings of ``wide`` rules have."""
        f = self._f
        found = self._links.where(f.col("reason").isin(list(wide))).groupBy("finding")
        return _frame(found.agg(f.countDistinct("name").alias("names")))

    def days(self) -> pl.DataFrame:
        """Return how many rows of a finding are of each day (null where they state none)."""
        return _frame(self._links.groupBy("finding", "day").agg(self._f.count("*").alias("n")))

    def sample(self, most: int) -> pl.DataFrame:
        """Return the rows by which findings are made: file, row, cells."""
        f = self._f
        whys = self._lines.where("what = 'why'").select(
            "finding",
            "reason",
            f.coalesce("name", f.lit("")).alias("name"),
            "amount",
            "file",
            "row",
        )
        best = self._window.partitionBy("finding", "reason", "name").orderBy(
            f.col("amount").desc_nulls_last(), "file", "row"
        )
        one = whys.withColumn("n", f.row_number().over(best)).where("n = 1")
        first = self._window.partitionBy("finding", "reason").orderBy("file", "row")
        kept = one.withColumn("n", f.row_number().over(first)).where(f.col("n") <= most)
        wanted = kept.select("file", "row").distinct()
        rows = self._lines.where("what = 'row'").select("file", "row", "cells")
        found = rows.join(wanted, on=["file", "row"], how="left_semi")
        return _frame(found.dropDuplicates(["file", "row"]))

    def exposed(
        self, assessment: Assessment, shown: Sequence[str], trade: Any = None
    ) -> Assessment:
        """Return an assessment of a sample with the trade and the rows of all.

        ``trade`` holds the shipments that each finding touches, where links do not tell it.
        """
        f = self._f
        trade = self._links if trade is None else trade
        by_finding = exposures(self._sums(trade, "finding"), "finding")
        findings = [
            replace(
                one,
                context=replace(one.context, exposure=by_finding.get(one.id, NO_EXPOSURE)),
            )
            for one in assessment.findings
        ]
        cases = {case.id: case.findings for case in assessment.cases}
        of = shared_cases(cases)
        by_case = {
            case: by_finding[found[0]]
            for case, found in cases.items()
            if len(found) == 1 and found[0] in by_finding
        }
        places: dict[str, list[Occurrences]] = {}
        if of.height:
            spark = self._lines.sparkSession
            cases_of = to_spark(spark, of, "finding string, case string")
            sums = trade.join(cases_of, on="finding")
            sums = sums.select("case", "file", "row", "amount", "currency", "day").distinct()
            by_case |= exposures(self._sums(sums, "case"), "case")
            rows = self._links.join(cases_of, on="finding").select("case", "file", "row").distinct()
            touched = _frame(rows.groupBy("case", "file").agg(f.count("*").alias("n")))
            places = places_of(shown, touched, by_place(self._first(rows, "case")))
        made = [
            replace(
                case,
                exposure=by_case.get(case.id, case.exposure),
                party=replace(case.party, rows=places.get(case.id, case.party.rows)),
            )
            for case in assessment.cases
        ]
        return replace(assessment, findings=findings, cases=made)

    def _sums(self, rows: Any, of: str) -> pl.DataFrame:
        f = self._f
        return _frame(
            rows.where("currency is not null")
            .groupBy(of, "currency")
            .agg(
                f.count("*").alias("shipments"),
                f.sum("amount").alias("value"),
                f.min("day").alias("first"),
                f.max("day").alias("last"),
            )
        )

    def all_links(self, carried: Any = None) -> Any:
        """Return the rows of all findings, with those that findings were ``carried`` to."""
        links = self._links.select("finding", "file", "row", "amount", "currency", "day")
        return links if carried is None else links.union(carried)

    def summarised(
        self, result: ScreeningResult, firms: pl.DataFrame, carried: Any = None
    ) -> ScreeningResult:
        """Return a result with the headline counts of all rows.

        ``firms`` has finding and key of the rows about firms, ``carried`` the shipments that
        findings were carried to.
        """
        f = self._f
        grave = [
            one.id
            for one in result.findings
            if one.status == "open" and at_least(one.level, FLAGGED_FROM)
        ]
        spark = self._lines.sparkSession
        graves = pl.DataFrame({"finding": grave}, schema={"finding": pl.String})
        ids = to_spark(spark, graves, "finding string")
        suppliers = firms.filter(pl.col("finding").is_in(grave))["key"].n_unique()
        links = self.all_links(carried)
        flagged = links.where("currency is not null").join(f.broadcast(ids), on="finding")
        rows = flagged.select(
            f.lit("all").alias("finding"), "file", "row", "amount", "currency", "day"
        ).distinct()
        found = exposures(self._sums(rows, "finding"), "finding").get("all")
        update: dict[str, Any] = {"suppliers_flagged": suppliers}
        if found is not None:
            update |= {
                "shipments_flagged": found.shipments,
                "value_flagged": found.value,
                "flagged_from": found.first,
                "flagged_to": found.last,
            }
        return result.model_copy(update={"summary": result.summary.model_copy(update=update)})


def _frame(rows: Any) -> pl.DataFrame:
    return polars(rows.toArrow())
