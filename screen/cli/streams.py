"""Standard output and error that may be closed, full, or unable to write most letters.

Whatever becomes of what is printed, the exit code is that of the screening, which jobs rely on.
"""

import errno
import io
import os
import sys
from pathlib import Path


class Stream(io.TextIOWrapper):
    """A stream that remembers why it could not be written, and from then on drops what comes.

    Letters that its encoding lacks become question marks.
    """

    fault: OSError | None = None

    def write(self, text: str, /) -> int:
        """Write ``text``, or nothing where writing has failed."""
        if self.fault is None:
            try:
                super().write(text)
            except OSError as error:
                self._drop(error)
        return len(text)

    def flush(self) -> None:
        """Write what is held back."""
        if self.fault is None:
            try:
                super().flush()
            except OSError as error:
                self._drop(error)

    def _drop(self, error: OSError) -> None:
        self.fault = error
        # What the buffer still holds would be tried again, and fail again, at every turn.
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), self.fileno())


def prepare() -> None:
    """Make standard output and error streams that never raise; a closed one writes nowhere."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
        elif type(stream) is io.TextIOWrapper:
            encoding, lines = stream.encoding, stream.line_buffering
            errors = "replace" if name == "stdout" else "backslashreplace"
            made = Stream(stream.detach(), encoding, errors, line_buffering=lines)
            setattr(sys, name, made)


def lost_output() -> str:
    """Return why standard output could not be written, '' where it was or its reader left."""
    sys.stdout.flush()
    fault = getattr(sys.stdout, "fault", None)
    if fault is None or fault.errno in (errno.EPIPE, errno.EINVAL):
        return ""
    return fault.strerror or type(fault).__name__
