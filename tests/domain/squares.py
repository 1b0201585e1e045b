"""Villages on a sea as flat as paper: squares measured in metres from 0, 0, each with its point."""

from src.domain.plane import DEGREE_M
from src.domain.polygons import MultiPolygon
from src.domain.village import District, Point, Village

ISLAND = District("D", "Pulau")


def at(east: float, north: float) -> Point:
    """So many metres from the origin; at the equator a degree is the same both ways."""
    return Point(north / DEGREE_M, east / DEGREE_M)


def village(code: str, east: float, north: float) -> Village:
    return Village(code, code.title(), "desa", ISLAND, at(east, north))


def square(west: float, south: float, side: float) -> MultiPolygon:
    return ((ring(west, south, side),),)


def ring(west: float, south: float, side: float) -> tuple[Point, ...]:
    corners = [(0, 0), (side, 0), (side, side), (0, side), (0, 0)]
    return tuple(at(west + x, south + y) for x, y in corners)
