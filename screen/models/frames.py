"""The schemas of the frames that travel between rooms, declared once."""

from collections.abc import Mapping

import polars as pl

from screen.models.kinds import KINDS, RowAbout
from screen.models.rows import Holds, holds
from screen.models.vocabulary import SubjectKind

Schema = dict[str, type[pl.DataType]]

#: Where a row stands: ``key`` numbers the rows of one run, ``row`` is the number Excel shows.
#: File and sheet are the same in a million rows, and a path is long: each is held once.
PLACE_SCHEMA: Schema = {
    "key": pl.UInt32,
    "file": pl.Categorical,
    "sheet": pl.Categorical,
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

#: This column holds those that were not recognised, as a JSON object of header -> text, so that
#: reports can carry them.
OTHER_CELLS = "other_cells"

_DTYPES: dict[Holds, type[pl.DataType]] = {"date": pl.Date, "amount": pl.Float64}


def row_schema(kind: SubjectKind) -> Schema:
    """Return the schema of the screened rows of ``kind``."""
    model = KINDS[kind].model
    return {
        **PLACE_SCHEMA,
        **{name: _DTYPES.get(holds(model, name), pl.String) for name in model.model_fields},
        OTHER_CELLS: pl.String,
    }


def rows_about(
    rows: Mapping[SubjectKind, pl.DataFrame], about: RowAbout, *columns: str
) -> pl.DataFrame:
    """Return the rows of all kinds that are about ``about``, under the names that rules use.

    Columns: ``PLACE_SCHEMA``, ``kind``, ``id``, ``country``, ``name`` (of the main party) and
    ``columns``, null where a kind has no such column.
    """
    frames = [
        rows[kind.name].select(
            *PLACE_SCHEMA,
            pl.lit(kind.name).alias("kind"),
            pl.col(kind.id).alias("id"),
            pl.col(kind.country).alias("country"),
            pl.coalesce(kind.main_parties).alias("name"),
            *(name for name in columns if name in kind.model.model_fields),
        )
        for kind in KINDS.values()
        if kind.about == about
    ]
    return pl.concat(frames, how="diagonal")


def no_links() -> pl.DataFrame:
    """Return an empty frame with ``LINK_SCHEMA``."""
    return pl.DataFrame(schema=LINK_SCHEMA)


def no_parties() -> pl.DataFrame:
    """Return an empty frame with ``PARTY_SCHEMA``."""
    return pl.DataFrame(schema=PARTY_SCHEMA)
