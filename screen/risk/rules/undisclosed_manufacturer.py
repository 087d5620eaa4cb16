"""undisclosed-manufacturer.

Shipments that name no maker, and suppliers that only trade and name no factory.
"""

from collections.abc import Iterator
from functools import cache
from typing import Literal

import polars as pl

from screen.core.data_tables import read_table
from screen.models.kinds import SHIPMENT, SUPPLIER
from screen.names.parse import parse_name
from screen.risk.facts.facts import Facts
from screen.risk.hits import hits


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
    shipments = facts.screened.rows[SHIPMENT.name].filter(
        pl.col("manufacturer").is_null() & pl.col("mid").is_null()
    )
    suppliers = facts.screened.rows[SUPPLIER.name].filter(
        pl.col("factory").is_null() & pl.col("supplier_name").is_not_null()
    )
    traders = [name for name in suppliers["supplier_name"].unique().to_list() if is_trader(name)]
    suppliers = suppliers.filter(pl.col("supplier_name").is_in(traders))
    for kind, rows, column, note in (
        (SHIPMENT, shipments, "manufacturer", "no manufacturer and no code is given"),
        (
            SUPPLIER,
            suppliers,
            "supplier_name",
            "a trading company by its name, and no factory is given",
        ),
    ):
        if not rows.is_empty():
            rule = "undisclosed-manufacturer"
            yield hits(facts.screened, rows, kind, column=column, rule=rule, note=pl.lit(note))


def is_trader(name: str) -> bool:
    """Whether the words of a name are those of a firm that trades what others make.

    >>> is_trader("Ningbo Sunny Import & Export Co., Ltd."), is_trader("Dalian Industry and
    Trading"), is_trader("Padma Jute Mills")
    (True, False, False)
    """
    words = {token.canonical for token in parse_name(name).tokens}
    return bool(words & _words("trades")) and not words & _words("makes")
