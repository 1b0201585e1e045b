"""Crews take turns by the region's own clock: days, weekdays, nights over midnight."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.domain.roster import Pattern, Turn, turns

WITA = ZoneInfo("Asia/Makassar")
MONDAY = date(2026, 10, 12)


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of October 2026 by the clock in Salakan."""
    return datetime(2026, 10, day, hour, minute, tzinfo=WITA).astimezone(UTC)


def of(pattern: Pattern, first: int, last: int, zone: ZoneInfo = WITA) -> list[Turn]:
    return list(turns(pattern, zone, after=local(first, 0), until=local(last, 0)))


def test_three_crews_take_turns_of_a_day_and_a_night() -> None:
    found = of(Pattern(MONDAY, time(8), 24, crews=3), 12, 17)
    assert [turn.crew for turn in found] == [0, 1, 2, 0, 1]
    assert found[0] == Turn(0, local(12, 8), local(13, 8))
    assert all(one.ends_at == two.starts_at for one, two in pairwise(found))


def test_a_night_turn_belongs_to_the_day_on_which_it_begins() -> None:
    found = of(Pattern(MONDAY, time(20), 12, crews=2), 13, 15)
    assert [(turn.crew, turn.starts_at) for turn in found] == [
        (0, local(12, 20)),  # still on at midnight
        (1, local(13, 20)),
        (0, local(14, 20)),
    ]


def test_a_change_at_midnight_by_the_local_clock() -> None:
    """Midnight in Salakan is 16.00 UTC of the day before."""
    (turn, *_) = of(Pattern(MONDAY, time(0), 24), 12, 13)
    assert turn.starts_at == datetime(2026, 10, 11, 16, tzinfo=UTC)


def test_the_crew_changes_with_every_turn_not_with_days_off() -> None:
    weekend = Pattern(MONDAY, time(8), 8, crews=2, weekdays="0000011")
    assert [(turn.starts_at.day, turn.crew) for turn in of(weekend, 12, 27)] == [
        (17, 0),
        (18, 1),
        (24, 0),
        (25, 1),
    ]


def test_nothing_begins_before_the_anchor() -> None:
    assert of(Pattern(date(2026, 10, 20), time(8), 24), 12, 20) == []


def test_where_clocks_are_changed_turns_still_begin_on_time() -> None:
    berlin = ZoneInfo("Europe/Berlin")  # on 25 October 2026 at 3.00 it is 2.00 again
    night, after = of(Pattern(date(2026, 10, 24), time(20), 24), 25, 27, berlin)[:2]
    assert night.ends_at - night.starts_at == timedelta(hours=25)
    assert after.starts_at == night.ends_at


def test_a_turn_that_ends_this_second_is_over() -> None:
    pattern = Pattern(MONDAY, time(8), 8)
    end = local(12, 16)
    assert list(turns(pattern, WITA, after=end, until=local(13, 0))) == []
    assert list(turns(pattern, WITA, after=end - timedelta(seconds=1), until=local(13, 0)))
    assert list(turns(pattern, WITA, after=local(12, 0), until=local(12, 8))) == []


@given(
    crews=st.integers(1, 7),
    weekdays=st.text("01", min_size=7, max_size=7).filter(lambda digits: "1" in digits),
    anchor=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_every_crew_has_its_share(crews: int, weekdays: str, anchor: date) -> None:
    pattern = Pattern(anchor, time(8), 24, crews, weekdays)
    start = datetime.combine(anchor, time(0), tzinfo=WITA)
    shares = Counter(
        turn.crew
        for turn in turns(pattern, WITA, after=start, until=start + timedelta(weeks=crews))
    )
    assert set(shares) == set(range(crews))
    assert len(set(shares.values())) == 1


@pytest.mark.parametrize("asked", [0, 3, 400])
def test_whose_turn_it_is_does_not_hang_on_when_one_asks(asked: int) -> None:
    pattern = Pattern(MONDAY, time(8), 24, crews=3, weekdays="1101101")
    whole = list(turns(pattern, WITA, after=local(12, 0), until=local(12, 0) + timedelta(days=420)))
    later = local(12, 0) + timedelta(days=asked)
    part = list(turns(pattern, WITA, after=later, until=local(12, 0) + timedelta(days=420)))
    assert part == [turn for turn in whole if turn.ends_at > later]
