"""host-country, host-country-sector and labour-sector: the row's country, and its goods, are reported with North Korean labour.

country-advisory: a government's report ranks the row's country; it says nothing of North Korean labour or of the supplier.
"""

from collections.abc import Callable
from functools import partial

import polars as pl

from screen.models.vocabulary import SubjectKind
from screen.models.watchlist import Entry, Watchlist
from screen.reference.commodities import commodities_in_words, commodities_of_codes, matching_prefix
from screen.risk.facts.hosts import is_host
from screen.risk.facts.trade import per_trade
from screen.risk.hits import hits, no_hits
from screen.risk.screened import TRADE, Screened, main_party

#: Host countries of these states had such workers once, or never; sectors of the trade say nothing there.
_NO_HOSTS = {"former", "disputed", "inactive"}


def host_country(screened: Screened) -> pl.DataFrame:
    """Hits of the host-country entries: ``host-country-sector`` where the goods are of a sector reported in that country.

    Law: CAATSA section 321(b), 22 U.S.C. 9241a, presumes goods made by North Korean nationals anywhere to be made with
    forced labour. The country alone says nothing about a supplier; the finding asks for a closer look.
    """
    return _of_countries(screened, is_host, "host-country", lambda entry: partial(_sector, entry))


def labour_sector(screened: Screened, hosts: pl.DataFrame) -> pl.DataFrame:
    """Hits of sectors of North Korean labour that no country limits: goods of the sector from a country reported as a host.

    Source: U.S. inter-agency advisory of 2018-07-23. Rule ``labour-sector``, weaker than where reports name the
    sector in the very country; rows of ``hosts`` (the hits of ``host_country``) for which they do are not told twice.
    """
    told = hosts.filter(pl.col("rule") == "host-country-sector").select("key").unique()
    countries = sorted(
        {
            entry.country
            for watchlist, entry in screened.entries("country")
            if is_host(watchlist, entry) and entry.status not in _NO_HOSTS
        }
    )
    found = []
    for watchlist, entry in screened.entries("commodity"):
        if entry.country:
            continue
        for kind, (country, codes, words) in TRADE.items():
            rows = screened.rows[kind].filter(pl.col(country).is_in(countries)).join(told, on="key", how="anti")
            if rows.is_empty():
                continue
            frame = rows.with_columns(per_trade(rows, codes, words, partial(_sector, entry)).alias("note")).filter(
                pl.col("note").is_not_null()
            )
            found.append(_hits(screened, frame, kind, watchlist, entry, pl.lit("labour-sector"), country))
    return pl.concat(found) if found else no_hits()


def country_advisory(screened: Screened) -> pl.DataFrame:
    """Hits of countries that a government's report ranks, such as Tier 3 of the Trafficking in Persons Report."""
    return _of_countries(screened, _is_advisory, "country-advisory", lambda _: lambda _codes, _words: None)


def _is_advisory(watchlist: Watchlist, entry: Entry) -> bool:
    return watchlist.info.effect == "advisory" and entry.country != "KP"


def _of_countries(
    screened: Screened,
    wanted: Callable[[Watchlist, Entry], bool],
    rule: str,
    judge: Callable[[Entry], Callable[[str, str], str | None]],
) -> pl.DataFrame:
    found = []
    for watchlist, entry in screened.entries("country"):
        if not wanted(watchlist, entry):
            continue
        for kind, (country, codes, words) in TRADE.items():
            rows = screened.rows_of(kind, entry.country)
            if rows.is_empty():
                continue
            frame = rows.with_columns(per_trade(rows, codes, words, judge(entry)).alias("note"))
            sector = pl.when(pl.col("note").is_not_null()).then(pl.lit(f"{rule}-sector")).otherwise(pl.lit(rule))
            found.append(_hits(screened, frame, kind, watchlist, entry, sector, country))
    return pl.concat(found) if found else no_hits()


def _hits(
    screened: Screened,
    frame: pl.DataFrame,
    kind: SubjectKind,
    watchlist: Watchlist,
    entry: Entry,
    rule: pl.Expr,
    country: str,
) -> pl.DataFrame:
    return hits(
        frame.select(
            "key",
            pl.lit(kind).alias("kind"),
            rule.alias("rule"),
            pl.lit(watchlist.info.id).alias("list_id"),
            pl.lit(entry.entry_id).alias("entry_id"),
            screened.written(frame, country).alias("column"),
            pl.lit(country.replace("_", " ")).alias("role"),
            main_party(kind).alias("value"),
            pl.col(country).alias("country"),
            "note",
        )
    )


def _sector(entry: Entry, codes: str, text: str) -> str | None:
    reported = commodities_in_words(", ".join(entry.sectors))
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
