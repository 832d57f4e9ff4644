"""The clock of the command line: the only place of `cli` where the time is read."""

from datetime import UTC, datetime


def moment() -> datetime:
    """Return now."""
    return datetime.now(tz=UTC)
