"""The tables that a run on Spark writes: cases, findings, evidence, and links to rows."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars as pl

from screen.core.atomic import write_whole
from screen.engines.plan import Plan
from screen.models.result import ScreeningResult


def write_tables(result: ScreeningResult, lines: Any, plan: Plan, folder: Path) -> None:
    """Write ``cases``, ``findings``, ``evidence``, ``sources`` and ``problems`` of a result.

    ``links/`` holds each finding's rows (finding, file, row, value, currency, date), as Spark
    writes it; ``run.json`` what was run, and its headline counts.
    """
    from pyspark.sql import functions as f

    names = {"cases", "findings", "evidence", "sources", "problems"}
    tables: dict[str, list[dict[str, Any]]] = result.model_dump(mode="json", include=names)
    for name, lines_of in tables.items():
        with write_whole(folder / f"{name}.parquet") as path:
            _table(lines_of).write_parquet(path)
    names = lines.sparkSession.createDataFrame(
        list(enumerate(plan.shown)), "number int, path string"
    )
    links = lines.where("what = 'link'").join(
        f.broadcast(names), on=f.col("file") == f.col("number")
    )
    links.select(
        "finding",
        f.col("path").alias("file"),
        "row",
        f.col("amount").alias("value"),
        "currency",
        f.col("day").alias("date"),
    ).write.mode("overwrite").parquet(str(folder / "links"))
    with write_whole(folder / "run.json") as path:
        told = result.model_dump(mode="json", include={"run", "inputs", "watchlists", "summary"})
        path.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


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
