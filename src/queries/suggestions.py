"""Teams that could be sent to one incident, the best first, each with its reasons in words."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

from src import database
from src.domain import alarm_rule, suggestion
from src.domain.assignment import ACTIVE
from src.domain.duplicates import distance_m
from src.domain.region import Region, Team
from src.domain.strength import Strength
from src.domain.suggestion import Area, Candidate
from src.domain.vehicle import Vehicle
from src.domain.village import Point, Village
from src.queries import alarm_rules, duty, naming, vehicles
from src.queries.duty import OnDuty
from src.words import ABLE, spans
from src.words import suggestions as words
from src.words.duty import VEHICLES

# Called or at work anywhere.
_BUSY = (
    "SELECT team, incident FROM assignment WHERE released_at IS NULL"
    " AND state NOT IN ('released', 'refused') AND team IN "
)


@dataclass(frozen=True, slots=True)
class Suggested:
    """One team to send by one tap; `vehicle` is what goes with it, as (code, name) or None.

    reason   in words, the parts an operator weighs
    ready    whether nothing speaks against it
    """

    code: str
    name: str
    reason: str
    ready: bool
    vehicle: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Sending:
    """What the panel of sending offers: teams, and by station what vehicle may be named by hand."""

    teams: tuple[Suggested, ...]
    vehicles: Mapping[str, list[tuple[str, str]]]


NOTHING = Sending((), {})


async def sending(
    row: database.Row, sent: Sequence[database.Row], region: Region, *, now: datetime
) -> Sending:
    """For an incident's row and its assignments' rows; who is on it already is not offered."""
    here = {each["team"] for each in sent if each["state"] in ACTIVE}
    said_no = {each["team"] for each in sent if each["state"] == "refused"}
    leaf = region.leaf(row["category"])
    village = region.villages.get(row["village"] or "")
    rule = alarm_rule.chosen(await alarm_rules.in_force(region), leaf, row["priority"], village)
    rings = region.team_rings(leaf, village)
    crews = await duty.on_duty(list(region.teams), now)
    gone = await vehicles.gone_from()
    unready = gone.broken | gone.out.keys()
    busy: dict[str, list[int]] = defaultdict(list)
    teams = list(region.teams)
    rows = await database.rows(f"{_BUSY}{database.marks(1, len(teams))}", *teams) if teams else []
    for each in sorted(rows, key=itemgetter("incident")):
        busy[each["team"]].append(each["incident"])
    point, vague = _where(row, village)
    candidates = [
        _candidate(
            team,
            _area(team, leaf.group, rings),
            point,
            crews.get(team.code, ()),
            rule.strength,
            unready,
            busy.get(team.code, ()),
            team.code in said_no,
            region,
        )
        for team in region.teams.values()
        if team.code not in here
    ]
    return Sending(
        tuple(_said(each, vague, region) for each in suggestion.ranked(candidates)),
        _by_hand(gone, row["id"], region),
    )


def _where(row: database.Row, village: Village | None) -> tuple[Point | None, bool]:
    """The place, and whether it is only the village's."""
    if row["latitude"] is not None:
        return Point(row["latitude"], row["longitude"]), False
    return (village.point if village else None), True


def _area(team: Team, group: str, rings: Sequence[Sequence[Team]]) -> Area:
    """Rings come most local first, but empty ones are left out: the team itself says which."""
    if group not in team.groups:
        return "other_kind"
    if not any(team in ring for ring in rings):
        return "elsewhere"
    return "everywhere" if team.everywhere else "village" if team.villages else "district"


def _candidate(
    team: Team,
    area: Area,
    point: Point | None,
    crew: Sequence[OnDuty],
    strength: Strength,
    unready: Collection[str],
    busy: Sequence[int],
    said_no: bool,
    region: Region,
) -> Candidate:
    station = region.stations.get(team.station)
    able = {skill for person in crew for skill in person.skills}
    return Candidate(
        team=team,
        area=area,
        metres=distance_m(*point, *station.point) if point and station else None,
        on_duty=len(crew),
        reachable=sum(person.reachable for person in crew),
        lacks=tuple(skill for skill in strength.skills if skill not in able) if crew else (),
        vehicle=_vehicle(team, strength.vehicle, unready, region),
        needs=strength.vehicle,
        busy=tuple(busy),
        said_no=said_no,
    )


def _vehicle(team: Team, kind: str, unready: Collection[str], region: Region) -> Vehicle | None:
    """The first of the kind asked for that can leave from the team's station."""
    standing = (each for each in region.vehicles.values() if each.station == team.station)
    fitting = (each for each in standing if each.kind == kind and each.code not in unready)
    return next(fitting, None)


def _said(each: Candidate, vague: bool, region: Region) -> Suggested:
    parts = [words.AREAS[each.area], _far(each, vague, region), _people(each)]
    if each.lacks:
        skills = " dan ".join(ABLE[skill].lower() for skill in each.lacks)
        parts.append(words.WITHOUT.format(skills=skills))
    if each.vehicle:
        parts.append(words.VEHICLE.format(vehicle=each.vehicle.name))
    elif each.needs:
        parts.append(words.NO_VEHICLE.format(kind=VEHICLES[each.needs].lower()))
    if each.said_no:
        parts.append(words.SAID_NO)
    if each.busy:
        numbers = ", ".join(naming.number(incident, region) for incident in each.busy[:3])
        parts.append(words.BUSY.format(numbers=numbers))
    elif each.on_duty:
        parts.append(words.FREE)
    return Suggested(
        code=each.team.code,
        name=each.team.name,
        reason=" · ".join(parts),
        ready=each.ready,
        vehicle=(each.vehicle.code, each.vehicle.name) if each.vehicle else None,
    )


def _far(each: Candidate, vague: bool, region: Region) -> str:
    if each.metres is None:
        return words.FAR_UNKNOWN
    said = words.FROM_VILLAGE if vague else words.FAR
    minutes = suggestion.minutes(each.metres, region)
    return said.format(far=spans.distance(each.metres), minutes=minutes)


def _people(each: Candidate) -> str:
    if not each.on_duty:
        return words.NOBODY
    said = words.ON_DUTY if each.reachable == each.on_duty else words.SOME_REACHABLE
    return said.format(people=each.on_duty, reachable=each.reachable)


def _by_hand(
    gone: vehicles.Gone, incident: int, region: Region
) -> Mapping[str, list[tuple[str, str]]]:
    """By station's name, what may be named by hand: neither broken nor out on another incident."""
    unready = gone.for_incident(incident)
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for each in region.vehicles.values():
        if each.code not in unready and each.drives:
            found[region.stations[each.station].name].append((each.code, each.name))
    return found
