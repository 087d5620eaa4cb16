"""Headline counts."""

from collections.abc import Mapping, Sequence

import polars as pl

from screen.models.result import Finding, Summary
from screen.models.vocabulary import LEVELS, Level, SubjectKind, at_least
from screen.risk.findings.occurrences import touched_rows

#: From this level on a row counts as flagged; below it are notes on countries and weak names.
FLAGGED_FROM: Level = "medium"


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
        flagged_from=str(shipments["date"].min() or ""),
        flagged_to=str(shipments["date"].max() or ""),
    )
