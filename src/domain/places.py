"""From a position to a village: by outline where there is one, else by the nearest point."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from src.domain.nearest_point import NearestPoint
from src.domain.plane import Plane
from src.domain.polygons import MultiPolygon, Outlines
from src.domain.village import Point, Village

# polygon        inside the village's outline
# near_polygon   in nobody's outline (a coast, a gap), this one is near enough
# nearest_point  judged by the villages' points only, because outlines are missing or far
# outside        farther from every village than the region reaches
How = Literal["polygon", "near_polygon", "nearest_point", "outside"]

# Who said where it happened: the reporter, one of the above, or nobody.
Source = Literal["reporter", "polygon", "near_polygon", "nearest_point", "outside", "unknown"]

# Of an incident only: the office has said so, against whatever a position tells.
OFFICE: Final = "office"

# "Dekat …" rather than "di …": nobody chose the village, and no outline holds the place.
NEAR = frozenset(("near_polygon", "nearest_point"))


@dataclass(frozen=True, slots=True)
class Located:
    """`distance_m` is 0 inside, else to the outline (near_polygon) or to the village's point."""

    village_code: str | None
    how: How
    distance_m: float


class Settled(NamedTuple):
    """The village a report is counted to, and who said so."""

    village: str | None
    source: Source


NOWHERE = Located(None, "outside", 0.0)


class Places:
    """The villages of a region with their outlines, built once and asked often.

    `near_outline_m` and `outside_m` come from the region's rules. Outlines may be missing for
    some villages or for all.
    """

    def __init__(
        self,
        villages: Iterable[Village],
        outlines: Mapping[str, MultiPolygon] | None = None,
        *,
        near_outline_m: float = 500.0,
        outside_m: float = 30_000.0,
    ) -> None:
        self._villages = {village.code: village for village in villages}
        self._codes = list(self._villages)
        points = [village.point for village in self._villages.values()]
        self._plane = Plane.around(points)
        self._flat = {
            code: self._plane.metres(*village.point) for code, village in self._villages.items()
        }
        self._points = NearestPoint(list(self._flat.values()), outside_m)
        self._outlines = Outlines(outlines, self._plane, near_outline_m) if outlines else None
        self._outside_m = outside_m

    @property
    def has_outlines(self) -> bool:
        """False: screens say that villages are found by their nearest point only."""
        return self._outlines is not None

    def nearest(self, lat: float, lng: float) -> Located:
        """The village of a position; any number is taken, one off the globe is outside."""
        if not (-90.0 <= lat <= 90.0 and -180.0 <= lng <= 180.0):
            return NOWHERE
        x, y = self._plane.metres(lat, lng)
        if self._outlines is not None:
            around = self._outlines.containing(x, y)
            if around:
                return Located(self._nearest_of(around, x, y), "polygon", 0.0)
            beside = self._outlines.nearest(x, y)
            if beside is not None:
                return Located(beside[0], "near_polygon", beside[1])
        index, distance = self._points.at(x, y)
        if distance > self._outside_m:
            return Located(None, "outside", distance)
        return Located(self._codes[index], "nearest_point", distance)

    def settle(self, chosen: str | None, position: Point | None) -> Settled:
        """The reporter's own choice wins over any position; a code we do not know is no choice."""
        if chosen in self._villages:
            return Settled(chosen, "reporter")
        if position is None:
            return Settled(None, "unknown")
        located = self.nearest(*position)
        return Settled(located.village_code, located.how)

    def _nearest_of(self, codes: list[str], x: float, y: float) -> str:
        """Where drawings overlap, the village whose point is nearer."""
        if len(codes) == 1:
            return codes[0]

        def squared(code: str) -> float:
            px, py = self._flat[code]
            return (px - x) ** 2 + (py - y) ** 2

        return min(codes, key=squared)
