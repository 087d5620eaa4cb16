"""origin-dprk: North Korea stated as the origin or export country of a shipment, or as a supplier's country."""

import polars as pl

from screen.models.vocabulary import SubjectKind
from screen.risk.hits import hits, no_hits
from screen.risk.screened import Screened

_COLUMNS: dict[SubjectKind, tuple[str, ...]] = {
    "supplier": ("country",),
    "shipment": ("country_of_origin", "country_of_export"),
}
_SAYS = {
    "country": "the supplier's country",
    "country_of_origin": "the country of origin",
    "country_of_export": "the country of export",
}


def origin_dprk(screened: Screened) -> pl.DataFrame:
    """Hits for every row that states KP, against the country entries of North Korea.

    Law: 31 C.F.R. 510.205 and E.O. 13570 prohibit imports from North Korea.
    """
    entries = [
        (watchlist.info.id, entry.entry_id) for watchlist, entry in screened.entries("country") if entry.country == "KP"
    ]
    found = []
    for kind, columns in _COLUMNS.items():
        rows = screened.rows[kind]
        for column in columns:
            stated = rows.filter(pl.col(column) == "KP")
            for list_id, entry_id in entries:
                found.append(
                    hits(
                        stated.select(
                            "key",
                            pl.lit(kind).alias("kind"),
                            pl.lit("origin-dprk").alias("rule"),
                            pl.lit(list_id).alias("list_id"),
                            pl.lit(entry_id).alias("entry_id"),
                            screened.written(stated, column).alias("column"),
                            pl.lit(column.replace("_", " ")).alias("role"),
                            pl.col(column).alias("value"),
                            pl.lit("KP").alias("country"),
                            pl.lit(f"North Korea is stated as {_SAYS[column]}").alias("note"),
                        )
                    )
                )
    return pl.concat(found) if found else no_hits()
