"""Turns a raw table with a known header into validated rows, column by column over distinct values.

The pydantic models in ``models.rows`` say what each column may hold. Every repair, doubt and fault
becomes a problem with its place; a bad cell empties the cell, never the row.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import polars as pl
from pydantic import TypeAdapter, ValidationError

from screen.intake.acceptance import (
    REPEATS_LISTED,
    accepted,
    other_cells,
    teller,
)
from screen.intake.cells import (
    Reading,
    is_placeholder,
    read_amount,
    read_country,
    read_currency,
    read_hs_codes,
    read_plain,
    read_registration,
    uses_decimal_comma,
    writes_codes,
)
from screen.intake.column_values import adapter_of, date_reader, mapped
from screen.intake.further_parties import further_parties, whole_name
from screen.intake.plain import plain_numbers, plain_text
from screen.intake.raw_table import RawTable
from screen.intake.remark_rows import real_rows
from screen.intake.table_rows import table_rows, with_group_names, with_merged
from screen.intake.tables import FoundTable
from screen.models.frames import OTHER_CELLS, row_schema
from screen.models.kinds import KINDS
from screen.models.rows import Holds, holds
from screen.models.vocabulary import Severity, SubjectKind

_READERS: Mapping[Holds, Callable[[str], Reading]] = {
    "country": read_country,
    "hs codes": read_hs_codes,
    "currency": read_currency,
}


class SheetRows:
    """The validated rows of one table (``row_schema(kind)`` without ``key``), and its account.

    ``frame`` holds the accepted rows, ``parties`` those of further columns, ``body`` all rows of
    the table as text with their ``row``, ``good`` those of ``frame``; ``rejected`` counts what
    ``body`` holds and ``frame`` does not. Where the table is a part of a larger one, ``deciding``
    holds, by column, the cells of the whole that decide how all are read; names of groups are then
    not filled in.
    """

    def __init__(
        self,
        table: RawTable,
        found: FoundTable,
        deciding: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        header = found.header
        self.kind: SubjectKind = header.kind
        self.found, self.header = found, header
        self._table = table
        self.body = table_rows(found)
        self.rows_read = self.body.height
        self._names = [name for name in self.body.columns if name != "row"]
        self._tell_of = teller(table)
        rows, self.problems = real_rows(self.body, self._names, header, self._tell_of)
        self.ignored = self.body.height - rows.height
        if table.merged and not found.turned:
            rows = with_merged(rows, table.merged, header)
        self._deciding = deciding or {}
        self._body = rows
        if deciding is None:
            self._body, filled = with_group_names(rows, self._names, header)
            self._note_groups(filled)
        self.frame, told = accepted(
            self._typed_columns(), self._body, self._names, header, self._tell_of
        )
        self.problems += told
        whole = self.frame.height == self._body.height
        accepted_rows = self.frame["row"].implode()
        self.good = self._body if whole else self._body.filter(pl.col("row").is_in(accepted_rows))
        self.parties = [
            further_parties(self.good, self._names, header, one, self._deciding)
            for one in header.parties
        ]
        self.placed = {
            header.columns[one.index]: further_parties(
                self.good, self._names, header, one, self._deciding
            )
            for one in header.placed
        }
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
        return frame.with_columns(
            other_cells(self._body, self._names, self.header).alias(OTHER_CELLS)
        )

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
        adapter: TypeAdapter[Any] = adapter_of(self.kind, column)
        whole = self._deciding.get(column, distinct)
        namibia = self._holds(column) == "country" and writes_codes(whole)
        for cell in distinct:
            if is_placeholder(cell) and not (namibia and cell.strip() == "NA"):
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
                    remarks.append(("warning" if reading.doubt else "info", cell, reading.note))
                if reading.extra:
                    extras[cell] = reading.extra
        self._tell(column, text, remarks)
        series = mapped(text, values, dtype)
        if plain.any():
            series = text.cast(dtype, strict=False).zip_with(plain, series)
        return series, mapped(text, extras, pl.String) if extras else None

    def _decimal_comma(self, column: str, text: pl.Series) -> bool:
        whole = self._deciding.get(column)
        distinct = text.unique() if whole is None else pl.Series(whole, dtype=pl.String)
        return uses_decimal_comma(distinct)

    def _holds(self, column: str) -> Holds:
        return holds(KINDS[self.kind].model, column)

    def _plain(self, column: str, text: pl.Series) -> pl.Series:
        """Say which cells are taken as they are, without a reader."""
        what = self._holds(column)
        if what == "amount":
            plain = plain_numbers(text, decimal_comma=self._decimal_comma(column, text))
        elif what != "text" or column == KINDS[self.kind].registration:
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
        what = self._holds(column)
        if what in _READERS:
            return _READERS[what]
        if what == "amount":
            return partial(read_amount, decimal_comma=self._decimal_comma(column, text))
        if what == "date":
            return date_reader(distinct, self._deciding.get(column, distinct), remarks)
        return read_registration if column == KINDS[self.kind].registration else read_plain

    def _tell(self, column: str, text: pl.Series, remarks: list[tuple[Severity, str, str]]) -> None:
        """Add one problem per row up to a limit, then one that counts the rest.

        So nothing is silent, and nothing is drowned out.
        """
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
                self.problems.append(self._tell_of(severity, int(row), header, value, message))
            rest = group.height - REPEATS_LISTED
            if rest > 0:
                listed = ", ".join(str(row) for row in group["row"].slice(REPEATS_LISTED, 200))
                more = " and further rows" if rest > 200 else ""
                message = (
                    f"{rest} more cells of this column have such a problem, in rows {listed}{more}"
                )
                told_of = self._tell_of(severity, None, header, "", message)
                told_of.count = rest
                told_of.counted_as = "further cells of this column have such a problem"
                self.problems.append(told_of)

    def _note_groups(self, filled: pl.Series) -> None:
        if not filled.is_empty():
            message = (
                f"the name appears once for its group; it was used for {len(filled)} rows below"
            )
            column = self.written(next(iter(KINDS[self.kind].parties)))
            self.problems.append(self._tell_of("info", None, column, "", message))
