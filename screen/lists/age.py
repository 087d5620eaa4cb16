"""Lists that are too old to screen with, or of a day that this machine has not reached."""

from collections.abc import Sequence
from datetime import date, timedelta

from screen.core.errors import WatchlistError
from screen.models.watchlist import Watchlist


def refuse_lists(
    lists: Sequence[Watchlist], as_of: date, max_age: int | None, *, today: bool
) -> None:
    """Raise WatchlistError where lists are older than ``max_age`` days.

    Where ``as_of`` is ``today``, also where they are of a day to come.
    """
    if today:
        _refuse_a_clock_behind(lists, as_of)
    _refuse_old(lists, max_age, as_of)


def _refuse_a_clock_behind(lists: Sequence[Watchlist], today: date) -> None:
    """Raise WatchlistError where lists are of a later day than today, but for time zones.

    Entries are judged by the day, so that under a wrong clock they would vanish without a word.
    """
    for watchlist in lists:
        if watchlist.info.as_of > today + timedelta(days=1):
            raise WatchlistError(
                f"list {watchlist.info.id} is of {watchlist.info.as_of}, but this machine's clock"
                f" says {today}; set the clock, or give the day with --as-of"
            )


def _refuse_old(lists: Sequence[Watchlist], max_age: int | None, as_of: date) -> None:
    for watchlist in lists:
        if max_age is not None and watchlist.age_days(as_of) > max_age:
            age = watchlist.age_days(as_of)
            raise WatchlistError(
                f"list {watchlist.info.id} is {age} days old, more than --max-list-age {max_age};"
                " renew it or raise the limit"
            )
