"""Manufacturer identification codes: mid-match where a code is the one that a listed name would have, and remarks where a code does not
fit what its own row declares.
"""

import polars as pl

from screen.matching.mids import match_mids
from screen.models.result import Problem
from screen.names.countries import country_name
from screen.names.mid import mid_stem, parse_mid
from screen.names.variants import name_variants
from screen.risk.hits import hits, no_hits
from screen.risk.subject import Screened, main_party


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
    """Remarks on shipments whose code contradicts the row: another country than the declared origin, or other letters than those of
    the declared manufacturer. One remark for each distinct case, at its first row.

    A wrong code is an error of the entry (19 C.F.R. Part 102, Appendix), and a broker who uses a trading company's code hides
    the maker; so it is told, and is no finding about anybody.
    """
    rows = screened.rows["shipment"].filter(pl.col("mid").is_not_null())
    case = ["mid", "country_of_origin", "manufacturer"]
    first = (
        rows.sort("key")
        .group_by(case, maintain_order=True)
        .agg(pl.col("file", "sheet", "row").first(), pl.len().alias("count"))
    )
    remarks = []
    for row in first.iter_rows(named=True):
        said = _contradictions(row["mid"], row["country_of_origin"] or "", row["manufacturer"] or "")
        if said:
            more = f" ({row['count'] - 1:,} more rows)" if row["count"] > 1 else ""
            remarks.append(
                Problem(
                    severity="warning",
                    file=row["file"],
                    sheet=row["sheet"],
                    row=row["row"],
                    column="MID",
                    value=row["mid"],
                    message=f"{'; '.join(said)}; confirm who made the goods{more}",
                )
            )
    return remarks


def _contradictions(code: str, origin: str, manufacturer: str) -> list[str]:
    mid = parse_mid(code)
    if mid is None:
        return ["this is no manufacturer identification code (country, name, number, city)"]
    said = []
    if origin and mid.country != origin:
        said.append(f"the code's country is {country_name(mid.country)}, the declared origin {country_name(origin)}")
    stems = {mid_stem(name) for name in name_variants(manufacturer) if name.isascii()} - {""}
    if stems and not any(stem.startswith(mid.stem) or mid.stem.startswith(stem) for stem in stems):
        said.append(f"its letters {mid.stem} are not those of the declared manufacturer ({', '.join(sorted(stems))})")
    return said
