"""A flat map of one region in metres: at this size the earth may be taken as flat.

Equirectangular around the middle of the region. For a regency near the equator (2 degrees across)
distances are true to about one part in a thousand, far within the error of any phone.
"""

from collections.abc import Iterable
from math import cos, radians
from typing import Self

from src.domain.village import Point

# Metres per degree on the mean sphere of 6,371,008.8 m (IUGG).
DEGREE_M = 111_195.08


class Plane:
    """Turns degrees into metres east and north of `origin`."""

    __slots__ = ("east_m", "lat", "lng", "north_m")

    def __init__(self, origin: Point) -> None:
        self.lat, self.lng = origin
        self.north_m = DEGREE_M
        self.east_m = DEGREE_M * cos(radians(origin.lat))

    @classmethod
    def around(cls, points: Iterable[Point]) -> Self:
        """A plane whose origin is the middle of `points`; raises ValueError without any."""
        lats, lngs = zip(*points, strict=True)
        return cls(Point((min(lats) + max(lats)) / 2, (min(lngs) + max(lngs)) / 2))

    def metres(self, lat: float, lng: float) -> tuple[float, float]:
        return (lng - self.lng) * self.east_m, (lat - self.lat) * self.north_m
