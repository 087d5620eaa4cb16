"""mid-match: a manufacturer identification code that a listed name would have; and remarks on cells that hold no code."""

import polars as pl

from screen.matching.mid_matcher import match_mids
from screen.models.result import Problem
from screen.reference.manufacturer_codes import parse_mid
from screen.risk.hits import hits, no_hits
from screen.risk.screened import Screened, main_party


def mid_match(screened: Screened) -> pl.DataFrame:
    """One hit for each row whose code meets an entry: ``mid-match`` where the city agrees, ``mid-match-stem`` where only country and
    name do.

    Source: 19 C.F.R. Part 102, Appendix. Six letters of a name collide, so the finding asks who made the goods.
    """
    found = []
    for kind, all_rows in screened.rows.items():
        rows = all_rows.filter(pl.col("mid").is_not_null())
        if rows.is_empty():
            continue
        matches = match_mids(rows["mid"].unique().to_list(), screened.watchlists)
        met = rows.join(matches.rename({"city": "city_agrees"}), on="mid")
        found.append(
            hits(
                met.select(
                    "key",
                    pl.lit(kind).alias("kind"),
                    pl.when("city_agrees").then(pl.lit("mid-match")).otherwise(pl.lit("mid-match-stem")).alias("rule"),
                    "list_id",
                    "entry_id",
                    screened.written(met, "mid").alias("column"),
                    pl.lit("MID").alias("role"),
                    pl.coalesce(main_party(kind), pl.col("mid")).alias("value"),
                    pl.col("country" if kind == "supplier" else "country_of_origin").alias("country"),
                    pl.format("the code {} is the one that '{}' would have", "mid", "listed_name").alias("note"),
                )
            )
        )
    return pl.concat(found) if found else no_hits()


def mid_remarks(screened: Screened) -> list[Problem]:
    """Remarks on cells that hold no manufacturer identification code at all, one for each distinct cell, at its first row."""
    rows = screened.rows["shipment"].filter(pl.col("mid").is_not_null())
    first = (
        rows.sort("key")
        .group_by("mid", maintain_order=True)
        .agg(pl.col("file", "sheet", "row").first(), pl.len().alias("count"))
    )
    return [
        Problem(
            severity="warning",
            file=row["file"],
            sheet=row["sheet"],
            row=row["row"],
            column="MID",
            value=row["mid"],
            message="this is no manufacturer identification code (country, name, number, city); ask the broker for it"
            + (f" ({row['count'] - 1:,} more rows)" if row["count"] > 1 else ""),
        )
        for row in first.iter_rows(named=True)
        if parse_mid(row["mid"]) is None
    ]
