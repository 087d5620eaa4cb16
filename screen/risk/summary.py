"""Headline counts, and which findings touch which row."""

import re
from collections.abc import Mapping, Sequence

import polars as pl

from screen.models.result import Finding, Summary
from screen.models.vocabulary import LEVELS, Level, SubjectKind, at_least

#: From this level on a row counts as flagged; below it are notes on countries and weak names.
FLAGGED_FROM: Level = "medium"

#: One line for each finding and row it touches; ``level`` as an index into LEVELS (0 is critical).
TOUCHED_SCHEMA = {
    "kind": pl.String,
    "file": pl.String,
    "sheet": pl.String,
    "row": pl.UInt32,
    "finding": pl.UInt32,
    "level": pl.UInt8,
}


def touched_rows(findings: Sequence[Finding]) -> pl.DataFrame:
    """Which rows each finding touches, as a frame with ``TOUCHED_SCHEMA``; ``finding`` counts from 0."""
    lines = [
        (finding.subject.kind, place.file, place.sheet, row, number, LEVELS.index(finding.level))
        for number, finding in enumerate(findings)
        for place in finding.context.occurrences
        for row in expand_ranges(place.rows)
    ]
    return pl.DataFrame(lines, schema=TOUCHED_SCHEMA, orient="row")


def expand_ranges(text: str) -> list[int]:
    """'4, 9-11' as [4, 9, 10, 11]."""
    rows: list[int] = []
    for first, last in re.findall(r"(\d+)(?:-(\d+))?", text):
        rows += range(int(first), int(last or first) + 1)
    return rows


def summarise(findings: Sequence[Finding], rows: Mapping[SubjectKind, pl.DataFrame], new: int) -> Summary:
    """Counts of findings and of flagged rows; each shipment's value counts once however many findings it has."""
    open_findings = [
        finding for finding in findings if finding.status == "open" and at_least(finding.level, FLAGGED_FROM)
    ]
    flagged = touched_rows(open_findings).select("kind", "file", "sheet", "row").unique()
    shipments = rows["shipment"].join(
        flagged.filter(pl.col("kind") == "shipment"), on=["file", "sheet", "row"], how="semi"
    )
    values = (
        shipments.filter(pl.col("value").is_not_null())
        .group_by(pl.col("currency").fill_null("not stated"))
        .agg(pl.col("value").sum())
        .sort("currency")
    )
    return Summary(
        findings={level: sum(1 for finding in findings if finding.level == level) for level in LEVELS},
        open=sum(1 for finding in findings if finding.status == "open"),
        reviewed=sum(1 for finding in findings if finding.status != "open"),
        new=new,
        suppliers_flagged=flagged.filter(pl.col("kind") == "supplier").height,
        shipments_flagged=shipments.height,
        value_flagged={currency: round(value, 2) for currency, value in values.iter_rows()},
    )
