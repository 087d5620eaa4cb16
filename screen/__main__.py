"""The process of the ``flscreen`` command, and ``python -m screen``.

It imports nothing before it is ready to be stopped, so that Ctrl-C at any moment ends it in one
line.
"""

import os
import signal
import sys
from typing import Any, NoReturn

_STOPPED = 130


def entry() -> None:
    """Run the command line.

    A request to end (SIGTERM, which CI systems send) is heard like Ctrl-C.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    _occupy_standard_streams()
    from screen.cli.app import entry as run

    run()


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
