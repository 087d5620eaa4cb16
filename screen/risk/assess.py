"""Runs the rules over everything that was screened."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import polars as pl

from screen.matching.matcher import Match, match_names
from screen.matching.name_index import NameIndex, build_index
from screen.models.case import Case
from screen.models.frames import LINK_SCHEMA
from screen.models.policy import Policy
from screen.models.result import Finding, Problem
from screen.models.rulebook import rulebook
from screen.names.fold import fold
from screen.risk.facts.facts import Facts, Find
from screen.risk.facts.mids import mid_remarks
from screen.risk.findings.build import Whole
from screen.risk.findings.case_keys import case_keys
from screen.risk.findings.cases import make_cases
from screen.risk.findings.gather import Gathered, gather
from screen.risk.hits import all_hits, together
from screen.risk.rules import find_functions
from screen.risk.screened import Screened
from screen.risk.supply_chain.chain import Chain, build_chain, makers_of
from screen.risk.supply_chain.exposure import with_exposure
from screen.risk.supply_chain.propagate import Counted, supply_chain


@dataclass(frozen=True, slots=True)
class Assessment:
    """All findings in order of priority, their cases and rows (``LINK_SCHEMA``), and remarks.

    ``chain`` is the supply chain that they travelled along.
    """

    findings: list[Finding]
    cases: list[Case]
    links: pl.DataFrame
    problems: list[Problem]
    chain: Chain


@dataclass(frozen=True, slots=True)
class Linked:
    """All rows about firms, where rules see a sample of them.

    ``links`` has the id of a ``finding`` and the ``key`` of each such row that it touches; keys are
    those of the sample. ``counted`` tells all shipments of a firm for which those of the sample
    stand, where there are some.
    """

    screened: Screened
    links: pl.DataFrame
    counted: Counted | None = None

    def complete(self, gathered: Gathered) -> Gathered:
        """Return the findings of the sample with all their rows about firms."""
        numbers = pl.DataFrame({"finding": [one.id for one in gathered.findings]})
        of_firms = (
            self.links.join(numbers.with_row_index("number"), on="finding")
            .select(pl.col("number").alias("finding"), "key")
            .cast(LINK_SCHEMA)  # type: ignore[arg-type]
        )
        firms = self.screened.about("firms").select("key")
        others = gathered.links.join(firms, on="key", how="anti")
        return Gathered(gathered.findings, pl.concat([of_firms, others]).sort("finding", "key"))


def assess(
    screened: Screened,
    policy: Policy,
    progress: Callable[[str], None] = lambda _: None,
    *,
    linked: bool = True,
    whole: Mapping[str, Whole] | None = None,
    rules: Mapping[str, Find] | None = None,
    index: NameIndex | None = None,
    every: Linked | None = None,
    match: Match = match_names,
) -> Assessment:
    """Return the hits of all rules as findings, carried down the supply chain, with exposure.

    The order of the input rows changes nothing but the first row named. Where the rows are not
    ``linked``, no chain is looked for, and each spelling is a firm of its own. An engine that gives
    a sample of the rows says in ``whole`` what is known of all (by finding), in ``rules`` which
    rules it has applied already, gives its ``index``, ``every`` row about firms, and a ``match``
    that looks up what was matched before.
    """
    progress("Linking the supply chain")
    chained = every.screened if every else screened
    chain = build_chain(chained if linked else screened.without_rows(), policy.bands)
    progress("Matching names")
    index = index or build_index(screened.watchlists)
    facts = Facts(screened, policy, index, makers_of(chain), rules or find_functions(), match)
    progress("Applying rules")
    nothing = together(all_hits(()))
    on = [rule for rule in facts.rules if rule not in policy.rules_off]
    hits = wanted_hits(pl.concat([nothing, *(facts.gathered(rule) for rule in on)]), policy)
    # Nobody asks for facts and names again, and they may hold a line for each row.
    del facts, index
    screened.forget()
    progress("Gathering findings")
    found = gather(hits, screened, policy, whole)
    found = every.complete(found) if every else found
    order = sorted(range(len(found.findings)), key=lambda place: _order(found.findings[place]))
    found = found.in_order(order)
    found.add(supply_chain(found, chained, chain, policy, every.counted if every else None))
    order = sorted(range(len(found.findings)), key=lambda place: _order(found.findings[place]))
    found = found.in_order(order)
    progress("Making cases")
    keys = case_keys(found.findings, screened, chain)
    ids = [key.id for key in keys]
    found, exposures = with_exposure(found, screened, chain, ids)
    findings = [replace(one, case=case) for one, case in zip(found.findings, ids, strict=True)]
    cases = make_cases(findings, keys, found.links, screened, exposures)
    problems = [*mid_remarks(screened), *chain.problems]
    return Assessment(findings, cases, found.links, problems, chain)


def wanted_hits(hits: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Return the hits that the policy does not switch off, by rule or by country."""
    off = pl.col("rule").is_in(list(policy.rules_off))
    about_countries = pl.col("rule").is_in(rulebook().where("about_country"))
    country_off = pl.col("country").is_in(list(policy.countries_off))
    return hits.filter(~off & ~(about_countries & country_off).fill_null(False))


def _order(finding: Finding) -> tuple[int, str, str, str]:
    return -finding.priority, finding.rule, fold(finding.subject.name), finding.id
