"""Certain twins join; whatever is unsure stays apart, for two fires in one minute are two."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.domain import duplicates
from src.domain.duplicates import Sighting, certainly_same, distance_m

NOON = datetime(2026, 10, 12, 4, 0, tzinfo=UTC)
HERE = Sighting("fire", "fire", NOON, -1.3, 123.3, 10)


def moved(metres_north: float) -> Sighting:
    assert HERE.latitude is not None
    return replace(HERE, latitude=HERE.latitude + metres_north / duplicates.METRES_PER_DEGREE)


def test_the_same_fire_seen_from_across_the_street_is_one() -> None:
    assert certainly_same(HERE, moved(100))


@pytest.mark.parametrize(
    "other",
    [
        moved(200),
        replace(moved(100), accuracy_m=60),
        replace(HERE, accuracy_m=None),
        replace(HERE, accuracy_m=2_000),
        replace(HERE, latitude=None),
        replace(HERE, group="rescue"),
        replace(HERE, at=NOON + timedelta(minutes=31)),
        replace(HERE, at=NOON - timedelta(minutes=31)),
    ],
)
def test_any_doubt_keeps_two_apart(other: Sighting) -> None:
    assert not certainly_same(HERE, other)


def test_two_snakes_in_one_street_are_two() -> None:
    snake = replace(HERE, group="rescue", kind="rescue")
    assert not certainly_same(snake, snake)


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    assert distance_m(0, 123, 1, 123) == pytest.approx(111_195, rel=1e-3)
    assert distance_m(-1.3, 123.3, -1.3, 123.3) == 0


@given(
    st.floats(-0.003, 0.003),
    st.floats(-0.003, 0.003),
    st.integers(0, 150),
)
def test_the_box_holds_every_certain_twin(north: float, east: float, accuracy: int) -> None:
    assert HERE.latitude is not None and HERE.longitude is not None
    other = replace(
        HERE,
        latitude=HERE.latitude + north,
        longitude=HERE.longitude + east,
        accuracy_m=accuracy,
    )
    south, top, west, right = duplicates.box(HERE.latitude, HERE.longitude)
    assert other.latitude is not None and other.longitude is not None
    if certainly_same(HERE, other):
        assert south <= other.latitude <= top
        assert west <= other.longitude <= right
        assert certainly_same(other, HERE)


@given(st.floats(-60, 60), st.floats(-180, 180), st.floats(-1, 1), st.floats(-1, 1))
def test_two_that_are_near_share_a_square_of_the_grid(
    lat: float, lng: float, northward: float, eastward: float
) -> None:
    _, north, _, east = duplicates.box(lat, lng)
    other = lat + (north - lat) * northward, lng + (east - lng) * eastward
    assert set(duplicates.cells(lat, lng)) & set(duplicates.cells(*other))
