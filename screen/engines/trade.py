"""The shipments that findings on suppliers touch, joined by Spark."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from screen.engines.lines import ROWS_WRITTEN
from screen.engines.made import MADE
from screen.engines.spark_work import polars, to_spark
from screen.engines.totals import First, by_place, place_of
from screen.models.kinds import KINDS
from screen.models.touched import Occurrences
from screen.risk.assess import Assessment
from screen.risk.findings.gather import Gathered
from screen.risk.supply_chain.found_firms import firms_found

_ROW = ("file", "row", "amount", "currency", "day")


@dataclass(frozen=True, slots=True)
class Made:
    """The parts into which the shipments of reached firms are divided, with their rows counted.

    ``parts`` has part, firm and the key of a row of the sample that stands for it; ``touched``
    part, file and count; ``rows`` the first rows of each part in each file.
    """

    parts: pl.DataFrame
    touched: pl.DataFrame
    rows: pl.DataFrame
    shown: Sequence[str]

    def counted(self, firm: int, keys: pl.Series) -> list[Occurrences]:
        """Return all rows of the parts of a firm for which rows of the sample stand."""
        own = self.parts.filter((pl.col("firm") == firm) & pl.col("key").is_in(keys.implode()))
        wanted = own["part"].unique().implode()
        touched = self.touched.filter(pl.col("part").is_in(wanted))
        first: First = by_place(
            self.rows.filter(pl.col("part").is_in(wanted)).select(
                pl.lit("").alias("part"), "file", "row"
            )
        )
        places = [
            place_of(self.shown[file], first["", file], count)
            for file, count in touched.group_by("file").agg(pl.col("n").sum()).iter_rows()
        ]
        return sorted(places, key=lambda one: one.file)


def made_of(lines: Any, keys: pl.DataFrame, shown: Sequence[str]) -> Made:
    """Return the parts of the shipments of reached firms; ``keys`` has file, row and key."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    whys = lines.where((f.col("what") == "why") & (f.col("reason") == MADE))
    told = whys.select(f.col("finding").alias("part"), "file", "row").distinct()
    parts = polars(told.toArrow()).join(keys, on=["file", "row"])
    own = lines.where(f.col("what") == MADE).select(f.col("finding").alias("part"), "file", "row")
    own = own.join(told.select("part").distinct(), on="part", how="left_semi")
    touched = own.groupBy("part", "file").agg(f.count("*").alias("n"))
    order = Window.partitionBy("part", "file").orderBy("row")
    first = own.withColumn("n", f.row_number().over(order)).where(f.col("n") <= ROWS_WRITTEN)
    firm = pl.col("part").str.split(" ").list.first().cast(pl.UInt32)
    return Made(
        parts.select("part", firm.alias("firm"), "key"),
        polars(touched.toArrow()),
        polars(first.drop("n").toArrow()),
        shown,
    )


def carried_rows(lines: Any, assessment: Assessment, made: Made) -> Any:
    """Return the shipments that findings were carried to: ``finding`` and what links hold."""
    from pyspark.sql import functions as f

    numbers = dict(assessment.chain.firms.firms.select("name", "firm").iter_rows())
    carried = pl.DataFrame(
        [
            (place, one.id, numbers[one.subject.name])
            for place, one in enumerate(assessment.findings)
            if one.context.origin and KINDS[one.subject.kind].about == "goods"
        ],
        schema={"finding": pl.UInt32, "id": pl.String, "firm": pl.UInt32},
        orient="row",
    )
    parts = (
        assessment.links.join(carried, on="finding")
        .join(made.parts, on=["firm", "key"])
        .select(pl.col("id").alias("finding"), "part")
        .unique()
    )
    own = lines.where(f.col("what") == MADE).select(f.col("finding").alias("part"), *_ROW)
    of = to_spark(lines.sparkSession, parts, "finding string, part string")
    return own.join(of, on="part").select("finding", *_ROW)


def traded(lines: Any, assessment: Assessment, carried: Any) -> Any:
    """Return the shipments that each finding touches, itself or by what it was carried to."""
    from pyspark.sql import functions as f

    spark, findings = lines.sparkSession, assessment.findings
    gathered = Gathered(list(findings), assessment.links)
    names = pl.DataFrame({"id": [one.id for one in findings]}).with_row_index("finding")
    pairs = (
        firms_found(gathered, assessment.chain.firms, range(len(findings)))
        .join(names, on="finding")
        .select(pl.col("id").alias("finding"), pl.col("firm").cast(pl.String))
    )
    origins = pl.DataFrame(
        [(one.id, one.context.origin) for one in findings if one.context.origin],
        schema={"finding": pl.String, "origin": pl.String},
        orient="row",
    )
    made = lines.where(f.col("what") == MADE).select(f.col("reason").alias("firm"), *_ROW)
    direct = lines.where("what = 'link' and currency is not null").select("finding", *_ROW)
    of_firms = made.join(to_spark(spark, pairs, "finding string, firm string"), on="firm")
    touched = direct.union(of_firms.select("finding", *_ROW)).union(carried)
    begun = touched.join(to_spark(spark, origins, "finding string, origin string"), on="finding")
    return touched.union(begun.select("origin", *_ROW)).distinct()
