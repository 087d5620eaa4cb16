"""Report files, written whole or not at all.

They are written under a temporary name beside the target, then moved into place.
"""

from itertools import count
from pathlib import Path

from screen.core.atomic import InUse, write_whole
from screen.core.errors import UsageError
from screen.models.result import ScreeningResult
from screen.report.output_formats import BY_EXTENSION


def check_outputs(paths: list[Path]) -> None:
    """Refuse outputs that could not be written, before any work is done. Raises UsageError."""
    for path in paths:
        if path.suffix.lower() not in BY_EXTENSION:
            raise UsageError(
                f"no report format {path.suffix or '(no extension)'!r}",
                path=path,
                hint=f"use {', '.join(BY_EXTENSION)}",
            )
        if path.is_dir():
            raise UsageError(
                "is a folder", path=path, hint="give the name of the report file in it"
            )
        if not path.parent.is_dir():
            raise UsageError(
                f"the folder {path.parent} does not exist", path=path, hint="create it first"
            )


def write_report(result: ScreeningResult, path: Path) -> Path:
    """Write ``result`` in the format of the extension of ``path``, and return where it was written.

    On Windows a report that is open in Excel cannot be replaced. The new one then goes beside it
    under a second name, so that a long run is not lost. Raises as ``write_whole`` does.
    """
    written = BY_EXTENSION[path.suffix.lower()]
    try:
        with write_whole(path) as temporary:
            written.write(result, temporary)
        return path
    except InUse:
        second = next(
            other
            for number in count(2)
            if not (other := path.with_name(f"{path.stem}-{number}{path.suffix}")).exists()
        )
        with write_whole(second) as temporary:
            written.write(result, temporary)
        return second
