"""Files that are written whole or not at all: under a temporary name, then moved into place."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from screen.core.cleanup import temporary_file
from screen.core.errors import UsageError


class InUse(UsageError):
    """The file to be replaced is in use by another program."""


@contextmanager
def write_whole(path: Path) -> Iterator[Path]:
    """Yield a temporary file beside ``path`` that replaces it when the block ends without error.

    It is flushed to the disk first, so that neither a kill nor a power cut leaves half a file
    under the name. Raises UsageError where the file cannot be written, and InUse where only the
    replacement was refused; an earlier file of that name is then left as it was.
    """
    try:
        with temporary_file(f".{path.stem[:40]}-", path.suffix, path.parent) as temporary:
            yield temporary
            _settle(temporary, path)
            try:
                temporary.replace(path)
            except PermissionError as error:
                raise InUse(
                    f"{path}: cannot be replaced (is it open in Excel?); close it or choose another"
                    " name"
                ) from error
    except OSError as error:
        raise UsageError(
            f"cannot be written ({error.strerror})", path=path, hint="choose another place"
        ) from error


def _settle(temporary: Path, path: Path) -> None:
    """Give the finished file its permissions and flush it to the disk.

    They are those of the file that it replaces, or those that this user gives new files.
    """
    try:
        temporary.chmod(path.stat().st_mode & 0o777)
    except FileNotFoundError:
        mask = os.umask(0o077)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())


def make_folder(folder: Path) -> None:
    """Create ``folder`` and what lies above it. Raises UsageError where that is not possible."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"cannot be created ({error.strerror})", path=folder, hint="choose another folder"
        ) from error
