"""The distinct cells of a column, folded once for every rule that looks for words in them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from screen.names.fold import FIRST_HALVES, MAX_NAME_LENGTH, SECOND_HALVES, fold, fold_column

#: Text that columns do not fold as ``fold`` does: other scripts, and initials such as U.S.S.R. and
#: U.S.A without its last dot.
_DOTTED = "(?:[A-Za-z]['`]*\\.['`]*)"
_ODD = rf"[^\x00-\x7f]|{_DOTTED}{{4,}}|{_DOTTED}{{2,}}[A-Za-z]['`]*(?:\b|$)"
_SCHEMA = {"cell": pl.String, "folded": pl.String}


@dataclass(frozen=True, slots=True)
class DistinctCells:
    """Distinct plain cells with their folded text, and the odd ones, which are not folded here."""

    plain: pl.DataFrame
    odd: pl.Series

    @classmethod
    def of(cls, cells: pl.Series) -> "DistinctCells":
        """Return the distinct ones of ``cells``."""
        frame = pl.DataFrame({"cell": cells.unique()}, schema={"cell": pl.String}).drop_nulls()
        odd = pl.col("cell").str.contains(_ODD) | (pl.col("cell").str.len_bytes() > MAX_NAME_LENGTH)
        plain, others = frame.filter(~odd), frame.filter(odd)["cell"]
        if plain.is_empty():
            return cls(pl.DataFrame(schema=_SCHEMA), others)
        return cls(plain.with_columns(fold_column(pl.col("cell")).alias("folded")), others)

    def holding(self, words: Iterable[str]) -> pl.Series:
        """Return the cells in which one of ``words`` may stand between the boundaries of words.

        These are the plain ones that hold it, and all that are odd.
        """
        wanted = sorted({fold(word) for word in words} - {""}, key=len, reverse=True)
        if not wanted or self.plain.is_empty():
            return self.odd
        # Folding makes one word of 'hong' and 'kong', even across the comma beside a place.
        between = (
            rf"\b(?:{FIRST_HALVES})?(?:{'|'.join(map(re.escape, wanted))})(?:{SECOND_HALVES})?\b"
        )
        folded = self.plain.filter(pl.col("folded").str.contains_any(wanted))
        found = folded.filter(pl.col("folded").str.contains(between))["cell"]
        return pl.concat([found, self.odd])
