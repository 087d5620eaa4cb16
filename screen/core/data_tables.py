"""Data tables that lie beside the code, read once in a process."""

import csv
from functools import cache
from importlib import resources


@cache
def read_table(package: str, name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``<package>/data/<name>.csv`` as dicts of strings, in file order."""
    text = resources.files(package).joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
