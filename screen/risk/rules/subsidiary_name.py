"""subsidiary-name.

A name that carries the distinctive word of a group whose listing reads "and subsidiaries".
"""

import re
from collections.abc import Iterator

import polars as pl
from thefuzz import fuzz

from screen.matching.matcher import WEAK_ALIAS_CAP
from screen.models.policy import BandEdges
from screen.models.watchlist import Entry
from screen.names.fold import fold
from screen.names.parse import common_words, parse_name
from screen.risk.distinct_cells import DistinctCells
from screen.risk.facts.facts import Facts
from screen.risk.hits import as_hits

#: Shorter words stand in too many names to point at a group.
_SHORTEST = 5


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of firms whose name holds all distinctive words of a group's name.

    They are never more than ``possible``. A firm that matches the group's own entry, or is listed
    itself at ``probable`` or above, is reported there. Law: the words of the order or listing,
    such as the Withhold Release Order on Hoshine Silicon Industry and its subsidiaries
    (19 U.S.C. 1307).
    """
    named = facts.hits_of("entity-match", "vessel-match")
    firms = facts.screened.parties.filter(pl.col("role") != "vessel")
    listed = named.filter(pl.col("band") != "possible")["value"].unique()
    names_of_firms = firms["value"].unique()
    cells = DistinctCells.of(names_of_firms.filter(~names_of_firms.is_in(listed.implode())))
    for watchlist, entry in facts.screened.entries("entity", "facility"):
        words = _words_of_group(entry)
        if not words:
            continue
        pattern = re.compile("".join(rf"(?=.*\b{word}\b)" for word in words))
        holding = cells.holding(words[:1])
        names = [name for name in holding if pattern.match(fold(name))]
        if not names:
            continue
        scores = {name: _score(name, entry, facts.policy.bands) for name in names}
        list_id, entry_id = watchlist.info.id, entry.entry_id
        own = named.filter((pl.col("list_id") == list_id) & (pl.col("entry_id") == entry_id))
        matched = firms.filter(pl.col("value").is_in(names)).join(
            own.select("value").unique(), on="value", how="anti"
        )
        yield as_hits(
            matched.with_columns(
                pl.lit("subsidiary-name").alias("rule"),
                pl.lit(list_id).alias("list_id"),
                pl.lit(entry_id).alias("entry_id"),
                pl.col("value").replace_strict(scores, return_dtype=pl.Float64).alias("score"),
                pl.lit("possible").alias("band"),
                pl.lit(entry.name).alias("matched_name"),
                pl.col("value").alias("variant"),
                pl.lit("name").alias("name_kind"),
                pl.lit(" ".join(words)).alias("note"),
            )
        )


def _words_of_group(entry: Entry) -> list[str]:
    """Return the words that a name must carry to point at the group.

    None where the listing names no subsidiaries or its words are common.
    """
    if "subsidiar" not in entry.scope.lower():
        return []
    words = [word for word in parse_name(entry.name).distinctive if word not in common_words()]
    return words if max(map(len, words), default=0) >= _SHORTEST else []


def _score(name: str, entry: Entry, edges: BandEdges) -> float:
    """thefuzz's ratio of the names, kept inside the band ``possible``.

    The score orders such findings and claims no more.
    """
    return max(
        edges.possible,
        min(float(fuzz.token_sort_ratio(fold(name), fold(entry.name))), WEAK_ALIAS_CAP),
    )
