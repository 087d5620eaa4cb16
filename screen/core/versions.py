"""The versions of what decides on results, for the audit of a report."""

import platform
from functools import cache
from importlib.metadata import version

from screen import __version__

#: Libraries whose release can change what is read, matched or written.
LIBRARIES = ("polars", "rapidfuzz", "thefuzz", "anyascii", "pydantic", "fastexcel", "openpyxl")


@cache
def versions() -> dict[str, str]:
    """Name and version of flscreen, Python and ``LIBRARIES``."""
    return {"flscreen": __version__, "python": platform.python_version()} | {
        name: version(name) for name in LIBRARIES
    }
