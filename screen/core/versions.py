"""The versions of the software that affects results, for the audit of a report."""

import platform
from functools import cache
from importlib.metadata import version

from screen import __version__

#: Where the project lives; pyproject.toml says the same.
HOMEPAGE = "https://github.com/flscreen/flscreen"
#: Libraries of which another release could change what is read, matched or written.
LIBRARIES = ("polars", "rapidfuzz", "thefuzz", "anyascii", "pydantic", "fastexcel", "openpyxl")


@cache
def versions() -> dict[str, str]:
    """Return the versions of flscreen, Python and ``LIBRARIES`` by name."""
    return {"flscreen": __version__, "python": platform.python_version()} | {
        name: version(name) for name in LIBRARIES
    }
