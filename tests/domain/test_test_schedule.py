"""When the weekly test begins: by the local clock, put off by hours, carried on to the next day."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from src.domain.test_schedule import Weekly, current_try, next_due

ZONE = ZoneInfo("Asia/Makassar")
MONDAYS = Weekly(0, time(9))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """In Salakan, October 2026; the 12th is a Monday."""
    return datetime(2026, 10, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "since"),
    [
        (at(12, 9), at(12, 9)),
        (at(12, 9, 59), at(12, 9)),
        (at(12, 10), at(12, 10)),
        (at(12, 12, 59), at(12, 12)),
        (at(13, 9, 30), at(13, 9)),
        (at(18, 11), at(18, 11)),
    ],
)
def test_a_test_is_tried_every_hour_and_on_the_following_days(
    now: datetime, since: datetime
) -> None:
    found = current_try(MONDAYS, now, ZONE)
    assert found is not None
    assert (found.week, found.fell_due, found.since) == ("2026-W42", at(12, 9), since)
    assert found.since <= now < found.until


@pytest.mark.parametrize("now", [at(12, 8, 59), at(12, 13), at(12, 23), at(13, 3)])
def test_nobody_is_rung_outside_the_hours_of_testing(now: datetime) -> None:
    assert current_try(MONDAYS, now, ZONE) is None


def test_the_next_monday_is_the_next_week() -> None:
    found = current_try(MONDAYS, at(19, 9), ZONE)
    assert found is not None and (found.week, found.fell_due) == ("2026-W43", at(19, 9))


def test_a_day_moved_within_the_week_makes_no_second_test() -> None:
    before = current_try(MONDAYS, at(12, 9), ZONE)
    after = current_try(Weekly(4, time(9)), at(16, 9), ZONE)
    assert before is not None and after is not None
    assert before.week == after.week


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (at(12, 8, 59), at(12, 9)),
        (at(12, 9), at(19, 9)),
        (at(14, 1), at(19, 9)),
        (at(18, 23, 59), at(19, 9)),
    ],
)
def test_the_next_test_is_the_first_one_ahead(now: datetime, due: datetime) -> None:
    assert next_due(MONDAYS, now, ZONE) == due


def test_a_week_over_new_year_is_one_week() -> None:
    found = current_try(MONDAYS, datetime(2027, 1, 2, 1, 30, tzinfo=UTC), ZONE)
    assert found is not None and found.week == "2026-W53"
