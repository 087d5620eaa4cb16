"""How much trade a finding touches: shipments, their value by currency, and their dates."""

from collections.abc import Sequence

import polars as pl

from screen.models.result import Exposure, Finding
from screen.risk.findings.gather import Gathered
from screen.risk.screened import Screened
from screen.risk.supply_chain.chain import Chain


def with_exposure(gathered: Gathered, screened: Screened, chain: Chain) -> Gathered:
    """Return the findings with their exposure.

    A finding on shipments touches these; one on suppliers touches the shipments that name them as
    maker or seller, and those that it reaches through the supply chain. Each shipment counts once
    in a finding, whatever number of rows lead to it.
    """
    findings, links = gathered.findings, gathered.links
    shipments = screened.about("goods", "value", "currency", "date")
    if shipments.is_empty() or not findings:
        return gathered
    direct = links.join(shipments.select("key"), on="key", how="semi")
    through = (
        links.join(chain.firms.rows, on="key")
        .select("finding", "firm")
        .unique()
        .join(chain.shipments.select("key", "firm"), on="firm")
    )
    pairs = pl.concat([direct.select("finding", "key"), through.select("finding", "key")])
    pairs = pl.concat([pairs, _from_further_down(findings, pairs)]).unique()
    sums = _sums(pairs, shipments)
    return Gathered([_exposed(one, sums.get(number)) for number, one in enumerate(findings)], links)


def _exposed(finding: Finding, exposure: Exposure | None) -> Finding:
    if exposure is None:
        return finding
    context = finding.context.model_copy(update={"exposure": exposure})
    return finding.model_copy(update={"context": context})


def _from_further_down(findings: Sequence[Finding], pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the shipments of findings that another was carried to, as that other's."""
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
        pl.len().alias("shipments"),
        pl.col("date").min().alias("first"),
        pl.col("date").max().alias("last"),
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
