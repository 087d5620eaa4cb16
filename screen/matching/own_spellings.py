"""What a match is worth that rests on what a firm calls itself in Latin letters.

``names.brand_readings`` is general knowledge and no source: a match that rests on it is at most
probable, never critical, and says so; and it says nothing of an entry whose name in that script is
listed, because that name is compared itself.
"""

from functools import lru_cache

import polars as pl

from screen.models.policy import BandEdges
from screen.names.brand_readings import read_as_brands
from screen.names.variants import name_variants

#: The most that such a match scores; below ``strong`` whatever the edges of bands.
OWN_SPELLING = 88.0
_NATIVE = r"[^\x00-\x7f]"


@lru_cache(maxsize=50_000)
def own_spellings(cell: str) -> frozenset[str]:
    """Return the variants of a cell that rest on what a firm calls itself in Latin letters."""
    if cell.isascii():
        return frozenset()
    return frozenset(
        " ".join(read.split()).strip(" ,.-/:&*#+_")
        for name in name_variants(cell)
        for read in read_as_brands(name)
    )


def held_to_knowledge(
    matches: pl.DataFrame, listed: pl.DataFrame, edges: BandEdges
) -> pl.DataFrame:
    """Return ``matches`` without those that listed native names speak against, others held lower.

    ``listed`` are all listed names (``list_id``, ``entry_id``, ``listed_name``).
    """
    native = pl.col("name").str.contains(_NATIVE) | pl.col("matched_name").str.contains(_NATIVE)
    some = matches.filter(native)
    screened = [
        variant in own_spellings(name)
        for name, variant in some.select("name", "variant").iter_rows()
    ]
    read = [
        read_as in own_spellings(matched)
        for matched, read_as in some.select("matched_name", "read_as").iter_rows()
    ]
    if not any(screened) and not any(read):
        return matches
    key = ["list_id", "entry_id"]
    known = listed.filter(pl.col("listed_name").str.contains(_NATIVE)).select(key).unique()
    some = some.with_columns(_screened=pl.Series(screened), _read=pl.Series(read))
    free = some.filter(~pl.col("_screened"))
    free = pl.concat([free, some.filter("_screened").join(known, on=key, how="anti")])
    most = min(OWN_SPELLING, edges.strong - 0.1)
    knows = pl.col("_screened") | pl.col("_read")
    held = pl.when(knows).then(pl.min_horizontal("score", pl.lit(most))).otherwise("score")
    free = free.with_columns(score=held).with_columns(
        band=pl.when(knows)
        .then(pl.col("score").map_elements(edges.band, return_dtype=pl.String))
        .otherwise("band")
    )
    return pl.concat([matches.filter(~native), free.drop("_screened", "_read")])


def said_of(cell: str, variant: str) -> str:
    """Say that a cell was compared as its firm spells itself; '' where it was not."""
    if variant not in own_spellings(cell):
        return ""
    return (
        f"'{cell}' is compared as '{variant}', because its firm is generally known to spell itself"
        " so; no source was read for that, and it makes the names no more than probable"
    )
