"""Dense lists: a million names against a user's own list of 25,000, of which hundreds of thousands are like.

Called by ``make bench`` and alone: ``python tests/benchmarks/dense.py [--names N] [--listed N]``.
``--write FOLDER`` writes the two and screens nothing. The run is in a process of its own, as a
user's would be.
"""

import argparse
import csv
import tempfile
from pathlib import Path

from load import measure
from run import names

LIST = """\
id = "own-list"
title = "Suppliers that our auditors refused"
publisher = "Example Importers Inc."
kind = "internal"
effect = "reported"
as_of = "2026-01-01"
retrieved = "2026-01-01"
max_age_days = 9999
coverage = "complete"

[[sources]]
id = "audits"
title = "Audits"
publisher = "Example Importers Inc."
reliability = "single-source"
"""
COUNTRIES = ("China", "Vietnam", "India", "Mexico")


def write_list(folder: Path, count: int) -> Path:
    """Write a list of so many names with a claim each, and return its folder."""
    own = folder / "own-list"
    own.mkdir(parents=True, exist_ok=True)
    (own / "list.toml").write_text(LIST, encoding="utf-8")
    with (own / "entries.csv").open("w", encoding="utf-8", newline="") as handle:
        rows = csv.writer(handle)
        rows.writerow(["entry_id", "kind", "name"])
        rows.writerows([f"n{n}", "entity", name] for n, name in enumerate(names(count, 1)))
    with (own / "evidence.csv").open("w", encoding="utf-8", newline="") as handle:
        rows = csv.writer(handle)
        rows.writerow(["evidence_id", "entry_id", "source_id", "claim", "locator", "date"])
        claim = "Example Importers Inc. refused this firm after an audit."
        rows.writerows([f"e{n}", f"n{n}", "audits", claim, "", "2026"] for n in range(count))
    return own


def write_names(path: Path, count: int) -> Path:
    """Write so many suppliers with a country, and return the path."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        rows = csv.writer(handle)
        rows.writerow(["Supplier Name", "Country"])
        rows.writerows([name, COUNTRIES[n % 4]] for n, name in enumerate(names(count, 2)))
    return path


def bench_dense(count: int, listed: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own, suppliers = write_list(folder, listed), write_names(folder / "names.csv", count)
        measure(
            f"{count:,} names against a list of {listed:,}",
            [suppliers],
            folder,
            lists=[own],
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=1_000_000)
    parser.add_argument("--listed", type=int, default=25_000)
    parser.add_argument("--write", type=Path, metavar="FOLDER")
    given = parser.parse_args()
    if given.write:
        write_list(given.write, given.listed)
        write_names(given.write / "names.csv", given.names)
    else:
        bench_dense(given.names, given.listed)


if __name__ == "__main__":
    main()
