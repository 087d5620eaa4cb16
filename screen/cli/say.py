"""All that the command line prints, but for tables and reports: one line each, safe for any log.

CI servers take lines of a log for commands, and terminals take control characters; names of files
and cells are strangers' text.
"""

import sys

from screen.cli.streams import Stream
from screen.core.safe_text import Syntax, for_log, one_line

#: Nothing of what was asked for is cut off, not even hundreds of headers.
_LONGEST = 100_000


def say(text: str = "") -> None:
    """Print a line on standard output."""
    print(one_line(text, _LONGEST))


def write(text: str, syntax: Syntax = "text") -> None:
    """Write a report, or several lines, to standard output.

    It is in UTF-8 unless a person reads it there: programs that read it expect no other encoding
    (RFC 8259), whatever that of this machine is.
    """
    if isinstance(sys.stdout, Stream) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(for_log(text, syntax))


def tell(text: str) -> None:
    """Print a message on standard error."""
    print(f"flscreen: {one_line(text)}", file=sys.stderr)
