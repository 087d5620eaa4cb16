"""Countries that a ban on goods, or recent reports of North Korean labour, single out: a false origin hides these before all others."""

from screen.models.watchlist import Entry, Watchlist
from screen.risk.screened import Screened


def is_host(watchlist: Watchlist, entry: Entry) -> bool:
    """Whether ``entry`` is a country that is or was reported to host North Korean labour."""
    return watchlist.info.effect == "reported" and entry.country != "KP"


def hosts_now(screened: Screened) -> list[tuple[Watchlist, Entry]]:
    """The host countries with recent reports."""
    return [
        (watchlist, entry)
        for watchlist, entry in screened.entries("country")
        if is_host(watchlist, entry) and entry.status == "active"
    ]


def countries_of_concern(screened: Screened) -> frozenset[str]:
    """ISO codes of countries with a region under a ban (Xinjiang, North Korea) and of the present host countries."""
    regions = {entry.country for _, entry in screened.entries("region")}
    return frozenset(regions | {entry.country for _, entry in hosts_now(screened)}) - {""}
