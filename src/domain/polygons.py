"""Outlines of villages, and the index that tells in which one, or how near to one, a place lies."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import floor, sqrt

from src.domain.plane import Plane
from src.domain.village import Point

# A ring is a closed line (first point = last); a polygon is its outer ring, then its holes.
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]
MultiPolygon = tuple[Polygon, ...]

Edge = tuple[float, float, float, float]


class Outlines:
    """Outlines by village code, cut into squares of `reach_m` so that a look-up meets few edges."""

    def __init__(self, outlines: Mapping[str, MultiPolygon], plane: Plane, reach_m: float) -> None:
        self._reach = reach_m
        # Row → (west, east, code, edges of that outline crossing the row).
        self._rows: dict[int, list[tuple[float, float, str, list[Edge]]]] = defaultdict(list)
        # Square → edges crossing it, with their code.
        self._squares: dict[tuple[int, int], list[tuple[str, Edge]]] = defaultdict(list)
        for code in sorted(outlines):
            self._add(code, list(_edges(outlines[code], plane)))

    def _add(self, code: str, edges: list[Edge]) -> None:
        west = min(min(x1, x2) for x1, _, x2, _ in edges)
        east = max(max(x1, x2) for x1, _, x2, _ in edges)
        rows: dict[int, list[Edge]] = defaultdict(list)
        for edge in edges:
            x1, y1, x2, y2 = edge
            columns = _span(x1, x2, self._reach)
            for row in _span(y1, y2, self._reach):
                rows[row].append(edge)
                for column in columns:
                    self._squares[column, row].append((code, edge))
        for row, crossing in rows.items():
            self._rows[row].append((west, east, code, crossing))

    def containing(self, x: float, y: float) -> list[str]:
        """Codes of the outlines around this place, in order; two where drawings overlap."""
        return [
            code
            for west, east, code, edges in self._rows.get(floor(y / self._reach), ())
            if west <= x <= east and _inside(x, y, edges)
        ]

    def nearest(self, x: float, y: float) -> tuple[str, float] | None:
        """The nearest outline within reach and its distance in metres, or None."""
        reach = self._reach
        column, row = floor(x / reach), floor(y / reach)
        best, found = reach * reach, ""
        for gap, square in sorted(
            (_gap(x, column + dx, reach) + _gap(y, row + dy, reach), (column + dx, row + dy))
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
        ):
            if gap > best:
                break
            for code, edge in self._squares.get(square, ()):
                squared = _squared_distance(x, y, edge)
                if squared < best or (squared == best and (not found or code < found)):
                    best, found = squared, code
        return (found, sqrt(best)) if found else None


def _edges(outline: MultiPolygon, plane: Plane) -> Iterator[Edge]:
    for polygon in outline:
        for ring in polygon:
            flat = [plane.metres(lat, lng) for lat, lng in ring]
            for (x1, y1), (x2, y2) in pairwise(flat):
                yield x1, y1, x2, y2


def _span(a: float, b: float, size: float) -> range:
    """The strips of width `size` that lie between two values."""
    return range(floor(min(a, b) / size), floor(max(a, b) / size) + 1)


def _inside(x: float, y: float, edges: list[Edge]) -> bool:
    """Even-odd rule: a ray to the east crosses the edges an odd number of times; holes count too.

    Upper ends belong to an edge and lower ends do not, so that a corner is crossed once.
    """
    inside = False
    for x1, y1, x2, y2 in edges:
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside


def _gap(value: float, index: int, size: float) -> float:
    """Squared distance from a value to the strip `index` of width `size`, 0 inside it."""
    low = index * size
    return max(low - value, value - low - size, 0.0) ** 2


def _squared_distance(x: float, y: float, edge: Edge) -> float:
    x1, y1, x2, y2 = edge
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    along = ((x - x1) * dx + (y - y1) * dy) / length if length else 0.0
    along = 0.0 if along < 0.0 else min(along, 1.0)
    return (x1 + along * dx - x) ** 2 + (y1 + along * dy - y) ** 2
