"""Asks a question of what rows trade in (HS codes and goods words), once for each distinct pair."""

from collections.abc import Callable

import polars as pl


def per_trade(rows: pl.DataFrame, codes: str, words: str, judge: Callable[[str, str], str | None]) -> pl.Expr:
    """What ``judge`` says of each row's HS codes and goods words, asked once for each distinct pair."""
    trades = rows.select(pl.col(codes).fill_null(""), pl.col(words).fill_null("")).unique()
    said = {f"{code}\0{text}": judge(code, text) for code, text in trades.iter_rows()}
    key = pl.col(codes).fill_null("") + pl.lit("\0") + pl.col(words).fill_null("")
    return key.replace_strict(said, default=None, return_dtype=pl.String)
