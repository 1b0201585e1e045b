"""Spans on a plan, against counting hour by hour."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from src.domain.hours import Span, bare, clipped, joined, without

START = datetime(2026, 10, 12, tzinfo=UTC)
DAY: Span = (START, START + timedelta(hours=24))


def at(hour: int) -> datetime:
    return START + timedelta(hours=hour)


def span(one: int, two: int) -> Span:
    return at(one), at(two)


some = st.lists(st.builds(span, st.integers(-4, 28), st.integers(-4, 28)), max_size=6)


def hours(spans: list[Span]) -> set[int]:
    """The hours that lie in one of them."""
    return {n for n in range(-4, 28) for begins, ends in spans if begins <= at(n) < ends}


@given(some)
def test_joined_spans_are_the_same_time_apart_and_in_order(spans: list[Span]) -> None:
    found = joined(spans)
    assert hours(found) == hours(spans)
    assert all(one[1] < two[0] for one, two in pairwise(found))


@given(some, some)
def test_what_is_taken_out_is_gone_and_nothing_else(spans: list[Span], holes: list[Span]) -> None:
    assert hours(without(spans, holes)) == hours(spans) - hours(holes)


@given(some)
def test_what_is_bare_and_what_is_covered_make_the_whole_day(spans: list[Span]) -> None:
    whole = hours([DAY])
    assert hours(bare(spans, DAY)) == whole - hours(spans)
    assert hours(clipped(spans, DAY)) == whole & hours(spans)
