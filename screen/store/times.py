"""The present, as lines of the store have it."""

from datetime import UTC, datetime


def now() -> str:
    """Return the present time (UTC, ISO 8601, to the second)."""
    return datetime.now(UTC).isoformat(timespec="seconds")
