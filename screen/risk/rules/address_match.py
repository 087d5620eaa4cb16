"""address-match: another name at the address of a listed party."""

from collections.abc import Iterator

import polars as pl

from screen.models.kinds import TABLE_KINDS
from screen.reference.addresses import address_numbers, address_words
from screen.risk.facts.facts import Facts
from screen.risk.hits import hits

#: So many words beside a number must agree, and such a share of those that the listed address has.
_LEAST_WORDS, _LEAST_SHARE = 2, 0.6
_WORDS_SCHEMA = {"address": pl.String, "word": pl.String, "number": pl.Boolean}


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of rows whose address agrees with that of a listed party.

    A number (house, building, postcode) and most words must agree. A row whose own name matches
    the entry is reported there, where the address corroborates it.
    """
    screened = facts.screened
    named = pl.concat([facts.hits_of("entity-match"), facts.hits_of("vessel-match")])
    entries = [
        (watchlist.info.id, entry.entry_id, address)
        for watchlist, entry in screened.entries("entity", "facility")
        for address in entry.address.split("|")
        if address
    ]
    listed = _words(sorted({address for _, _, address in entries}))
    for kind in TABLE_KINDS.values():
        rows = screened.rows[kind.name].filter(pl.col("address").is_not_null())
        rows = rows.with_columns(
            pl.concat_str("address", "city", separator=", ", ignore_nulls=True).alias("_given")
        )
        if listed.is_empty() or rows.is_empty():
            continue
        pairs = _agreeing(_words(rows["_given"].unique().to_list()), listed)
        places = pl.DataFrame(entries, schema=["list_id", "entry_id", "listed"], orient="row")
        matched = (
            rows.join(pairs, left_on="_given", right_on="address")
            .join(places, on="listed")
            .join(
                named.select("key", "list_id", "entry_id").unique(),
                on=["key", "list_id", "entry_id"],
                how="anti",
            )
            .with_columns(pl.lit("address-match").alias("rule"))
        )
        note = pl.format(
            "the address “{}” agrees with the listed “{}” in {}", "_given", "listed", "shared"
        )
        yield hits(screened, matched, kind, column="address", note=note)


def _words(addresses: list[str]) -> pl.DataFrame:
    """Return the words of each address that tell it from others, and its numbers (``_WORDS_SCHEMA``)."""
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
        listed.filter(~pl.col("number"))
        .group_by("address")
        .agg(pl.len().alias("words"))
        .rename({"address": "listed"})
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
            pl.col("numbered")
            & (pl.col("agree") >= _LEAST_WORDS)
            & (pl.col("agree") >= pl.col("words") * _LEAST_SHARE)
        )
        .select("address", "listed", "shared")
    )
