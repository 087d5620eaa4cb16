"""A dataset as Spark reads it: its files, its columns, and what must be known of all rows first."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from screen.core.errors import InputError
from screen.engines.plan import FILE, ROW, numbered
from screen.engines.spark_work import polars
from screen.intake.cells import AMERICAN, EUROPEAN
from screen.intake.columns import Header
from screen.intake.file_formats import table_of_frame
from screen.intake.raw_table import shown_path
from screen.intake.tables import find_tables
from screen.models.kinds import KINDS
from screen.models.policy import Policy
from screen.models.rows import holds
from screen.models.vocabulary import SubjectKind

#: Columns are recognised on so many rows, and of so many distinct cells it is decided how a column
#: of dates or countries is read.
SAMPLE, MOST_DISTINCT = 20_000, 2_000_000
#: From this share of rows without a name on, a local run takes the name above for theirs.
_GROUPS = 3


def read_dataset(spark: Any, paths: Sequence[str]) -> tuple[Any, list[str]]:
    """Return the rows of Parquet files with their ``FILE`` and ``ROW``, and the names of columns.

    In the frame columns are called by number, because Spark cannot refer to every name.
    """
    from pyspark.sql import functions as f

    rows = spark.read.option("mergeSchema", "true").parquet(*paths)
    columns = list(rows.columns)
    rows = rows.select(
        "*", f.col("_metadata.file_path").alias(FILE), f.col("_metadata.row_index").alias(ROW)
    )
    return rows.toDF(*map(numbered, range(len(columns))), FILE, ROW), columns


def files_of(rows: Any, paths: Sequence[str]) -> tuple[dict[str, int], list[str]]:
    """Return the number of each file by its address, and the files as reports name them.

    Files of this machine come in the order in which they were named, others by address.
    """
    named = {str(Path(path).resolve()): path for path in paths if "://" not in path}
    order = {path: number for number, path in enumerate(named)}
    shown = {address: _shown(address, named) for address in sorted(rows.inputFiles())}
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


def recognise(
    rows: Any, columns: Sequence[str], policy: Policy, kind: SubjectKind | None, path: str
) -> Header:
    """Return the header of a dataset, recognised on a sample as that of a local file is.

    Raises InputError where it is not one table of shipments under its column names.
    """
    sample = polars(rows.drop(FILE, ROW).limit(SAMPLE).toArrow())
    sample.columns = list(columns)
    found = find_tables(table_of_frame(sample, "").cells, policy.columns, kind)
    if len(found) != 1 or found[0].turned or found[0].header.row != 0:
        raise InputError(
            "no column with names was recognised" if not found else "is not one plain table",
            path=path,
            hint="set [columns] in flscreen.toml ('flscreen check' on one of its files shows them)",
        )
    header = found[0].header
    if KINDS[header.kind].about != "goods":
        raise InputError(
            "holds suppliers, whose supply chain the Spark engine does not follow yet",
            path=path,
            hint="screen supplier files with --engine local",
        )
    return header


def deciding_cells(
    rows: Any, header: Header, columns: Sequence[str], path: str
) -> dict[str, list[str]]:
    """Return the cells that decide how each column is read, which a worker cannot know of its part.

    Distinct dates and countries, and one amount in the writing of most. Raises InputError where a
    local run would read rows as groups under one name.
    """
    from pyspark.sql import functions as f

    _refuse_groups(rows, header, columns, path)
    kind = KINDS[header.kind]
    types = dict(rows.dtypes)
    deciding: dict[str, list[str]] = {}
    for index, column in header.columns.items():
        name = columns[index]
        what = holds(kind.model, column) if column in kind.model.model_fields else "text"
        cell = f.trim(f.col(numbered(index)).cast("string"))
        if what == "amount":
            deciding.setdefault(column, []).append(
                _writing(rows, cell) if types[numbered(index)] == "string" else "1.5"
            )
        elif what in ("date", "country"):
            found = rows.select(cell.alias("cell")).where("cell != ''").distinct()
            cells = polars(found.limit(MOST_DISTINCT + 1).toArrow())["cell"].to_list()
            if len(cells) > MOST_DISTINCT:
                raise InputError(
                    f"has more than {MOST_DISTINCT:,} distinct cells where a {what} is expected",
                    path=path,
                    column=name,
                    hint="cast it to a date, or name its field under [columns]",
                )
            deciding[column] = sorted({*deciding.get(column, []), *cells})
    return deciding


def _writing(rows: Any, cell: Any) -> str:
    """Return an amount in the writing of most of a column's distinct cells."""
    from pyspark.sql import functions as f

    european, american = (
        rows.select(f.countDistinct(f.when(cell.rlike(pattern), cell))).first()[0]
        for pattern in (EUROPEAN, AMERICAN)
    )
    return "1,5" if european > american else "1.5"


def _refuse_groups(rows: Any, header: Header, columns: Sequence[str], path: str) -> None:
    from pyspark.sql import functions as f

    parties = KINDS[header.kind].parties
    named = [at for at, column in header.columns.items() if column in parties]
    main = min([*named, *(one.index for one in header.parties)], default=None)
    if main is None:
        return
    cell = f.trim(f.col(numbered(main)).cast("string"))
    empty = f.sum(f.when(cell.isNull() | (cell == ""), 1).otherwise(0))
    count, missing = rows.select(f.count("*"), empty).first()
    if count and (missing or 0) * _GROUPS >= count:
        raise InputError(
            f"a third or more of the rows ({missing:,} of {count:,}) have no name here, which a"
            " local run would read as groups under one name",
            path=path,
            column=columns[main],
            hint="leave out this column, or put a column that is filled before it",
        )
