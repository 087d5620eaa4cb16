"""address-match: another name at the address of a listed party."""

import polars as pl

from screen.models.vocabulary import SubjectKind
from screen.reference.addresses import address_numbers, address_words
from screen.risk.hits import hits, no_hits
from screen.risk.screened import Screened, main_party

#: So many words beside a number must agree, and such a share of those that the listed address has.
_LEAST_WORDS, _LEAST_SHARE = 2, 0.6
_COLUMNS: dict[SubjectKind, tuple[str, str]] = {"supplier": ("address", "city"), "shipment": ("address", "city")}
_WORDS_SCHEMA = {"address": pl.String, "word": pl.String, "number": pl.Boolean}


def address_match(screened: Screened, named: pl.DataFrame) -> pl.DataFrame:
    """Hits of rows whose address agrees with that of a listed party in a number (house, building, post code) and in most of its words.

    ``named`` are the hits of ``entity_match``; a row whose own name meets the entry is told there, where the address corroborates it.
    """
    entries = [
        (watchlist.info.id, entry.entry_id, address)
        for watchlist, entry in screened.entries("entity", "facility")
        for address in entry.address.split("|")
        if address
    ]
    listed = _words(sorted({address for _, _, address in entries}))
    given = pl.concat([_given(screened, kind) for kind in _COLUMNS])
    if listed.is_empty() or given.is_empty():
        return no_hits()
    pairs = _agreeing(_words(given["address"].unique().to_list()), listed)
    places = pl.DataFrame(entries, schema=["list_id", "entry_id", "listed"], orient="row")
    met = given.join(pairs, on="address").join(places, on="listed")
    met = met.join(named.select("key", "list_id", "entry_id").unique(), on=["key", "list_id", "entry_id"], how="anti")
    return hits(
        met.with_columns(
            pl.lit("address-match").alias("rule"),
            pl.lit("address").alias("role"),
            pl.format("the address “{}” agrees with the listed “{}” in {}", "address", "listed", "shared").alias(
                "note"
            ),
        )
    )


def _given(screened: Screened, kind: SubjectKind) -> pl.DataFrame:
    rows = screened.rows[kind].filter(pl.col("address").is_not_null())
    return rows.select(
        "key",
        pl.lit(kind).alias("kind"),
        screened.written(rows, "address").alias("column"),
        pl.concat_str([pl.col(name) for name in _COLUMNS[kind]], separator=", ", ignore_nulls=True).alias("address"),
        main_party(kind).alias("value"),
        pl.col("country" if kind == "supplier" else "country_of_origin").alias("country"),
    )


def _words(addresses: list[str]) -> pl.DataFrame:
    """The words of each address that tell it from others, and its numbers (``_WORDS_SCHEMA``)."""
    lines = [
        (address, word, number)
        for address in addresses
        for number, words in ((True, address_numbers(address)), (False, address_words(address)))
        for word in sorted(words)
    ]
    return pl.DataFrame(lines, schema=_WORDS_SCHEMA, orient="row")


def _agreeing(given: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """Pairs of address and listed address that agree, with what they share in words."""
    share = (
        listed.filter(~pl.col("number")).group_by("address").agg(pl.len().alias("words")).rename({"address": "listed"})
    )
    return (
        given.join(listed.rename({"address": "listed"}), on=["word", "number"])
        .sort("number", "word", descending=[True, False])
        .group_by("address", "listed", maintain_order=True)
        .agg(
            pl.col("number").any().alias("numbered"),
            (~pl.col("number")).sum().alias("agree"),
            pl.col("word").str.join(", ").alias("shared"),
        )
        .join(share, on="listed")
        .filter(
            pl.col("numbered") & (pl.col("agree") >= _LEAST_WORDS) & (pl.col("agree") >= pl.col("words") * _LEAST_SHARE)
        )
        .select("address", "listed", "shared")
    )
