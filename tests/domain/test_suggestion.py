"""Which team is suggested first: of its kind, free, whole, responsible, near."""

from dataclasses import replace

import pytest

from src.domain.region import Region
from src.domain.suggestion import AREAS, Candidate, minutes, ranked
from src.domain.vehicle import Vehicle

ENGINE = Vehicle(code="M", name="Mobil", kind="engine", station="S")


@pytest.fixture
def good(region: Region) -> Candidate:
    """Nothing speaks against it."""
    return Candidate(
        team=next(iter(region.teams.values())),
        area="everywhere",
        metres=3_000.0,
        on_duty=3,
        reachable=3,
        lacks=(),
        vehicle=ENGINE,
        needs="engine",
        busy=(),
        said_no=False,
    )


@pytest.mark.parametrize(
    "worse",
    [
        {"area": "other_kind"},
        {"area": "elsewhere"},
        {"reachable": 0},
        {"on_duty": 0, "reachable": 0},
        {"busy": (7,)},
        {"said_no": True},
        {"vehicle": None},
        {"lacks": ("driver",)},
        {"metres": 9_000.0},
    ],
)
def test_each_thing_that_speaks_against_a_team_puts_it_behind(
    good: Candidate, worse: dict[str, object]
) -> None:
    other = replace(good, **worse)  # type: ignore[arg-type]
    assert ranked([other, good]) == (good, other)


def test_whose_area_it_is_comes_before_who_is_nearer(good: Candidate) -> None:
    in_order = [replace(good, area=area, metres=1000.0 * (9 - n)) for n, area in enumerate(AREAS)]
    assert list(ranked(in_order[::-1])) == in_order


def test_a_free_team_from_far_comes_before_a_near_one_that_is_busy(good: Candidate) -> None:
    busy = replace(good, area="village", metres=100.0, busy=(4,))
    far = replace(good, area="elsewhere", metres=40_000.0)
    assert ranked([busy, far]) == (far, busy)


def test_ready_is_who_could_leave_now(good: Candidate) -> None:
    assert good.ready
    assert not replace(good, reachable=0).ready
    assert not replace(good, busy=(1,)).ready
    assert not replace(good, vehicle=None).ready
    assert replace(good, vehicle=None, needs="").ready


def test_the_radius_of_a_fire_management_area_is_a_quarter_of_an_hour(region: Region) -> None:
    assert minutes(region.rules.fire_area_km * 1000, region) == 15
    assert minutes(10, region) == 1


def test_where_all_are_busy_the_own_area_comes_before_the_lighter_load(good: Candidate) -> None:
    own = replace(good, area="village", busy=(1, 2, 3))
    foreign = replace(good, area="elsewhere", busy=(4,))
    assert ranked([foreign, own]) == (own, foreign)
    assert ranked([own, replace(own, busy=(1,))])[0].busy == (1,)
