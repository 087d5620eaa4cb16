"""A bounded round of the mutation fuzzer; ``make fuzz`` plays on for as long as one likes."""

import os

import pytest
from fuzz.worker import Worker

from screen.lists import load

#: Seeds are fixed, so that a failure here can be played again: python tests/fuzz/run.py --seed N
CASES = int(os.environ.get("FLSCREEN_FUZZ_CASES", "120"))


@pytest.mark.parametrize("first", range(0, CASES, CASES // 4))
def test_damaged_files_break_no_promise(tmp_path, first, monkeypatch):
    # The worker keeps the bundled lists; this gives the other tests the loader back.
    monkeypatch.setattr(load, "load_watchlist", load.load_watchlist)
    worker = Worker(tmp_path)
    finds = []
    codes = set()
    for seed in range(first, first + CASES // 4):
        target, code, fault = worker.play(seed)
        codes.add(code)
        if fault:
            finds.append((seed, target, code, fault))
    assert finds == []
    assert len(codes) > 1
