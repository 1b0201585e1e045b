"""When a promise falls due: by the clock day and night, or when the office closes on a late day.

Told in Teluk Percobaan (WIT, UTC+9): its office works Monday to Thursday and on Saturday until
14.30; Wednesday 14 and Thursday 15 October 2026 are days off there.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from src.domain.intervals import due_at
from src.domain.priority import NO_DEADLINE, Deadline
from tests.regions import teluk

REGION = teluk()


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """In October 2026, by the region's clock."""
    return datetime(2026, 10, day, hour, minute, tzinfo=REGION.timezone)


def test_minutes_run_day_and_night() -> None:
    due = due_at(local(14, 23, 50), Deadline(minutes=20), REGION)
    assert due == local(15, 0, 10)
    assert due.tzinfo == UTC


@pytest.mark.parametrize(
    ("received", "days", "closes"),
    [
        (local(12, 9), 1, local(13, 14, 30)),  # Monday → Tuesday
        (local(12, 23, 59), 1, local(13, 14, 30)),  # the hour of receipt does not matter
        (local(13, 9), 1, local(17, 14, 30)),  # Tuesday → past two days off and a Friday
        (local(12, 9), 3, local(19, 14, 30)),
        (local(16, 9), 1, local(17, 14, 30)),  # received on a free day
        (local(12, 9), 0, local(12, 14, 30)),
        (local(14, 9), 0, local(17, 14, 30)),  # today, but the office is closed
    ],
)
def test_working_days_end_when_the_office_closes(
    received: datetime, days: int, closes: datetime
) -> None:
    assert due_at(received, Deadline(working_days=days), REGION) == closes


def test_the_day_is_the_regions_not_greenwichs() -> None:
    """23.00 UTC on Monday is Tuesday morning there already."""
    received = datetime(2026, 10, 12, 23, 0, tzinfo=UTC)
    assert due_at(received, Deadline(working_days=1), REGION) == local(17, 14, 30)


def test_a_holiday_moves_the_promise_by_a_day() -> None:
    plain = replace(REGION, holidays={})
    assert due_at(local(13, 9), Deadline(working_days=1), plain) == local(14, 14, 30)


def test_nothing_promised_is_never_due() -> None:
    assert due_at(local(12, 9), NO_DEADLINE, REGION) is None


def test_no_time_at_all_is_a_promise_too() -> None:
    assert Deadline(minutes=0)
    assert not NO_DEADLINE
    assert due_at(local(12, 9), Deadline(minutes=0), REGION) == local(12, 9) + timedelta(0)
