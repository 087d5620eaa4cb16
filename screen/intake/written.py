"""What the cells of the files hold as they were written, for findings to quote.

Rules see countries as codes and names folded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from screen.intake.raw_table import RawTable, without_header
from screen.intake.tables import FoundTable
from screen.models.rows import LONGEST_CELL


@dataclass(frozen=True, slots=True)
class Written:
    """The cells of one table under headers that were recognised.

    ``under`` maps each header to the columns of its meaning; ``rows`` are the first and last row
    of the table in its sheet (from 1). ``places`` says where each row stands in ``cells``, where
    these are a sample of the table. A turned table quotes nothing: its records share a row.
    """

    cells: pl.DataFrame
    under: Mapping[str, Sequence[str]]
    rows: tuple[int, int]
    places: Mapping[int, int] | None = None

    def texts(self, header: str, rows: Sequence[int]) -> list[str]:
        """Return the text under ``header`` in each of ``rows`` (as Excel numbers them).

        Columns of one meaning are joined by '; '.
        """
        columns = [pl.col(name) for name in self.under.get(header, ())]
        if not columns:
            return [""] * len(rows)
        joined = (
            pl.concat_list(columns)
            .list.drop_nulls()
            .list.unique(maintain_order=True)
            .list.join("; ")
        )
        return (
            self.cells[[self._place(row) for row in rows]]
            .select(pl.all().str.strip_chars().replace("", None))
            .select(joined.str.slice(0, LONGEST_CELL).alias("text"))["text"]
            .to_list()
        )

    def _place(self, row: int) -> int:
        return row - 1 if self.places is None else self.places[row]


def written_cells(table: RawTable, found: FoundTable) -> Written:
    """Return the recognised columns of one table."""
    header, names = found.header, table.cells.columns
    rows = (found.first_row, found.last_row)
    if found.turned:
        return Written(table.cells, {}, rows)
    same = {
        column: [names[i] for i, other in header.columns.items() if other == column]
        for column in header.columns.values()
    }
    under: dict[str, Sequence[str]] = {}
    for index, written in header.written.items():
        column = header.columns.get(index)
        under.setdefault(written, same[column] if column else [names[index]])
    for name in names:
        under.setdefault(without_header(name), [name])
    return Written(table.cells, under, rows)
