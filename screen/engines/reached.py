"""The rows that findings reach along the supply chain, which no worker linked to them."""

from dataclasses import replace

import polars as pl

from screen.intake.intake import Intake
from screen.models.frames import PLACE_SCHEMA
from screen.risk.assess import Assessment, Linked


def firm_links(assessment: Assessment, every: Linked | None) -> pl.DataFrame:
    """Return the rows about firms that findings touch: finding (by id), key, file and row.

    ``carried`` says whether the finding was carried there.
    """
    if every is None:
        return pl.DataFrame(
            schema={"finding": pl.String, **PLACE_SCHEMA, "carried": pl.Boolean}
        ).drop("sheet")
    names = pl.DataFrame(
        [(one.id, bool(one.context.origin)) for one in assessment.findings],
        schema={"id": pl.String, "carried": pl.Boolean},
        orient="row",
    ).with_row_index("finding")
    firms = every.screened.about("firms").select("key", "file", "row")
    linked = assessment.links.join(names, on="finding").join(firms, on="key")
    return linked.select(pl.col("id").alias("finding"), "key", "file", "row", "carried")


def with_reached_rows(
    assessment: Assessment, intake: Intake, every: Linked | None
) -> tuple[Assessment, Intake]:
    """Return a sample of the rows with those that findings reach, and its links alone."""
    if every is None:
        return assessment, intake
    reached = firm_links(assessment, every).filter("carried")["key"].unique().implode()
    rows = {}
    for kind, frame in intake.rows.items():
        own = pl.col("key").is_in(frame["key"].implode())
        more = every.screened.rows[kind].filter(pl.col("key").is_in(reached) & ~own)
        rows[kind] = pl.concat([frame, more.select(frame.columns)]).sort("key")
    held = pl.concat(frame.select("key") for frame in rows.values())
    links = assessment.links.join(held, on="key", how="semi", maintain_order="left")
    return replace(assessment, links=links), replace(intake, rows=rows)
