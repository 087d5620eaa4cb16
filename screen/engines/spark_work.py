"""What Spark's workers do: Arrow batches in, Arrow batches out. No Spark is imported here."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import polars as pl
import pyarrow as pa

from screen.engines.chunk import (
    BETWEEN,
    makers_of_chunk,
    names_of_chunk,
    screen_chunk,
    screen_outliers,
)
from screen.engines.plan import FILE, load_plan, mapped_index
from screen.matching.matcher import MATCH_SCHEMA, chunk_size, match_batch
from screen.risk.rules.price_outlier import COMPARABLE, mark_outliers

#: So many rows are screened at a time.
ROWS = 100_000

LINES = (
    "what string, finding string, file int, row bigint, reason string, name string, amount double,"
    " currency string, day date, cells array<string>"
)
NAME, OUTLIER = "name string", "file int, row bigint, note string"
MATCHES = ", ".join(
    f"{name} {'double' if dtype == pl.Float64 else 'string'}"
    for name, dtype in MATCH_SCHEMA.items()
)
_ARROW = {
    "what": pa.string(),
    "finding": pa.string(),
    "file": pa.int32(),
    "row": pa.int64(),
    "reason": pa.string(),
    "name": pa.string(),
    "amount": pa.float64(),
    "currency": pa.string(),
    "day": pa.date32(),
    "cells": pa.list_(pa.string()),
}


def names_of(batches: Iterable[Any], plan: str) -> Iterator[Any]:
    """Yield the distinct names of each chunk of rows."""
    for frame in _chunks(batches, ROWS):
        names = names_of_chunk(frame, load_plan(plan)).alias("name").to_frame()
        yield from to_arrow(names, {"name": pa.string()}).to_batches()


def makers_of(batches: Iterable[Any], plan: str) -> Iterator[Any]:
    """Yield the distinct names of makers and sellers of each chunk of shipments."""
    for frame in _chunks(batches, ROWS):
        names = makers_of_chunk(frame, load_plan(plan)).alias("name").to_frame()
        yield from to_arrow(names, {"name": pa.string()}).to_batches()


def match(batches: Iterable[Any], plan: str) -> Iterator[Any]:
    """Yield the matches of distinct names."""
    loaded = load_plan(plan)
    types = {n: pa.float64() if t == pl.Float64 else pa.string() for n, t in MATCH_SCHEMA.items()}
    for frame in _chunks(batches, chunk_size(mapped_index(loaded))):
        names = sorted({name for name in frame["name"].to_list() if name})
        found = match_batch(names, mapped_index(loaded), loaded.policy.bands)
        yield from to_arrow(found.select(list(MATCH_SCHEMA)), types).to_batches()


def screen(batches: Iterable[Any], plan: str) -> Iterator[Any]:
    """Yield the lines of each chunk of rows."""
    for frame in _chunks(batches, ROWS):
        # Each file has an account of its own.
        for part in frame.partition_by(FILE, maintain_order=True):
            yield from lines_to_arrow(screen_chunk(part, load_plan(plan))).to_batches()


def screen_prices(batches: Iterable[Any], plan: str, notes: str) -> Iterator[Any]:
    """Yield the lines of rows whose prices are outliers; ``notes`` is a Parquet file of them."""
    for frame in _chunks(batches, ROWS):
        lines = screen_outliers(frame, load_plan(plan), pl.read_parquet(notes))
        yield from lines_to_arrow(lines).to_batches()


def no_notes() -> pl.DataFrame:
    """Return the notes on outliers where there are none: file, row, note."""
    return pl.DataFrame(schema={"file": pl.Int32, "row": pl.Int64, "note": pl.String})


def outliers_by(plan: str) -> Callable[[pa.Table], pa.Table]:
    """Return the function from the unit values of one kind of goods to outliers with notes."""

    # Spark looks at the hints of a function of groups, and cannot at those of a partial one.
    def find(table: pa.Table) -> pa.Table:
        return outliers(table, plan)

    return find


def outliers(table: pa.Table, plan: str) -> pa.Table:
    """Return the outliers among the unit values of one kind of goods, with a note on each."""
    lines = polars(table)
    parts = pl.col("name").str.splitn(BETWEEN, len(COMPARABLE)).struct.rename_fields(COMPARABLE)
    compared = lines.sort("file", "row").select(
        "file", "row", pl.col("amount").alias("log"), parts.alias("_parts")
    )
    found = mark_outliers(compared.unnest("_parts"), load_plan(plan).policy.prices)
    types = {"file": pa.int32(), "row": pa.int64(), "note": pa.string()}
    return to_arrow(found.select("file", "row", "note"), types)


def lines_to_arrow(lines: pl.DataFrame) -> Any:
    """Return lines as Arrow, with the types that Spark declares for them."""
    return to_arrow(lines, _ARROW)


def to_arrow(frame: pl.DataFrame, types: dict[str, Any]) -> Any:
    """Return a frame as an Arrow table of ``types``."""
    return frame.to_arrow().cast(pa.schema(list(types.items())))


def to_spark(spark: Any, frame: pl.DataFrame, schema: str) -> Any:
    """Return a frame as Spark's, with columns of the types in ``schema``."""
    if frame.is_empty():
        return spark.createDataFrame([], schema)
    return spark.createDataFrame(frame.to_arrow().cast(pa.schema(_types(schema, frame))), schema)


def _types(schema: str, frame: pl.DataFrame) -> list[tuple[str, Any]]:
    kinds = {"string": pa.string(), "int": pa.int32(), "bigint": pa.int64()}
    named = dict(part.split() for part in schema.split(", "))
    return [(name, kinds[named[name]]) for name in frame.columns]


def polars(table: Any) -> pl.DataFrame:
    """Return an Arrow table as a frame."""
    frame = pl.from_arrow(table)
    return frame if isinstance(frame, pl.DataFrame) else frame.to_frame()


def _chunks(batches: Iterable[Any], most: int) -> Iterator[pl.DataFrame]:
    held: list[Any] = []
    for batch in batches:
        held.append(batch)
        if sum(one.num_rows for one in held) >= most:
            yield polars(pa.Table.from_batches(held))
            held = []
    if any(one.num_rows for one in held):
        yield polars(pa.Table.from_batches(held))


Work = Callable[..., Iterator[Any]]
