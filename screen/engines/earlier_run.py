"""An earlier run to compare with: a JSON report, or the folder that a run on Spark wrote."""

import json
from pathlib import Path

import polars as pl

from screen.core.errors import UsageError
from screen.review.baseline import Report, load_report


def earlier_report(path: Path) -> Report:
    """Return the findings of an earlier run. Raises UsageError where there are none."""
    if not path.is_dir():
        return load_report(path)
    try:
        table = pl.read_parquet(path / "findings.parquet")
        findings = {
            one["id"]: {**one, "subject": json.loads(one["subject"])}
            for one in table.select("id", "level", "rule", "message", "subject").iter_rows(
                named=True
            )
        }
    except (OSError, ValueError, pl.exceptions.PolarsError) as error:
        raise UsageError(
            "is not the folder of a run on Spark",
            path=path,
            hint="give one written with --engine spark -o DIR, or a JSON report",
        ) from error
    return Report(path, findings)
