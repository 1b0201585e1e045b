"""Moments in the words of the region: 24 hours with a dot, short months, the zone's name."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from src.domain.local_time import MONTHS, clock, clock_zone, date, moment

MAKASSAR = ZoneInfo("Asia/Makassar")
AT = datetime(2026, 10, 12, 5, 58, tzinfo=UTC)


def test_the_clock_has_a_dot_and_the_hour_of_the_place() -> None:
    assert clock(AT, MAKASSAR) == "13.58"
    assert clock_zone(AT, MAKASSAR, "WITA") == "13.58 WITA"


def test_the_day_is_that_of_the_place() -> None:
    assert date(AT, MAKASSAR) == "12 Okt 2026"
    assert date(datetime(2026, 12, 31, 17, 0, tzinfo=UTC), MAKASSAR) == "1 Jan 2027"


def test_a_moment_says_both() -> None:
    assert moment(AT, MAKASSAR, "WITA") == "12 Okt 2026, 13.58 WITA"


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_a_name(month: int) -> None:
    assert date(datetime(2026, month, 5, tzinfo=UTC), UTC) == f"5 {MONTHS[month - 1]} 2026"
