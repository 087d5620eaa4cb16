"""Work in a separate process, which ends when we do and may die without harm to the page."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from screen.core.cleanup import own_process
from screen.core.errors import ScreenError

_DIED = (
    "the process that did the work ended before it was done; start it again, and if it ends again,"
    " send less at once"
)


class WorkFailed(ScreenError):
    """Work that ended with an error, in one line."""


def work(
    task: Mapping[str, Any],
    told: Callable[[str], None] = lambda _: None,
    began: Callable[["subprocess.Popen[bytes]"], None] = lambda _: None,
    folder: Path | None = None,
) -> dict[str, Any]:
    """Do a task of ``screen.web.work`` in a process in ``folder`` and return its answer.

    ``told`` takes each step as it begins. Raises WorkFailed, also where the process dies. It reads
    its standard input to the end, so that it ends at the latest when this process does.
    """
    command = [sys.executable, "-P", "-m", "screen.web.work"]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYTHONIOENCODING": "utf-8",
    }
    pipe = subprocess.PIPE
    with own_process(
        subprocess.Popen(
            command,
            stdin=pipe,
            stdout=pipe,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=folder,
        )
    ) as child:
        began(child)
        assert child.stdin and child.stdout
        try:
            child.stdin.write(json.dumps(dict(task)).encode() + b"\n")
            child.stdin.flush()
        except OSError as error:
            raise WorkFailed(_DIED) from error
        for line in child.stdout:
            said = json.loads(line)
            if "step" in said:
                told(said["step"])
            elif "error" in said:
                raise WorkFailed(said["error"])
            else:
                answer: dict[str, Any] = said["answer"]
                return answer
    raise WorkFailed(_DIED)
