"""Matches chunks of names in processes of their own, one for each processor.

Most of the work is Python, which threads do not share.
"""

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context, resource_tracker
from typing import Any, TypeVar

from screen.core.machine import memory_limit, processors
from screen.core.progress import tell_share

Result = TypeVar("Result")
Work = Callable[..., Any]

#: Starting a process costs about a second; fewer chunks than this are matched faster in one.
WORTH_IT = 4
#: What a process needs at most, in bytes; the one that starts it needs as much.
MEMORY = 500_000_000
#: What a process was given at its start.
_taken: list[Any] = []


def workers() -> int:
    """Return how many processes fit into the processors and the memory that we may use."""
    limit = memory_limit()
    return min(processors(), max(1, limit // MEMORY - 1) if limit else processors())


def map_chunks(work: Callable[..., Result], chunks: Sequence[Any], *shared: Any) -> list[Result]:
    """Return ``work(chunk, *shared)`` for each chunk, in order.

    ``work`` is a function of a module; ``shared`` goes to each process once.
    """
    count = min(workers(), len(chunks))
    if len(chunks) < WORTH_IT or count < 2:
        return [_told(work(chunk, *shared), at, chunks) for at, chunk in enumerate(chunks)]
    _start_tracker()
    try:
        with _environment("POLARS_MAX_THREADS", "1"):
            pool = ProcessPoolExecutor(
                count, get_context("spawn"), initializer=_take, initargs=shared
            )
            try:
                with _deaf_to_ctrl_c():
                    futures = [pool.submit(_work, work, chunk) for chunk in chunks]
                done = [_told(one.result(), at, chunks) for at, one in enumerate(futures)]
            except KeyboardInterrupt:
                for process in active_children():
                    process.kill()
                pool.shutdown(wait=False, cancel_futures=True)
                raise
            pool.shutdown()
            return done
    except BrokenProcessPool:
        # Some systems forbid processes of our own (sandboxes, a caller without an importable main
        # module).
        return [work(chunk, *shared) for chunk in chunks]


def _told(result: Result, at: int, chunks: Sequence[Any]) -> Result:
    """Tell that the chunk at ``at`` and those before it are done, and return its result."""
    tell_share(sum(map(len, chunks[: at + 1])), sum(map(len, chunks)), "names")
    return result


def _start_tracker() -> None:
    """Start the process that frees the semaphores of the pool where ours is stopped.

    It need not say anything, and if started later it would hear Ctrl-C.
    """
    if os.name == "posix":
        with _environment("PYTHONWARNINGS", "ignore::UserWarning"):
            resource_tracker.ensure_running()


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    """Give processes that start here ``name`` in their environment.

    Polars gets one thread in each, because together they use all processors.
    """
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Keep Ctrl-C, which a terminal sends to all, from processes that start here.

    The one that started them ends them.

    The signal is held back and not dropped: this process is interrupted when the block ends.
    Blocking it is for the children,
    who inherit that; the handler is for the other threads of this process, which the system may
    choose to deliver it to.
    """
    if (
        not hasattr(signal, "pthread_sigmask")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return
    heard: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, handler)
        if heard and callable(handler):
            handler(heard[0], None)


def _take(*shared: Any) -> None:
    _taken[:] = shared
    # The words of lists and caches live as long as the process; the collector would walk them in
    # vain.
    gc.set_threshold(500_000, 20, 20)


def _work(work: Work, chunk: Any) -> Any:
    return work(chunk, *_taken)
