"""How far a match goes that rests on a firm's own Latin spelling of its name.

``names.brand_readings`` is general knowledge and no source. A match that rests on it is at most
barely probable, never critical, and says so; what the list itself says of an entry comes first. Of
an entry whose name in another script is listed it says nothing: that name is compared instead.
"""

from functools import lru_cache

import polars as pl

from screen.models.policy import BandEdges
from screen.names.brand_readings import read_as_brands
from screen.names.variants import name_variants

#: The most that such a match scores where bands have their usual edges.
OWN_SPELLING = BandEdges().probable
_NATIVE = r"[^\x00-\x7f]"


@lru_cache(maxsize=50_000)
def own_spellings(cell: str) -> frozenset[str]:
    """Return the variants of a cell that rest on its firm's own Latin spelling."""
    if cell.isascii():
        return frozenset()
    return frozenset(_bare(read) for name in name_variants(cell) for read in read_as_brands(name))


def rests_on_own_spelling(cell: str, read: str) -> bool:
    """Return whether ``read``, a variant of ``cell``, rests on its firm's own Latin spelling."""
    return _bare(read) in own_spellings(cell)


def _bare(read: str) -> str:
    """Return a reading as ``name_variants`` has it."""
    return " ".join(read.split()).strip(" ,.-/:&*#+_")


def held_to_knowledge(
    matches: pl.DataFrame, listed: pl.DataFrame, edges: BandEdges
) -> pl.DataFrame:
    """Return ``matches`` without those that listed native names speak against, others held lower.

    ``listed`` are all listed names (``list_id``, ``entry_id``, ``listed_name``).
    """
    native = pl.col("name").str.contains(_NATIVE) | pl.col("matched_name").str.contains(_NATIVE)
    some = matches.filter(native)
    screened = [
        rests_on_own_spelling(name, variant)
        for name, variant in some.select("name", "variant").iter_rows()
    ]
    read = [
        rests_on_own_spelling(matched, read_as)
        for matched, read_as in some.select("matched_name", "read_as").iter_rows()
    ]
    if not any(screened) and not any(read):
        return matches
    key = ["list_id", "entry_id"]
    known = listed.filter(pl.col("listed_name").str.contains(_NATIVE)).select(key).unique()
    some = some.with_columns(_screened=pl.Series(screened), _read=pl.Series(read))
    free = some.filter(~pl.col("_screened"))
    free = pl.concat([free, some.filter("_screened").join(known, on=key, how="anti")])
    knows = pl.col("_screened") | pl.col("_read")
    held = (
        pl.when(knows).then(pl.min_horizontal("score", pl.lit(edges.probable))).otherwise("score")
    )
    free = free.with_columns(score=held).with_columns(
        band=pl.when(knows)
        .then(pl.col("score").map_elements(edges.band, return_dtype=pl.String))
        .otherwise("band")
    )
    return pl.concat([matches.filter(~native), free.drop("_screened", "_read")])


def said_of(cell: str, variant: str) -> str:
    """Say that a cell was compared as its firm spells itself; '' where it was not."""
    if not rests_on_own_spelling(cell, variant):
        return ""
    return (
        f"'{cell}' was compared as '{variant}', the firm's own Latin spelling as it is generally"
        " known; no source was read for it, so the match is never more than probable"
    )
