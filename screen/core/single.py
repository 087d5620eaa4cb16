"""A folder that one process at a time works in."""

import sys
from pathlib import Path
from typing import BinaryIO

from screen.core.errors import UsageError


def claim(folder: Path, hint: str) -> BinaryIO:
    """Claim ``folder`` for this process until the file that is returned is closed, or we end.

    Raises UsageError with ``hint`` where another process has it.
    """
    held = (folder / "in-use").open("ab")
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(held.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        held.close()
        raise UsageError("is in use by another process", path=folder, hint=hint) from error
    return held
