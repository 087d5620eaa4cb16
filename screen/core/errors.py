"""The exceptions that users see, each with its exit code."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the exit code of a run means; CI jobs depend on these numbers."""

    CLEAR = 0
    FINDINGS = 1
    USAGE = 2
    INPUT = 3
    WATCHLISTS = 4
    STOPPED = 130


class ScreenError(Exception):
    """An error that is reported to the user in one line: what, where, and what to do.

    ``exit_code`` is that of the command where nothing else could be done.
    """

    exit_code = ExitCode.USAGE


class InputError(ScreenError):
    """An input file that cannot be screened at all.

    ``seen`` is text from the file that helps to explain why. Reports show it; the message, which
    may end up in the log of a server, never contains it.
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
