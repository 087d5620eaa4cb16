"""``make fuzz``: plays cases for some minutes on all processors, and keeps what was found.

A case is made by its seed alone: ``python tests/fuzz/run.py --seed 4711`` plays one again. A
process that dies is a find of its own.
"""

import argparse
import collections
import multiprocessing
import os
import queue
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))


def _play(first: int, step: int, until: float, told: multiprocessing.Queue) -> None:
    from fuzz.worker import Worker

    with tempfile.TemporaryDirectory() as folder:
        worker = Worker(Path(folder))
        seed = first
        while time.time() < until:
            told.put(("begun", first % step, seed, "", 0, ""))
            told.put(("done", first % step, seed, *worker.play(seed)))
            seed += step


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--first", type=int, default=int(time.time()), help="the first seed")
    parser.add_argument("--seed", type=int, help="play this one case and say what happened")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    given = parser.parse_args()
    if given.seed is not None:
        from fuzz.worker import Worker

        folder = Path(tempfile.mkdtemp())
        print(
            *Worker(folder).play(given.seed), f"\nthe files of the case stand in {folder / 'case'}"
        )
        return
    until = time.time() + given.minutes * 60
    told: multiprocessing.Queue = multiprocessing.Queue()
    step = given.processes
    at = {n: given.first + n for n in range(step)}
    number = {(given.first + n) % step: n for n in range(step)}
    workers: dict[int, multiprocessing.Process] = {}
    count: collections.Counter[tuple[str, int]] = collections.Counter()
    finds = []
    while True:
        for n in range(step):
            process = workers.get(n)
            if process is None or not process.is_alive():
                if process is not None and process.exitcode:
                    finds.append((at[n], f"the process died with {process.exitcode}"))
                    print("FIND", *finds[-1], flush=True)
                    at[n] += step
                if time.time() < until:
                    workers[n] = multiprocessing.Process(
                        target=_play, args=(at[n], step, until, told)
                    )
                    workers[n].start()
        try:
            kind, one, seed, target, code, fault = told.get(timeout=1)
        except queue.Empty:
            if time.time() > until and not any(process.is_alive() for process in workers.values()):
                break
            continue
        at[number[one]] = seed
        if kind == "done":
            count[target, code] += 1
            if fault:
                finds.append((seed, fault))
                print("FIND", seed, target, code, fault, flush=True)
    print(f"{sum(count.values()):,} cases, {len(finds)} finds; seeds from {given.first}")
    for (target, code), times in sorted(count.items()):
        print(f"  {target:<15} exit {code}: {times:,}")
    sys.exit(bool(finds))


if __name__ == "__main__":
    main()
