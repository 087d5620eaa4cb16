"""mid-mismatch and origin-conflict: what a shipment declares against its manufacturer code, its port and its maker's country."""

from collections.abc import Set

import polars as pl

from screen.models.rulebook import RULES
from screen.models.vocabulary import SubjectKind
from screen.names.variants import name_variants
from screen.reference.countries import country_name
from screen.reference.manufacturer_codes import mid_stem, parse_mid
from screen.reference.ports import port_country
from screen.risk.facts.hosts import countries_of_concern
from screen.risk.hits import hits, no_hits
from screen.risk.screened import Screened, main_party


def mid_mismatch(screened: Screened) -> pl.DataFrame:
    """Hits of shipments whose code names another country than the declared origin, or has other letters than the declared
    manufacturer; a level higher where that country is one of concern.

    Source: 19 C.F.R. Part 102, Appendix.
    """
    rows = screened.rows["shipment"].filter(pl.col("mid").is_not_null())
    if rows.is_empty():
        return no_hits()
    case = ["mid", "country_of_origin", "manufacturer"]
    concern = countries_of_concern(screened)
    cases = [
        (*told, *_contradictions(told[0], told[1] or "", told[2] or "", concern))
        for told in rows.select(case).unique().iter_rows()
    ]
    schema = dict.fromkeys(case, pl.String) | {"note": pl.String, "raised": pl.Int8}
    met = rows.join(
        pl.DataFrame([one for one in cases if one[3]], schema=schema, orient="row"), on=case, nulls_equal=True
    )
    return _hits(screened, met, "mid-mismatch", "mid")


def _contradictions(code: str, origin: str, manufacturer: str, concern: Set[str]) -> tuple[str, int]:
    """What the code says against the row ('' for nothing), and whether that raises the level."""
    mid = parse_mid(code)
    if mid is None:
        return "", 0
    said, raised = [], 0
    if origin and mid.country != origin:
        said.append(
            f"the code {code} is of {country_name(mid.country)} and the declared origin is {country_name(origin)}"
        )
        raised = int(mid.country in concern)
    stems = {mid_stem(name) for name in name_variants(manufacturer) if name.isascii()} - {""}
    if stems and not any(stem.startswith(mid.stem) or mid.stem.startswith(stem) for stem in stems):
        said.append(
            f"the letters {mid.stem} of the code {code} are not those of the declared manufacturer ({', '.join(sorted(stems))})"
        )
    return "; ".join(said), raised


def origin_conflict(screened: Screened, makers: pl.DataFrame) -> pl.DataFrame:
    """Hits of shipments declared as of one country that were laded in a country of concern, or whose maker stands in the supplier file with one.

    ``makers`` holds for shipment rows (key) the country and name of the maker as the supplier file has them. Both together raise the level.
    Lading elsewhere (Swiss goods in Rotterdam) is how trade works and is not told.
    """
    concern = sorted(countries_of_concern(screened))
    # Nobody hides another origin behind North Korea, which has a rule of its own.
    rows = screened.rows["shipment"].filter(pl.col("country_of_origin") != "KP")
    if rows.is_empty():
        return no_hits()
    ports = rows["port_of_lading"].drop_nulls().unique().to_list()
    origin = pl.col("country_of_origin")
    laded = pl.col("port_of_lading").replace_strict(
        {port: port_country(port) for port in ports}, default=None, return_dtype=pl.String
    ) if ports else pl.lit(None, dtype=pl.String)  # fmt: skip
    name = {code: country_name(code) for code in concern}
    met = (
        rows.join(makers.unique("key", keep="first", maintain_order=True), on="key", how="left", maintain_order="left")
        .with_columns(laded.alias("laded"))
        .with_columns(
            (pl.col("laded").is_in(concern) & (pl.col("laded") != origin)).fill_null(False).alias("by_port"),
            (pl.col("maker_country").is_in(concern) & (pl.col("maker_country") != origin))
            .fill_null(False)
            .alias("by_maker"),
        )
        .filter(pl.col("by_port") | pl.col("by_maker"))
        .with_columns(
            pl.concat_str(
                pl.when("by_port").then(
                    pl.format("they were laded at {} in {}", "port_of_lading", pl.col("laded").replace(name))
                ),
                pl.when("by_maker").then(
                    pl.format("the supplier file has “{}” in {}", "maker_name", pl.col("maker_country").replace(name))
                ),
                separator=", and ",
                ignore_nulls=True,
            ).alias("note"),
            (pl.col("by_port") & pl.col("by_maker")).cast(pl.Int8).alias("raised"),
        )
    )
    return _hits(screened, met, "origin-conflict", "country_of_origin")


def _hits(screened: Screened, met: pl.DataFrame, rule: str, column: str) -> pl.DataFrame:
    kind: SubjectKind = "shipment"
    return hits(
        met.select(
            "key",
            pl.lit(kind).alias("kind"),
            pl.lit(rule).alias("rule"),
            pl.lit(RULES).alias("list_id"),
            pl.lit(rule).alias("entry_id"),
            screened.written(met, column).alias("column"),
            pl.lit(column.replace("_", " ")).alias("role"),
            pl.coalesce(main_party(kind), pl.col("mid")).alias("value"),
            pl.col("country_of_origin").alias("country"),
            "note",
            "raised",
        )
    )
