"""Buckets: so many at once, refilled evenly, each for itself, never more than fit in memory."""

from datetime import timedelta

import pytest

from src.domain.errors import TooMany
from src.services.rate_limits import Rate, RateLimits, network
from tests.clock import START

RATE = Rate(3, 60)


def take(limits: RateLimits, whom: str = "phone", *, after_s: float = 0) -> None:
    limits.take("report", whom, RATE, now=START + timedelta(seconds=after_s))


def test_the_fourth_at_once_has_to_wait_for_a_third_of_the_time() -> None:
    limits = RateLimits()
    for _ in range(3):
        take(limits)
    with pytest.raises(TooMany) as told:
        take(limits)
    assert told.value.retry_after == 20
    with pytest.raises(TooMany):
        take(limits, after_s=19.9)
    take(limits, after_s=20)


def test_being_refused_costs_nothing() -> None:
    limits = RateLimits()
    for _ in range(3):
        take(limits)
    for second in range(19):
        with pytest.raises(TooMany):
            take(limits, after_s=second)
    take(limits, after_s=20)


def test_each_is_counted_alone() -> None:
    limits = RateLimits()
    for _ in range(3):
        take(limits)
    take(limits, "other phone")
    limits.take("sign in", "phone", RATE, now=START)


def test_a_clock_set_back_takes_nothing_away() -> None:
    limits = RateLimits()
    take(limits, after_s=3600)
    take(limits, after_s=0)
    take(limits, after_s=0)
    with pytest.raises(TooMany):
        take(limits, after_s=0)


def test_a_full_memory_forgets_whom_it_counted_longest_ago() -> None:
    limits = RateLimits(most=100)
    for number in range(1_000):
        take(limits, f"phone {number}")
    assert len(limits._buckets) == 100
    assert limits.left("report", "phone 999", RATE, now=START) == 2
    assert limits.left("report", "phone 1", RATE, now=START) == 3


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("36.68.1.2", "36.68.1.2"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
        ("2001:db8:1:2::9", "2001:0db8:0001:0002"),
        ("::ffff:36.68.1.2", "36.68.1.2"),
        ("", ""),
        ("unix", "unix"),
    ],
)
def test_an_ipv6_household_counts_as_one(address: str, counted_as: str) -> None:
    assert network(address) == counted_as
