"""undisclosed-manufacturer.

Shipments that name no maker, and suppliers that only trade and name no factory.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

import polars as pl

from screen.core.data_tables import read_table
from screen.matching.parallel import map_chunks
from screen.models.kinds import kinds_with
from screen.names.parse import parse_name
from screen.risk.facts.facts import Facts
from screen.risk.hits import hits

#: So many names are read at a time.
_CHUNK = 20_000


@cache
def _words(says: Literal["trades", "makes"]) -> frozenset[str]:
    """Return canonical words in names of firms that sell, and of firms that make something."""
    return frozenset(
        row["word"]
        for row in read_table("screen.risk.facts", "trader_words")
        if row["says"] == says
    )


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of shipments and traders whose maker is not named.

    Shipments name neither manufacturer nor code; suppliers are traders by name and name no
    factory. Law: 19 C.F.R. 12.43 asks the importer of detained goods for every stage.
    """
    rule = "undisclosed-manufacturer"
    for kind in kinds_with("manufacturer", "mid"):
        rows = facts.screened.rows[kind.name].filter(
            pl.col("manufacturer").is_null() & pl.col("mid").is_null()
        )
        note = pl.lit("no manufacturer and no code is given")
        yield hits(facts.screened, rows, kind, column="manufacturer", rule=rule, note=note)
    for kind in kinds_with("supplier_name", "factory"):
        rows = facts.screened.rows[kind.name].filter(
            pl.col("factory").is_null() & pl.col("supplier_name").is_not_null()
        )
        names = rows["supplier_name"].unique(maintain_order=True).to_list()
        chunks = [names[at : at + _CHUNK] for at in range(0, len(names), _CHUNK)]
        traders = [name for part in map_chunks(traders_of, chunks) for name in part]
        rows = rows.filter(pl.col("supplier_name").is_in(traders))
        note = pl.lit("a trading company by its name, and no factory is given")
        yield hits(facts.screened, rows, kind, column="supplier_name", rule=rule, note=note)


def traders_of(names: Sequence[str]) -> list[str]:
    """Return those of ``names`` that are a trader's."""
    return [name for name in names if is_trader(name)]


def is_trader(name: str) -> bool:
    """Whether the words of a name are those of a firm that trades what others make.

    >>> [is_trader(name) for name in ("Sunny Import & Export Co., Ltd.", "Padma Jute Mills")]
    [True, False]
    >>> is_trader("Dalian Industry and Trading")
    False
    """
    words = {token.canonical for token in parse_name(name).tokens}
    return bool(words & _words("trades")) and not words & _words("makes")
