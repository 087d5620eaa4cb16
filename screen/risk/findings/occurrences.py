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
    sheets = places.select("file", "sheet").unique().sort("file", "sheet").with_row_index("place")
    numbered = places.lazy().select(pl.col(of).alias("of"), "file", "sheet", "row")
    # Most runs screen one sheet, and then no row need be asked which one it is of.
    placed = (
        numbered.with_columns(pl.lit(0, dtype=pl.UInt32).alias("place"))
        if sheets.height == 1
        else numbered.join(sheets.lazy(), on=["file", "sheet"])
    )
    follows = (
        (pl.col("of") == pl.col("of").shift())
        & (pl.col("place") == pl.col("place").shift())
        & (pl.col("row") == pl.col("row").shift() + 1)
    )
    first, last = pl.col("row").first(), pl.col("row").last()
    run = pl.when(first == last).then(first.cast(pl.String))
    told = (
        placed.select("of", "place", "row")
        .sort("of", "place", "row")
        .with_columns((~follows.fill_null(False)).cum_sum().alias("run"))
        .group_by("run", maintain_order=True)
        .agg(
            pl.col("of", "place").first(),
            run.otherwise(pl.format("{}-{}", first, last)).alias("rows"),
            pl.len().alias("count"),
        )
        .group_by("of", "place", maintain_order=True)
        .agg(pl.col("rows").str.join(", "), pl.col("count").sum())
        .join(sheets.lazy(), on="place", maintain_order="left")
        .select("of", "file", "sheet", "rows", "count")
        .collect()
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
