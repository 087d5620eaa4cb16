"""What every rule returns: one line for each row that shows something, before lines are gathered into findings."""

import polars as pl

#: One row met one entry under one rule. ``name`` is the row's main party, ``value`` the cell that was met; the score
#: (0-100), band, matched name and variant are null where a rule compares no names. ``note`` says more in words;
#: ``raised`` is how many levels other facts of the row lift the rule's own (null: none).
HIT_SCHEMA: dict[str, type[pl.DataType]] = {
    "key": pl.UInt32,
    "kind": pl.String,
    "rule": pl.String,
    "list_id": pl.String,
    "entry_id": pl.String,
    "column": pl.String,
    "role": pl.String,
    "value": pl.String,
    "country": pl.String,
    "score": pl.Float64,
    "band": pl.String,
    "matched_name": pl.String,
    "variant": pl.String,
    "name_kind": pl.String,
    "note": pl.String,
    "raised": pl.Int8,
}


def hits(frame: pl.DataFrame) -> pl.DataFrame:
    """``frame`` with exactly ``HIT_SCHEMA``; columns that a rule does not fill are null."""
    missing = [pl.lit(None, dtype=dtype).alias(name) for name, dtype in HIT_SCHEMA.items() if name not in frame.columns]
    return frame.with_columns(missing).select(pl.col(name).cast(dtype) for name, dtype in HIT_SCHEMA.items())


def no_hits() -> pl.DataFrame:
    """An empty frame with ``HIT_SCHEMA``."""
    return pl.DataFrame(schema=HIT_SCHEMA)
