"""The facts that rules share, each worked out once: what a rule's ``find`` is given."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from screen.matching.matcher import Match, match_names
from screen.matching.name_index import NameIndex
from screen.models.policy import Policy
from screen.models.rulebook import rulebook
from screen.models.watchlist import Entry, Watchlist
from screen.risk.facts.goods import covered_goods
from screen.risk.facts.hosts import host_rows, hosts_now
from screen.risk.facts.mids import mid_rows
from screen.risk.hits import all_hits, joined, together
from screen.risk.screened import Screened

#: A place that may be a namesake, or is denied, brings no order on the goods of its region.
_SURE = -1


@dataclass(frozen=True)
class Facts:
    """Everything a rule may look at.

    ``makers`` holds, for shipment rows (key), name and country of the maker in the supplier file.
    ``rules`` are the rules by id, for ``hits_of``; ``match`` matches the names of parties with the
    index, or looks up what an engine has matched before.
    """

    screened: Screened
    policy: Policy
    index: NameIndex
    makers: pl.DataFrame
    rules: Mapping[str, "Find"]
    match: Match = match_names
    _found: dict[str, pl.DataFrame] = field(default_factory=dict, compare=False)

    def hits_of(self, *rules: str) -> pl.DataFrame:
        """Return the hits of ``rules``, found once, those that are alike as one (``together``).

        Rules that build on another ask here and never import it.
        """
        return pl.concat([self.gathered(rule) for rule in rules])

    def rows_hit(self, *rules: str) -> pl.DataFrame:
        """Return which row has a hit of any of ``rules`` on which entry, each pair once.

        Columns: key, list_id, entry_id. Hits are narrowed before they are taken apart: there may
        be a million rows to each.
        """
        pairs = self.hits_of(*rules).select("key", "list_id", "entry_id")
        return pairs.explode("key").unique(maintain_order=True)

    def gathered(self, rule: str) -> pl.DataFrame:
        """Return the hits of ``rule``, those that are alike as one; see ``hits.together``."""
        if rule not in self._found:
            named = rulebook().rules[rule].subject == "party"
            found = [together(frame, named=named) for frame in self.rules[rule](self)]
            self._found[rule] = joined(pl.concat([together(all_hits(())), *found]), named=named)
        return self._found[rule]

    @cached_property
    def in_xinjiang(self) -> pl.Series:
        """The keys of the rows whose goods are from Xinjiang, as far as they show it."""
        sure = pl.col("raised").fill_null(0) >= _SURE
        return self.hits_of("region-xinjiang").filter(sure)["key"].explode().unique()

    @cached_property
    def hosts(self) -> pl.DataFrame:
        """The rows of host countries; see ``facts.hosts``."""
        return host_rows(self.screened)

    @cached_property
    def hosts_now(self) -> list[tuple[Watchlist, Entry]]:
        """The host countries with recent reports."""
        return hosts_now(self.screened)

    @cached_property
    def goods(self) -> pl.DataFrame:
        """The rows whose goods a commodity entry covers; see ``facts.goods``."""
        return covered_goods(self.screened)

    @cached_property
    def mids(self) -> pl.DataFrame:
        """The rows whose manufacturer code a listed name would have; see ``facts.mids``."""
        return mid_rows(self.screened)


#: The search of one rule.
Find = Callable[[Facts], Iterable[pl.DataFrame]]
