"""What FILES on the command line stand for.

Files, folders, patterns, and '-' for standard input.
"""

import glob
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from screen.core.cleanup import temporary_folder
from screen.core.errors import UsageError
from screen.intake.raw_table import STANDARD_INPUT

# : The kinds of file that are taken from a folder; a file that is named is read whatever it is
# called.
READ_FROM_FOLDERS = frozenset(
    {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".txt", ".parquet"}
)


class Found(NamedTuple):
    """The files that are meant, and the links in folders that lead out of them, which are told and not read."""

    files: list[Path]
    links: list[Path]


def find_files(named: Sequence[Path]) -> Found:
    """Return the files that are meant, each once, in order.

    A folder means the tables in it and below, sorted; a pattern what it matches.

    Files whose names begin with '.' or '~$' (Excel's locks) are left out of folders. A folder or
    pattern that holds none stays as it is,
    and is told with the files that cannot be read; the others are screened. A link in a folder that
    leads out of it is not followed, for
    a stranger who fills a folder shall not choose what else is read; a link that is named is.
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
    """``named`` with '-' replaced by a file that holds what stands on standard input.

    ``suffix`` says of which kind it is.

    Raises UsageError where '-' is given and ``suffix`` is not, or '-' is given twice.
    """
    if Path("-") not in named:
        yield list(named)
        return
    if suffix is None:
        raise UsageError(
            "-: say what stands on standard input with --input-format, such as --input-format csv"
        )
    if list(named).count(Path("-")) > 1:
        raise UsageError("-: standard input can be read once; give '-' once")
    with temporary_folder(STANDARD_INPUT) as folder:
        path = folder / f"stdin.{suffix}"
        path.write_bytes(sys.stdin.buffer.read())
        yield [path if one == Path("-") else one for one in named]
