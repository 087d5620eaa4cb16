"""border-place: rows at the North Korean border raise what is reported of their country; the place alone is no finding."""

import polars as pl

from screen.core.data_tables import read_table
from screen.models.watchlist import Entry
from screen.risk.facts.places import find_places
from screen.risk.hits import HIT_SCHEMA
from screen.risk.screened import Screened

#: key -> the border place found in its row, one line a row.
BORDER_SCHEMA = {"key": pl.UInt32, "place": pl.String}


def border_places(screened: Screened) -> pl.DataFrame:
    """The rows in which a border place of ``data/border_places.csv`` stands (``BORDER_SCHEMA``).

    These are the places in China and Russia in which reports find North Korean labour.
    """
    found = [pl.DataFrame(schema=BORDER_SCHEMA)]
    for country in ("CN", "RU"):
        places = [row for row in read_table("screen.risk.facts", "border_places") if row["country"] == country]
        names = [name for row in places for name in (row["place"], *row["spellings"].split("|")) if name]
        entry = Entry(entry_id="border-places", kind="region", name=names[0], aliases=tuple(names[1:]), country=country)
        found += [frame.select("key", pl.col("place").str.to_titlecase()) for _, frame in find_places(screened, entry)]
    return pl.concat(found).unique("key", keep="first", maintain_order=True)


def raise_at_border(hosts: pl.DataFrame, border: pl.DataFrame, hosting: set[tuple[str, str]]) -> pl.DataFrame:
    """``hosts`` (hits of host-country and host-country-sector) with those of rows at the border raised.

    A country alone becomes ``border-place``, a finding on the name; a sector is raised by one level. Only entries of
    ``hosting`` (list and entry ids of countries with recent reports) are raised.
    """
    if border.is_empty() or hosts.is_empty():
        return hosts
    now = pl.struct("list_id", "entry_id").is_in([{"list_id": one, "entry_id": two} for one, two in sorted(hosting)])
    at_border = pl.col("place").is_not_null() & (now | (pl.col("rule") == "host-country-sector"))
    alone = at_border & (pl.col("rule") == "host-country")
    said = pl.format("{} lies at the border of North Korea", "place")
    return (
        hosts.join(border, on="key", how="left", maintain_order="left")
        .with_columns(
            pl.when(alone).then(pl.lit("border-place")).otherwise("rule").alias("rule"),
            pl.when(at_border & ~alone).then(pl.lit(1, dtype=pl.Int8)).otherwise("raised").alias("raised"),
            pl.when(at_border)
            .then(pl.concat_str("note", said, separator="; ", ignore_nulls=True))
            .otherwise("note")
            .alias("note"),
        )
        .select(list(HIT_SCHEMA))
    )
