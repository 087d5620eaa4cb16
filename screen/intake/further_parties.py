"""The parties in columns of names beyond the canonical ones, with their countries and addresses."""

from collections.abc import Mapping, Sequence

import polars as pl

from screen.intake.cells import is_placeholder, writes_codes
from screen.intake.columns import Header, PartyColumn
from screen.models.rows import LONGEST_CELL
from screen.reference.countries import find_country


def further_parties(
    body: pl.DataFrame,
    names: list[str],
    header: Header,
    party: PartyColumn,
    deciding: Mapping[str, Sequence[str]] | None = None,
) -> pl.DataFrame:
    """Return the parties of a further column of names, by ``row``.

    ``deciding`` holds, where ``body`` is a part of a table, the cells of whole columns.
    """
    value = pl.col(names[party.index])
    nothing = pl.lit(None, dtype=pl.String)
    country = nothing
    if party.country is not None:
        cells = body[names[party.country]].drop_nulls().unique().to_list()
        whole = (deciding or {}).get(deciding_name(party.country), cells)
        namibia = writes_codes(whole)
        known = {
            cell: found.alpha2
            for cell in cells
            if (namibia or not is_placeholder(cell)) and (found := find_country(cell))
        }
        country = pl.col(names[party.country]).replace_strict(
            known, default=None, return_dtype=pl.String
        )
    address = nothing if party.address is None else pl.col(names[party.address])
    cells = body[names[party.index]].drop_nulls().unique().to_list()
    empty = [cell for cell in cells if is_placeholder(cell)]
    return body.filter(value.is_not_null() & ~value.is_in(empty)).select(
        pl.col("row").cast(pl.UInt32),
        pl.lit(header.written[party.index]).alias("column"),
        pl.lit(party.role).alias("role"),
        pl.lit(party.tier, dtype=pl.Int64).alias("tier"),
        value.str.slice(0, LONGEST_CELL).alias("value"),
        country.alias("country"),
        address.alias("address"),
    )


def deciding_name(index: int) -> str:
    """Return under what the cells are given that decide how a party's column is read."""
    return f"column {index}"


def whole_name(header: Header, names: list[str], index: int) -> pl.Expr:
    """Return the text of a column, with that of the columns that hold the rest of its name."""
    group = next((group for group in header.joined if group[0] == index), (index,))
    parts = [pl.col(names[one]) for one in group]
    if len(parts) == 1:
        return parts[0]
    joined = pl.concat_str(parts, separator=" ", ignore_nulls=True)
    return pl.when(joined == "").then(None).otherwise(joined)
