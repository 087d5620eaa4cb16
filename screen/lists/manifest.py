"""The manifest of a watchlist folder.

SHA256SUMS, in the format that ``sha256sum --check`` reads.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from screen.core.errors import WatchlistError

MANIFEST = "SHA256SUMS"
LISTED = ("entries.csv", "evidence.csv", "list.toml")


def write_manifest(folder: Path) -> None:
    """Write the digests of a folder's three files beside them."""
    lines = [f"{_digest(folder / name)}  {name}\n" for name in LISTED]
    (folder / MANIFEST).write_text("".join(lines), encoding="ascii", newline="\n")


def check_manifest(folder: Path, files: Mapping[str, bytes]) -> None:
    """Raise WatchlistError where a manifest is there and one of ``files`` does not agree with it.

    Without one there is nothing to check.
    """
    path = folder / MANIFEST
    if not path.is_file():
        return
    try:
        lines = [
            line.split(maxsplit=1)
            for line in path.read_text(encoding="ascii").splitlines()
            if line.strip()
        ]
        stated = {name.strip(" *"): digest for digest, name in lines}
    except (ValueError, OSError) as error:
        raise WatchlistError(
            "is not a manifest of digests",
            path=path,
            hint="write it anew with 'flscreen lists verify --seal'",
        ) from error
    for name in LISTED:
        if stated.get(name) != hashlib.sha256(files[name]).hexdigest():
            raise WatchlistError(
                f"differs from {MANIFEST}: it was changed or damaged after it was sealed",
                path=folder / name,
                hint="restore it, or seal your change with 'flscreen lists verify --seal'",
            )


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise WatchlistError(
            f"{error.strerror or error}",
            path=path,
            hint=f"a watchlist folder holds {', '.join(LISTED)}",
        ) from error
