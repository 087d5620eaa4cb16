"""Build every layout into a folder: ``python tests/layouts/make.py FOLDER [--write-truth]``.

With ``--write-truth`` truth.csv and columns.csv beside this file are written anew.
"""

import csv
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from desk import HERE, Desk

MODULES = [
    "erp",
    "factory_lists",
    "customs",
    "orders",
    "tier_maps",
    "asian",
    "european",
    "messy",
    "pages",
    "beyond",
]
TRUTH = [
    "layout",
    "file",
    "sheet",
    "row",
    "column",
    "planted",
    "list_id",
    "entry_id",
    "stands",
    "role",
]
COLUMNS = ["layout", "file", "sheet", "header", "field", "role", "tier"]


def layouts() -> dict[str, Callable[[Desk], None]]:
    """Name every layout, in the order of the modules."""
    return {make.__name__: make for name in MODULES for make in import_module(name).LAYOUTS}


def build(folder: Path) -> tuple[list[list[str]], list[list[str]]]:
    """Write each layout into a folder of its name; returns the truth and the columns."""
    truth, columns = [], []
    for name, make in layouts().items():
        desk = Desk(name, folder / name)
        make(desk)
        truth += [list(map(str, line)) for line in desk.truth]
        columns += desk.columns
    return truth, columns


def write(name: str, header: Sequence[str], lines: list[list[str]]) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows([header, *lines])


if __name__ == "__main__":
    truth, columns = build(Path(sys.argv[1]))
    if "--write-truth" in sys.argv[2:]:
        write("truth.csv", TRUTH, truth)
        write("columns.csv", COLUMNS, columns)
    print(f"{len(layouts())} layouts, {len(truth)} listed firms planted")
