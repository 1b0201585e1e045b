"""Where the teams are, as far as they have said so themselves: nobody is followed in between."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from src import database
from src.domain import local_time
from src.domain.region import Region, Team
from src.domain.village import Point
from src.queries.naming import number
from src.words.board import AT_STATION, WHEREABOUTS

_FARTHEST = ("on_scene", "under_control", "en_route", "accepted")
"""What a team at several incidents is counted to: the first of these that holds for one of them."""
_SINCE = {"on_scene": "on_scene_at", "under_control": "on_scene_at", "en_route": "departed_at"}


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """`said` "Di lokasi sejak 14.08"; `number` of the incident it concerns, or "".

    point    the station's, or the incident's place once somebody tapped "Tiba"; None: unknown
    towards  where it is going, while it is on its way
    """

    team: str
    name: str
    state: str
    said: str
    number: str
    point: Point | None
    towards: Point | None


def whereabouts(
    assigned: Sequence[database.Row], places: Mapping[int, Point | None], region: Region
) -> tuple[Whereabouts, ...]:
    """From assignments of open incidents, and where those are (`places`, by incident)."""
    by_team: dict[str, list[database.Row]] = {}
    for row in assigned:
        if row["state"] in _FARTHEST:
            by_team.setdefault(row["team"], []).append(row)
    return tuple(
        _of(team, by_team.get(code, ()), places, region) for code, team in region.teams.items()
    )


def _of(
    team: Team,
    rows: Sequence[database.Row],
    places: Mapping[int, Point | None],
    region: Region,
) -> Whereabouts:
    station = region.stations[team.station]
    at = min(rows, key=lambda row: _FARTHEST.index(row["state"]), default=None)
    if at is None:
        said = AT_STATION.format(station=station.name)
        return Whereabouts(team.code, team.name, "at_station", said, "", station.point, None)
    state, there = at["state"], places.get(at["incident"])
    since = at[_SINCE[state]] if state in _SINCE else None
    clock = local_time.clock(since, region.timezone) if since else ""
    arrived = state in ("on_scene", "under_control")
    return Whereabouts(
        team=team.code,
        name=team.name,
        state=state,
        said=WHEREABOUTS[state].format(clock=clock).strip(),
        number=number(at["incident"], region),
        point=there if arrived else station.point,
        towards=None if arrived else there,
    )
