"""price-outlier: a shipment line whose unit value is far under the others of the same goods."""

import polars as pl

from screen.models.policy import PriceTest
from screen.models.rulebook import RULES
from screen.risk.hits import hits, no_hits
from screen.risk.screened import Screened, main_party

#: Makes the median absolute deviation of normal values equal to their standard deviation.
_TO_DEVIATIONS = 1.4826
#: What lines must share to be compared.
_COMPARABLE = ["hs6", "currency", "unit"]


def price_outlier(screened: Screened, test: PriceTest) -> pl.DataFrame:
    """Hits of lines whose value a unit of weight (of quantity where no weight is given) is an outlier downwards, by ``test``.

    Source: U.S. inter-agency advisory of 2018-07-23, which names prices far under the market as a sign of North Korean goods.
    """
    lines = _unit_values(screened.rows["shipment"])
    spread = (pl.col("log") - pl.col("median")).abs().median().over(_COMPARABLE) * _TO_DEVIATIONS
    met = (
        lines.with_columns(
            pl.col("log").median().over(_COMPARABLE).alias("median"), pl.len().over(_COMPARABLE).alias("lines")
        )
        .with_columns(spread.alias("spread"))
        .with_columns((pl.col("log") - pl.col("median")).exp().alias("share"))
        .filter(
            (pl.col("lines") >= test.least_lines)
            & (pl.col("share") <= test.share_of_median)
            & (pl.col("log") < pl.col("median") - test.deviations * pl.col("spread"))
        )
    )
    if met.is_empty():
        return no_hits()
    return hits(
        met.select(
            "key",
            pl.lit("shipment").alias("kind"),
            pl.lit("price-outlier").alias("rule"),
            pl.lit(RULES).alias("list_id"),
            pl.lit("price-outlier").alias("entry_id"),
            screened.written(met, "value").alias("column"),
            pl.lit("value").alias("role"),
            main_party("shipment").alias("value"),
            pl.col("country_of_origin").alias("country"),
            pl.format(
                "HS {} at {} {} a unit of {} is {} % of the median of {} lines in these files, {}",
                "hs6",
                _short(pl.col("log").exp()),
                "currency",
                "unit",
                (pl.col("share") * 100).round(0).cast(pl.Int64),
                "lines",
                _short(pl.col("median").exp()),
            ).alias("note"),
        )
    )


def _short(number: pl.Expr) -> pl.Expr:
    return number.round_sig_figs(3)


def _unit_values(rows: pl.DataFrame) -> pl.DataFrame:
    """Lines with HS6, currency and a value above nothing, and the logarithm of their unit value (``log``)."""
    weighed = pl.col("weight").fill_null(0) > 0
    return (
        rows.filter((pl.col("value") > 0) & pl.col("currency").is_not_null() & pl.col("hs_code").is_not_null())
        .with_columns(
            pl.col("hs_code").str.split("|").list.first().str.slice(0, 6).alias("hs6"),
            pl.when(weighed).then(pl.lit("weight")).otherwise(pl.lit("quantity")).alias("unit"),
            pl.when(weighed).then("weight").otherwise("quantity").alias("amount"),
        )
        .filter((pl.col("hs6").str.len_chars() == 6) & (pl.col("amount") > 0))
        .with_columns((pl.col("value") / pl.col("amount")).log().alias("log"))
    )
