"""What FILES on the command line mean: files, folders, patterns, and '-' for standard input."""

import glob
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from screen.core.cleanup import temporary_folder
from screen.core.errors import UsageError
from screen.intake.raw_table import STANDARD_INPUT

#: The files that are taken from a folder; a file that is named is read whatever its extension.
READ_FROM_FOLDERS = frozenset(
    {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".txt", ".parquet"}
)


class Found(NamedTuple):
    """The files to read, and links that lead out of folders: they are reported but not read."""

    files: list[Path]
    links: list[Path]


def find_files(named: Sequence[Path]) -> Found:
    """Return the files to read, each once, in order.

    A folder means the tables in it and below, sorted; a pattern means the files that it matches.
    Files in folders whose names begin with '.' or '~$' (Excel's locks) are left out. A folder or
    pattern without any file is kept as it is, and reported with the files that cannot be read. A
    link that leads out of its folder is not followed, so that whoever fills a folder cannot choose
    what else is read; a link that is named is followed.
    """
    files: dict[Path, None] = {}
    links: dict[Path, None] = {}
    for path in named:
        meant: list[Path] = []
        if path.is_dir():
            meant = sorted(p for p in path.rglob("*") if _is_table(p, path))
        elif not path.exists() and glob.has_magic(str(path)):
            start = Path(path.anchor) if path.is_absolute() else Path()
            pattern = str(path.relative_to(path.anchor)) if path.is_absolute() else str(path)
            meant = sorted(one for one in start.glob(pattern) if one.is_file())
        outside = {
            one
            for one in meant
            if path.is_dir() and not one.resolve().is_relative_to(path.resolve())
        }
        files.update(dict.fromkeys([one for one in meant or [path] if one not in outside]))
        links.update(dict.fromkeys(sorted(outside)))
    return Found(list(files), [one for one in links if one not in files])


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
