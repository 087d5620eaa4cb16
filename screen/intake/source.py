"""Opens an input file once.

What is screened, what is hashed and what is checked are the same bytes.
"""

import hashlib
import os
import stat
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from screen.core.errors import InputError
from screen.intake.raw_table import shown_path
from screen.models.limits import MEGABYTE, Limits


@dataclass(frozen=True)
class Source:
    """The bytes of an input file, read in one go.

    Whatever happens to the file afterwards, the report is about these. ``encoding`` is that of a
    text file where the user named it.
    """

    path: Path
    data: bytes
    encoding: str | None = None

    @property
    def shown(self) -> str:
        """The path as reports show it."""
        return shown_path(self.path)

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 digest of the bytes, in hex."""
        return hashlib.sha256(self.data).hexdigest()


def open_source(path: Path, limits: Limits, encoding: str | None = None) -> Source:
    """Read ``path`` whole.

    Raises InputError where it is missing, empty, a folder, a pipe or device (which could keep us
    waiting for ever), larger than
    ``limits.file_mb``, being written just now, or not readable for this user.
    """
    try:
        if path.is_dir():
            # One that this user may not look into raises an OSError of its own.
            os.scandir(path).close()
            raise InputError("is a folder", path=path, hint="give the files in it")
        if not path.exists():
            raise InputError("no such file", path=path, hint="check the path")
        # Opened without waiting for a writer, should a pipe have taken the place of the file just
        # now.
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
        with os.fdopen(handle, "rb") as file:
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode):
                raise InputError(
                    "is not a regular file", path=path, hint="give a spreadsheet or text file"
                )
            most = limits.file_mb * MEGABYTE
            data = file.read(state.st_size + 1) if state.st_size <= most else b""
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})", path=path, hint="check its permissions"
        ) from error
    if state.st_size > most:
        raise InputError(
            f"has more than {limits.file_mb:,} megabytes",
            path=path,
            hint="split it, or raise file_mb under [limits] in flscreen.toml",
        )
    if len(data) != state.st_size:
        raise InputError(
            "changes while it is read",
            path=path,
            hint="wait until it is written, then screen it again",
        )
    if not data:
        raise InputError("is empty", path=path, hint="export it again")
    return Source(path, data, encoding)
