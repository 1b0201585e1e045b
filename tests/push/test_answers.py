"""The right reaction to every answer a push service can give, and a wait that spreads and ends."""

from datetime import timedelta
from email.utils import format_datetime

import pytest

from src import words
from src.push import answers
from tests.clock import START

OUTCOMES = {
    "accepted": {200, 201, 202, 204},
    "gone": {404, 410},
    "later": {408, 429, *range(500, 600)},
}


@pytest.mark.parametrize("status", range(100, 700))
def test_every_status_has_its_reaction(status: int) -> None:
    expected = next((name for name, those in OUTCOMES.items() if status in those), "failed")
    assert answers.verdict(status).outcome == expected


def test_only_404_and_410_give_a_subscription_up() -> None:
    gone = [status for status in range(1_000) if answers.verdict(status).outcome == "gone"]
    assert gone == [404, 410]


def test_an_alarm_is_tried_again_after_one_second_and_then_ever_less_often() -> None:
    waits = [answers.wait_s(tries, urgent=True, asked_s=None, chance=0.5) for tries in range(1, 9)]
    assert waits == [1, 2, 4, 8, 16, 30, 30, 30]


def test_news_takes_more_time() -> None:
    waits = [answers.wait_s(tries, urgent=False, asked_s=None, chance=0.5) for tries in range(1, 9)]
    assert waits == [10, 20, 40, 80, 160, 300, 300, 300]


def test_those_who_failed_together_do_not_come_back_together() -> None:
    assert answers.wait_s(1, urgent=True, asked_s=None, chance=0.0) == 0.75
    assert answers.wait_s(1, urgent=True, asked_s=None, chance=1.0) == 1.25
    assert answers.wait_s(1, urgent=True, asked_s=7.0, chance=0.25) == 7.25


def test_the_thousandth_try_still_has_a_wait() -> None:
    assert answers.wait_s(1_000, urgent=True, asked_s=None, chance=0.5) == 30


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("5", 5.0),
        (" 120 ", 120.0),
        ("0", 0.0),
        (format_datetime(START + timedelta(seconds=90), usegmt=True), 90.0),
        (format_datetime(START - timedelta(days=1), usegmt=True), 0.0),
        ("Mon, 12 Oct 2026 05:59:00", 60.0),
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٥", None),
        ("9" * 400, None),
        ("Mon, 99 Oct 2026 99:99:99 GMT", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(
    header: str | None, seconds: float | None
) -> None:
    assert answers.asked_wait_s(header, now=START) == seconds


def test_a_service_that_asks_for_a_day_is_asked_again_in_five_minutes() -> None:
    assert answers.wait_s(1, urgent=True, asked_s=86_400.0, chance=0.0) == 300


def test_every_reason_has_its_words() -> None:
    reasons = {answers.verdict(status).reason for status in range(1_000)}
    reasons |= {v.reason for v in vars(answers).values() if isinstance(v, answers.Verdict)}
    assert reasons - {""} <= words.FAILURES.keys()
