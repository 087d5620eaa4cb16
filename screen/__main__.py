"""The process of the ``flscreen`` command, and ``python -m screen``.

It imports nothing before it is ready to be stopped, so that Ctrl-C at any moment ends it in one line.
"""

import signal
import sys


def entry() -> None:
    """Runs the command line. A request to end (SIGTERM, which CI systems send) is heard like Ctrl-C: temporary files go, then the process."""
    try:
        if hasattr(signal, "SIGTERM"):
            signal.signal(signal.SIGTERM, signal.default_int_handler)
        from screen.cli.app import entry as run

        run()
    except KeyboardInterrupt:
        print("flscreen: stopped", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    entry()
