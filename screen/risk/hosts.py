"""host-country and host-country-sector: the row's country is reported as a host of North Korean labour."""

from functools import partial

import polars as pl

from screen.models.watchlist import Entry
from screen.names.goods import commodities_in_words, commodities_of_codes, matching_prefix
from screen.risk.hits import hits, no_hits
from screen.risk.subject import TRADE, Screened, main_party
from screen.risk.trade import per_trade


def host_country(screened: Screened) -> pl.DataFrame:
    """Hits of the host-country entries: ``host-country-sector`` where the goods are of a reported sector as well.

    Law: CAATSA section 321(b), 22 U.S.C. 9241a, presumes goods made by North Korean nationals anywhere to be made with
    forced labour. The country alone says nothing about a supplier; the finding asks for a closer look.
    """
    found = []
    for watchlist, entry in screened.entries("country"):
        if entry.country == "KP":
            continue
        for kind, (country, codes, words) in TRADE.items():
            rows = screened.rows[kind].filter(pl.col(country) == entry.country)
            if rows.is_empty():
                continue
            reported = commodities_in_words(", ".join(entry.sectors))
            frame = rows.with_columns(per_trade(rows, codes, words, partial(_sector, entry, reported)).alias("_sector"))
            found.append(
                hits(
                    frame.select(
                        "key",
                        pl.lit(kind).alias("kind"),
                        pl.when(pl.col("_sector").is_not_null())
                        .then(pl.lit("host-country-sector"))
                        .otherwise(pl.lit("host-country"))
                        .alias("rule"),
                        pl.lit(watchlist.info.id).alias("list_id"),
                        pl.lit(entry.entry_id).alias("entry_id"),
                        screened.written(frame, country).alias("column"),
                        pl.lit(country.replace("_", " ")).alias("role"),
                        main_party(kind).alias("value"),
                        pl.col(country).alias("country"),
                        pl.col("_sector").alias("note"),
                    )
                )
            )
    return pl.concat(found) if found else no_hits()


def _sector(entry: Entry, reported: frozenset[str], codes: str, text: str) -> str | None:
    if codes:
        prefix = matching_prefix(codes, entry.hs_prefixes)
        if prefix:
            return f"HS {prefix} is of a reported sector ({', '.join(entry.sectors[:4])})"
        shared = sorted(commodities_of_codes(codes) & reported)
        if shared:
            return f"the HS code is of a reported sector ({', '.join(shared)})"
        return None
    shared = sorted(commodities_in_words(text) & reported)
    return f"the goods words are of a reported sector ({', '.join(shared)}); no HS code confirms it" if shared else None
