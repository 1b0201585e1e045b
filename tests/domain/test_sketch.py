"""The sketch of the way: whatever the positions, both marks are inside and no names collide."""

import random

import pytest

from src.domain.plane import DEGREE_M
from src.domain.sketch import HEIGHT, RINGS_M, TEXT, WIDTH, Sketch, Spot, compass, sketch
from src.domain.village import Point

HERE = Point(-1.3, 123.3)
NAMES = {ring: f"{ring} m" for ring in RINGS_M}


def at(east_m: float, north_m: float) -> Point:
    """So far from HERE; near the equator a degree is as wide as it is high."""
    return Point(HERE.lat + north_m / DEGREE_M, HERE.lng + east_m / DEGREE_M)


def drawn(place: Point, *villages: tuple[str, Point]) -> Sketch:
    return sketch(HERE, place, villages, ring_name=NAMES)


def inside(spot: Spot) -> bool:
    return 0 < spot.x < WIDTH and 0 < spot.y < HEIGHT


@pytest.mark.parametrize(
    ("east", "north", "towards"),
    [
        (0, 1000, "north"),
        (1000, 1000, "north_east"),
        (1000, 0, "east"),
        (1000, -1000, "south_east"),
        (0, -1000, "south"),
        (-1000, -1000, "south_west"),
        (-1000, 0, "west"),
        (-1000, 1000, "north_west"),
        (-300, 1000, "north"),
    ],
)
def test_the_direction_is_the_nearest_of_eight(east: float, north: float, towards: str) -> None:
    assert compass(east, north) == towards
    seen = drawn(at(east, north))
    assert seen.towards == towards
    assert (seen.place.y < seen.station.y) == (north > 0) or north == 0
    assert (seen.place.x > seen.station.x) == (east > 0) or east == 0


def test_a_fire_next_door_does_not_fill_the_region() -> None:
    seen = drawn(at(3, 2))
    assert inside(seen.station) and inside(seen.place)
    assert seen.rings == tuple(sorted(seen.rings))
    assert seen.rings[0] < WIDTH


def test_the_outermost_ring_lies_beyond_the_incident() -> None:
    for east in (150, 900, 4000, 30_000):
        seen = drawn(at(east, 0))
        way = seen.place.x - seen.station.x
        assert seen.rings[-1] >= way


def test_everything_has_its_room_wherever_it_lies() -> None:
    chance = random.Random(3)
    for _ in range(300):
        reach = chance.choice((200, 2000, 40_000))
        place = at(chance.uniform(-reach, reach), chance.uniform(-reach, reach))
        villages = [
            ("Desa " + "x" * chance.randint(1, 9), at(*(chance.uniform(-reach, reach),) * 2))
            for _ in range(20)
        ]
        seen = drawn(place, *villages)
        assert inside(seen.station) and inside(seen.place)
        assert all(inside(village) for village in seen.villages)
        texts = [*seen.villages, *seen.ring_names]
        boxes = [
            (t.text_x, t.text_y - 0.8 * TEXT, t.text_x + 0.5 * TEXT * len(t.name), t.text_y)
            for t in texts
        ]
        for number, one in enumerate(boxes):
            assert one[0] > 0 and one[1] > 0 and one[2] < WIDTH and one[3] < HEIGHT
            for other in boxes[number + 1 :]:
                apart = one[2] <= other[0] or other[2] <= one[0]
                assert apart or one[3] <= other[1] or other[3] <= one[1]
        for dot in seen.villages:  # a dot under another's name would be taken for its own
            for left, top, right, bottom in boxes:
                assert not (left < dot.x < right and top < dot.y < bottom)


def test_the_village_of_the_incident_is_named_before_others() -> None:
    seen = drawn(at(2000, 0), ("Jauh", at(0, 900)), ("Sini", at(2000, 300)))
    assert seen.villages[0].name == "Sini"
