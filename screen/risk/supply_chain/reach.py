"""Walks the supply chain down from the firms that have findings, and keeps the path to each."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from screen.risk.supply_chain.chain import Chain

#: ``source`` reaches ``firm`` in ``steps`` links.
REACH_SCHEMA = {"source": pl.UInt32, "firm": pl.UInt32, "steps": pl.UInt32}
#: A path is written out up to so many firms; of a longer one its ends are.
PATH_SHOWN = 40
#: So many links are followed altogether: a file whose firms all reach each other would ask for as
#: many as the square of its rows.
_MOST_LINKS = 10_000_000
_SAID = {"parent": ", parent of the next", "factory": ", factory of the next"}


@dataclass(frozen=True, slots=True)
class Reach:
    """What findings reach (``REACH_SCHEMA``), by the shortest path, with the names on it.

    ``left`` counts the firms with findings that were not followed, for there were too many links.
    """

    reached: pl.DataFrame
    paths: Mapping[tuple[int, int], list[str]]
    left: int = 0

    def path(self, source: int, firm: int) -> list[str]:
        """Return the firms from ``source`` to ``firm``, both included, with tiers.

        Ownership and factories are said where they are the link.
        """
        return self.paths[source, firm]


def reach_of(chain: Chain, sources: pl.Series, wanted: Collection[int]) -> Reach:
    """Return which of the firms ``wanted`` the firms ``sources`` reach downstream, at any depth.

    Each pair once, by the shortest path, circles included; every source reaches itself. Where two
    paths are equally short, the one over the firm with the lower name goes, so that row order
    changes nothing.
    """
    below: dict[int, list[tuple[int, str]]] = defaultdict(list)
    links = chain.links.sort("upstream", "downstream", "relation", descending=[False, False, True])
    for upstream, downstream, relation in links.iter_rows():
        below[upstream].append((downstream, relation))
    labels = {
        firm: f"{name} (tier {tier})" if tier is not None else name
        for firm, name, tier in chain.firms.firms.select("firm", "name", "tier").iter_rows()
    }
    found: list[tuple[int, int, int]] = []
    paths: dict[tuple[int, int], list[str]] = {}
    followed = 0
    every = sorted(sources.unique().to_list())
    for place, source in enumerate(every):
        if followed > _MOST_LINKS:
            return Reach(_frame(found), paths, len(every) - place)
        back: dict[int, tuple[int, str]] = {source: (source, "")}
        for firm, steps, links_here in _walk(source, below, back):
            followed += links_here
            if firm == source or firm in wanted:
                found.append((source, firm, steps))
                paths[source, firm] = _path(source, firm, steps, back, labels)
    return Reach(_frame(found), paths)


def _frame(found: list[tuple[int, int, int]]) -> pl.DataFrame:
    return pl.DataFrame(found, schema=REACH_SCHEMA, orient="row")


def _walk(
    source: int,
    below: Mapping[int, list[tuple[int, str]]],
    back: dict[int, tuple[int, str]],
) -> Iterator[tuple[int, int, int]]:
    """Yield each firm that ``source`` reaches, the steps to it, and how many links leave it.

    ``back`` receives the firm before each, and the relation between the two.
    """
    front, steps = [source], 0
    while front:
        following: list[int] = []
        for firm in front:
            links = below.get(firm, ())
            yield firm, steps, len(links)
            for downstream, relation in links:
                if downstream not in back:
                    back[downstream] = (firm, relation)
                    following.append(downstream)
        front, steps = sorted(following), steps + 1


def _path(
    source: int,
    firm: int,
    steps: int,
    back: Mapping[int, tuple[int, str]],
    labels: Mapping[int, str],
) -> list[str]:
    names = [labels[firm]]
    while firm != source and len(names) < PATH_SHOWN:
        firm, relation = back[firm]
        names.append(f"{labels[firm]}{_SAID.get(relation, '')}")
    if firm != source:
        names += [f"… {steps - len(names):,} more …", labels[source]]
    return names[::-1]
