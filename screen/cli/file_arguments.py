"""What FILES on the command line mean: files, folders, patterns, and '-' for standard input."""

import glob
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from screen.core.cleanup import temporary_folder
from screen.core.errors import UsageError
from screen.intake.file_formats import READ_FROM_FOLDERS
from screen.intake.raw_table import STANDARD_INPUT


class Found(NamedTuple):
    """The files to read, and links that lead out of folders: they are reported but not read."""

    files: list[Path]
    links: list[Path]


def find_files(named: Sequence[Path]) -> Found:
    """Return the files to read, each once, in order.

    A folder means the tables in it and below, sorted; a pattern means the files that it matches.
    Files and folders in it whose names begin with '.' or '~$' (Excel's locks) are left out. A
    folder or pattern without any file is kept as it is, and reported with the files that cannot be
    read. A link that leads out of its folder, or out of the one in which a pattern begins, is not
    followed, so that whoever fills a folder cannot choose what else is read; a link that is named
    is followed.
    """
    files: dict[Path, None] = {}
    links: dict[Path, None] = {}
    for path in named:
        meant: list[Path] = []
        folder: Path | None = None
        if _is_folder(path):
            folder = path
            meant = sorted(_in_folder(path))
        elif not _exists(path) and glob.has_magic(str(path)):
            folder = _beginning(path)
            pattern = str(path.relative_to(folder))
            meant = sorted(one for one in folder.glob(pattern) if one.is_file())
        outside = {one for one in meant if folder and _leads_out(one, folder)}
        files.update(dict.fromkeys([one for one in meant or [path] if one not in outside]))
        links.update(dict.fromkeys(sorted(outside)))
    return Found(list(files), [one for one in links if one not in files])


def _in_folder(folder: Path) -> Iterator[Path]:
    """Yield the tables in a folder and below, and what may hold some that cannot be reached.

    That is a folder that this user may not look into, which is reported as a file that cannot be
    read, and a link to a folder elsewhere.
    """
    closed: list[OSError] = []
    for where, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not _is_hidden(name)]
        here = Path(where)
        yield from (
            here / name
            for name in folders
            if (here / name).is_symlink() and _leads_out(here / name, folder)
        )
        for name in names:
            path = here / name
            if not _is_hidden(name) and path.suffix.lower() in READ_FROM_FOLDERS and path.is_file():
                yield path
    yield from (Path(str(error.filename)) for error in closed)


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$"))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        # It stands in a folder that this user may not look into; reading it will say so.
        return False


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return True


def screened_folders(named: Sequence[Path]) -> list[Path]:
    """Return the folders that ``named`` means, whole or by a pattern."""
    return [
        path if _is_folder(path) else _beginning(path)
        for path in named
        if _is_folder(path) or (not _exists(path) and glob.has_magic(str(path)))
    ]


def _beginning(pattern: Path) -> Path:
    """Return the folder in which a pattern begins."""
    return next(one for one in pattern.parents if not glob.has_magic(str(one)))


def _leads_out(path: Path, folder: Path) -> bool:
    return not path.resolve().is_relative_to(folder.resolve())


@contextmanager
def standard_input(named: Sequence[Path], suffix: str | None) -> Iterator[list[Path]]:
    """Yield ``named`` with '-' replaced by a file of type ``suffix`` that holds standard input.

    Raises UsageError where '-' is given without ``suffix``, or twice.
    """
    if Path("-") not in named:
        yield list(named)
        return
    if suffix is None:
        raise UsageError("-: name the format of standard input, such as --input-format csv")
    if list(named).count(Path("-")) > 1:
        raise UsageError("-: standard input can be read once; give '-' once")
    with temporary_folder(STANDARD_INPUT) as folder:
        path = folder / f"stdin.{suffix}"
        path.write_bytes(sys.stdin.buffer.read())
        yield [path if one == Path("-") else one for one in named]
