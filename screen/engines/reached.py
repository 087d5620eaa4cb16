"""The rows that findings reach along the supply chain, which no worker linked to them."""

from dataclasses import replace

import polars as pl

from screen.intake.intake import Intake
from screen.models.frames import PLACE_SCHEMA
from screen.risk.assess import Assessment, Linked


def reached_rows(assessment: Assessment, every: Linked | None) -> pl.DataFrame:
    """Return the rows that carried findings touch: finding (by id), key, file and row."""
    none = pl.DataFrame(schema={"finding": pl.String, **PLACE_SCHEMA}).drop("sheet")
    if every is None:
        return none
    carried = pl.DataFrame(
        [(place, one.id) for place, one in enumerate(assessment.findings) if one.context.origin],
        schema={"finding": pl.UInt32, "id": pl.String},
        orient="row",
    )
    firms = every.screened.about("firms").select("key", "file", "row")
    linked = assessment.links.join(carried, on="finding").join(firms, on="key")
    return linked.select(pl.col("id").alias("finding"), "key", "file", "row")


def with_reached_rows(
    assessment: Assessment, intake: Intake, every: Linked | None
) -> tuple[Assessment, Intake]:
    """Return a sample of the rows with those that findings reach, and its links alone."""
    if every is None:
        return assessment, intake
    reached = reached_rows(assessment, every)["key"].unique().implode()
    rows = {}
    for kind, frame in intake.rows.items():
        own = pl.col("key").is_in(frame["key"].implode())
        more = every.screened.rows[kind].filter(pl.col("key").is_in(reached) & ~own)
        rows[kind] = pl.concat([frame, more]).sort("key")
    held = pl.concat(frame.select("key") for frame in rows.values())
    links = assessment.links.join(held, on="key", how="semi", maintain_order="left")
    return replace(assessment, links=links), replace(intake, rows=rows)
