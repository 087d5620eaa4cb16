"""Keeps what was given to a command from being overwritten by what it writes."""

from collections.abc import Iterable
from pathlib import Path

from screen.core.errors import UsageError


def refuse_overwriting(outputs: Iterable[Path], inputs: Iterable[Path | None]) -> None:
    """Raise UsageError where one of ``outputs`` is one of ``inputs``, by whatever name or link."""
    given = [path for path in inputs if path is not None]
    for output in outputs:
        if any(_same(output, one) for one in given):
            raise UsageError(
                "is an input of this run and would be overwritten",
                path=output,
                hint="write the report elsewhere",
            )


def _same(one: Path, other: Path) -> bool:
    try:
        return one.resolve() == other.resolve() or one.samefile(other)
    except (OSError, RuntimeError, ValueError):
        # One of the two does not exist, or is a circle of links; then neither is overwritten.
        return False
