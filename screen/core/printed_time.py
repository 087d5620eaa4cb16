"""The time that reports print, which builders can set so that equal runs give equal bytes."""

import os
from datetime import UTC, datetime

from screen.core.errors import UsageError

FIXED_TIME = "SOURCE_DATE_EPOCH"


def printed_time() -> datetime:
    """Return the present, or the time that SOURCE_DATE_EPOCH sets.

    It lets equal runs give equal bytes (reproducible-builds.org), and sets nothing but the times
    that are printed: builders set it to any day, and lists are judged by the real one. Raises
    UsageError where it is no time.
    """
    fixed = os.environ.get(FIXED_TIME, "")
    if not fixed:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(fixed), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            f"{FIXED_TIME} is not a number of seconds since 1970", hint="correct or unset it"
        ) from error
