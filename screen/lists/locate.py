"""Finds the bundled watchlists: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

import screen
from screen.core.errors import WatchlistError


def bundled_folder() -> Path:
    """Return the folder that holds the bundled watchlist folders."""
    package = Path(screen.__file__).parent
    for place in (package / "watchlists", package.parent / "watchlists"):
        if place.is_dir():
            return place
    raise WatchlistError(
        "the bundled watchlists are missing from this installation; reinstall forced-labor-screen"
    )


def list_folders(root: Path) -> list[Path]:
    """Return the watchlist folders at ``root``.

    Itself if it holds a list.toml, else its children that do.
    """
    if (root / "list.toml").is_file():
        return [root]
    if not root.is_dir():
        raise WatchlistError(
            f"{root}: no such watchlist folder; give a folder with a list.toml, or one that holds"
            " such folders"
        )
    found = sorted(child for child in root.iterdir() if (child / "list.toml").is_file())
    if not found:
        raise WatchlistError(
            f"{root}: holds no watchlist; a watchlist is a folder with list.toml, entries.csv and"
            " evidence.csv"
        )
    return found
