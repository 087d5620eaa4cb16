"""How the cost of a whole run grows with its input: rows, findings, chain links and listed names.

Called by ``make bench`` and alone: ``python tests/benchmarks/growth.py [--rows N] ...``. Each is
screened once, twice and four times as large, in a process of its own, from the file to the workbook
and the JSON report. Processor time is that of all processes of the run, the peak that of the
largest; a cost that grows linearly at most doubles where the input does.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import polars as pl
from dense import write_list, write_names
from load import HEADER, shipments
from run import names

TIMES = (1, 2, 4)
#: So many suppliers stand in a chain, one behind the other, whose last one is listed.
_CHAIN = 10
_LISTED = ["Hetian Haolin Hair Accessories", "Donggang Jinhui Foodstuff"]


def of_rows(folder: Path, count: int) -> list[str]:
    """Write shipments against the bundled lists."""
    lines = [HEADER, *shipments(count, max(count // 2, 100))]
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in lines)
    (folder / "rows.csv").write_text(text, encoding="utf-8")
    return [str(folder / "rows.csv")]


def of_findings(folder: Path, count: int) -> list[str]:
    """Write as many names again as are findings: each stands in a list, of which it is one of 200."""
    own = write_list(folder, 200)
    rng, listed = random.Random(11), names(200, 1)
    pl.DataFrame(
        {
            "Supplier Name": [f"{rng.choice(listed)} {number}" for number in range(count)],
            "Country": ["China"] * count,
        }
    ).write_csv(folder / "findings.csv")
    return [str(folder / "findings.csv"), "--no-bundled", "--watchlists", str(own)]


def of_links(folder: Path, count: int) -> list[str]:
    """Write suppliers of which each supplies the one before it, in chains of ten."""
    firms = names(count, 5)
    for at in range(_CHAIN - 1, count, _CHAIN):
        firms[at] = f"{_LISTED[at % 2]} Branch {at}"
    customers = ["" if at % _CHAIN == 0 else firms[at - 1] for at in range(count)]
    pl.DataFrame(
        {
            "Supplier ID": [f"S{at}" for at in range(count)],
            "Supplier Name": firms,
            "Tier": [1 + at % _CHAIN for at in range(count)],
            "Supplies to": customers,
            "Country": ["China"] * count,
        }
    ).write_csv(folder / "links.csv")
    return [str(folder / "links.csv")]


def of_listed(folder: Path, count: int) -> list[str]:
    """Write a list of so many names, and 2,000 suppliers to look for in it."""
    own, suppliers = write_list(folder, count), write_names(folder / "names.csv", 2_000)
    return [str(suppliers), "--no-bundled", "--watchlists", str(own)]


KINDS = {
    "rows": (of_rows, 50_000),
    "findings": (of_findings, 2_500),
    "links": (of_links, 2_500),
    "listed": (of_listed, 5_000),
}


def cost(arguments: list[str], folder: Path) -> tuple[float, int, int]:
    """Run the command line, and return its processor time, its peak in MB, and its findings."""
    outputs = [part for end in ("xlsx", "json") for part in ("-o", str(folder / f"report.{end}"))]
    command = [sys.executable, "-m", "screen", "run", *arguments, *outputs, "--fail-on", "none"]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # Of the process and of all that it has waited for.
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    found = json.loads((folder / "report.json").read_text(encoding="utf-8"))["summary"]
    mb = used.ru_maxrss // (1024 if sys.platform != "darwin" else 1024 * 1024)
    return used.ru_utime + used.ru_stime, mb, found["open"] + found["reviewed"]


def measure(kind: str, size: int) -> None:
    """Print what the run costs at one, two and four times ``size``."""
    write, _ = KINDS[kind]
    before: tuple[float, float] | None = None
    for times in TIMES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            seconds, mb, found = cost(write(folder, size * times), folder)
        ratio = f"{seconds / before[0]:7.2f} {mb / before[1]:9.2f}" if before else ""
        print(
            f"{kind:>9} {size * times:>11,} {found:>9,} {seconds:>10.1f} s {mb:>7,} MB {ratio}",
            flush=True,
        )
        before = seconds, mb


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    for kind, (_, size) in KINDS.items():
        parser.add_argument(f"--{kind}", type=int, default=size, metavar="SIZE")
    given = vars(parser.parse_args())
    print(
        f"{'':>9} {'size':>11} {'findings':>9} {'processor':>12} {'peak':>10} {'x time':>7} x memory"
    )
    for kind in KINDS:
        if given[kind]:
            measure(kind, given[kind])


if __name__ == "__main__":
    main()
