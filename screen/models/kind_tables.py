"""The file of row kinds (``data/kinds.toml``), and their names, for what must start fast."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def kind_tables() -> dict[str, dict[str, Any]]:
    """Return the table of each kind of row, by name, in the order of the file."""
    text = resources.files("screen.models").joinpath("data", "kinds.toml").read_text("utf-8")
    return tomllib.loads(text)


#: The names of the kinds of row that a table can hold.
TABLE_KIND_NAMES: tuple[str, ...] = tuple(kind_tables())
