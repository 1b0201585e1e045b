"""The board as points on a map: the same incidents and teams as in its lanes, never others."""

from collections.abc import Callable
from typing import Any

from src.domain.village import Point
from src.queries.board import Board
from src.queries.tickets import Ticket
from src.queries.whereabouts import Whereabouts

DIGITS = 5


def on_map(board: Board, kind_of: Callable[[str], str]) -> dict[str, Any]:
    """Open incidents, teams, and how many incidents have no place; `kind_of` gives the shape."""
    opened = [each for each in board.tickets if not each.ended]
    return {
        "incidents": [_incident(each, each.point, kind_of) for each in opened if each.point],
        "teams": [_team(each, each.point) for each in board.teams if each.point],
        "nowhere": sum(each.point is None for each in opened),
    }


def _incident(each: Ticket, point: Point, kind_of: Callable[[str], str]) -> dict[str, Any]:
    return {
        "number": each.named.number,
        "href": each.named.href,
        "kind": kind_of(each.named.look),
        "level": each.level,
        "urgency": each.named.urgency,
        "title": each.title,
        "place": each.named.place,
        "state": each.state,
        "age": each.age,
        "late": each.late,
        "vague": each.vague,
        "at": _at(point),
    }


def _team(each: Whereabouts, point: Point) -> dict[str, Any]:
    return {
        "name": each.name,
        "said": each.said,
        "number": each.number,
        "at": _at(point),
        "towards": _at(each.towards) if each.towards else None,
    }


def _at(point: Point) -> tuple[float, float]:
    return round(point.lat, DIGITS), round(point.lng, DIGITS)
