"""The one exception that users see, with the exit code that belongs to it."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What a run's exit code says; CI jobs depend on these numbers."""

    CLEAR = 0
    FINDINGS = 1
    USAGE = 2
    INPUT = 3
    WATCHLISTS = 4
    STOPPED = 130


class ScreenError(Exception):
    """An error told to the user in one line: what, where, what to do next.

    ``exit_code`` is what the command ends with when nothing else could be done.
    """

    exit_code = ExitCode.USAGE


class InputError(ScreenError):
    """An input file that cannot be screened at all.

    ``seen`` is text of the file that helps to see why. Reports show it; the message, which may end
    in the log of a server, holds none of it.
    """

    exit_code = ExitCode.INPUT

    def __init__(self, message: str, *, seen: str = "") -> None:
        super().__init__(message)
        self.seen = seen


class WatchlistError(ScreenError):
    """A watchlist that cannot be used, or that is too old."""

    exit_code = ExitCode.WATCHLISTS


class UsageError(ScreenError):
    """A command line or a configuration that makes no sense."""
