"""A dataset as Spark reads it: its tables, each of one kind of row, its files and its columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from screen.core.errors import InputError
from screen.engines.plan import FILE, ROW, numbered
from screen.engines.spark_work import polars
from screen.intake.columns import Header
from screen.intake.file_formats import table_of_frame
from screen.intake.raw_table import shown_path
from screen.intake.tables import find_tables
from screen.models.policy import Policy
from screen.models.vocabulary import SubjectKind

#: Columns are recognised on so many rows.
SAMPLE = 20_000
#: Where each format of tables says which file and row a row is of; the second is counted from 0.
_PLACES = {
    "parquet": ("_metadata.file_path", "_metadata.row_index"),
    "delta": ("_metadata.file_path", "_metadata.row_index"),
    "iceberg": ("_file", "_pos"),
}
#: What Spark needs to read them.
_JARS = {
    "delta": "io.delta:delta-spark_2.13",
    "iceberg": "org.apache.iceberg:iceberg-spark-runtime-4.0_2.13",
}
#: What Spark says where it lacks one.
_LACKING = ("DATA_SOURCE_NOT_FOUND", "ClassNotFoundException", "Failed to find the data source")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one kind: Spark's frame of them, with ``FILE`` and ``ROW``, and their header.

    In the frame columns are called by number, because Spark cannot refer to every name; ``columns``
    are their names.
    """

    rows: Any
    columns: list[str]
    header: Header


@dataclass(frozen=True, slots=True)
class Dataset:
    """The tables of a dataset, the number of each file by its address, and the files by number."""

    tables: Sequence[Table]
    numbers: Mapping[str, int]
    shown: Sequence[str]


def read_dataset(
    spark: Any, paths: Sequence[str], policy: Policy, kind: SubjectKind | None
) -> Dataset:
    """Return the tables in ``paths``: Parquet files, or tables of Delta Lake or Iceberg.

    Files whose rows are of one kind are one table. Raises InputError where one of them is not
    recognised, or Spark lacks what it needs to read it.
    """
    by_kind: dict[SubjectKind, list[tuple[Any, str]]] = {}
    headers: dict[SubjectKind, tuple[Any, list[str], Header]] = {}
    for rows, path in _sources(spark, paths):
        found = _recognised(rows, policy, kind, path)
        by_kind.setdefault(found[2].kind, []).append((rows, path))
        headers[found[2].kind] = found
    tables = []
    for name, parts in by_kind.items():
        if len(parts) == 1:
            tables.append(Table(*headers[name]))
            continue
        merged = reduce(
            lambda one, other: one.unionByName(other, allowMissingColumns=True),
            [rows for rows, _ in parts],
        )
        tables.append(Table(*_recognised(merged, policy, name, parts[0][1])))
    listed = all(format_of(path)[0] != "iceberg" for path in paths)
    addresses = {
        address
        for one in tables
        for address in (
            one.rows.inputFiles()
            if listed
            else [row[0] for row in one.rows.select(FILE).distinct().collect()]
        )
    }
    return Dataset(tables, *_files(addresses, paths))


def _sources(spark: Any, paths: Sequence[str]) -> list[tuple[Any, str]]:
    """Return the rows of paths that have the same columns, with the first of these paths."""
    found = []
    plain = [path for path in paths if format_of(path)[0] == "parquet"]
    if plain:
        whole = _read(spark, "parquet", plain)
        first = _read(spark, "parquet", plain[:1])
        if len(plain) == 1 or set(whole.columns) == set(first.columns):
            found.append((whole, plain[0]))
        else:
            by_columns: dict[tuple[str, ...], list[str]] = {}
            for path in plain:
                columns = tuple(_read(spark, "parquet", [path]).columns)
                by_columns.setdefault(columns, []).append(path)
            found += [(_read(spark, "parquet", own), own[0]) for own in by_columns.values()]
    for path in paths:
        what, address = format_of(path)
        if what != "parquet":
            found.append((_read(spark, what, [address]), path))
    return found


def format_of(path: str) -> tuple[str, str]:
    """Return the format of a path and its address without the prefix that says so.

    >>> format_of("iceberg:trade.shipments"), format_of("s3a://trade/2026.parquet")
    (('iceberg', 'trade.shipments'), ('parquet', 's3a://trade/2026.parquet'))
    """
    what, _, address = path.partition(":")
    if what in _JARS and address:
        return what, address
    delta = "://" not in path and (Path(path) / "_delta_log").is_dir()
    return ("delta" if delta else "parquet"), path


def _read(spark: Any, what: str, addresses: Sequence[str]) -> Any:
    from pyspark.sql import functions as f

    try:
        reader = spark.read.format(what)
        if what == "parquet":
            rows = reader.option("mergeSchema", "true").load(list(addresses))
        else:
            rows = reader.load(addresses[0])
        file, row = _PLACES[what]
        return rows.select("*", f.col(file).alias(FILE), f.col(row).alias(ROW))
    except Exception as error:
        # Spark raises this in more than one class, those of its bridge to Java among them.
        if what == "parquet" or not any(sign in str(error) for sign in _LACKING):
            raise
        raise InputError(
            f"Spark cannot read {what} tables",
            path=addresses[0],
            hint=f"give it the jar (spark.jars.packages {_JARS[what]}, in the version of your"
            " Spark)",
        ) from error


def _files(addresses: set[str], paths: Sequence[str]) -> tuple[dict[str, int], list[str]]:
    """Return the number of each file by its address, and the files as reports name them.

    Files of this machine come in the order in which they were named, others by address.
    """
    named = {str(Path(path).resolve()): path for path in paths if "://" not in path}
    order = {path: number for number, path in enumerate(named)}
    shown = {address: _shown(address, named) for address in sorted(addresses)}
    ranked = sorted(shown, key=lambda one: (order.get(_local(one), len(order)), one))
    # Spark writes addresses in two ways, with one or three slashes.
    numbers = {way: number for number, address in enumerate(ranked) for way in _ways(address)}
    return numbers, [shown[address] for address in ranked]


def _local(address: str) -> str:
    parsed = urlparse(address)
    return unquote(parsed.path) if parsed.scheme in ("", "file") else address


def _ways(address: str) -> set[str]:
    if not address.startswith("file:"):
        return {address}
    path = address.removeprefix("file:").lstrip("/")
    return {address, f"file:///{path}", f"file:/{path}"}


def _shown(address: str, named: Mapping[str, str]) -> str:
    path = _local(address)
    return shown_path(Path(named.get(path, path))) if "://" not in path else path


def _recognised(
    rows: Any, policy: Policy, kind: SubjectKind | None, path: str
) -> tuple[Any, list[str], Header]:
    """Return rows under numbers, their columns, and the header that these are.

    Columns are recognised on a sample, as those of a local file are. Raises InputError where they
    are not one table under its column names.
    """
    columns = [name for name in rows.columns if name not in (FILE, ROW)]
    rows = rows.select(*(rows[f"`{name.replace('`', '``')}`"] for name in (*columns, FILE, ROW)))
    rows = rows.toDF(*map(numbered, range(len(columns))), FILE, ROW)
    sample = polars(rows.drop(FILE, ROW).limit(SAMPLE).toArrow())
    sample.columns = columns
    found = find_tables(table_of_frame(sample, "").cells, policy.columns, kind)
    if len(found) != 1 or found[0].turned or found[0].header.row != 0:
        raise InputError(
            "no column with names was recognised" if not found else "is not one plain table",
            path=path,
            hint="set [columns] in flscreen.toml ('flscreen check' on one of its files shows them)",
        )
    return rows, columns, found[0].header
