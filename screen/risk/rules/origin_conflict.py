"""origin-conflict: the declared origin against the port of lading and the maker's country."""

from collections.abc import Iterator

import polars as pl

from screen.models.kinds import RowKind, kinds_with
from screen.reference.countries import country_name
from screen.reference.ports import port_country
from screen.risk.facts.facts import Facts
from screen.risk.facts.hosts import countries_of_concern
from screen.risk.hits import hits


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of shipments laded, or whose maker sits, in a country of concern.

    Both together raise the level. Lading elsewhere (Swiss goods in Rotterdam) is how trade works
    and is not reported.
    """
    for kind in kinds_with("country_of_origin", "port_of_lading"):
        yield from _conflicts(facts, kind)


def _conflicts(facts: Facts, kind: RowKind) -> Iterator[pl.DataFrame]:
    concern = sorted(countries_of_concern(facts.screened))
    # Nobody hides another origin behind North Korea, which has a rule of its own.
    rows = facts.screened.rows[kind.name].filter(pl.col("country_of_origin") != "KP")
    if rows.is_empty():
        return
    origin = pl.col("country_of_origin")
    names = {code: country_name(code) for code in concern}
    makers = facts.makers.unique("key", keep="first", maintain_order=True)
    conflicts = (
        rows.join(makers, on="key", how="left", maintain_order="left")
        .with_columns(_country_of_lading(rows).alias("laded"))
        .with_columns(_elsewhere("laded", concern, origin).alias("by_port"))
        .with_columns(_elsewhere("maker_country", concern, origin).alias("by_maker"))
        .filter(pl.col("by_port") | pl.col("by_maker"))
    )
    port, maker = pl.col("laded").replace(names), pl.col("maker_country").replace(names)
    note = pl.concat_str(
        pl.when("by_port").then(pl.format("they were laded at {} in {}", "port_of_lading", port)),
        pl.when("by_maker").then(
            pl.format("the supplier file has “{}” in {}", "maker_name", maker)
        ),
        separator=", and ",
        ignore_nulls=True,
    )
    yield hits(
        facts.screened,
        conflicts.with_columns(
            (pl.col("by_port") & pl.col("by_maker")).cast(pl.Int8).alias("raised")
        ),
        kind,
        column="country_of_origin",
        rule="origin-conflict",
        note=note,
    )


def _country_of_lading(rows: pl.DataFrame) -> pl.Expr:
    ports = {port: port_country(port) for port in rows["port_of_lading"].drop_nulls().unique()}
    if not ports:
        return pl.lit(None, dtype=pl.String)
    return pl.col("port_of_lading").replace_strict(ports, default=None, return_dtype=pl.String)


def _elsewhere(column: str, concern: list[str], origin: pl.Expr) -> pl.Expr:
    """Return whether ``column`` is a country of concern other than the declared origin."""
    return (pl.col(column).is_in(concern) & (pl.col(column) != origin)).fill_null(False)
