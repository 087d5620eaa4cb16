"""Turns a raw table with a known header into validated rows, column by column over distinct values.

The pydantic models in ``models.rows`` say what each column may hold. Every repair, doubt and fault
becomes a problem
with its place; a bad cell empties the cell, never the row.
"""

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

import polars as pl
from pydantic import TypeAdapter, ValidationError

from screen.intake.cells import (
    Reading,
    is_placeholder,
    read_amount,
    read_country,
    read_currency,
    read_hs_codes,
    uses_decimal_comma,
)
from screen.intake.columns import Header
from screen.intake.dates import read_dates
from screen.intake.further_parties import further_parties, whole_name
from screen.intake.plain import plain_numbers, plain_text
from screen.intake.raw_table import RawTable
from screen.models.frames import KEPT, row_schema
from screen.models.kinds import KINDS
from screen.models.result import Problem
from screen.models.rows import LONGEST_CELL
from screen.models.vocabulary import Severity, SubjectKind

# : Problems of one kind in one column are listed row by row up to this many; the rest is summed up
# in one line.
REPEATS_LISTED = 20
_AMOUNTS = {"quantity", "weight", "value"}
_READERS: Mapping[str, Callable[[str], Reading]] = {
    "country": read_country,
    "country_of_origin": read_country,
    "country_of_export": read_country,
    "hs_code": read_hs_codes,
    "hs_codes": read_hs_codes,
    "currency": read_currency,
}


