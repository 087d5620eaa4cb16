"""Goods of a country: under a Withhold Release Order (commodity-scope), in a priority sector of the UFLPA, or in an advisory."""

from functools import partial

import polars as pl

from screen.models.watchlist import Entry
from screen.names.goods import commodities_in_words, commodities_of_codes, matching_prefix
from screen.risk.hits import hits, no_hits
from screen.risk.subject import TRADE, Screened, main_party
from screen.risk.trade import per_trade

#: The sectors in which the UFLPA is enforced with priority are a list of their own, whose findings have a rule of their own.
PRIORITY_SECTORS = "uflpa-priority-sectors"


def commodity_scope(screened: Screened, regions: pl.DataFrame) -> pl.DataFrame:
    """Hits of commodity entries whose country is the row's and whose goods are the row's.

    Of lists with effect in law: ``commodity-scope`` where an HS code says so, ``commodity-scope-words`` where only words do. Of
    advisories: ``uflpa-priority-sector`` or ``goods-advisory``, and the note says whether a code or words were met. An entry with a region
    needs a hit of that region in ``regions`` as well. Law: 19 U.S.C. 1307, 19 C.F.R. 12.42. Goods made elsewhere of such
    a commodity are covered by the orders too, but a row does not show it: that limit is stated in the report.
    """
    found = []
    for watchlist, entry in screened.entries("commodity"):
        if not entry.country:
            continue
        advisory = watchlist.info.effect in {"advisory", "reported"}
        rule = "uflpa-priority-sector" if watchlist.info.id == PRIORITY_SECTORS else "goods-advisory"
        by_code, by_words = (rule, rule) if advisory else ("commodity-scope", "commodity-scope-words")
        for kind, (country, codes, words) in TRADE.items():
            rows = screened.rows_of(kind, entry.country)
            if entry.region:
                in_region = regions.filter(pl.col("rule") == "region-xinjiang").select("key").unique()
                rows = rows.join(in_region, on="key", how="semi")
            if rows.is_empty():
                continue
            frame = rows.with_columns(per_trade(rows, codes, words, partial(_covered, entry)).alias("note")).filter(
                pl.col("note").is_not_null()
            )
            weak = pl.col("note").str.starts_with("goods words")
            found.append(
                hits(
                    frame.select(
                        "key",
                        pl.lit(kind).alias("kind"),
                        pl.when(weak).then(pl.lit(by_words)).otherwise(pl.lit(by_code)).alias("rule"),
                        pl.lit(watchlist.info.id).alias("list_id"),
                        pl.lit(entry.entry_id).alias("entry_id"),
                        pl.when(weak)
                        .then(screened.written(frame, words))
                        .otherwise(screened.written(frame, codes))
                        .alias("column"),
                        pl.lit("goods").alias("role"),
                        main_party(kind).alias("value"),
                        pl.col(country).alias("country"),
                        "note",
                    )
                )
            )
    return pl.concat(found) if found else no_hits()


def _covered(entry: Entry, codes: str, text: str) -> str | None:
    prefix = matching_prefix(codes, entry.hs_prefixes)
    if prefix:
        return f"HS code {codes.replace('|', ', ')} begins with {prefix}"
    covered = commodities_in_words(", ".join(entry.sectors)) | commodities_of_codes("|".join(entry.hs_prefixes))
    shared = sorted(commodities_in_words(text) & covered)
    if shared and not codes:
        return f"goods words name {', '.join(shared)} and no HS code is given"
    return None
