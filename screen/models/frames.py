"""The schemas of the frames that travel between rooms, declared once."""

import polars as pl

#: Where a row stands: ``key`` numbers the rows of one run, ``row`` is the row number that Excel shows.
PLACE_SCHEMA: dict[str, type[pl.DataType]] = {"key": pl.UInt32, "file": pl.String, "sheet": pl.String, "row": pl.UInt32}

#: One named party in one row. ``column`` is the header as the user wrote it; ``country`` is ISO alpha-2 or null.
PARTY_SCHEMA: dict[str, type[pl.DataType]] = {
    **PLACE_SCHEMA,
    "kind": pl.String,
    "column": pl.String,
    "role": pl.String,
    "value": pl.String,
    "country": pl.String,
}

#: ``kept`` holds the columns that we do not know, as a JSON object of header -> text, so that reports can carry them.
KEPT = "kept"


def row_schema(kind: str) -> dict[str, type[pl.DataType]]:
    """The schema of the screened rows of ``kind`` ('supplier' or 'shipment')."""
    from screen.models.rows import ShipmentRow, SupplierRow

    model = SupplierRow if kind == "supplier" else ShipmentRow
    typed: dict[str, type[pl.DataType]] = {
        "date": pl.Date,
        "quantity": pl.Float64,
        "weight": pl.Float64,
        "value": pl.Float64,
    }
    return {**PLACE_SCHEMA, **{name: typed.get(name, pl.String) for name in model.model_fields}, KEPT: pl.String}
