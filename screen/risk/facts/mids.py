"""Rows whose manufacturer identification code is one that a listed name would have."""

import polars as pl

from screen.matching.mid_matcher import match_mids
from screen.models.frames import PLACE_SCHEMA
from screen.models.kinds import kinds_with
from screen.models.result import Problem
from screen.reference.manufacturer_codes import parse_mid
from screen.risk.hits import HIT_SCHEMA, hits
from screen.risk.screened import Screened


def mid_rows(screened: Screened) -> pl.DataFrame:
    """Return hits without a rule, and ``city_agrees``: whether the code's city is the entry's.

    Source: 19 C.F.R. Part 102, Appendix. Six letters of a name coincide, so a finding asks who
    made the goods.
    """
    found = [pl.DataFrame(schema={**HIT_SCHEMA, "city_agrees": pl.Boolean})]
    for kind in kinds_with("mid"):
        rows = screened.rows[kind.name].filter(pl.col("mid").is_not_null())
        if rows.is_empty():
            continue
        matches = match_mids(rows["mid"].unique().to_list(), screened.watchlists)
        matched = rows.join(matches.rename({"city": "city_agrees"}), on="mid")
        note = pl.format("the code {} is the one that '{}' would have", "mid", "listed_name")
        frame = hits(
            screened,
            matched,
            kind,
            column="mid",
            role="MID",
            note=note,
            value=pl.coalesce(kind.main_party(), "mid"),
        )
        found.append(frame.with_columns(matched["city_agrees"]))
    return pl.concat(found)


def mid_remarks(screened: Screened) -> list[Problem]:
    """Return a remark on each distinct cell that holds no manufacturer code, at its first row."""
    rows = pl.concat(
        screened.rows[kind.name].filter(pl.col("mid").is_not_null()).select(*PLACE_SCHEMA, "mid")
        for kind in kinds_with("mid")
    )
    first = (
        rows.sort("key")
        .group_by("mid", maintain_order=True)
        .agg(pl.col("file", "sheet", "row").first(), pl.len().alias("count"))
    )
    problems = []
    for row in first.iter_rows(named=True):
        if parse_mid(row["mid"]) is not None:
            continue
        more = row["count"] - 1
        message = (
            "this is not a manufacturer identification code (country, name, number, city); ask the"
            " broker for it"
        )
        counted = (
            "this is not a manufacturer identification code (country, name, number, city); ask the"
            f" broker for it ({more:,} more rows)"
        )
        problems.append(
            Problem(
                severity="warning",
                file=row["file"],
                sheet=row["sheet"],
                row=row["row"],
                column="MID",
                value=row["mid"],
                message=counted if more else message,
                counted_as=message,
            )
        )
    return problems