class SheetRows:
    """The validated rows of one table (``row_schema(kind)`` without ``key``), its problems and its accounting."""

    def __init__(self, table: RawTable, header: Header) -> None:
        self.kind: SubjectKind = header.kind
        self.problems: list[Problem] = []
        self._table, self.header = table, header
        body = table.cells.slice(header.row + 1).with_row_index("row", offset=header.row + 2)
        names = [name for name in body.columns if name != "row"]
        body = body.with_columns(pl.col(names).str.strip_chars().replace("", None))
        body = body.filter(~pl.all_horizontal(pl.col(names).is_null()))
        self.rows_read = body.height
        further = {one.index: one.role for one in header.parties}
        self.columns = {
            written: header.columns.get(index) or further.get(index, "kept")
            for index, written in header.written.items()
        }
        self._body, self._names, self._further = body, names, further
        self._drop_repeated_headers()
        self.frame = self._accept(self._typed_columns())
        accepted = self._body.filter(pl.col("row").is_in(self.frame["row"].implode()))
        self.parties = [
            further_parties(accepted, self._names, header, one) for one in header.parties
        ]
        self.rejected = self.rows_read - self.frame.height

    def _headers_of(self, column: str) -> list[int]:
        return [index for index, name in self.header.columns.items() if name == column]

    def written(self, column: str) -> str:
        """Return the header under which the user has ``column``.

        The canonical name where there is none.
        """
        indexes = self._headers_of(column)
        return self.header.written[indexes[0]] if indexes else column

    def _typed_columns(self) -> pl.DataFrame:
        frame = self._body.select(pl.col("row").cast(pl.UInt32))
        schema = row_schema(self.kind)
        currency: pl.Series | None = None
        for column in KINDS[self.kind].model.model_fields:
            text = self._text_of(column)
            if text is None:
                frame = frame.with_columns(pl.lit(None, dtype=schema[column]).alias(column))
                continue
            series, extra = self._read_column(column, text, schema[column])
            frame = frame.with_columns(series.alias(column))
            if column == "value" and extra is not None:
                currency = extra
        if currency is not None:
            frame = frame.with_columns(pl.coalesce(pl.col("currency"), currency).alias("currency"))
        return frame.with_columns(self._kept().alias(KEPT))

    def _text_of(self, column: str) -> pl.Series | None:
        """Return the text of a canonical column.

        Several headers of one meaning are joined so that no name is lost.
        """
        indexes = self._headers_of(column)
        if not indexes:
            return None
        parts = [
            whole_name(self.header, self._names, index)
            for index in indexes
            if index not in self.header.later_parts
        ]
        if len(parts) == 1:
            joined = parts[0]
        elif column in KINDS[self.kind].parties or column == "address":
            joined = (
                pl.concat_list(parts)
                .list.drop_nulls()
                .list.unique(maintain_order=True)
                .list.join("; " if column != "address" else ", ")
            )
            joined = pl.when(joined == "").then(None).otherwise(joined)
        else:
            joined = pl.coalesce(parts)
        return self._body.select(joined.alias(column)).to_series()

    def _read_column(
        self, column: str, text: pl.Series, dtype: type[pl.DataType]
    ) -> tuple[pl.Series, pl.Series | None]:
        plain = self._plain(column, text)
        distinct = text.filter(~plain).drop_nulls().unique(maintain_order=True).to_list()
        values: dict[str, Any] = {}
        extras: dict[str, str] = {}
        remarks: list[tuple[Severity, str, str]] = []
        reader = self._reader(column, text, distinct, remarks)
        adapter: TypeAdapter[Any] = _adapter(self.kind, column)
        for cell in distinct:
            if is_placeholder(cell):
                continue
            try:
                reading = reader(cell)
                values[cell] = adapter.validate_python(reading.value)
            except ValidationError as error:
                remarks.append(
                    (
                        "warning",
                        cell,
                        (
                            f"{self.written(column)}: {error.errors()[0]['msg']}; the cell was"
                            " left out"
                        ),
                    )
                )
            except ValueError as error:
                remarks.append(
                    (
                        "warning",
                        cell,
                        f"{error}; the cell was left out, the row is screened without it",
                    )
                )
            else:
                if reading.note:
                    doubtful = "confirm" in reading.note or "alone" in reading.note
                    remarks.append(("warning" if doubtful else "info", cell, reading.note))
                if reading.extra:
                    extras[cell] = reading.extra
        self._tell(column, text, remarks)
        series = _mapped(text, values, dtype)
        if plain.any():
            series = text.cast(dtype, strict=False).zip_with(plain, series)
        return series, _mapped(text, extras, pl.String) if extras else None

    def _plain(self, column: str, text: pl.Series) -> pl.Series:
        """Which cells are taken as they are, without a reader."""
        if column in _AMOUNTS:
            plain = plain_numbers(text, decimal_comma=uses_decimal_comma(text.unique()))
        elif column in _READERS or column == "date":
            plain = pl.repeat(False, len(text), eager=True)
        else:
            plain = plain_text(text)
        return plain.fill_null(False)

    def _reader(
        self,
        column: str,
        text: pl.Series,
        distinct: list[str],
        remarks: list[tuple[Severity, str, str]],
    ) -> Callable[[str], Reading]:
        if column in _READERS:
            return _READERS[column]
        if column in _AMOUNTS:
            return partial(read_amount, decimal_comma=uses_decimal_comma(text.unique()))
        if column == "date":
            return self._date_reader(distinct, remarks)
        return _read_text

    def _date_reader(
        self, distinct: list[str], remarks: list[tuple[Severity, str, str]]
    ) -> Callable[[str], Reading]:
        column = read_dates([cell for cell in distinct if not is_placeholder(cell)])
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

    def _tell(self, column: str, text: pl.Series, remarks: list[tuple[Severity, str, str]]) -> None:
        """One problem per row up to a limit, then one that counts the rest, so that nothing is silent or drowned."""
        if not remarks:
            return
        told = pl.DataFrame(
            remarks,
            schema={"severity": pl.String, "text": pl.String, "message": pl.String},
            orient="row",
        )
        rows = (
            pl.DataFrame({"row": self._body["row"], "text": text}).join(told, on="text").sort("row")
        )
        header = self.written(column)
        for (severity,), group in rows.group_by("severity", maintain_order=True):
            for row, value, _, message in group.head(REPEATS_LISTED).iter_rows():
                self.problems.append(self._problem(severity, int(row), header, value, message))
            rest = group.height - REPEATS_LISTED
            if rest > 0:
                listed = ", ".join(str(row) for row in group["row"].slice(REPEATS_LISTED, 200))
                more = " and further rows" if rest > 200 else ""
                message = (
                    f"{rest} more cells of this column have such a problem, in rows {listed}{more}"
                )
                self.problems.append(self._problem(severity, None, header, "", message))

    def _problem(
        self, severity: Any, row: int | None, column: str, value: str, message: str
    ) -> Problem:
        return Problem(
            severity=severity,
            file=self._table.file,
            sheet=self._table.sheet,
            row=row,
            column=column,
            value=value[:200],
            message=message,
        )

    def _kept(self) -> pl.Expr:
        unknown = {
            index: header
            for index, header in self.header.written.items()
            if index not in self.header.columns and index not in self._further
        }
        if not unknown:
            return pl.lit(None, dtype=pl.String)
        taken: dict[str, int] = {}
        fields = []
        for index, header in unknown.items():
            taken[header] = taken.get(header, 0) + 1
            name = header if taken[header] == 1 else f"{header} ({taken[header]})"
            fields.append(pl.lit(self._body[self._names[index]]).alias(name))
        return pl.struct(fields).struct.json_encode()

    def _accept(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Keep the rows that hold something to screen.

        Each of the others becomes a problem with its reason.
        """
        parties = list(KINDS[self.kind].parties)
        further = [pl.lit(self._body[self._names[one.index]]) for one in self.header.parties]
        screenable = [pl.col(name) for name in (*parties, *KINDS[self.kind].screenable)]
        frame = frame.with_columns(
            pl.any_horizontal(one.is_not_null() for one in [*screenable, *further]).alias(
                "_usable"
            ),
            pl.any_horizontal(
                one.is_not_null() for one in [*(pl.col(name) for name in parties), *further]
            ).alias("_named"),
        )
        usable = pl.col("_usable")
        for row in frame.filter(~usable)["row"].to_list():
            reason = (
                "row rejected: no name, place or code to screen; fill in a name if it is a real row"
            )
            self.problems.append(self._problem("error", row, "", self._first_cell(row), reason))
        good = frame.filter(usable)
        nameless = good.filter(~pl.col("_named"))
        good = good.drop("_usable", "_named")
        header = self.written(parties[0])
        for row in nameless["row"].head(REPEATS_LISTED).to_list():
            self.problems.append(
                self._problem(
                    "warning",
                    row,
                    header,
                    "",
                    "no name in this row; screened by its other cells only",
                )
            )
        if nameless.height > REPEATS_LISTED:
            message = (
                f"{nameless.height - REPEATS_LISTED} more rows have no name; they are screened by"
                " their other cells only"
            )
            self.problems.append(self._problem("warning", None, header, "", message))
        return good

    def _drop_repeated_headers(self) -> None:
        """Print-outs repeat the header on every page.

        Such rows are counted as rejected and said so.
        """
        same = [
            pl.col(self._names[i]) == header
            for i, header in self.header.written.items()
            if i in self.header.columns
        ]
        repeated = self._body.select(
            pl.sum_horizontal(same).fill_null(0) >= len(same) // 2 + 1
        ).to_series()
        for row in self._body.filter(repeated)["row"].to_list():
            self.problems.append(
                self._problem(
                    "info", row, "", self._first_cell(row), "row rejected: repeats the header"
                )
            )
        self._body = self._body.filter(~repeated)

    def _first_cell(self, row: int) -> str:
        cells = self._body.filter(pl.col("row") == row).row(0)[1:]
        return next((str(cell) for cell in cells if cell), "")


@cache
def _adapter(kind: SubjectKind, column: str) -> TypeAdapter[Any]:
    return TypeAdapter(KINDS[kind].model.model_fields[column].rebuild_annotation())


def _read_text(cell: str) -> Reading:
    if len(cell) > LONGEST_CELL:
        return Reading(
            cell[:LONGEST_CELL],
            f"has {len(cell)} characters; the first {LONGEST_CELL} were screened",
        )
    if cell.startswith("=") and len(cell) > 1:
        return Reading(cell, "looks like a formula and was screened as text; confirm the name")
    return Reading(cell)


def _mapped(text: pl.Series, values: dict[str, Any], dtype: type[pl.DataType]) -> pl.Series:
    if not values:
        return pl.Series(text.name, [None] * len(text), dtype=dtype)
    table = pl.DataFrame(
        {"text": list(values), "value": pl.Series(list(values.values()), dtype=dtype)}
    )
    return pl.DataFrame({"text": text}).join(table, on="text", how="left", maintain_order="left")[
        "value"
    ]
