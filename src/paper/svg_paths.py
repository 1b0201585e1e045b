"""The path of an SVG drawing as straight lines and curves, in absolute coordinates.

Knows what drawing programs write for logos: M L H V C S Z, absolute or relative; no arcs.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_COUNT = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Z": 0}


class Undrawable(ValueError):
    """The drawing uses something that is not known here."""


class Step(NamedTuple):
    """`points` are x and y in turn: two for move and line, six for curve, none for close."""

    kind: Literal["move", "line", "curve", "close"]
    points: tuple[float, ...] = ()


def steps(path: str) -> Iterator[Step]:
    """Raises Undrawable."""
    x = y = start_x = start_y = 0.0
    handle: tuple[float, float] | None = None
    for letter, numbers in _commands(path):
        kind, relative = letter.upper(), letter.islower()
        dx, dy = (x, y) if relative else (0.0, 0.0)
        if kind == "Z":
            x, y, handle = start_x, start_y, None
            yield Step("close")
        elif kind in "CS":
            moved = [n + (dx, dy)[i % 2] for i, n in enumerate(numbers)]
            if kind == "S":
                first = (2 * x - handle[0], 2 * y - handle[1]) if handle else (x, y)
                moved = [*first, *moved]
            handle, (x, y) = (moved[2], moved[3]), (moved[4], moved[5])
            yield Step("curve", tuple(moved))
        else:
            if kind == "H":
                x = numbers[0] + dx
            elif kind == "V":
                y = numbers[0] + dy
            else:
                x, y = numbers[0] + dx, numbers[1] + dy
            handle = None
            if kind == "M":
                start_x, start_y = x, y
            yield Step("move" if kind == "M" else "line", (x, y))


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    """Each letter with its numbers; a letter that goes on is repeated (after M comes L)."""
    tokens = _TOKEN.findall(path)
    place, letter = 0, ""
    while place < len(tokens):
        if tokens[place].isalpha():
            letter, place = tokens[place], place + 1
        count = _COUNT.get(letter.upper())
        if count is None:
            raise Undrawable(f"a path with {letter or 'no command'}")
        numbers = tokens[place : place + count]
        if len(numbers) < count or any(each.isalpha() for each in numbers):
            raise Undrawable("a path that ends too early")
        yield letter, [float(each) for each in numbers]
        place += count
        if count == 0 and place < len(tokens) and not tokens[place].isalpha():
            raise Undrawable("numbers after the end of a path")
        letter = {"M": "L", "m": "l"}.get(letter, letter)
