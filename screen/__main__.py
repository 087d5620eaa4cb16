"""The process of the ``flscreen`` command, and ``python -m screen``.

It imports nothing before it is ready to be stopped, so that Ctrl-C at any moment ends it in one
line.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

_STOPPED = 130
#: So many seconds the main thread has to end by itself.
_GRACE = 0.3
_stopping = threading.Lock()


def entry() -> None:
    """Run the command line.

    A request to end (SIGTERM, which CI systems send) is heard like Ctrl-C.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    _occupy_standard_streams()
    _listen()
    from screen.core.machine import give_memory_back

    give_memory_back()
    from screen.cli.app import entry as run

    run()


def _listen() -> None:
    """Hear requests to end while the main thread is in a library, which may never return.

    Python calls handlers between two steps of the main thread; the number of a signal is written
    here at once, and another thread waits for it.
    """
    if os.name != "posix":
        # There it would have to be a socket, and none of our processes opens one.
        return
    heard, told = os.pipe()
    os.set_blocking(told, False)
    signal.set_wakeup_fd(told, warn_on_full_buffer=False)
    read = partial(os.read, heard, 1)
    threading.Thread(target=_wait, args=(read,), name="signals", daemon=True).start()


def _wait(read: Callable[[], bytes]) -> None:
    while number := read():
        # Whoever handles signals otherwise, such as a server, also ends otherwise; and the main
        # thread, where it can, comes first.
        if signal.getsignal(number[0]) is _stop:
            time.sleep(_GRACE)
            _stop(number[0], None)


def _occupy_standard_streams() -> None:
    """Open standard streams that are closed.

    The next file to be opened, a report, would otherwise take their numbers and all that libraries
    print.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _stop(_number: int, _frame: Any) -> NoReturn:
    """End the process here and now.

    An exception could be raised in the middle of a library, which may take it for an error of its
    own.
    """
    if not _stopping.acquire(blocking=False):
        # The other thread is about it.
        time.sleep(60)
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
    try:
        # Not imported: there is nothing to clear away before it was, and imports may be what was
        # interrupted.
        clear_away = getattr(sys.modules.get("screen.core.cleanup"), "clear_away", None)
        if clear_away:
            clear_away()
        # A progress bar hides the cursor.
        line = b"\r\x1b[2K\x1b[?25h" if os.isatty(2) else b""
        os.write(2, line + b"flscreen: stopped\n")
    finally:
        os._exit(_STOPPED)


if __name__ == "__main__":
    entry()
