"""What FILES on the command line mean: files, folders, patterns, and '-' for standard input."""

import glob
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
    Files in folders whose names begin with '.' or '~$' (Excel's locks) are left out. A folder or
    pattern without any file is kept as it is, and reported with the files that cannot be read. A
    link that leads out of its folder, or out of the one in which a pattern begins, is not followed,
    so that whoever fills a folder cannot choose what else is read; a link that is named is
    followed.
    """
    files: dict[Path, None] = {}
    links: dict[Path, None] = {}
    for path in named:
        meant: list[Path] = []
        folder: Path | None = None
        if path.is_dir():
            folder = path
            meant = sorted(p for p in path.rglob("*") if _is_table(p, path))
        elif not path.exists() and glob.has_magic(str(path)):
            folder = _beginning(path)
            pattern = str(path.relative_to(folder))
            meant = sorted(one for one in folder.glob(pattern) if one.is_file())
        outside = {one for one in meant if folder and _leads_out(one, folder)}
        files.update(dict.fromkeys([one for one in meant or [path] if one not in outside]))
        links.update(dict.fromkeys(sorted(outside)))
    return Found(list(files), [one for one in links if one not in files])


def screened_folders(named: Sequence[Path]) -> list[Path]:
    """Return the folders that ``named`` means, whole or by a pattern."""
    return [
        path if path.is_dir() else _beginning(path)
        for path in named
        if path.is_dir() or (not path.exists() and glob.has_magic(str(path)))
    ]


def _beginning(pattern: Path) -> Path:
    """Return the folder in which a pattern begins."""
    return next(one for one in pattern.parents if not glob.has_magic(str(one)))


def _leads_out(path: Path, folder: Path) -> bool:
    return not path.resolve().is_relative_to(folder.resolve())


def _is_table(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    return path.is_file() and not hidden and path.suffix.lower() in READ_FROM_FOLDERS


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
