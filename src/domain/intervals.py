"""When a promise falls due: minutes on the clock, or working days of the region's office."""

from datetime import UTC, date, datetime, time, timedelta

from src.domain.region import Deadline, Region


def due_at(start: datetime, deadline: Deadline, region: Region) -> datetime | None:
    """The aware UTC moment at which `deadline`, counted from `start`, falls due.

    Minutes run day and night. Working days are counted as the complaint rules count them: the
    day of receipt is day 0, the n-th working day after it is the last, and the promise falls due
    when the office closes on that day, by the region's own clock. None when nothing is promised.
    """
    if deadline.minutes is not None:
        return start.astimezone(UTC) + timedelta(minutes=deadline.minutes)
    if deadline.working_days is not None:
        received = start.astimezone(region.timezone).date()
        last = _working_day_after(received, deadline.working_days, region)
        return _closing(last, region.office.closes, region)
    return None


def _working_day_after(day: date, count: int, region: Region) -> date:
    """The `count`-th working day after `day`; for 0, `day` itself or the next working day."""
    if count == 0:
        while not region.is_working_day(day):
            day += timedelta(days=1)
        return day
    for _ in range(count):
        day += timedelta(days=1)
        while not region.is_working_day(day):
            day += timedelta(days=1)
    return day


def _closing(day: date, closes: time, region: Region) -> datetime:
    return datetime.combine(day, closes, tzinfo=region.timezone).astimezone(UTC)
