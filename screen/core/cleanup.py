"""Temporary files, folders and processes, of which none outlives this process.

Each is recorded before it is created, so that a request to stop finds all of them.
"""

import contextlib
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_paths: set[Path] = set()
_processes: "set[subprocess.Popen[bytes]]" = set()


@contextmanager
def temporary_file(prefix: str, suffix: str, folder: Path) -> Iterator[Path]:
    """Yield a new empty file in ``folder`` that only this user may read. Raises OSError.

    It is removed when the block ends, unless it was moved away.
    """
    with _known(_new_name(prefix, suffix, folder)) as path:
        path.touch(mode=0o600, exist_ok=False)
        yield path


@contextmanager
def temporary_folder(prefix: str, folder: Path | None = None) -> Iterator[Path]:
    """Yield a new folder in ``folder``, else where the system keeps temporary files.

    It is removed with its contents when the block ends. Raises OSError.
    """
    with _known(_new_name(prefix, "", folder or Path(tempfile.gettempdir()))) as path:
        path.mkdir(mode=0o700)
        yield path


@contextmanager
def own_process(process: "subprocess.Popen[bytes]") -> Iterator["subprocess.Popen[bytes]"]:
    """Yield ``process``, and end it when the block ends."""
    _processes.add(process)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        _processes.discard(process)


def clear_away() -> None:
    """End the processes and remove the files and folders that exist now, before we end."""
    for process in list(_processes):
        process.kill()
    if "multiprocessing.process" in sys.modules:
        for worker in sys.modules["multiprocessing.process"].active_children():
            worker.kill()
    for path in list(_paths):
        _remove(path)


def _new_name(prefix: str, suffix: str, folder: Path) -> Path:
    return folder / f"{prefix}{secrets.token_hex(6)}{suffix}"


@contextmanager
def _known(path: Path) -> Iterator[Path]:
    _paths.add(path)
    try:
        yield path
    finally:
        _remove(path)
        _paths.discard(path)


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
