"""What rows trade in, against the commodity entries of the lists."""

import polars as pl

from screen.models.kinds import TABLE_KINDS, RowKind
from screen.models.watchlist import Entry
from screen.reference.commodities import (
    commodities_in_words,
    commodities_of_codes,
    matching_prefix,
)
from screen.risk.hits import HIT_SCHEMA, hits
from screen.risk.screened import Screened

#: The sectors in which the UFLPA is enforced with priority are a list, and a rule, of their own.
PRIORITY_SECTORS = "uflpa-priority-sectors"
_TRADE = ["_country", "_codes", "_words"]
#: What is known of a covered row beyond the hit: the list's effect, whether words alone say so,
#: and whether the entry covers one region only.
_EXTRA = {"effect": pl.String, "by_words": pl.Boolean, "regional": pl.Boolean}


def covered_goods(screened: Screened) -> pl.DataFrame:
    """Return the rows whose country and goods a commodity entry covers.

    The frame has ``HIT_SCHEMA`` without a rule, and ``effect``, ``by_words``, ``regional``.
    Goods made elsewhere of such a commodity are covered by orders too, but a row does not show
    it: that limit stands in the report. Law: 19 U.S.C. 1307, 19 C.F.R. 12.42.
    """
    found = [_of_kind(screened, kind) for kind in TABLE_KINDS.values()]
    return pl.concat([pl.DataFrame(schema={**HIT_SCHEMA, **_EXTRA}), *found])


def _of_kind(screened: Screened, kind: RowKind) -> pl.DataFrame:
    """Ask each entry once for each distinct trade of its country; join all rows at once."""
    rows = (
        screened.rows[kind.name]
        .filter(pl.col(kind.country).is_not_null())
        .with_columns(
            pl.col(kind.country).alias("_country"),
            pl.col(kind.codes).fill_null("").alias("_codes"),
            pl.col(kind.words).fill_null("").alias("_words"),
        )
    )
    trades: dict[str, list[tuple[str, str]]] = {}
    for country, codes, words in rows.select(_TRADE).unique().sort(_TRADE).iter_rows():
        trades.setdefault(country, []).append((codes, words))
    covered = [
        (
            entry.country,
            *trade,
            watchlist.info.id,
            entry.entry_id,
            *said,
            watchlist.info.effect,
            bool(entry.region),
        )
        for watchlist, entry in screened.entries("commodity")
        for trade in trades.get(entry.country, ())
        if (said := _covered(entry, *trade))
    ]
    text = dict.fromkeys([*_TRADE, "list_id", "entry_id", "note"], pl.String)
    schema = {
        **text,
        "by_words": pl.Boolean,
        "effect": pl.String,
        "regional": pl.Boolean,
    }
    matched = rows.join(pl.DataFrame(covered, schema=schema, orient="row"), on=_TRADE)
    column = (
        pl.when("by_words")
        .then(screened.written(kind.words))
        .otherwise(screened.written(kind.codes))
    )
    found = hits(screened, matched, kind, column=kind.codes, role="goods")
    return pl.concat(
        [
            found.with_columns(matched.select(column.alias("column"))["column"]),
            matched.select(list(_EXTRA)),
        ],
        how="horizontal",
    )


def _covered(entry: Entry, codes: str, text: str) -> tuple[str, bool] | None:
    """Return what shows that ``entry`` covers goods, and whether it is words alone; else None."""
    prefix = matching_prefix(codes, entry.hs_prefixes)
    if prefix:
        return f"HS code {codes.replace('|', ', ')} begins with {prefix}", False
    if codes:
        return None
    covered = commodities_in_words(", ".join(entry.sectors))
    covered |= commodities_of_codes("|".join(entry.hs_prefixes))
    shared = sorted(commodities_in_words(text) & covered)
    if not shared:
        return None
    return f"the description names {', '.join(shared)} and no HS code is given", True


def in_force() -> pl.Expr:
    """Return whether a covered row's list has an effect in law, and is not an advisory."""
    return ~pl.col("effect").is_in(["advisory", "reported"])
