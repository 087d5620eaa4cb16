"""The text of a finding's cell, as the user wrote it: rules see codes and folded names."""

from collections.abc import Sequence

from screen.risk.screened import Screened

#: File, sheet, header and row of a cell.
Cell = tuple[str, str, str, int]


def quote_cells(screened: Screened, cells: Sequence[Cell]) -> list[str]:
    """Return the text of each cell; '' where it is empty or its table has no such column."""
    by_column: dict[tuple[str, str, str], list[int]] = {}
    for number, (file, sheet, column, _) in enumerate(cells):
        by_column.setdefault((file, sheet, column), []).append(number)
    quoted = [""] * len(cells)
    for (file, sheet, column), numbers in by_column.items():
        for written in screened.cells.get((file, sheet), ()):
            first, last = written.rows
            here = [n for n in numbers if first <= cells[n][3] <= last and not quoted[n]]
            if not here:
                continue
            texts = written.texts(column, [cells[number][3] for number in here])
            for number, text in zip(here, texts, strict=True):
                quoted[number] = text or ""
    return quoted
