"""price-outlier: a shipment line whose unit value is far under the others of the same goods."""

from collections.abc import Iterator

import polars as pl

from screen.models.kinds import RowKind, kinds_with
from screen.models.policy import PriceTest
from screen.risk.facts.facts import Facts
from screen.risk.hits import hits

#: Makes the median absolute deviation of normal values equal to their standard deviation.
_TO_DEVIATIONS = 1.4826
#: Columns that a kind of row must have for its prices to be compared.
COLUMNS = ("hs_code", "value", "currency", "weight", "quantity")
#: What lines must share to be compared.
COMPARABLE = ["hs6", "currency", "unit"]


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of lines whose unit value is an outlier downwards, by the policy's test.

    The unit is weight, or quantity where no weight is given. Source: U.S. inter-agency advisory
    of 2018-07-23, which names prices far under the market as a sign of North Korean goods.
    """
    for kind in kinds_with(*COLUMNS):
        yield from _outliers(facts, kind)


def _outliers(facts: Facts, kind: RowKind) -> Iterator[pl.DataFrame]:
    lines = unit_values(facts.screened.rows[kind.name])
    outliers = mark_outliers(lines, facts.policy.prices)
    if not outliers.is_empty():
        yield hits(facts.screened, outliers, kind, column="value", rule="price-outlier")


def mark_outliers(lines: pl.DataFrame, test: PriceTest) -> pl.DataFrame:
    """Return those of ``lines`` that are outliers downwards, with a ``note`` on each.

    Lines have what is compared (``COMPARABLE``) and the ``log`` of their unit value.
    """
    distance = (pl.col("log") - pl.col("median")).abs()
    outliers = (
        lines.with_columns(
            pl.col("log").median().over(COMPARABLE).alias("median"),
            pl.len().over(COMPARABLE).alias("lines"),
        )
        .with_columns((distance.median().over(COMPARABLE) * _TO_DEVIATIONS).alias("spread"))
        .with_columns((pl.col("log") - pl.col("median")).exp().alias("share"))
        .filter(
            (pl.col("lines") >= test.least_lines)
            & (pl.col("share") <= test.share_of_median)
            & (pl.col("log") < pl.col("median") - test.deviations * pl.col("spread"))
        )
    )
    note = pl.format(
        "HS {} at {} {} a unit of {} is {} % of the median of {} lines in these files, {}",
        "hs6",
        _short(pl.col("log").exp()),
        "currency",
        "unit",
        (pl.col("share") * 100).round(0).cast(pl.Int64),
        "lines",
        _short(pl.col("median").exp()),
    )
    # In one piece: polars 1 cannot format columns of which some pieces are filtered away.
    return outliers.rechunk().with_columns(note.alias("note"))


def _short(number: pl.Expr) -> pl.Expr:
    return number.round_sig_figs(3)


def unit_values(rows: pl.DataFrame) -> pl.DataFrame:
    """Give lines with HS6, currency and a value above nothing, and the log of their unit value."""
    weighed = pl.col("weight").fill_null(0) > 0
    return (
        rows.filter(
            (pl.col("value") > 0)
            & pl.col("currency").is_not_null()
            & pl.col("hs_code").is_not_null()
        )
        .with_columns(
            pl.col("hs_code").str.split("|").list.first().str.slice(0, 6).alias("hs6"),
            pl.when(weighed).then(pl.lit("weight")).otherwise(pl.lit("quantity")).alias("unit"),
            pl.when(weighed).then("weight").otherwise("quantity").alias("amount"),
        )
        .filter((pl.col("hs6").str.len_chars() == 6) & (pl.col("amount") > 0))
        .with_columns((pl.col("value") / pl.col("amount")).log().alias("log"))
    )
