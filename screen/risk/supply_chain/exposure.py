"""How much trade a finding touches: shipments, their value by currency, and their dates."""

from collections.abc import Sequence

import polars as pl

from screen.models.result import Exposure, Finding
from screen.risk.findings.occurrences import touched_rows
from screen.risk.screened import Screened
from screen.risk.supply_chain.chain import Chain


def with_exposure(findings: Sequence[Finding], screened: Screened, chain: Chain) -> list[Finding]:
    """``findings`` with their exposure.

    A finding on shipments touches these; one on suppliers touches the shipments that name them as maker or seller, and those that it reaches
    through the supply chain. Each shipment counts once in a finding, whatever number of rows lead to it.
    """
    shipments = screened.rows["shipment"]
    if shipments.is_empty() or not findings:
        return list(findings)
    touched = touched_rows(findings).select("kind", "finding", "file", "sheet", "row")
    place = ["file", "sheet", "row"]
    direct = touched.filter(pl.col("kind") == "shipment").join(shipments.select("key", *place), on=place)
    suppliers = screened.rows["supplier"].select(pl.col("key").alias("supplier"), *place)
    through = (
        touched.filter(pl.col("kind") == "supplier")
        .join(suppliers, on=place)
        .join(chain.firms.rows, left_on="supplier", right_on="key")
        .select("finding", "firm")
        .unique()
        .join(chain.shipments.select("key", "firm"), on="firm")
    )
    pairs = pl.concat([direct.select("finding", "key"), through.select("finding", "key")])
    pairs = pl.concat([pairs, _from_further_down(findings, pairs)]).unique()
    sums = _sums(pairs, shipments)
    return [
        finding.model_copy(update={"context": finding.context.model_copy(update={"exposure": sums[number]})})
        if number in sums
        else finding
        for number, finding in enumerate(findings)
    ]


def _from_further_down(findings: Sequence[Finding], pairs: pl.DataFrame) -> pl.DataFrame:
    """The shipments of findings that another was carried to, as that other's."""
    number = {finding.id: place for place, finding in enumerate(findings)}
    carried = [
        (place, number[finding.context.origin])
        for place, finding in enumerate(findings)
        if finding.context.origin in number
    ]
    of = pl.DataFrame(carried, schema={"finding": pl.UInt32, "origin": pl.UInt32}, orient="row")
    return pairs.join(of, on="finding").select(pl.col("origin").alias("finding"), "key")


def _sums(pairs: pl.DataFrame, shipments: pl.DataFrame) -> dict[int, Exposure]:
    lines = pairs.join(shipments.select("key", "value", "currency", "date"), on="key")
    totals = lines.group_by("finding").agg(
        pl.len().alias("shipments"), pl.col("date").min().alias("first"), pl.col("date").max().alias("last")
    )
    values = (
        lines.filter(pl.col("value").is_not_null())
        .group_by("finding", pl.col("currency").fill_null("not stated"))
        .agg(pl.col("value").sum().round(2))
        .sort("finding", "currency")
    )
    by_finding: dict[int, dict[str, float]] = {}
    for number, currency, value in values.iter_rows():
        by_finding.setdefault(number, {})[currency] = value
    return {
        number: Exposure(
            shipments=count,
            value=by_finding.get(number, {}),
            first=first.isoformat() if first else "",
            last=last.isoformat() if last else "",
        )
        for number, count, first, last in totals.iter_rows()
    }
