"""What a whole run costs grows with its rows and findings: twice as many at most 2.5 times."""

import csv
import gc
import time
from datetime import date

import pytest
from conftest import AS_OF

from screen.lists.load import load_watchlists
from screen.models.policy import Policy
from screen.pipeline import Job, run
from screen.report.writers import write_report

#: Few lists: what it costs to index them would hide the rest.
LISTS = {"us-uflpa", "us-xinjiang", "nk-host-countries"}
LISTED = "Hetian Haolin Hair Accessories"
COUNTRIES = ("China", "Vietnam", "India", "Mexico")


def findings(path, count, turn):
    """Suppliers of which each is found under a name of its own."""
    rows = [[f"{LISTED} {turn}{at:05}", COUNTRIES[at % 4], "", ""] for at in range(count)]
    write(path, ["Supplier Name", "Country", "Supplies to", "City"], rows)


def shipments(path, count, turn):
    """Shipments of which one in a hundred is found, and one place in ten is a border town."""
    rows = [
        [
            f"E{at}",
            LISTED
            if at % 100 == 0
            else f"{'Dandong' if at % 10 == 0 else 'Pune'} Zq{turn}{at % 997}x",
            COUNTRIES[at % 4],
            "620520",
            "men's shirts, cotton",
            str(10 + at % 90),
            f"{1000 + at % 13}.50",
            "USD",
        ]
        for at in range(count)
    ]
    header = ["Entry No", "Manufacturer", "Country of Origin", "HTS", "Description", "Quantity"]
    write(path, [*header, "Value", "Currency"], rows)


def write(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([header, *rows])


@pytest.mark.parametrize(("make", "size"), [(findings, 150), (shipments, 2_000)])
def test_a_run_costs_what_its_input_costs(tmp_path, make, size):
    lists = [one for one in load_watchlists() if one.info.id in LISTS]

    def cost(count, turn):
        path = tmp_path / f"{count}-{turn}.csv"
        make(path, count, turn)
        began = time.process_time()
        result = run(Job([path], Policy(), as_of=date.fromisoformat(AS_OF)), lists)
        for end in ("xlsx", "json"):
            write_report(result, tmp_path / f"report.{end}")
        assert result.findings
        return time.process_time() - began

    cost(size // 4, 0)
    gc.collect()
    turns = [(cost(size, 2 * turn + 1), cost(2 * size, 2 * turn + 2)) for turn in range(2)]
    # What every run costs, whatever its size, makes the measured growth smaller, never larger.
    assert min(long for _, long in turns) <= 2.5 * min(short for short, _ in turns)
