"""Which of many points is nearest, answered in a few microseconds by a grid that fills itself."""

from collections.abc import Sequence
from math import floor, sqrt

CELL_M = 2_000.0

Candidate = tuple[float, float, int]


class NearestPoint:
    """Points on a plane, in metres.

    For each square of 2 km the points that can be nearest to anywhere inside it are found once,
    when somebody first asks there, and kept: exact, and usually two or three. Squares farther
    than `reach_m` from every point are not kept, so that strange positions cannot fill memory.
    """

    def __init__(self, points: Sequence[tuple[float, float]], reach_m: float) -> None:
        self._points: list[Candidate] = [(x, y, i) for i, (x, y) in enumerate(points)]
        self._cells: dict[tuple[int, int], list[Candidate]] = {}
        xs, ys = [x for x, _ in points], [y for _, y in points]
        self._west, self._east = min(xs) - reach_m, max(xs) + reach_m
        self._south, self._north = min(ys) - reach_m, max(ys) + reach_m

    def at(self, x: float, y: float) -> tuple[int, float]:
        """Index of the nearest point (the first one given among equals) and its distance."""
        best, found = -1.0, -1
        for px, py, index in self._candidates(x, y):
            squared = (px - x) * (px - x) + (py - y) * (py - y)
            if found < 0 or squared < best:
                best, found = squared, index
        return found, sqrt(best)

    def _candidates(self, x: float, y: float) -> list[Candidate]:
        if not (self._west <= x <= self._east and self._south <= y <= self._north):
            return self._points
        cell = floor(x / CELL_M), floor(y / CELL_M)
        found = self._cells.get(cell)
        if found is None:
            found = self._cells[cell] = self._nearest_to_cell(*cell)
        return found

    def _nearest_to_cell(self, column: int, row: int) -> list[Candidate]:
        """Every point no farther from the square than the best one at its worst."""
        west, south = column * CELL_M, row * CELL_M
        spans = []
        for px, py, index in self._points:
            left, right = west - px, px - west - CELL_M
            below, above = south - py, py - south - CELL_M
            near = max(left, right, 0.0) ** 2 + max(below, above, 0.0) ** 2
            far = max(-left, -right) ** 2 + max(-below, -above) ** 2
            spans.append((near, far, (px, py, index)))
        limit = min(far for _, far, _ in spans)
        return [point for near, _, point in spans if near <= limit]
