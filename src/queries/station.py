"""The screen of a station: what rings here, who comes, where it is, what else its teams do."""

from dataclasses import dataclass
from datetime import datetime

from src.domain import strength
from src.domain.organisation import Station
from src.domain.region import Region
from src.queries import duty, vehicles
from src.queries.call_list import Contact, call_list
from src.queries.duty import OnDuty
from src.queries.naming import Named, named, team_name
from src.queries.station_cases import Case, cases_of, stages_of
from src.queries.station_crew import Crew, crew_of
from src.queries.station_last_test import LastTest, last_test
from src.queries.station_place import Clock, Place, clock_of, place_of
from src.words.station import ON_THE_PHONE, spoken

MOST_OTHERS = 1


@dataclass(frozen=True, slots=True)
class Announced:
    """One incident that rings: `key` names it, `step` changes whenever it is to be said again.

    loud   with the siren, until enough have answered
    """

    key: str
    step: str
    loud: bool
    text: str


@dataclass(frozen=True, slots=True)
class Hot:
    """What fills the screen; `rings` while the siren does. `particulars` may be read by anybody.

    calls   whom to telephone while too few come, in the order of the policy
    """

    incident: int
    named: Named
    particulars: str
    rings: bool
    place: Place | None
    clock: Clock
    crew: Crew
    calls: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """Another open incident of the station's teams in two short lines."""

    named: Named
    title: str
    line: str
    rings: bool


@dataclass(frozen=True, slots=True)
class Team:
    name: str
    people: tuple[OnDuty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """`vehicles` are (name, note) of what is broken, out of `all_vehicles`."""

    station: Station
    hot: Hot | None
    announced: tuple[Announced, ...]
    others: tuple[Other, ...]
    more: int
    teams: tuple[Team, ...]
    on_duty: int
    vehicles: tuple[tuple[str, str], ...]
    all_vehicles: int
    test: LastTest | None


async def screen_of(station: Station, region: Region, *, now: datetime) -> Screen:
    """Everything on it, in a fixed number of statements for what rings."""
    teams = [team.code for team in region.teams.values() if team.station == station.code]
    cases = await cases_of(teams, region)
    present = await duty.on_duty(teams, now)
    first = cases[0] if cases and cases[0].hot else None
    hot = await _hot(first, station, region, now) if first else None
    rest = cases[1:] if first else cases
    standing = [
        each
        for each in (await vehicles.standing(region)).values()
        if each.vehicle.station == station.code
    ]
    return Screen(
        station=station,
        hot=hot,
        announced=tuple(
            _announced(each, hot if each is first else None, region)
            for each in cases
            if each.ringing
        ),
        others=tuple(_other(each, region) for each in rest[:MOST_OTHERS]),
        more=max(0, len(rest) - MOST_OTHERS),
        teams=tuple(Team(team_name(code, region), tuple(present.get(code, ()))) for code in teams),
        on_duty=len({each.person for people in present.values() for each in people}),
        vehicles=tuple((each.vehicle.name, each.note) for each in standing if not each.ready),
        all_vehicles=len(standing),
        test=None if hot else await last_test(teams, region),
    )


async def _hot(case: Case, station: Station, region: Region, now: datetime) -> Hot:
    row = case.row
    alarm = (case.ringing or case.alarms)[-1]
    called = [each["team"] for each in case.alarms] or [each["team"] for each in case.work]
    present = await duty.on_duty(list(dict.fromkeys(called)), now)
    asked = strength.read(alarm["strength"])
    name = named(row["incident"], row, region)
    crew = await crew_of(
        alarm["call"] or alarm["id"],
        asked,
        [each for people in present.values() for each in people],
        region=region,
        now=now,
    )
    return Hot(
        incident=row["incident"],
        named=name,
        particulars=ON_THE_PHONE if (told := _particulars(name, region)) is None else told,
        rings=case.loud,
        place=place_of(row, station, region),
        clock=clock_of(row, region, now),
        crew=crew,
        calls=await call_list(row["incident"], crew.answered, region, now=now),
    )


def _announced(case: Case, hot: Hot | None, region: Region) -> Announced:
    name = named(case.row["incident"], case.row, region)
    particulars = _particulars(name, region)
    place = hot.place if hot else None
    crew = hot.crew if hot else None
    climbed = max((alarm["step"], alarm["repeats"]) for alarm in case.alarms)
    return Announced(
        key=str(case.row["incident"]),
        step=f"{len(case.alarms)}.{climbed[0]}.{climbed[1]}",
        loud=case.loud,
        text=spoken(
            name.heading,
            particulars or "",
            place.where if place else "",
            (crew.coming, crew.needed) if crew else None,
        ),
    )


def _other(case: Case, region: Region) -> Other:
    name = named(case.row["incident"], case.row, region)
    hidden = _particulars(name, region) is None
    what = name.kind_word if hidden else name.leaf_word or name.kind_word
    return Other(name, f"{what}, {name.place}", stages_of(case, region), bool(case.ringing))


def _particulars(name: Named, region: Region) -> str | None:
    """None for what the public may not know: a garage has visitors, and the siren draws more."""
    hidden = region.leaf(name.category).visibility == "hidden"
    return None if hidden else name.particulars
