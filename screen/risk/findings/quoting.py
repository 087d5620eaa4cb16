"""The text of a finding's cell, as the user wrote it: rules see codes and folded names."""

from collections.abc import Sequence

from screen.risk.screened import Screened

#: File, sheet, header and row of a cell.
Cell = tuple[str, str, str, int]


def quote_cells(screened: Screened, cells: Sequence[Cell]) -> list[str]:
    """Return the text of each cell; '' where it is empty or its sheet has no such column."""
    by_column: dict[tuple[str, str, str], list[int]] = {}
    for number, (file, sheet, column, _) in enumerate(cells):
        by_column.setdefault((file, sheet, column), []).append(number)
    quoted = [""] * len(cells)
    for (file, sheet, column), numbers in by_column.items():
        written = screened.cells.get((file, sheet))
        if written is None:
            continue
        texts = written.texts(column, [cells[number][3] for number in numbers])
        for number, text in zip(numbers, texts, strict=True):
            quoted[number] = text
    return quoted
