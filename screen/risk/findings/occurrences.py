"""The rows that findings and cases touch, written as in a print dialog for their readers."""

from collections.abc import Iterable

import polars as pl

from screen.models.touched import Occurrences


def occurrences(places: Iterable[tuple[str, str, int]]) -> list[Occurrences]:
    """Return places (file, sheet, row), each given once, by sheet."""
    rows: dict[tuple[str, str], list[int]] = {}
    for file, sheet, row in places:
        rows.setdefault((file, sheet), []).append(row)
    return [
        Occurrences(file=file, sheet=sheet, rows=_ranges(sorted(numbers)), count=len(numbers))
        for (file, sheet), numbers in sorted(rows.items())
    ]


def occurrences_by(of: str, places: pl.DataFrame) -> dict[int, list[Occurrences]]:
    """Return the places (file, sheet, row; each once) of each value of the column ``of``."""
    group = [of, "file", "sheet"]
    begins = (pl.col("row").cast(pl.Int64).diff().fill_null(0) != 1).cum_sum().over(group)
    first, last = pl.col("row").first(), pl.col("row").last()
    run = pl.when(first == last).then(first.cast(pl.String))
    told = (
        places.sort(*group, "row")
        .with_columns(begins.alias("run"))
        .group_by(*group, "run", maintain_order=True)
        .agg(run.otherwise(pl.format("{}-{}", first, last)).alias("rows"), pl.len().alias("count"))
        .group_by(group, maintain_order=True)
        .agg(pl.col("rows").str.join(", "), pl.col("count").sum())
    )
    found: dict[int, list[Occurrences]] = {}
    for number, file, sheet, rows, count in told.iter_rows():
        found.setdefault(number, []).append(
            Occurrences(file=file, sheet=sheet, rows=rows, count=count)
        )
    return found


def _ranges(numbers: list[int]) -> str:
    """Write row numbers as a print dialog does: [4, 9, 10, 11] is '4, 9-11'."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return ", ".join(f"{first}-{last}" if last > first else str(first) for first, last in runs)
