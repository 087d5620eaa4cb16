"""How much trade a finding touches: shipments, their value by currency, and their dates."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from screen.models.result import Finding
from screen.models.touched import Exposure
from screen.risk.findings.gather import Gathered
from screen.risk.screened import Screened
from screen.risk.supply_chain.chain import Chain
from screen.risk.supply_chain.found_firms import firms_found


def with_exposure(
    gathered: Gathered, screened: Screened, chain: Chain, cases: Sequence[str]
) -> tuple[Gathered, dict[str, Exposure]]:
    """Return the findings with their exposure, and that of each case.

    A finding on shipments touches these; one on suppliers touches the shipments that name them as
    maker or seller, and those that it reaches through the supply chain. Each shipment counts once
    in a finding, whatever number of rows lead to it, and once in a case. ``cases`` are the ids of
    the findings' cases.
    """
    findings, links = gathered.findings, gathered.links
    shipments = screened.about("goods", "value", "currency", "date")
    if shipments.is_empty() or not findings:
        return gathered, {}
    direct = links.join(shipments.select("key"), on="key", how="semi")
    through = firms_found(gathered, chain.firms, range(len(findings))).join(
        chain.shipments.select("key", "firm"), on="firm"
    )
    pairs = pl.concat([direct.select("finding", "key"), through.select("finding", "key")])
    pairs = pl.concat([pairs, _from_further_down(findings, pairs)]).unique()
    sums = _sums(pairs, shipments)
    exposed = [_exposed(one, sums.get(number)) for number, one in enumerate(findings)]
    return Gathered(exposed, links), _of_cases(cases, pairs, shipments, sums)


def _of_cases(
    cases: Sequence[str],
    pairs: pl.DataFrame,
    shipments: pl.DataFrame,
    sums: Mapping[int, Exposure],
) -> dict[str, Exposure]:
    """Return the exposure of each case; one of a single finding has that finding's."""
    members: dict[str, list[int]] = {}
    for number, case in enumerate(cases):
        members.setdefault(case, []).append(number)
    alone = {
        case: sums[numbers[0]]
        for case, numbers in members.items()
        if len(numbers) == 1 and numbers[0] in sums
    }
    shared = {case: numbers for case, numbers in members.items() if len(numbers) > 1}
    of = pl.DataFrame(
        [(number, at) for at, numbers in enumerate(shared.values()) for number in numbers],
        schema={"finding": pl.UInt32, "case": pl.UInt32},
        orient="row",
    )
    together = pairs.join(of, on="finding").select(pl.col("case").alias("finding"), "key").unique()
    found = _sums(together, shipments)
    return alone | {case: found[at] for at, case in enumerate(shared) if at in found}


def _exposed(finding: Finding, exposure: Exposure | None) -> Finding:
    if exposure is None:
        return finding
    return replace(finding, context=replace(finding.context, exposure=exposure))


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
