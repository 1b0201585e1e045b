"""From a position to a village: by outline, beside one, by nearest point, or not here at all."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.domain.places import NEAR, Places
from src.domain.village import Point
from tests.domain.squares import at, ring, square, village

# Three villages meet at 0, 0 on a coast; the sea lies to the south-east.
TOWN, HILL, CAPE = (
    village("town", -500, -500),
    village("hill", -500, 500),
    village("cape", 500, 500),
)
COAST = {
    "town": square(-2000, -2000, 2000),
    "hill": square(-2000, 0, 2000),
    "cape": square(0, 0, 2000),
}
PLACES = Places([TOWN, HILL, CAPE], COAST)
BARE = Places([TOWN, HILL, CAPE])


@pytest.mark.parametrize(
    ("east", "north", "code"), [(-10, -10, "town"), (-10, 10, "hill"), (10, 10, "cape")]
)
def test_inside_an_outline_it_is_that_village(east: float, north: float, code: str) -> None:
    located = PLACES.nearest(*at(east, north))
    assert (located.village_code, located.how, located.distance_m) == (code, "polygon", 0)
    assert located.how not in NEAR


@pytest.mark.parametrize(
    ("east", "north", "code", "metres"), [(100, -300, "town", 100), (300, -100, "cape", 100)]
)
def test_off_the_coast_at_the_corner_of_three_it_is_the_nearest_outline(
    east: float, north: float, code: str, metres: float
) -> None:
    located = PLACES.nearest(*at(east, north))
    assert (located.village_code, located.how) == (code, "near_polygon")
    assert located.distance_m == pytest.approx(metres, abs=1)
    assert located.how in NEAR


def test_as_near_to_two_it_is_always_the_same_one() -> None:
    assert PLACES.nearest(*at(100, -100)).village_code == "cape"


def test_farther_than_500_metres_from_every_outline_the_nearest_point_counts() -> None:
    located = PLACES.nearest(*at(505, -505))
    assert (located.village_code, located.how) == ("town", "nearest_point")
    assert PLACES.nearest(*at(495, -1000)).how == "near_polygon"
    assert PLACES.nearest(*at(1000, -495)).how == "near_polygon"


def test_without_outlines_the_nearest_point_counts() -> None:
    assert not BARE.has_outlines
    located = BARE.nearest(*at(400, 500))
    assert (located.village_code, located.how) == ("cape", "nearest_point")
    assert located.distance_m == pytest.approx(100, abs=1)
    assert located.how in NEAR


def test_far_from_every_village_it_is_outside() -> None:
    for places in (PLACES, BARE):
        located = places.nearest(*at(40_000, 0))
        assert (located.village_code, located.how) == (None, "outside")


@pytest.mark.parametrize("position", [(91, 0), (0, 181), (float("nan"), 0), (0, float("inf"))])
def test_off_the_globe_is_outside(position: tuple[float, float]) -> None:
    assert PLACES.nearest(*position).how == "outside"


def test_where_drawings_overlap_the_nearer_point_decides() -> None:
    both = Places([TOWN, HILL], {code: square(-1000, -1000, 2000) for code in ("town", "hill")})
    assert both.nearest(*at(-500, 400)).village_code == "hill"
    assert both.nearest(*at(-500, -400)).village_code == "town"


def test_a_hole_is_not_inside_and_an_islet_is() -> None:
    outline = ((ring(-2000, -2000, 4000), ring(-600, -600, 1200)), *square(5000, 0, 300))
    places = Places([TOWN], {"town": outline})
    assert places.nearest(*at(0, 0)).how == "nearest_point"
    assert places.nearest(*at(0, 300)).how == "near_polygon"
    assert places.nearest(*at(0, 700)).how == "polygon"
    assert places.nearest(*at(5100, 100)).how == "polygon"


def test_a_village_without_outline_is_found_by_its_point() -> None:
    places = Places([TOWN, village("islet", 9000, 0)], {"town": COAST["town"]})
    assert places.nearest(*at(9100, 0)).village_code == "islet"


def test_what_the_reporter_chose_wins() -> None:
    assert PLACES.settle("hill", at(10, 10)) == ("hill", "reporter")


def test_an_unknown_choice_is_no_choice() -> None:
    assert PLACES.settle("atlantis", at(10, 10)) == ("cape", "polygon")
    assert PLACES.settle(None, at(100, -300)) == ("town", "near_polygon")
    assert PLACES.settle("", None) == (None, "unknown")


@given(st.integers(0, 10_000))
def test_the_grid_finds_what_looking_at_every_point_finds(seed: int) -> None:
    chance = random.Random(seed)
    villages = [
        village(str(n), chance.uniform(-20_000, 20_000), chance.uniform(-20_000, 20_000))
        for n in range(chance.randint(1, 30))
    ]
    places = Places(villages, outside_m=1e9)
    for _ in range(20):
        here = at(chance.uniform(-60_000, 60_000), chance.uniform(-60_000, 60_000))

        def away(point: Point, here: Point = here) -> float:
            return (point.lat - here.lat) ** 2 + (point.lng - here.lng) ** 2

        nearest = min(villages, key=lambda each: away(each.point))
        assert places.nearest(*here).village_code == nearest.code
