"""What this process may use of the machine: processors and memory, as a container limits them."""

import math
import os
from pathlib import Path

_CGROUP = Path("/sys/fs/cgroup")
#: A limit that no machine reaches stands for none.
_NO_LIMIT = 1 << 60


def processors(root: Path = _CGROUP) -> int:
    """Return the processors that this process may use: its own, and no more than its quota."""
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota = _quota(root)
    return max(1, min(own, math.ceil(quota))) if quota else own


def memory_limit(root: Path = _CGROUP) -> int | None:
    """Return how many bytes this process may use where a container limits them, else None."""
    for name in ("memory.max", "memory/memory.limit_in_bytes"):
        limits = [_number(folder / name) for folder in _folders(root)]
        found = [limit for limit in limits if limit is not None and limit < _NO_LIMIT]
        if found:
            return min(found)
    return None


def give_memory_back() -> None:
    """Let polars return memory to the system soon after it is free; ask before it is imported.

    Its allocator would keep what large frames leave behind, which then counts as ours for good. Not
    at once: pages that are given away and taken again a moment later cost a tenth of a run.
    """
    os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:100,muzzy_decay_ms:100")


def _quota(root: Path) -> float | None:
    """Return the processors of the quota; versions 2 and 1 of cgroups write it differently."""
    found = []
    for folder in _folders(root):
        limit, _, period = _text(folder / "cpu.max").partition(" ")
        if limit.isdigit() and period.isdigit() and int(period):
            found.append(int(limit) / int(period))
    quota, period_us = (_number(root / "cpu" / f"cpu.cfs_{n}_us") for n in ("quota", "period"))
    if quota and period_us and quota > 0:
        found.append(quota / period_us)
    return min(found, default=None)


def _folders(root: Path) -> list[Path]:
    """Return the folder of this process's group and those above it: each may set a limit."""
    groups = _text(Path("/proc/self/cgroup")).splitlines()
    own = next((line[3:] for line in groups if line[:3] == "0::"), "")
    folder = root / own.strip("/")
    return [folder, *(one for one in folder.parents if one.is_relative_to(root))]


def _number(path: Path) -> int | None:
    text = _text(path)
    return int(text) if text.isdigit() else None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
