"""A container's limits on processors and memory are kept."""

import os

import pytest
from conftest import ROOT

from screen.core.machine import memory_limit, processors

HERE = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


@pytest.mark.parametrize(
    ("files", "count"),
    [
        ({"cpu.max": "100000 100000"}, 1),
        ({"cpu.max": "50000 100000"}, 1),
        ({"cpu.max": "max 100000"}, HERE),
        ({"cpu.max": "6400000 100000"}, HERE),
        ({"cpu/cpu.cfs_quota_us": "100000", "cpu/cpu.cfs_period_us": "100000"}, 1),
        ({"cpu/cpu.cfs_quota_us": "-1", "cpu/cpu.cfs_period_us": "100000"}, HERE),
        ({}, HERE),
    ],
)
def test_processors(tmp_path, files, count):
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text + "\n")
    assert processors(tmp_path) == count


@pytest.mark.parametrize(
    ("files", "limit"),
    [
        ({"memory.max": "536870912"}, 536_870_912),
        ({"memory.max": "max"}, None),
        ({"memory/memory.limit_in_bytes": "1073741824"}, 1 << 30),
        ({"memory/memory.limit_in_bytes": "9223372036854771712"}, None),
        ({}, None),
    ],
)
def test_memory(tmp_path, files, limit):
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text + "\n")
    assert memory_limit(tmp_path) == limit


def test_nothing_else_counts_processors():
    """A container's quota holds for every process and thread that we start."""
    counting = {
        path.name
        for path in (ROOT / "screen").rglob("*.py")
        if "cpu_count" in path.read_text(encoding="utf-8")
    }
    assert counting == {"machine.py"}
