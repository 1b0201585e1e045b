"""A clock that only moves when a test turns it."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 10, 12, 5, 58, tzinfo=UTC)  # 13.58 in Salakan, a Monday


class Clock:
    """Call it for the time; `passes` turns it on."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **span: float) -> datetime:
        """`clock.passes(minutes=2)`: turn on by a timedelta's keywords; returns the new time."""
        self.now += timedelta(**span)
        return self.now


class Turned:
    """What lasts longer than a test goes by the clock of the test that runs."""

    def __init__(self) -> None:
        self.clock = Clock()

    def __call__(self) -> datetime:
        return self.clock()
