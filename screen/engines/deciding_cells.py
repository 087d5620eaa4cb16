"""The cells that decide how each column of a dataset is read, asked of all its rows."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any

import polars as pl

from screen.core.errors import InputError
from screen.engines.plan import numbered
from screen.engines.spark_work import polars
from screen.intake.cells import AMERICAN, EUROPEAN
from screen.intake.columns import Header
from screen.intake.further_parties import deciding_name
from screen.intake.table_rows import (
    LEAST_GROUPS,
    SHARE_OF_GROUPS,
    about_the_firm,
    main_name,
    total_words,
)
from screen.models.kinds import KINDS
from screen.models.rows import holds

#: Of so many distinct cells it is decided how a column of dates or countries is read.
MOST_DISTINCT = 2_000_000


def deciding_cells(
    rows: Any, header: Header, columns: Sequence[str], path: str
) -> dict[str, list[str]]:
    """Return the cells that decide how each column is read, which a worker cannot know of its part.

    Distinct dates and countries, and one amount in the writing of most. Raises InputError where a
    local run would read rows as groups under one name.
    """
    _refuse_groups(rows, header, columns, path)
    kind = KINDS[header.kind]
    types = dict(rows.dtypes)
    deciding: dict[str, list[str]] = {}
    countries = {at: "country" for at, (thing, _) in header.owned.items() if thing == "country"}
    amounts: list[int] = []
    asked: dict[int, tuple[str, str]] = {}
    for index, column in [*header.columns.items(), *countries.items()]:
        known = column in kind.model.model_fields
        what = "country" if index in countries else holds(kind.model, column) if known else "text"
        if what == "amount":
            if types[numbered(index)] == "string":
                amounts.append(index)
            else:
                deciding.setdefault(column, []).append("1.5")
        elif what in ("date", "country"):
            asked[index] = what, deciding_name(index) if index in countries else column
    for index, writing in _writings(rows, amounts).items():
        deciding.setdefault(header.columns[index], []).append(writing)
    for index, cells in _distinct_cells(rows, list(asked)).items():
        expected, of = asked[index]
        if len(cells) > MOST_DISTINCT:
            raise InputError(
                f"has more than {MOST_DISTINCT:,} distinct cells where a {expected} is expected",
                path=path,
                column=columns[index],
                hint="cast it to a date, or name its field under [columns]",
            )
        deciding[of] = sorted({*deciding.get(of, []), *cells})
    return deciding


def _distinct_cells(rows: Any, numbers: Sequence[int]) -> dict[int, list[str]]:
    """Return the distinct cells of columns, of too many a few more than ``MOST_DISTINCT``.

    All columns are asked at once: each question is a pass over the dataset.
    """
    from pyspark.sql import functions as f

    if not numbers:
        return {}
    cells = f.array(*(f.struct(f.lit(at).alias("at"), _cell(at).alias("cell")) for at in numbers))
    told = rows.select(f.explode(cells).alias("one")).select("one.at", "one.cell")
    distinct = told.where("cell != ''").distinct().limit(len(numbers) * (MOST_DISTINCT + 1))
    found = polars(distinct.toArrow())
    return {at: found.filter(pl.col("at") == at)["cell"].to_list() for at in numbers}


def _writings(rows: Any, numbers: Sequence[int]) -> dict[int, str]:
    """Return, for columns of amounts, an amount in the writing of most of their distinct cells."""
    from pyspark.sql import functions as f

    if not numbers:
        return {}
    asked = [
        f.countDistinct(f.when(_cell(at).rlike(pattern), _cell(at)))
        for at in numbers
        for pattern in (EUROPEAN, AMERICAN)
    ]
    counts = list(rows.select(*asked).first())
    return {
        at: "1,5" if european > american else "1.5"
        for at, european, american in zip(numbers, counts[::2], counts[1::2], strict=True)
    }


def _cell(at: int) -> Any:
    from pyspark.sql import functions as f

    return f.trim(f.col(numbered(at)).cast("string"))


def _refuse_groups(rows: Any, header: Header, columns: Sequence[str], path: str) -> None:
    """Refuse rows that a local run might fill with the name above (``table_rows``).

    It asks whether such rows stand in two places or more, which without an order of rows cannot be
    known: two of them are enough here.
    """
    from pyspark.sql import functions as f

    main = main_name(header)
    if main is None:
        return
    own = [at for at in about_the_firm(header) if at != main]
    numbers = range(len(columns))
    cells = {at: f.coalesce(_cell(at), f.lit("")) for at in numbers}
    total = _any(f.lower(cells[at]).rlike(total_words()) for at in numbers)
    blank = (cells[main] == "") & ~total
    others = _any(cells[at] != "" for at in numbers if at != main and at not in own)
    below = blank & others & ~_any(cells[at] != "" for at in own)
    filled = _any(cells[at] != "" for at in numbers)
    counts = [f.sum(f.when(one, 1).otherwise(0)) for one in (filled, blank & filled, below)]
    count, missing, grouped = (int(one or 0) for one in rows.select(*counts).first())
    of_few = not own and grouped * SHARE_OF_GROUPS < count
    if grouped >= LEAST_GROUPS and missing == grouped and not of_few:
        raise InputError(
            f"{grouped:,} of {count:,} rows have no name here and nothing else of the firm, which a"
            " local run might read as groups under one name",
            path=path,
            column=columns[main],
            hint="leave out this column, put a column that is filled before it, or fill it",
        )


def _any(conditions: Iterable[Any]) -> Any:
    """Return whether any of some conditions holds."""
    from pyspark.sql import functions as f

    return reduce(or_, conditions, f.lit(False))
