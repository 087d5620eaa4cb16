"""Finds firms that supply each other in a circle, which a supply chain cannot."""

from collections.abc import Iterator

import polars as pl

from screen.models.result import Problem
from screen.risk.screened import Screened
from screen.risk.supply_chain.firms import Firms

#: So many names are written out at each end of a circle.
_ENDS = 20


def circles(links: pl.DataFrame, firms: Firms, screened: Screened) -> Iterator[Problem]:
    """Yield a problem for each ring of firms that supply each other.

    What is left when firms without suppliers or customers are peeled off.
    """
    ring = _rings(links)
    following = dict(
        ring.sort("downstream", descending=True).select("upstream", "downstream").iter_rows()
    )
    if not following:
        return
    first_rows = (
        screened.about("firms")
        .join(firms.rows.filter(pl.col("firm").is_in(list(following))), on="key")
        .sort("key")
        .unique("firm", keep="first", maintain_order=True)
    )
    places = {row["firm"]: row for row in first_rows.iter_rows(named=True)}
    names = dict(firms.firms.select("firm", "name").iter_rows())
    seen: set[int] = set()
    for start in sorted(following):
        path: list[int] = []
        firm = start
        while firm in following and firm not in seen:
            seen.add(firm)
            path.append(firm)
            firm = following[firm]
        if firm in path:
            circle = [*path[path.index(firm) :], firm]
            place = places[firm]
            yield Problem(
                severity="warning",
                file=place["file"],
                sheet=place["sheet"],
                row=place["row"],
                column=screened.header(place["file"], place["sheet"], "supplies_to")
                or "supplies_to",
                message="the supply chain runs in a circle: "
                + " -> ".join(_ends([names[one] for one in circle]))
                + "; confirm who supplies whom",
            )


def _ends(names: list[str]) -> list[str]:
    """Return the names of a circle, or both ends of a long one."""
    if len(names) <= 2 * _ENDS:
        return names
    return [*names[:_ENDS], f"… {len(names) - 2 * _ENDS:,} more …", *names[-_ENDS:]]


def _rings(links: pl.DataFrame) -> pl.DataFrame:
    """Return the links that are left when firms without suppliers or customers are peeled off."""
    pairs = links.select("upstream", "downstream").rows()
    left = [True] * len(pairs)
    for end, other in ((0, 1), (1, 0)):
        # Peel firms that nobody supplies, then those that supply nobody.
        touching: dict[int, list[int]] = {}
        count: dict[int, int] = {}
        for number, pair in enumerate(pairs):
            if left[number]:
                touching.setdefault(pair[end], []).append(number)
                count[pair[other]] = count.get(pair[other], 0) + 1
        bare = [firm for firm in touching if firm not in count]
        while bare:
            for number in touching.get(bare.pop(), ()):
                left[number] = False
                firm = pairs[number][other]
                count[firm] -= 1
                if not count[firm]:
                    bare.append(firm)
    return links.filter(pl.Series(left, dtype=pl.Boolean))
