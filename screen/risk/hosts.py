"""host-country and host-country-sector: the row's country is reported as a host of North Korean labour."""

import polars as pl

from screen.models.vocabulary import SubjectKind
from screen.models.watchlist import Entry
from screen.risk.goods import commodities_in_words, commodities_of_codes, matching_prefix
from screen.risk.hits import hits, no_hits
from screen.risk.subject import Screened, main_party

_TRADE: dict[SubjectKind, tuple[str, str, str]] = {
    "supplier": ("country", "hs_codes", "sector"),
    "shipment": ("country_of_origin", "hs_code", "goods_description"),
}


def host_country(screened: Screened) -> pl.DataFrame:
    """Hits of the host-country entries: ``host-country-sector`` where the goods are of a reported sector as well.

    Law: CAATSA section 321(b), 22 U.S.C. 9241a, presumes goods made by North Korean nationals anywhere to be made with
    forced labour. The country alone says nothing about a supplier; the finding asks for a closer look.
    """
    found = []
    for watchlist, entry in screened.entries("country"):
        if entry.country == "KP":
            continue
        for kind, (country, codes, words) in _TRADE.items():
            rows = screened.rows[kind].filter(pl.col(country) == entry.country)
            if rows.is_empty():
                continue
            frame = _with_sector(rows, codes, words, entry)
            found.append(
                hits(
                    frame.select(
                        "key",
                        pl.lit(kind).alias("kind"),
                        pl.when(pl.col("_sector").is_not_null()).then(pl.lit("host-country-sector")).otherwise(pl.lit("host-country")).alias("rule"),
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


def _with_sector(rows: pl.DataFrame, codes: str, words: str, entry: Entry) -> pl.DataFrame:
    """Adds ``_sector``: how the row's goods meet the sectors of the reports, or null."""
    reported = commodities_in_words(", ".join(entry.sectors))
    trades = rows.select(pl.col(codes).fill_null(""), pl.col(words).fill_null("")).unique()
    said = {f"{code}\0{text}": _sector(code, text, entry, reported) for code, text in trades.iter_rows()}
    key = pl.col(codes).fill_null("") + pl.lit("\0") + pl.col(words).fill_null("")
    return rows.with_columns(key.replace_strict(said, default=None, return_dtype=pl.String).alias("_sector"))


def _sector(codes: str, text: str, entry: Entry, reported: frozenset[str]) -> str | None:
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
