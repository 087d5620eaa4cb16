"""Knows the cells of a column that need no reading.

It is text that is a name as it is, or numbers of digits with at most one point.

A million rows hold a million entry numbers and amounts; these are taken as a column, and only what
is left is read cell by cell.
"""

import polars as pl

from screen.intake.cells import longest_placeholder
from screen.models.rows import LONGEST_CELL

_NUMBER = r"^[0-9]{1,15}(?:\.[0-9]{1,9})?$"
#: Where the comma is the decimal sign, this is a number of thousands.
_THOUSANDS = r"^[0-9]{1,3}\.[0-9]{3}$"


def plain_text(cells: pl.Series) -> pl.Series:
    """Say which of ``cells`` (String) are text that ``intake.validate`` would take as it is.

    It is not a placeholder, not a formula, and not too long.
    """
    letters = cells.str.len_chars()
    return (
        (letters > longest_placeholder())
        & (letters <= LONGEST_CELL)
        & ~cells.str.contains(r"^=|[\x00-\x1f]")
    )


def plain_numbers(cells: pl.Series, *, decimal_comma: bool) -> pl.Series:
    """Say which of ``cells`` (String) ``read_amount`` reads as Python's ``float`` does."""
    plain = cells.str.contains(_NUMBER)
    return plain & ~cells.str.contains(_THOUSANDS) if decimal_comma else plain
