"""Host countries of North Korean labour, and the countries a false origin would hide first."""

from functools import partial

import polars as pl

from screen.core.data_tables import read_table
from screen.models.kinds import TABLE_KINDS
from screen.models.watchlist import Entry, Watchlist
from screen.reference.commodities import (
    commodities_in_words,
    commodities_of_codes,
    matching_prefix,
)
from screen.risk.facts.places import find_places
from screen.risk.hits import HIT_SCHEMA, hits
from screen.risk.screened import Screened
from screen.risk.trades import Judge

#: Host countries in these states had such workers once, or never; their sectors say nothing.
_NO_HOSTS = {"former", "disputed", "inactive"}
#: key -> the border place found in its row, one line a row.
_BORDER_SCHEMA = {"key": pl.UInt32, "place": pl.String}


def is_host(watchlist: Watchlist, entry: Entry) -> bool:
    """Return whether ``entry`` is a country reported to host, or to have hosted, such labour."""
    return watchlist.info.effect == "reported" and entry.country != "KP"


def hosts_now(screened: Screened) -> list[tuple[Watchlist, Entry]]:
    """Return the host countries with recent reports."""
    return [
        (watchlist, entry)
        for watchlist, entry in screened.entries("country")
        if is_host(watchlist, entry) and entry.status == "active"
    ]


def host_countries(screened: Screened) -> list[str]:
    """Return the ISO codes of present and unverified host countries."""
    return sorted(
        {
            entry.country
            for watchlist, entry in screened.entries("country")
            if is_host(watchlist, entry) and entry.status not in _NO_HOSTS
        }
    )


def countries_of_concern(screened: Screened) -> frozenset[str]:
    """Return the ISO codes of countries that a false origin would hide first.

    They have a region under a ban (Xinjiang, North Korea) or recent reports of such labour.
    """
    regions = {entry.country for _, entry in screened.entries("region")}
    return frozenset(regions | {entry.country for _, entry in hosts_now(screened)}) - {""}


def host_rows(screened: Screened) -> pl.DataFrame:
    """Return the rows that state a host country (``HIT_SCHEMA`` without a rule).

    ``note`` says which reported sector their goods are of (null: none) and ``role`` names it,
    ``place`` which place at the North Korean border they name (null: none), and ``now`` whether
    reports are recent.
    """
    now = {(one.info.id, entry.entry_id) for one, entry in hosts_now(screened)}
    found = [pl.DataFrame(schema={**HIT_SCHEMA, "now": pl.Boolean})]
    for watchlist, entry in screened.entries("country"):
        if is_host(watchlist, entry):
            recent = (watchlist.info.id, entry.entry_id) in now
            found += [
                frame.with_columns(pl.lit(recent).alias("now"))
                for frame in rows_of_country(
                    screened,
                    watchlist,
                    entry,
                    partial(reported_sector, entry),
                    partial(sector_name, entry),
                )
            ]
    return pl.concat(found).join(
        _border_places(screened), on="key", how="left", maintain_order="left"
    )


def rows_of_country(
    screened: Screened,
    watchlist: Watchlist,
    entry: Entry,
    judge: Judge,
    sector: Judge | None = None,
) -> list[pl.DataFrame]:
    """Return the rows that state the country of ``entry`` as hits without a rule.

    ``judge`` makes the note from a row's HS codes and goods words, ``sector`` the role.
    """
    found = []
    for kind in TABLE_KINDS.values():
        rows = screened.rows_of(kind.name, entry.country)
        if not rows.is_empty():
            trades = screened.trades_of(kind.name, entry.country)
            note = pl.lit(trades.judged(judge))
            frame = hits(
                screened, rows, kind, column=kind.country, of=(watchlist, entry), note=note
            )
            if sector:
                role = pl.coalesce(trades.judged(sector), pl.col("role"))
                frame = frame.with_columns(role.alias("role"))
            found.append(frame)
    return found


def reported_sector(entry: Entry, codes: str, text: str) -> str | None:
    """Return how goods (HS codes joined by ``|``, words) are of a sector reported in ``entry``."""
    prefix, sectors = _reported(entry, codes, text)
    if prefix:
        return f"HS {prefix} belongs to a reported sector ({', '.join(entry.sectors[:4])})"
    if not sectors:
        return None
    if codes:
        return f"the HS code belongs to a reported sector ({', '.join(sectors)})"
    return (
        f"the description points to a reported sector ({', '.join(sectors)}); no HS code confirms"
        " it"
    )


def sector_name(entry: Entry, codes: str, text: str) -> str | None:
    """Return the sector of goods that are of one reported in ``entry``."""
    prefix, sectors = _reported(entry, codes, text)
    named = sectors or sorted(commodities_of_codes(codes)) if prefix else sectors
    return named[0] if named else f"HS {prefix}" if prefix else None


def _reported(entry: Entry, codes: str, text: str) -> tuple[str, list[str]]:
    """Return the reported HS prefix that goods have ('' for none), and the reported sectors."""
    reported = commodities_in_words(", ".join(entry.sectors))
    if codes:
        return (
            matching_prefix(codes, entry.hs_prefixes),
            sorted(commodities_of_codes(codes) & reported),
        )
    return "", sorted(commodities_in_words(text) & reported)


def at_border() -> pl.Expr:
    """Return the note on a row that names a border place."""
    return pl.format("{} lies at the border of North Korea", "place")


def _border_places(screened: Screened) -> pl.DataFrame:
    """Return the rows in which a border place stands (``_BORDER_SCHEMA``).

    These are the places in China and Russia where reports find North Korean labour. A place that
    may be a namesake is left out.
    """
    found = [pl.DataFrame(schema=_BORDER_SCHEMA)]
    table = read_table("screen.risk.facts", "border_places")
    for country, province in dict.fromkeys((row["country"], row["province"]) for row in table):
        names = [
            name
            for row in table
            if (row["country"], row["province"]) == (country, province)
            for name in (row["place"], *row["spellings"].split("|"))
            if name
        ]
        entry = Entry(
            entry_id="border-places",
            kind="region",
            name=names[0],
            aliases=tuple(names[1:]),
            country=country,
            region=province,
        )
        found += [
            frame.filter(pl.col("raised") == 0).select("key", pl.col("place").str.to_titlecase())
            for _, _, frame in find_places(screened, entry)
        ]
    return pl.concat(found).unique("key", keep="first", maintain_order=True)
