"""Folders that come with flscreen: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

import screen


def bundled(name: str) -> Path | None:
    """Return the folder ``name`` that came with flscreen, None where it is missing."""
    package = Path(screen.__file__).parent
    places = (package / name, package.parent / name)
    return next((place for place in places if place.is_dir()), None)
