"""address-match: another name at the address of a listed party."""

from collections.abc import Iterator

import polars as pl

from screen.models.kinds import kinds_with
from screen.names.fold import fold
from screen.reference.addresses import POSTCODE, address_words, house_numbers
from screen.reference.chinese_places import places_named
from screen.risk.facts.facts import Facts
from screen.risk.hits import hits

#: Such a share of the words of the listed address must agree, and one of them must be rare.
_LEAST_SHARE = 0.6
#: A word in more listed addresses than this is that of a town or a large estate.
_RARE = 3
#: What a part of an address is: a house or postcode, a street, or a town.
_WORDS_SCHEMA = {"address": pl.String, "word": pl.String, "tells": pl.String}


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of rows whose address agrees with that of a listed party.

    The house number and a rare word of the street must agree, or the postcode with it, and most
    other words; floors, sections and towns prove nothing. A row whose own name matches the entry
    is reported there, where the address corroborates it.
    """
    screened = facts.screened
    named = facts.rows_hit("entity-match", "vessel-match")
    entries = [
        (watchlist.info.id, entry.entry_id, address)
        for watchlist, entry in screened.entries("entity", "facility")
        for address in entry.address.split("|")
        if address
    ]
    listed = _words(sorted({address for _, _, address in entries}))
    for kind in kinds_with("address", "city"):
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
            .join(named, on=["key", "list_id", "entry_id"], how="anti")
            .with_columns(pl.lit("address-match").alias("rule"))
        )
        note = pl.format(
            "the address “{}” agrees with the listed “{}” in {}", "_given", "listed", "shared"
        )
        yield hits(screened, matched, kind, column="address", note=note)


def _words(addresses: list[str]) -> pl.DataFrame:
    """Return the parts that set each address apart, and what each is (``_WORDS_SCHEMA``)."""
    lines = []
    for address in addresses:
        towns = {fold(name) for _, name in places_named(address)}
        lines += [(address, number, "house") for number in sorted(house_numbers(address))]
        lines += [
            (address, word, "town" if word in towns else "street")
            for word in sorted(address_words(address))
        ]
    return pl.DataFrame(lines, schema=_WORDS_SCHEMA, orient="row")


def _agreeing(given: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """Pairs of address and listed address that agree, with what they share in words."""
    street = pl.col("tells") == "street"
    share = (listed.filter(street).group_by("address").agg(pl.len().alias("words"))).rename(
        {"address": "listed"}
    )
    common = listed.group_by("word").agg(pl.col("address").n_unique().alias("in_listed"))
    return (
        given.join(listed.rename({"address": "listed"}), on=["word", "tells"])
        .join(common, on="word")
        .sort("tells", "word")
        .group_by("address", "listed", maintain_order=True)
        .agg(
            (pl.col("tells") == "house").any().alias("numbered"),
            street.sum().alias("agree"),
            (street & (pl.col("in_listed") <= _RARE)).sum().alias("rare"),
            (pl.col("tells") == "town").any().alias("town"),
            ((pl.col("tells") == "house") & (pl.col("word").str.len_chars() >= POSTCODE))
            .any()
            .alias("postcode"),
            pl.col("word").str.join(", ").alias("shared"),
        )
        .join(share, on="listed")
        .filter(
            pl.col("numbered")
            & (pl.col("rare") >= 1)
            & (pl.col("agree") >= pl.col("words") * _LEAST_SHARE)
            # One word alone, a number and no town or postcode can agree anywhere.
            & ((pl.col("agree") > 1) | pl.col("town") | pl.col("postcode"))
        )
        .select("address", "listed", "shared")
    )
