"""The schemas of the frames that travel between rooms, declared once."""

import polars as pl

from screen.models.kinds import KINDS
from screen.models.vocabulary import SubjectKind

Schema = dict[str, type[pl.DataType]]

#: Where a row stands: ``key`` numbers the rows of one run, ``row`` is the number Excel shows.
PLACE_SCHEMA: Schema = {
    "key": pl.UInt32,
    "file": pl.String,
    "sheet": pl.String,
    "row": pl.UInt32,
}

#: One named party in one row, the only way in which names reach matching. ``column`` is the
#: header as the user wrote it, ``tier`` what a column says of it (1 delivers to the importer),
#: ``country`` ISO alpha-2; tier, country and address are null where the row has none for it.
PARTY_SCHEMA: Schema = {
    **PLACE_SCHEMA,
    "kind": pl.String,
    "column": pl.String,
    "role": pl.String,
    "tier": pl.Int64,
    "value": pl.String,
    "country": pl.String,
    "address": pl.String,
}

#: Which rows each finding touches: ``finding`` is its place among the findings, from 0, ``key``
#: the key of a row. Findings on a whole sheet touch no row of their own.
LINK_SCHEMA: Schema = {"finding": pl.UInt32, "key": pl.UInt32}

#: ``kept`` holds the columns that were not recognised, as a JSON object of header -> text, so
#: that reports can carry them.
KEPT = "kept"

_TYPED: Schema = {
    "date": pl.Date,
    "quantity": pl.Float64,
    "weight": pl.Float64,
    "value": pl.Float64,
}


def row_schema(kind: SubjectKind) -> Schema:
    """Return the schema of the screened rows of ``kind``."""
    fields = KINDS[kind].model.model_fields
    return {
        **PLACE_SCHEMA,
        **{name: _TYPED.get(name, pl.String) for name in fields},
        KEPT: pl.String,
    }


def no_links() -> pl.DataFrame:
    """Return an empty frame with ``LINK_SCHEMA``."""
    return pl.DataFrame(schema=LINK_SCHEMA)
