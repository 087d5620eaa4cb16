"""The cells that decide how each column of a dataset is read, asked of all its rows."""

from collections.abc import Sequence
from typing import Any

from screen.core.errors import InputError
from screen.engines.plan import numbered
from screen.engines.spark_work import polars
from screen.intake.cells import AMERICAN, EUROPEAN
from screen.intake.columns import Header
from screen.intake.further_parties import deciding_name
from screen.models.kinds import KINDS
from screen.models.rows import holds

#: Of so many distinct cells it is decided how a column of dates or countries is read.
MOST_DISTINCT = 2_000_000
#: From this share of rows without a name on, a local run takes the name above for theirs.
_GROUPS = 3


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
    countries = {at: "country" for at, (thing, _) in header.owned.items() if thing == "country"}
    for index, column in [*header.columns.items(), *countries.items()]:
        name = columns[index]
        known = column in kind.model.model_fields
        what = "country" if index in countries else holds(kind.model, column) if known else "text"
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
            of = deciding_name(index) if index in countries else column
            deciding[of] = sorted({*deciding.get(of, []), *cells})
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
