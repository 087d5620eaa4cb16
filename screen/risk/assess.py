"""Runs the rules over everything that was screened."""

from collections.abc import Callable

import polars as pl

from screen.matching.match import build_index
from screen.models.policy import Policy
from screen.models.result import Finding
from screen.names.fold import fold
from screen.risk.commodities import commodity_scope
from screen.risk.entities import entity_match
from screen.risk.gather import gather
from screen.risk.hosts import country_advisory, host_country, labour_sector
from screen.risk.mids import mid_match
from screen.risk.origin import origin_dprk
from screen.risk.regions import region_match
from screen.risk.subject import Screened


def assess(screened: Screened, policy: Policy, progress: Callable[[str], None] = lambda _: None) -> list[Finding]:
    """All findings, in order of priority. The order of the input rows changes nothing but the first row named."""
    progress("Matching names")
    names = entity_match(screened, build_index(screened.watchlists), policy)
    progress("Applying rules")
    regions = region_match(screened)
    hosts = host_country(screened)
    rules = [
        names,
        mid_match(screened),
        origin_dprk(screened),
        regions,
        hosts,
        labour_sector(screened, hosts),
        country_advisory(screened),
        commodity_scope(screened, regions),
    ]
    hits = pl.concat(rules).filter(~pl.col("rule").is_in(list(policy.rules_off)))
    progress("Gathering findings")
    return sorted(gather(hits, screened, policy), key=lambda f: (-f.priority, f.rule, fold(f.subject.name), f.id))
