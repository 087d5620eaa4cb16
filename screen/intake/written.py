"""What the cells of the files hold as they were written, for findings to quote.

Rules see countries as codes and names folded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from screen.intake.columns import Header
from screen.intake.raw_table import RawTable
from screen.models.rows import LONGEST_CELL


@dataclass(frozen=True, slots=True)
class Written:
    """The cells of one sheet under headers that were recognised.

    ``under`` maps each header to the columns of its meaning.
    """

    cells: pl.DataFrame
    under: Mapping[str, Sequence[str]]

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
            self.cells[[row - 1 for row in rows]]
            .select(pl.all().str.strip_chars().replace("", None))
            .select(joined.str.slice(0, LONGEST_CELL).alias("text"))["text"]
            .to_list()
        )


def written_cells(table: RawTable, header: Header) -> Written:
    """Return the recognised columns of ``table``."""
    names = table.cells.columns
    same = {
        column: [names[i] for i, other in header.columns.items() if other == column]
        for column in header.columns.values()
    }
    under: dict[str, Sequence[str]] = {}
    for index, column in header.columns.items():
        under.setdefault(header.written[index], same[column])
    for party in header.parties:
        under.setdefault(header.written[party.index], [names[party.index]])
    held = sorted({*header.columns, *(party.index for party in header.parties)})
    return Written(table.cells.select(names[index] for index in held), under)
