"""Twenty uploads at once: all finish, memory stays bounded, the page answers within a second.

Part of ``make test-browser``; it measures, so it is no test of ``make test``.
"""

import os
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
import httpx  # noqa: E402
from web.conftest import TOKEN, Page, start, stop  # noqa: E402

UPLOADS, ROWS, SECOND = int(os.environ.get("UPLOADS", "20")), 2_000, 1.0
#: The server and two runs at a time of files of this size need far less.
MOST_MB = 2_500


def memory(pid: int) -> int:
    """The megabytes of a process and of all that it has started."""
    total, wanted = 0, {pid}
    places = sorted(Path("/proc").glob("[0-9]*"), key=lambda place: int(place.name))
    for place in places:
        try:
            fields = (place / "stat").read_text().rpartition(")")[2].split()
            if int(place.name) in wanted or int(fields[1]) in wanted:
                wanted.add(int(place.name))
                total += int((place / "statm").read_text().split()[1]) * 4096
        except OSError:
            continue
    return total // 1_000_000


def watch(
    page: Page, done: threading.Event, slow: list[float], used: list[int], faults: list[str]
) -> None:
    with httpx.Client(base_url=page.base, timeout=60, trust_env=False) as client:
        client.get(f"/?token={TOKEN}")
        paths = ["/", "/runs", "/history?q=Ninestar", "/trail", "/settings", "/monitor"]
        while not done.is_set():
            for path in paths:
                began = time.perf_counter()
                answer = client.get(path)
                slow.append(time.perf_counter() - began)
                if answer.status_code != 200:
                    faults.append(f"{path}: {answer.status_code}: {answer.text[-1500:]}")
            used.append(memory(page.process.pid))
            time.sleep(0.1)


def one(page: Page, number: int) -> int:
    rows = "".join(f"Maker {n * 7919 % 99991} Works {number},China\n" for n in range(ROWS))
    text = f"Vendor Name,Country\nNinestar Corporation,China\n{rows}"
    job = page.send(**{f"vendors-{number}.csv": text})
    page.wait(job, "confirm", 600)
    page.post(f"{job}/columns")
    page.wait(job, "done", 600)
    return int(page.get(job).headers["location"].rpartition("/")[2])


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = start(Path(folder) / "store.sqlite")
        slow: list[float] = []
        faults: list[str] = []
        used: list[int] = []
        done = threading.Event()
        watcher = threading.Thread(target=watch, args=(page, done, slow, used, faults))
        try:
            page.get("/lists")
            watcher.start()
            began = time.perf_counter()
            with ThreadPoolExecutor(UPLOADS) as pool:
                runs = list(pool.map(lambda number: one(page, number), range(UPLOADS)))
            took = time.perf_counter() - began
        finally:
            done.set()
            watcher.join()
            stop(page)
        assert sorted(runs) == list(range(1, UPLOADS + 1))
        slow.sort()
        print(
            f"{UPLOADS} uploads of {ROWS:,} rows at once: all finished in {took:.0f} s; of"
            f" {len(slow)} pages meanwhile the slowest took {slow[-1]:.2f} s, the median"
            f" {slow[len(slow) // 2]:.3f} s; at most {max(used):,} MB in all processes"
        )
        assert not faults, faults[0]
        assert slow[-1] < SECOND and max(used) < MOST_MB


if __name__ == "__main__":
    main()
