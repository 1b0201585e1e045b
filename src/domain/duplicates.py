"""The certain case of two reports on one thing: same group, close in space and in time.

Being wrong here hides a second fire, so the rule is narrow: both positions must be measured, and
even in the worst case that their accuracies allow the two must lie within `CERTAIN_M`. Everything
less certain stays apart and is left to the operator.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import asin, cos, floor, radians, sin, sqrt

from src.domain.category import Kind

EARTH_M = 6_371_000.0
METRES_PER_DEGREE = 111_195.0
CERTAIN_M = 150
CERTAIN_WITHIN = timedelta(minutes=30)
WORST_ACCURACY_M = 100
CELL = 0.01  # degrees, wider than a box anywhere people live
# Only what is one event seen by many. Two stray dogs in one street are two.
KINDS: tuple[Kind, ...] = ("fire", "disaster")


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where and when something was seen; `at` is when the report was made, not received."""

    group: str
    kind: Kind
    at: datetime
    latitude: float | None
    longitude: float | None
    accuracy_m: int | None


def distance_m(lat_1: float, lng_1: float, lat_2: float, lng_2: float) -> float:
    """Great-circle distance in metres (haversine) between two WGS 84 points in degrees."""
    north, east = radians(lat_2 - lat_1) / 2, radians(lng_2 - lng_1) / 2
    chord = sin(north) ** 2 + cos(radians(lat_1)) * cos(radians(lat_2)) * sin(east) ** 2
    return 2 * EARTH_M * asin(sqrt(chord))


def may_be_certain(one: Sighting) -> bool:
    """Whether this sighting can be certain of anything: its kind, and how well it is measured."""
    return (
        one.kind in KINDS
        and one.latitude is not None
        and one.longitude is not None
        and one.accuracy_m is not None
        and one.accuracy_m <= WORST_ACCURACY_M
    )


def certainly_same(one: Sighting, other: Sighting) -> bool:
    """True only where no doubt is left; never across groups, never without measured positions."""
    if one.group != other.group or not (may_be_certain(one) and may_be_certain(other)):
        return False
    if abs(one.at - other.at) > CERTAIN_WITHIN:
        return False
    assert one.latitude is not None and one.longitude is not None
    assert other.latitude is not None and other.longitude is not None
    apart = distance_m(one.latitude, one.longitude, other.latitude, other.longitude)
    return apart + (one.accuracy_m or 0) + (other.accuracy_m or 0) <= CERTAIN_M


def box(latitude: float, longitude: float) -> tuple[float, float, float, float]:
    """South, north, west and east edges that hold everything within `CERTAIN_M` of a point."""
    north = CERTAIN_M / METRES_PER_DEGREE
    east = north / max(cos(radians(latitude)), 0.01)
    return latitude - north, latitude + north, longitude - east, longitude + east


def cells(latitude: float, longitude: float) -> tuple[tuple[int, int], ...]:
    """The squares of a grid that `box` touches, one to four; what is near shares at least one."""
    south, north, west, east = box(latitude, longitude)
    rows, columns = (
        (floor(south / CELL), floor(north / CELL)),
        (floor(west / CELL), floor(east / CELL)),
    )
    return tuple(sorted({(row, column) for row in rows for column in columns}))
