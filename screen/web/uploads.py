"""Files that are dropped on the page: names made safe, bytes put into the folder of a job."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from starlette.datastructures import UploadFile

from screen.core.errors import UsageError
from screen.intake.file_formats import READ_FROM_FOLDERS

_MOST_PARTS, _LONGEST = 8, 120
#: What Windows, shells and terminals would take for something other than a name.
_UNSAFE = re.compile(
    r'[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff<>:"|?*\\/]'
)
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def safe_name(given: str) -> PurePosixPath:
    """Return the path under which an upload is kept: below its folder, whatever the browser says.

    >>> str(safe_name("../../etc/passwd")), str(safe_name("C:\\\\vendors\\\\a.xlsx"))
    ('etc/passwd', 'C_/vendors/a.xlsx')
    """
    parts = [_safe(part) for part in re.split(r"[\\/]", given)]
    kept = [part for part in parts if part.strip(". ")]
    return PurePosixPath(*(kept[-_MOST_PARTS:] or ["file"]))


def take_files(uploads: Sequence[UploadFile], folder: Path) -> list[str]:
    """Put uploads into ``folder``, and return their paths in it, in order.

    Of a folder that was dropped only tables are taken, and no locks of Excel. Raises UsageError
    where nothing is left.
    """
    taken: list[str] = []
    for upload in uploads:
        name = safe_name(upload.filename or "")
        hidden = any(part.startswith((".", "~$")) for part in name.parts)
        in_folder = len(name.parts) > 1
        if in_folder and (hidden or name.suffix.lower() not in READ_FROM_FOLDERS):
            continue
        path = _free(folder / name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("xb") as file:
            shutil.copyfileobj(upload.file, file, 1 << 20)
        taken.append(path.relative_to(folder).as_posix())
    if not taken:
        raise UsageError("no file was sent; choose spreadsheets or a folder that holds some")
    return taken


def _safe(part: str) -> str:
    clean = _UNSAFE.sub("_", part).strip(" ")
    stem, dot, suffix = clean.rpartition(".")
    if len(clean.encode("utf-8", "replace")) > _LONGEST:
        clean = f"{(stem or clean)[: _LONGEST // 4]}{dot}{suffix[:10]}" if dot else clean[:30]
    return f"_{clean}" if _RESERVED.match(clean) or clean.startswith("-") else clean


def _free(path: Path) -> Path:
    """Return ``path``, or one with a number where a file of that name was sent already."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return free
