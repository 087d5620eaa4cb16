"""How the distinct cells of a column become values."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import polars as pl
from pydantic import TypeAdapter

from screen.intake.cells import Reading, is_placeholder
from screen.intake.dates import read_dates
from screen.models.kinds import KINDS
from screen.models.vocabulary import Severity, SubjectKind


def date_reader(
    distinct: Sequence[str], whole: Sequence[str], remarks: list[tuple[Severity, str, str]]
) -> Callable[[str], Reading]:
    """Return the reader of the ``distinct`` dates of a column, whose order the ``whole`` decides.

    Dates that may be read in two ways are added to ``remarks`` (severity, cell, message).
    """
    column = read_dates(
        [cell for cell in distinct if not is_placeholder(cell)],
        [cell for cell in whole if not is_placeholder(cell)],
    )
    for cell in column.ambiguous:
        day = column.dates[cell]
        remarks.append(
            (
                "warning",
                cell,
                f"may be day-month or month-day; read as {day:%d %B %Y} (month first), confirm",
            )
        )

    def read(cell: str) -> Reading:
        if cell in column.faults:
            raise ValueError(column.faults[cell])
        return Reading(column.dates[cell])  # type: ignore[arg-type]

    return read


@cache
def adapter_of(kind: SubjectKind, column: str) -> TypeAdapter[Any]:
    """Return what checks the values of a column."""
    return TypeAdapter(KINDS[kind].model.model_fields[column].rebuild_annotation())


def mapped(text: pl.Series, values: dict[str, Any], dtype: type[pl.DataType]) -> pl.Series:
    """Return the value of each cell of ``text``; null where it has none."""
    if not values:
        return pl.Series(text.name, [None] * len(text), dtype=dtype)
    table = pl.DataFrame(
        {"text": list(values), "value": pl.Series(list(values.values()), dtype=dtype)}
    )
    return pl.DataFrame({"text": text}).join(table, on="text", how="left", maintain_order="left")[
        "value"
    ]
