"""undisclosed-manufacturer: shipments that name no maker, and suppliers that only trade and name no factory."""

from functools import cache
from typing import Literal

import polars as pl

from screen.core.data_tables import read_table
from screen.models.rulebook import RULES
from screen.models.vocabulary import SubjectKind
from screen.names.parse import parse_name
from screen.risk.hits import hits, no_hits
from screen.risk.screened import Screened, main_party


@cache
def _words(says: Literal["trades", "makes"]) -> frozenset[str]:
    """Canonical words in the names of firms that sell what others make, or that say that they make something."""
    return frozenset(row["word"] for row in read_table("screen.risk.facts", "trader_words") if row["says"] == says)


def undisclosed_manufacturer(screened: Screened) -> pl.DataFrame:
    """Hits of shipments with neither manufacturer nor code, and of suppliers whose name is a trader's and that name no factory.

    Law: 19 C.F.R. 12.43 asks the importer of detained goods for every stage of production. One finding for each country.
    """
    shipments = screened.rows["shipment"].filter(pl.col("manufacturer").is_null() & pl.col("mid").is_null())
    suppliers = screened.rows["supplier"].filter(pl.col("factory").is_null() & pl.col("supplier_name").is_not_null())
    traders = [name for name in suppliers["supplier_name"].unique().to_list() if is_trader(name)]
    cases: tuple[tuple[SubjectKind, pl.DataFrame, str, str, str], ...] = (
        ("shipment", shipments, "country_of_origin", "manufacturer", "no manufacturer and no code is given"),
        (
            "supplier",
            suppliers.filter(pl.col("supplier_name").is_in(traders)),
            "country",
            "supplier_name",
            "a trading company by its name, and no factory is given",
        ),
    )
    found = [
        hits(
            rows.select(
                "key",
                pl.lit(kind).alias("kind"),
                pl.lit("undisclosed-manufacturer").alias("rule"),
                pl.lit(RULES).alias("list_id"),
                pl.lit("undisclosed-manufacturer").alias("entry_id"),
                screened.written(rows, column).alias("column"),
                pl.lit(column.replace("_", " ")).alias("role"),
                main_party(kind).alias("value"),
                pl.col(country).alias("country"),
                pl.lit(note).alias("note"),
            )
        )
        for kind, rows, country, column, note in cases
        if not rows.is_empty()
    ]
    return pl.concat(found) if found else no_hits()


def is_trader(name: str) -> bool:
    """Whether the words of a name are those of a firm that trades what others make.

    >>> is_trader("Ningbo Sunny Import & Export Co., Ltd."), is_trader("Dalian Industry and Trading"), is_trader("Padma Jute Mills")
    (True, False, False)
    """
    words = {token.canonical for token in parse_name(name).tokens}
    return bool(words & _words("trades")) and not words & _words("makes")
