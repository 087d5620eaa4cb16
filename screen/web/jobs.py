"""The work that the page has been given: kept in folders, done by processes, never half.

A job is a folder with ``job.json`` and the uploaded files. Whatever happens to us, the next start
finds it: finished, waiting for its columns to be confirmed, or interrupted and ready to go on.
"""

import json
import re
import secrets
import shutil
import subprocess
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from screen.core.atomic import write_whole
from screen.core.errors import ScreenError
from screen.core.single import claim
from screen.store.times import now
from screen.web.child import work

#: 'waiting' for its turn, 'working', to be 'confirmed' by a person, 'done', 'failed',
#: 'interrupted' when we ended in the middle of it.
State = Literal["waiting", "working", "confirm", "done", "failed", "interrupted"]
Kind = Literal["columns", "screen", "monitor", "lists"]
_FILES = "files"
#: At most this many finished jobs are remembered; their runs stay in the store.
_FINISHED_KEPT = 200


@dataclass(slots=True)
class Job:
    """Something that was asked for, and how far it is."""

    id: str
    kind: Kind
    state: State = "waiting"
    created: str = ""
    files: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    error: str = ""
    operator: str = ""
    task: dict[str, Any] = field(default_factory=dict)
    found: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    run: int = 0

    @property
    def is_busy(self) -> bool:
        """Whether it is being done or waits for its turn."""
        return self.state in {"waiting", "working"}


class Jobs:
    """All jobs, and the few processes at a time that do them."""

    def __init__(
        self,
        folder: Path,
        common: dict[str, Any],
        workers: int,
        run_of: Callable[[str], int],
    ) -> None:
        """Take up what lies in ``folder``. ``common`` is part of every task.

        ``run_of`` returns the number of the run that a command made, 0 for none: a job whose run
        was kept just before we ended is done.
        """
        self._folder, self._common, self._run_of = folder, common, run_of
        self._lock = threading.Lock()
        self._children: set[subprocess.Popen[bytes]] = set()
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="job")
        self._jobs: dict[str, Job] = {}
        self._stopping = False
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._claim = claim(folder, "open the page that is running, or set FLSCREEN_STORE")
        self._take_up()

    def new(self, kind: Kind, operator: str = "", **task: Any) -> Job:
        """Make a job and its folder; it begins with ``start``."""
        job = Job(secrets.token_hex(8), kind, "waiting", now(), operator=operator, task=task)
        self.files_of(job).mkdir(mode=0o700, parents=True)
        return job

    def start(self, job: Job) -> None:
        """Put a job in the queue."""
        with self._lock:
            job.state, job.error, job.steps = "waiting", "", []
            self._jobs[job.id] = job
            self._save(job)
        self._pool.submit(self._do, job)

    def discard(self, job: Job) -> None:
        """Forget a job that is not being done, and remove its files."""
        with self._lock:
            self._jobs.pop(job.id, None)
        shutil.rmtree(self._folder / job.id, ignore_errors=True)

    def get(self, id: str) -> Job | None:
        """Return a job by its id."""
        with self._lock:
            return self._jobs.get(id)

    def all(self) -> list[Job]:
        """Return all jobs, the newest first."""
        with self._lock:
            return sorted(self._jobs.values(), key=lambda job: (job.created, job.id), reverse=True)

    def before(self, job: Job) -> int:
        """Return how many jobs are being done or waiting before this one."""
        with self._lock:
            order = list(self._jobs)
            earlier = order[: order.index(job.id)] if job.id in self._jobs else []
            return sum(self._jobs[id].is_busy for id in earlier)

    def files_of(self, job: Job) -> Path:
        """Return the folder of a job's files."""
        return self._folder / job.id / _FILES

    def stop(self) -> None:
        """End the processes; their jobs will be found interrupted."""
        self._stopping = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        for child in list(self._children):
            child.kill()
        self._claim.close()

    def _do(self, job: Job) -> None:
        if self._stopping or self.get(job.id) is None:
            return
        task = {**self._common, **job.task, "kind": job.kind, "files": job.files}
        task |= {"columns": job.columns, "operator": job.operator, "command": command_of(job)}

        def told(step: str) -> None:
            with self._lock:
                job.steps.append(step)

        children: list[subprocess.Popen[bytes]] = []

        def began(child: "subprocess.Popen[bytes]") -> None:
            children.append(child)
            self._children.add(child)

        with self._lock:
            job.state = "working"
            self._save(job)
        try:
            answer = work(task, told, began, self.files_of(job))
        except ScreenError as error:
            if self._stopping:
                return
            # It may have died after its run was kept, and before it could say so.
            run = self._run_of(command_of(job)) if job.kind == "screen" else 0
            if run:
                self._finish(job, "done", run=run)
            else:
                self._finish(job, "failed", error=str(error))
        else:
            if job.kind == "columns":
                self._finish(job, "confirm", found=answer)
            else:
                self._finish(job, "done", found=answer, run=answer.get("run", 0))
        finally:
            self._children.difference_update(children)

    def _finish(self, job: Job, state: State, **changed: Any) -> None:
        with self._lock:
            for name, value in changed.items():
                setattr(job, name, value)
            job.state = state
            self._save(job)
        if state == "done":
            # The run is in the store; the files are the user's and stay with the user.
            shutil.rmtree(self.files_of(job), ignore_errors=True)

    def _save(self, job: Job) -> None:
        with write_whole(self._folder / job.id / "job.json") as temporary:
            temporary.write_text(json.dumps(asdict(job)), encoding="utf-8")

    def _take_up(self) -> None:
        """Load the jobs of earlier starts; remove uploads that never were whole."""
        found = []
        for place in filter(_is_ours, self._folder.iterdir()):
            try:
                job = Job(**json.loads((place / "job.json").read_text(encoding="utf-8")))
            except (OSError, ValueError, TypeError):
                shutil.rmtree(place, ignore_errors=True)
                continue
            if job.is_busy:
                job.run = self._run_of(command_of(job)) if job.kind == "screen" else 0
                job.state = "done" if job.run else "interrupted"
            found.append(job)
        found.sort(key=lambda job: job.created)
        finished = [job for job in found if job.state == "done"][:-_FINISHED_KEPT]
        for job in finished:
            shutil.rmtree(self._folder / job.id, ignore_errors=True)
        self._jobs = {job.id: job for job in found if job not in finished}
        for job in self._jobs.values():
            self._save(job)


def _is_ours(place: Path) -> bool:
    """Whether a folder can be that of a job; nothing else is ever touched."""
    return re.fullmatch("[0-9a-f]{16}", place.name) is not None and place.is_dir()


def command_of(job: Job) -> str:
    """Return the command that the run of a job says it was made by."""
    return f"flscreen serve (upload {job.id})"
