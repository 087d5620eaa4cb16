"""Headline counts."""

from collections.abc import Mapping, Sequence

import polars as pl

from screen.models.case import Case
from screen.models.frames import rows_about
from screen.models.result import Finding, Summary
from screen.models.vocabulary import LEVELS, Level, SubjectKind, at_least

#: From this level on a row counts as flagged; below it are notes on countries and weak names.
FLAGGED_FROM: Level = "medium"


def summarise(
    findings: Sequence[Finding],
    links: pl.DataFrame,
    rows: Mapping[SubjectKind, pl.DataFrame],
    new: int,
    cases: Sequence[Case],
) -> Summary:
    """Return counts of findings, of open cases, and of flagged rows.

    ``links`` (``LINK_SCHEMA``) are the rows of ``findings``. Each shipment's value counts once,
    however many findings it has.
    """
    grave = [
        number
        for number, finding in enumerate(findings)
        if finding.status == "open" and at_least(finding.level, FLAGGED_FROM)
    ]
    flagged = links.filter(pl.col("finding").is_in(grave)).select("key").unique()
    shipments = rows_about(rows, "goods", "value", "currency", "date").join(
        flagged, on="key", how="semi"
    )
    suppliers = rows_about(rows, "firms").join(flagged, on="key", how="semi")
    values = (
        shipments.filter(pl.col("value").is_not_null())
        .group_by(pl.col("currency").fill_null("not stated"))
        .agg(pl.col("value").sum())
        .sort("currency")
    )
    return Summary(
        findings={
            level: sum(1 for finding in findings if finding.level == level) for level in LEVELS
        },
        open=sum(1 for finding in findings if finding.status == "open"),
        reviewed=sum(1 for finding in findings if finding.status != "open"),
        new=new,
        suppliers_flagged=suppliers.height,
        shipments_flagged=shipments.height,
        value_flagged={currency: round(value, 2) for currency, value in values.iter_rows()},
        flagged_from=str(shipments["date"].min() or ""),
        flagged_to=str(shipments["date"].max() or ""),
        cases={
            level: sum(1 for case in cases if case.is_open and case.level == level)
            for level in LEVELS
        },
        cases_reviewed=sum(1 for case in cases if not case.is_open),
        cases_new=sum(1 for case in cases if case.baseline == "new"),
    )
