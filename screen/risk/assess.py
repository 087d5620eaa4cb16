"""Runs the rules over everything that was screened."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from screen.matching.matcher import build_index
from screen.models.policy import Policy
from screen.models.result import Finding, Problem
from screen.names.fold import fold
from screen.risk.addresses import address_match
from screen.risk.border import border_places, raise_at_border
from screen.risk.commodities import commodity_scope
from screen.risk.conflicts import mid_mismatch, origin_conflict
from screen.risk.disclosure import undisclosed_manufacturer
from screen.risk.entities import entity_match
from screen.risk.facts.hosts import hosts_now
from screen.risk.findings.gather import gather
from screen.risk.findings.quoting import quote_cells
from screen.risk.gaps import data_gaps
from screen.risk.hosts import country_advisory, host_country, labour_sector
from screen.risk.mids import mid_match, mid_remarks
from screen.risk.origin import origin_dprk
from screen.risk.prices import price_outlier
from screen.risk.regions import region_match
from screen.risk.screened import Screened
from screen.risk.subsidiaries import subsidiary_name
from screen.risk.supply_chain.chain import Chain, build_chain, makers_of
from screen.risk.supply_chain.exposure import with_exposure
from screen.risk.supply_chain.propagate import supply_chain

#: Rules that rest on reports about a country alone; the policy can leave countries out of them.
_ABOUT_COUNTRIES = ("host-country", "host-country-sector", "labour-sector", "border-place", "country-advisory", "goods-advisory", "uflpa-priority-sector", "undisclosed-manufacturer")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Assessment:
    """All findings, in order of priority, and what was amiss with the supply chain or the codes."""

    findings: list[Finding]
    problems: list[Problem]


def assess(screened: Screened, policy: Policy, progress: Callable[[str], None] = lambda _: None) -> Assessment:
    """Hits of all rules, gathered into findings, carried down the supply chain, each with its exposure.

    The order of the input rows changes nothing but the first row named.
    """
    progress("Matching names")
    names = entity_match(screened, build_index(screened.watchlists), policy)
    progress("Linking the supply chain")
    chain = build_chain(screened, policy.bands)
    progress("Applying rules")
    hits = _hits(screened, policy, names, chain).filter(
        ~pl.col("rule").is_in(list(policy.rules_off))
        & ~(pl.col("rule").is_in(_ABOUT_COUNTRIES) & pl.col("country").is_in(list(policy.countries_off))).fill_null(
            False
        )
    )
    progress("Gathering findings")
    findings = [*gather(hits, screened, policy), *data_gaps(screened, policy)]
    findings += supply_chain(sorted(findings, key=_order), screened, chain, policy)
    findings = quote_cells(with_exposure(findings, screened, chain), screened)
    return Assessment(sorted(findings, key=_order), [*mid_remarks(screened), *chain.problems])


def _hits(screened: Screened, policy: Policy, names: pl.DataFrame, chain: Chain) -> pl.DataFrame:
    regions = region_match(screened)
    now = {(watchlist.info.id, entry.entry_id) for watchlist, entry in hosts_now(screened)}
    hosts = raise_at_border(host_country(screened), border_places(screened), now)
    return pl.concat(
        [
            names,
            subsidiary_name(screened, names, policy.bands),
            address_match(screened, names),
            mid_match(screened),
            origin_dprk(screened),
            regions,
            hosts,
            labour_sector(screened, hosts),
            country_advisory(screened),
            commodity_scope(screened, regions),
            mid_mismatch(screened),
            origin_conflict(screened, makers_of(chain)),
            price_outlier(screened, policy.prices),
            undisclosed_manufacturer(screened),
        ]
    )


def _order(finding: Finding) -> tuple[int, str, str, str]:
    return -finding.priority, finding.rule, fold(finding.subject.name), finding.id
