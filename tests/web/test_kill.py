"""Power cuts: the server or the process of a run dies in the middle; nothing is lost, or half."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from web.conftest import Page, start, stop

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends POSIX signals")

#: Long enough in every stage to be killed there.
ROWS = "".join(f"Maker {n} Works {n * 7919 % 99991},China\n" for n in range(5_000))
VENDORS = f"Vendor Name,Country\nNinestar Corporation,China\n{ROWS}"


def children(page: Page) -> list[int]:
    """The processes that the server has started, as /proc knows them."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = (place / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == page.process.pid and fields[0] != "Z":
            found.append(int(place.name))
    return found


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def begin(page: Page) -> str:
    job = page.send(**{"vendors.csv": VENDORS})
    page.wait(job, "confirm")
    page.post(f"{job}/columns")
    return job


def until(page: Page, job: str, step: str) -> None:
    for _ in range(1200):
        now = page.get(f"{job}/progress").json()
        if any(step in one for one in now["steps"]):
            return
        assert now["state"] in {"waiting", "working"}, now
        time.sleep(0.02)
    raise AssertionError(f"{step} never came")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds processes in /proc")
@pytest.mark.parametrize("step", ["Reading", "Keeping"])
def test_kill_9_of_the_run(tmp_path, step):
    page = start(tmp_path / "s.sqlite")
    try:
        job = begin(page)
        until(page, job, step)
        (child,) = children(page)
        os.kill(child, signal.SIGKILL)
        state = page.wait(job)["state"]
        runs = page.get("/runs").text.count(">Run ")
        assert (state, runs) in {("failed", 0), ("done", 1)}, "kept whole or not at all"
        if state == "failed":
            assert "ended before it was done" in page.get(job).text
            page.post(f"{job}/again")
            page.wait(job, "done")
        run = page.get(job).headers["location"]
        assert "Ninestar Corporation" in [title for _, title in page.cases(run)]
    finally:
        stop(page)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds processes in /proc")
@pytest.mark.parametrize("step", ["Loading", "Matching", "Keeping"])
def test_kill_9_of_the_server(tmp_path, step):
    store = tmp_path / "s.sqlite"
    page = start(store)
    job = begin(page)
    until(page, job, step)
    started = children(page)
    os.kill(page.process.pid, signal.SIGKILL)
    page.process.wait(20)
    page.client.close()
    end = time.monotonic() + 20
    while any(map(alive, started)):
        assert time.monotonic() < end, "its processes end with it"
        time.sleep(0.1)
    page = start(store)
    try:
        answer = page.get(job)
        if answer.status_code == 200:
            assert "Nothing is lost" in answer.text and "Interrupted" in page.get("/").text
            assert page.get("/runs").text.count(">Run ") == 0, "nothing half"
            page.post(f"{job}/again")
            page.wait(job, "done", 240)
        assert page.get("/runs").text.count(">Run ") == 1
        run = page.get(job).headers["location"]
        case = {title: id for id, title in page.cases(run)}["Ninestar Corporation"]
        assert page.decide(run, case).status_code == 303
    finally:
        os.kill(page.process.pid, signal.SIGKILL)
        page.process.wait(20)
        page.client.close()
    page = start(store)
    try:
        assert "false-positive by Ada" in page.get(f"{run}/cases/{case}").text
        assert "chain of digests holds" in page.get("/trail").text
    finally:
        stop(page)


def test_an_upload_that_was_cut_off_leaves_nothing(tmp_path):
    import socket

    page = start(tmp_path / "s.sqlite")
    try:
        host, port = page.base.removeprefix("http://").split(":")
        cookie = "; ".join(f"{one.name}={one.value}" for one in page.client.cookies.jar)
        head = (
            f"POST /uploads HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: {page.base}\r\n"
            f"Cookie: {cookie}\r\nContent-Type: multipart/form-data; boundary=b\r\n"
            "Content-Length: 900000\r\n\r\n--b\r\n"
            'Content-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\n'
        )
        with socket.create_connection((host, int(port))) as half:
            half.sendall(head.encode() + b"x" * 100_000)
        time.sleep(0.5)
        assert page.get("/").status_code == 200
        assert [path.name for path in (tmp_path / "s-uploads").iterdir()] == ["in-use"]
    finally:
        stop(page)
