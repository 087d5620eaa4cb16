"""The exceptions that users see, each with its exit code."""

import traceback
from enum import IntEnum
from pathlib import Path
from typing import Any

from screen.core.safe_text import one_line

_OURS = Path(__file__).parent.parent


class ExitCode(IntEnum):
    """What the exit code of a run means; CI jobs depend on these numbers."""

    CLEAR = 0
    FINDINGS = 1
    USAGE = 2
    INPUT = 3
    WATCHLISTS = 4
    STOPPED = 130


class ScreenError(Exception):
    """An error that is reported to the user in one line: where, what, and what to do.

    ``path``, ``sheet``, ``row`` and ``column`` say where; ``what`` is the fault and ``hint`` what
    to
    do about it. ``seen`` is text from the file that helps to explain why: reports show it; the
    message, which may end up in the log of a server, never contains it. ``exit_code`` is that of
    the command where nothing else could be done.
    """

    exit_code = ExitCode.USAGE

    def __init__(
        self,
        what: str,
        *,
        path: object = None,
        sheet: object = "",
        row: object = "",
        column: object = "",
        hint: str = "",
        seen: str = "",
    ) -> None:
        self.path, self.sheet, self.row, self.column = path, sheet, row, column
        self.what, self.hint, self.seen = what, hint, seen
        super().__init__(self.sentence())

    @property
    def fault(self) -> str:
        """The fault and what to do, without the place."""
        return f"{self.what}; {self.hint}" if self.hint else self.what

    def sentence(self) -> str:
        """Return the one line that the user reads; no other code makes it."""
        named = (("sheet", self.sheet), ("row", self.row), ("column", self.column))
        place = [one_line(str(self.path))] if self.path is not None else []
        place += [f"{what} {value}" for what, value in named if value not in ("", None)]
        return f"{', '.join(place)}: {self.fault}" if place else self.fault

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle all fields: errors come back from the process that reads a file."""
        fields = ("path", "sheet", "row", "column", "hint", "seen")
        return _again, (type(self), self.what, {name: getattr(self, name) for name in fields})


def _again(kind: type[ScreenError], what: str, fields: dict[str, Any]) -> ScreenError:
    return kind(what, **fields)


class InputError(ScreenError):
    """An input file that cannot be screened at all."""

    exit_code = ExitCode.INPUT


class WatchlistError(ScreenError):
    """A watchlist that cannot be used, or that is too old."""

    exit_code = ExitCode.WATCHLISTS


class UsageError(ScreenError):
    """A command line or a configuration that makes no sense."""


def unexpected(error: BaseException, path: object) -> InputError:
    """Return the error of one file for an error that we did not foresee, by type and place.

    Its text may quote the input, which no message does.
    """
    what = f"cannot be read (internal error {type(error).__name__}{where_raised(error)})"
    return InputError(what, path=path, hint="report it; the other files are screened")


def where_raised(error: BaseException) -> str:
    """Return where in our own files an error arose: ' in gather.py, line 40'."""
    own = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(_OURS)
    ]
    return f" in {Path(own[-1].filename).name}, line {own[-1].lineno}" if own else ""
