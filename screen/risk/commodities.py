"""Goods of a country: under a Withhold Release Order (commodity-scope), in a priority sector of the UFLPA, or in an advisory."""

import polars as pl

from screen.models.vocabulary import SubjectKind
from screen.models.watchlist import Entry, Watchlist
from screen.reference.commodities import commodities_in_words, commodities_of_codes, matching_prefix
from screen.risk.hits import hits, no_hits
from screen.risk.screened import TRADE, Screened, main_party

#: The sectors in which the UFLPA is enforced with priority are a list of their own, whose findings have a rule of their own.
PRIORITY_SECTORS = "uflpa-priority-sectors"


def commodity_scope(screened: Screened, regions: pl.DataFrame) -> pl.DataFrame:
    """Hits of commodity entries whose country is the row's and whose goods are the row's.

    Of lists with effect in law: ``commodity-scope`` where an HS code says so, ``commodity-scope-words`` where only words do. Of
    advisories: ``uflpa-priority-sector`` or ``goods-advisory``, and the note says whether a code or words were met. An entry with a region
    needs a hit of that region in ``regions`` as well. Law: 19 U.S.C. 1307, 19 C.F.R. 12.42. Goods made elsewhere of such
    a commodity are covered by the orders too, but a row does not show it: that limit is stated in the report.
    """
    in_region = regions.filter(pl.col("rule") == "region-xinjiang").select("key").unique()
    found = [frame for kind in TRADE if not (frame := _of_kind(screened, kind, in_region)).is_empty()]
    return pl.concat(found) if found else no_hits()


def _of_kind(screened: Screened, kind: SubjectKind, in_region: pl.DataFrame) -> pl.DataFrame:
    """Each entry is asked once for each distinct trade (country, codes, words) of its country, and all rows are joined at once."""
    country, codes, words = TRADE[kind]
    trade = [
        pl.col(country).alias("_country"),
        pl.col(codes).fill_null("").alias("_codes"),
        pl.col(words).fill_null("").alias("_words"),
    ]
    rows = screened.rows[kind].filter(pl.col(country).is_not_null()).with_columns(trade)
    trades: dict[str, list[tuple[str, str]]] = {}
    for code, *rest in (
        rows.select("_country", "_codes", "_words").unique().sort("_country", "_codes", "_words").iter_rows()
    ):
        trades.setdefault(code, []).append((rest[0], rest[1]))
    told = [
        (entry.country, *pair, watchlist.info.id, entry.entry_id, _rule(watchlist, note), note, bool(entry.region))
        for watchlist, entry in screened.entries("commodity")
        for pair in trades.get(entry.country, ())
        if (note := _covered(entry, *pair))
    ]
    schema = {
        **dict.fromkeys(["_country", "_codes", "_words", "list_id", "entry_id", "rule", "note"], pl.String),
        "_region": pl.Boolean,
    }
    met = rows.join(pl.DataFrame(told, schema=schema, orient="row"), on=["_country", "_codes", "_words"])
    met = met.filter(~pl.col("_region") | pl.col("key").is_in(in_region["key"].implode()))
    weak = pl.col("note").str.starts_with("goods words")
    return hits(
        met.select(
            "key",
            pl.lit(kind).alias("kind"),
            "rule",
            "list_id",
            "entry_id",
            pl.when(weak).then(screened.written(met, words)).otherwise(screened.written(met, codes)).alias("column"),
            pl.lit("goods").alias("role"),
            main_party(kind).alias("value"),
            pl.col(country).alias("country"),
            "note",
        )
    )


def _rule(watchlist: Watchlist, note: str) -> str:
    if watchlist.info.effect in {"advisory", "reported"}:
        return "uflpa-priority-sector" if watchlist.info.id == PRIORITY_SECTORS else "goods-advisory"
    return "commodity-scope-words" if note.startswith("goods words") else "commodity-scope"


def _covered(entry: Entry, codes: str, text: str) -> str | None:
    prefix = matching_prefix(codes, entry.hs_prefixes)
    if prefix:
        return f"HS code {codes.replace('|', ', ')} begins with {prefix}"
    covered = commodities_in_words(", ".join(entry.sectors)) | commodities_of_codes("|".join(entry.hs_prefixes))
    shared = sorted(commodities_in_words(text) & covered)
    if shared and not codes:
        return f"goods words name {', '.join(shared)} and no HS code is given"
    return None
