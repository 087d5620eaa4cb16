"""The rows that findings touch: written as in a print dialog in the finding, read back as a frame."""

import re
from collections.abc import Iterable, Sequence

import polars as pl

from screen.models.result import Finding, Occurrences
from screen.models.vocabulary import LEVELS

#: One line for each finding and row it touches; ``level`` as an index into LEVELS (0 is critical).
TOUCHED_SCHEMA = {
    "kind": pl.String,
    "file": pl.String,
    "sheet": pl.String,
    "row": pl.UInt32,
    "finding": pl.UInt32,
    "level": pl.UInt8,
}


def occurrences(places: Iterable[tuple[str, str, int]]) -> list[Occurrences]:
    """Places (file, sheet, row), each given once, by sheet."""
    rows: dict[tuple[str, str], list[int]] = {}
    for file, sheet, row in places:
        rows.setdefault((file, sheet), []).append(row)
    return [
        Occurrences(file=file, sheet=sheet, rows=_ranges(sorted(numbers)), count=len(numbers))
        for (file, sheet), numbers in sorted(rows.items())
    ]


def _ranges(numbers: list[int]) -> str:
    """Row numbers as in a print dialog: [4, 9, 10, 11] is '4, 9-11'."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return ", ".join(f"{first}-{last}" if last > first else str(first) for first, last in runs)


def expand_ranges(text: str) -> list[int]:
    """'4, 9-11' as [4, 9, 10, 11]."""
    rows: list[int] = []
    for first, last in re.findall(r"(\d+)(?:-(\d+))?", text):
        rows += range(int(first), int(last or first) + 1)
    return rows


def touched_rows(findings: Sequence[Finding]) -> pl.DataFrame:
    """Which rows each finding touches, as a frame with ``TOUCHED_SCHEMA``; ``finding`` counts from 0.

    Findings on a whole sheet (data-gap) touch no row of their own.
    """
    spans = [
        (
            finding.subject.kind,
            place.file,
            place.sheet,
            int(first),
            int(last or first),
            number,
            LEVELS.index(finding.level),
        )
        for number, finding in enumerate(findings)
        if finding.rule != "data-gap"
        for place in finding.context.occurrences
        for first, last in re.findall(r"(\d+)(?:-(\d+))?", place.rows)
    ]
    schema = {
        "kind": pl.String,
        "file": pl.String,
        "sheet": pl.String,
        "first": pl.Int64,
        "last": pl.Int64,
        "finding": pl.UInt32,
        "level": pl.UInt8,
    }
    frame = pl.DataFrame(spans, schema=schema, orient="row")
    return (
        frame.with_columns(pl.int_ranges("first", pl.col("last") + 1).alias("row"))
        .explode("row")
        .select(pl.col(name).cast(dtype) for name, dtype in TOUCHED_SCHEMA.items())
    )
