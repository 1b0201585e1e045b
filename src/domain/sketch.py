"""A sketch of the way: station, incident, rings of distance and villages near by, north above.

Not a map: no coast and no road, only what positions tell. Figures are in the units of the drawing,
x to the right and y down.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin

from src.domain.plane import Plane
from src.domain.village import Point

WIDTH, HEIGHT = 480, 300
EDGE = 6.0  # nothing touches the frame
MARGIN = 64  # so that marks and their names stay inside
NARROWEST_M = 600.0  # a fire next door is not drawn as if it filled the region
TEXT = 36  # height of a name; read from the other end of the garage
RINGS_M = (200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)
MOST_RINGS = 4
MOST_VILLAGES = 5
COMPASS = ("north", "north_east", "east", "south_east", "south", "south_west", "west", "north_west")
_LETTER = 0.7  # width of a letter in heights, of the widest fonts that screens have
_DOT = 20  # room around a village's dot


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark, and a name whose text starts at (text_x, text_y)."""

    x: float
    y: float
    name: str = ""
    text_x: float = 0.0
    text_y: float = 0.0


@dataclass(frozen=True, slots=True)
class Sketch:
    """`towards` is a word of COMPASS: where the incident lies as seen from the station."""

    station: Spot
    place: Spot
    rings: tuple[float, ...]
    ring_names: tuple[Spot, ...]
    villages: tuple[Spot, ...]
    distance_m: float
    towards: str


def sketch(
    station: Point,
    place: Point,
    villages: Iterable[tuple[str, Point]],
    *,
    ring_name: dict[int, str],
) -> Sketch:
    """Both in the frame, as large as it goes. `ring_name` says RINGS_M in words."""
    plane = Plane(station)
    east, north = plane.metres(*place)
    frame = _Frame(east, north)
    spots = sorted(
        ((name, *plane.metres(*point)) for name, point in villages),
        key=lambda each: hypot(each[1] - east, each[2] - north),
    )
    at, home = frame.spot(east, north), frame.spot(0.0, 0.0)
    frame.keep_free(at, 2 * TEXT)
    frame.keep_free(home, 1.6 * TEXT)
    for part in range(1, 10):
        frame.keep_free(frame.spot(east * part / 10, north * part / 10), TEXT / 3)
    named = [spot for name, x, y in spots if (spot := frame.named(name, x, y))]
    rings = _rings(hypot(east, north))
    return Sketch(
        station=home,
        place=at,
        rings=tuple(round(ring * frame.scale, 1) for ring in rings),
        villages=tuple(named[:MOST_VILLAGES]),
        ring_names=tuple(spot for ring in rings if (spot := frame.on_ring(ring, ring_name[ring]))),
        distance_m=hypot(east, north),
        towards=compass(east, north),
    )


def compass(east: float, north: float) -> str:
    """The nearest of eight directions."""
    return COMPASS[round(degrees(atan2(east, north)) / 45) % 8]


def _rings(distance_m: float) -> tuple[int, ...]:
    """The first beyond the incident, and those before it."""
    beyond = next((ring for ring in RINGS_M if ring >= distance_m), RINGS_M[-1])
    return RINGS_M[: RINGS_M.index(beyond) + 1][-MOST_RINGS:]


class _Frame:
    """Where metres around the station fall in the drawing, and which room is taken there."""

    def __init__(self, east: float, north: float) -> None:
        self._middle = east / 2, north / 2
        wide = max(abs(east), NARROWEST_M) / (WIDTH - 2 * MARGIN)
        high = max(abs(north), NARROWEST_M) / (HEIGHT - 2 * MARGIN)
        self.scale = 1 / max(wide, high)
        self._taken: list[tuple[float, float, float, float]] = [
            (0.0, 0.0, 1.6 * TEXT, 2.2 * TEXT)  # north
        ]
        self._texts: list[tuple[float, float, float, float]] = []

    def spot(self, east: float, north: float) -> Spot:
        x = WIDTH / 2 + (east - self._middle[0]) * self.scale
        y = HEIGHT / 2 - (north - self._middle[1]) * self.scale
        return Spot(round(x, 1), round(y, 1))

    def keep_free(self, spot: Spot, around: float) -> None:
        self._taken.append(_around(spot, around))

    def named(self, name: str, east: float, north: float) -> Spot | None:
        """The village's dot with its name where there is room for both, else nothing."""
        spot = self.spot(east, north)
        if not (EDGE <= spot.x <= WIDTH - EDGE and EDGE <= spot.y <= HEIGHT - EDGE):
            return None
        dot = _around(spot, _DOT)
        if any(_touches(dot, text) for text in self._texts):
            return None
        wide = _LETTER * TEXT * len(name)
        middle = min(max(spot.x - wide / 2, EDGE), WIDTH - EDGE - wide)
        for x, y in (
            (spot.x + 14, spot.y + TEXT / 3),
            (spot.x - 14 - wide, spot.y + TEXT / 3),
            (middle, spot.y + 1.4 * TEXT),
            (middle, spot.y - TEXT),
            (middle, spot.y + 2 * TEXT),
        ):
            if self._take(x, y, wide):
                self.keep_free(spot, _DOT)
                return Spot(spot.x, spot.y, name, round(x, 1), round(y, 1))
        return None

    def on_ring(self, ring: int, name: str) -> Spot | None:
        """A ring's name on its line, at the first of sixteen places that is free."""
        wide = _LETTER * TEXT * len(name)
        for angle in range(0, 360, 22):
            turn = radians(angle)
            spot = self.spot(ring * sin(turn), ring * cos(turn))
            x, y = spot.x - wide / 2, spot.y + TEXT / 3
            if self._take(x, y, wide):
                return Spot(spot.x, spot.y, name, round(x, 1), round(y, 1))
        return None

    def _take(self, x: float, y: float, wide: float) -> bool:
        """Whether a text that starts here lies inside and on nothing else; then it is taken."""
        box = x, y - TEXT * 0.8, x + wide, y + TEXT * 0.25
        inside = box[0] >= EDGE and box[1] >= EDGE
        inside = inside and box[2] <= WIDTH - EDGE and box[3] <= HEIGHT - EDGE
        if not inside or any(_touches(box, other) for other in self._taken):
            return False
        self._taken.append(box)
        self._texts.append(box)
        return True


def _around(spot: Spot, side: float) -> tuple[float, float, float, float]:
    half = side / 2
    return spot.x - half, spot.y - half, spot.x + half, spot.y + half


def _touches(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
