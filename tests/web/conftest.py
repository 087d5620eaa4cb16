"""A running page for each module of tests: a process of its own on a free port of 127.0.0.1."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest
from databases import empty_store

if find_spec("starlette") is None or find_spec("sqlalchemy") is None:
    collect_ignore_glob = ["test_*.py"]
TOKEN = "a-token-of-the-tests-and-nobody-else"
#: Shows tracebacks of the server where somebody looks for a fault.
DEBUG = bool(os.environ.get("DEBUG"))
HOSTILE = "<img src=x onerror=alert(1)>Ninestar Corporation</script><script>alert(2)</script>"


@dataclass
class Page:
    """The page as a browser has it; ``process`` is the server."""

    base: str
    process: subprocess.Popen[str]
    client: httpx.Client

    @property
    def origin(self) -> dict[str, str]:
        return {"Origin": self.base}

    def get(self, path: str, **more: object) -> httpx.Response:
        return self.client.get(path, **more)

    def post(self, path: str, **more: object) -> httpx.Response:
        return self.client.post(path, headers=self.origin, **more)

    def send(self, **files: str | bytes) -> str:
        """Sends files and returns the address of their job."""
        parts = [("files", (name, data)) for name, data in files.items()]
        answer = self.post("/uploads", files=parts)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def wait(self, job: str, state: str = "", seconds: float = 120) -> dict[str, object]:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            now = self.get(f"{job}/progress").json()
            if now["state"] in ({state} if state else {"confirm", "done", "failed"}):
                return now
            time.sleep(0.1)
        raise AssertionError(f"{job} is still {now}")

    def screen(self, columns: dict[str, str] | None = None, **files: str | bytes) -> str:
        """Sends files, confirms their columns, and returns the address of the run."""
        job = self.send(**files)
        assert self.wait(job)["state"] == "confirm"
        self.post(f"{job}/columns", data=columns or {})
        assert self.wait(job, "done")
        return self.get(job).headers["location"]

    def cases(self, run: str) -> list[tuple[str, str]]:
        """The ids and titles of the cases on the page of a run, in their order."""
        found = re.findall(
            r'href="/runs/\d+/cases/(case-[0-9a-f]{16})">([^<]*)</a>', self.get(run).text
        )
        return [(id, unescape(title)) for id, title in found]

    def decide(self, run: str, case: str, **more: str) -> httpx.Response:
        fields = {"disposition": "false-positive", "reason": "another firm", "reviewer": "Ada"}
        return self.post(f"{run}/cases/{case}/decide", data={**fields, "seen": "0", **more})


def start(store: Path | str, *options: str, token: str = TOKEN, lists: str = "") -> Page:
    environment = {**os.environ, "FLSCREEN_STORE": str(store), "FLSCREEN_TOKEN": token}
    # Neither the lists nor the uploads of whoever runs the tests.
    own = Path(lists or Path(str(store)).parent)
    environment |= {"FLSCREEN_LISTS": str(own / "lists"), "XDG_DATA_HOME": str(own)}
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "screen",
            *(["--debug"] if DEBUG else []),
            "serve",
            "--port",
            "0",
            "--no-browser",
            *options,
        ],
        stdout=subprocess.PIPE,
        stderr=sys.stderr if DEBUG else subprocess.STDOUT,
        text=True,
        env=environment,
    )
    assert process.stdout
    line = process.stdout.readline()
    found = re.search(r"(http://127\.0\.0\.1:\d+)/\?token=(\S+)", line)
    assert found, line + process.stdout.read()
    client = httpx.Client(base_url=found[1], timeout=180, trust_env=False)
    page = Page(found[1], process, client)
    assert client.get(f"/?token={token}").status_code == 303
    return page


def stop(page: Page) -> None:
    page.client.close()
    page.process.terminate()
    page.process.wait(20)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("memory")
    with empty_store(folder) as store:
        served = start(store, lists=str(folder))
        yield served
        stop(served)
