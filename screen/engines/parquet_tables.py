"""The tables that a run on Spark writes: cases, findings, evidence, and links to rows."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from screen.core.atomic import write_whole
from screen.engines.spark_work import to_spark
from screen.models.result import ScreeningResult


def write_tables(
    result: ScreeningResult,
    links: Any,
    reached: pl.DataFrame,
    shown: Sequence[str],
    folder: Path,
) -> None:
    """Write ``cases``, ``findings``, ``evidence``, ``sources`` and ``problems`` of a result.

    ``links/`` holds each finding's rows (finding, file, row, value, currency, date), as Spark
    writes it: ``links``, and the rows about firms that were ``reached``; ``run.json`` what was run,
    and its headline counts.
    """
    from pyspark.sql import functions as f

    parts = {"cases", "findings", "evidence", "sources", "problems"}
    tables: dict[str, list[dict[str, Any]]] = result.model_dump(mode="json", include=parts)
    for name, lines_of in tables.items():
        with write_whole(folder / f"{name}.parquet") as path:
            _table(lines_of).write_parquet(path)
    names = links.sparkSession.createDataFrame(list(enumerate(shown)), "number int, path string")
    placed = links.join(f.broadcast(names), on=f.col("file") == f.col("number"))
    told = placed.select(
        "finding",
        f.col("path").alias("file"),
        "row",
        f.col("amount").alias("value"),
        "currency",
        f.col("day").alias("date"),
    )
    if reached.height:
        rows = reached.select("finding", "file", pl.col("row").cast(pl.Int64))
        more = to_spark(links.sparkSession, rows, "finding string, file string, row bigint")
        told = told.unionByName(more, allowMissingColumns=True)
    told.write.mode("overwrite").parquet(str(folder / "links"))
    with write_whole(folder / "run.json") as path:
        run = result.model_dump(mode="json", include={"run", "inputs", "watchlists", "summary"})
        path.write_text(json.dumps(run, ensure_ascii=False, indent=1), encoding="utf-8")


def _table(lines: Iterable[dict[str, Any]]) -> pl.DataFrame:
    """Return lines as a table: plain values as columns, nested ones as JSON text."""
    rows = [
        {
            name: value
            if isinstance(value, str | int | float | bool) or value is None
            else json.dumps(value, ensure_ascii=False)
            for name, value in one.items()
        }
        for one in lines
    ]
    return pl.DataFrame(rows, infer_schema_length=None)
