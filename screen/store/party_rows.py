"""The parties of a run as lines of the store, and the stored ones as rows to screen."""

import hashlib

import polars as pl

from screen.models.frames import PLACE_SCHEMA, row_schema
from screen.models.kinds import TABLE_KINDS
from screen.models.result import ScreeningResult
from screen.names.fold import fold
from screen.store.bodies import plain, searched

#: What makes two mentions one party, in this order in its digest.
IDENTITY = ("name", "country", "address", "registration")


def parties_of(result: ScreeningResult) -> pl.DataFrame:
    """Return each party of a run where it stands.

    Columns: party, name, folded, role, country, address, registration, main (1 where a row is
    about it, else 0), file, sheet, row, rows.
    """
    numbers = pl.concat(
        result.tables[kind.name].select(
            "key",
            kind.optional(kind.registration, pl.String).alias("registration"),
            kind.main_party().alias("about"),
        )
        for kind in TABLE_KINDS.values()
    )
    named = (
        result.parties.join(numbers, on="key", how="left")
        .with_columns((pl.col("value") == pl.col("about")).fill_null(False).alias("main"))
        .with_columns(pl.when("main").then("registration").alias("registration"))
        .rename({"value": "name"})
        .with_columns(pl.col(*IDENTITY, "role").fill_null(""))
        .group_by(*IDENTITY, "file", "sheet", maintain_order=True)
        .agg(
            pl.col("role").first(),
            pl.col("main").max().cast(pl.Int64),
            pl.col("row").min(),
            pl.col("key").n_unique().alias("rows"),
        )
    )
    names = named["name"].to_list()
    digests = [
        hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]
        for parts in named.select(IDENTITY).iter_rows()
    ]
    folded = {name: searched(fold(name) or name.casefold()) for name in set(names)}
    return named.with_columns(
        pl.Series("party", digests, dtype=pl.String),
        pl.Series("folded", [folded[name] for name in names], dtype=pl.String),
        *(
            pl.Series(column, [plain(text) for text in named[column]], dtype=pl.String)
            for column in (*IDENTITY, "file", "sheet")
        ),
    )


def supplier_rows(parties: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return stored parties as rows of suppliers (``row_schema``) and as parties to match.

    ``parties`` has name, role, country, address, registration and main. Those that a row only
    names are not in the rows, so that no rule takes the row's country for theirs.
    """
    keyed = parties.with_row_index("key").with_columns(
        pl.lit("stored parties", dtype=PLACE_SCHEMA["file"]).alias("file"),
        pl.lit("", dtype=PLACE_SCHEMA["sheet"]).alias("sheet"),
        (pl.col("key") + 1).alias("row"),
        *(
            pl.when(pl.col(name) != "").then(pl.col(name)).alias(name)
            for name in ("country", "address", "registration")
        ),
    )
    held = {
        "supplier_name": "name",
        "country": "country",
        "address": "address",
        "registration_number": "registration",
    }
    place = ("key", "file", "sheet", "row")
    rows = keyed.select(
        (
            pl.col(name)
            if name in place
            else pl.when(pl.col("main") == 1).then(pl.col(held[name]))
            if name in held
            else pl.lit(None)
        )
        .cast(dtype)
        .alias(name)
        for name, dtype in row_schema("supplier").items()
    )
    named = keyed.select(
        "key",
        "file",
        "sheet",
        "row",
        pl.lit("supplier").alias("kind"),
        pl.lit("supplier_name").alias("column"),
        "role",
        pl.lit(None, dtype=pl.Int64).alias("tier"),
        pl.col("name").alias("value"),
        "country",
        "address",
    )
    return rows, named
