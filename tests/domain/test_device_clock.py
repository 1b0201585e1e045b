"""A phone whose clock is hours or years off still tells how long ago something was."""

from datetime import UTC, datetime, timedelta

import pytest

from src.domain.device_clock import OLDEST, corrected

NOW = datetime(2026, 10, 12, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize("wrong_by", [timedelta(0), timedelta(hours=-7), timedelta(days=2000)])
def test_twenty_minutes_ago_is_twenty_minutes_ago_on_any_clock(wrong_by: timedelta) -> None:
    sent = NOW + wrong_by
    told = sent - timedelta(minutes=20)
    at, offset_ms = corrected(told, sent, NOW)
    assert at == NOW - timedelta(minutes=20)
    assert offset_ms == round(-wrong_by / timedelta(milliseconds=1))


def test_nothing_happens_in_the_future() -> None:
    assert corrected(NOW + timedelta(hours=3), NOW, NOW).at == NOW
    assert corrected(NOW + timedelta(hours=3), None, NOW).at == NOW


def test_without_a_measured_offset_the_phone_is_believed_while_possible() -> None:
    assert corrected(NOW - timedelta(hours=2), None, NOW).at == NOW - timedelta(hours=2)
    assert corrected(NOW - timedelta(days=900), None, NOW).at == NOW
    assert corrected(None, None, NOW) == (NOW, None)


def test_nothing_is_older_than_the_phone_keeps_it() -> None:
    assert corrected(NOW - timedelta(days=900), NOW, NOW).at == NOW - OLDEST


def test_a_clock_in_a_year_that_no_calendar_has_is_not_believed() -> None:
    first, last = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
    assert corrected(last, first, NOW) == (NOW, None)
