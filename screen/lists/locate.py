"""Finds the bundled watchlists and the user's own."""

import os
from collections.abc import Sequence
from pathlib import Path

import platformdirs

from screen.core.bundled import bundled
from screen.core.errors import WatchlistError


def bundled_folder() -> Path:
    """Return the folder that holds the bundled watchlist folders."""
    place = bundled("watchlists")
    if place is not None:
        return place
    raise WatchlistError(
        "the bundled watchlists are missing from this installation; reinstall forced-labor-screen"
    )


def user_folder() -> Path:
    """Return the folder of the user's own lists, which ``lists update`` fills; it need not exist.

    FLSCREEN_LISTS names another one.
    """
    named = os.environ.get("FLSCREEN_LISTS", "")
    return Path(named) if named else platformdirs.user_data_path("flscreen", False) / "lists"


def user_lists() -> list[Path]:
    """Return the list folders in the user's own folder; none where there is no such folder."""
    root = user_folder()
    if not root.is_dir():
        return []
    return sorted(child for child in root.iterdir() if (child / "list.toml").is_file())


def list_folders(root: Path) -> list[Path]:
    """Return the watchlist folders at ``root``.

    Itself if it holds a list.toml, else its children that do.
    """
    if (root / "list.toml").is_file():
        return [root]
    if not root.is_dir():
        raise WatchlistError(
            "no such watchlist folder",
            path=root,
            hint="give a folder with a list.toml, or one that holds such folders",
        )
    found = sorted(child for child in root.iterdir() if (child / "list.toml").is_file())
    if not found:
        raise WatchlistError(
            "holds no watchlist",
            path=root,
            hint="a watchlist is a folder with list.toml, entries.csv and evidence.csv",
        )
    return found


def files_beside(name: str, folders: Sequence[Path]) -> list[Path]:
    """Return where a file ``name`` of the user's may lie: beside the lists of ``folders``.

    A folder that is a list itself has it beside itself. The bundled file is never among them.
    """
    found = []
    for folder in folders:
        root = folder.parent if (folder / "list.toml").is_file() else folder
        found.append(root / name)
    bundled_file = bundled_folder() / name
    return [file for file in dict.fromkeys(found) if file.resolve() != bundled_file.resolve()]
