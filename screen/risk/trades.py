"""The distinct trades of some rows, so that each is judged once and not once for each row."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from screen.models.kinds import RowKind

#: What is said of HS codes (joined by ``|``) and goods in words; None for nothing.
Judge = Callable[[str, str], str | None]
#: Codes and words have numbers of 32 bits, and a trade has both in one number.
_HALF = 1 << 32


@dataclass(frozen=True, slots=True)
class Trades:
    """The number of each row's trade, and the codes and words of each number."""

    numbers: pl.Series
    pairs: list[tuple[int, str, str]]

    @classmethod
    def of(cls, rows: pl.DataFrame, kind: RowKind) -> "Trades":
        """Return the trades of ``rows`` of ``kind``."""
        texts = rows.select(pl.col(name).fill_null("") for name in (kind.codes, kind.words))
        # Numbers stand in for the texts: a million rows may hold only a few different ones.
        codes, words = (
            column.cast(pl.Categorical).to_physical().cast(pl.UInt64) for column in texts
        )
        numbers = codes * _HALF + words
        first = numbers.arg_unique()
        return cls(numbers, [*zip(numbers.gather(first), *texts[first], strict=True)])

    def judged(self, judge: Judge) -> pl.Series:
        """Return what ``judge`` says of the trade of each row."""
        said = {number: judge(codes, words) for number, codes, words in self.pairs}
        told = {number: text for number, text in said.items() if text is not None}
        if not told:
            return pl.Series(dtype=pl.String).extend_constant(None, len(self.numbers))
        return self.numbers.replace_strict(told, default=None, return_dtype=pl.String)
