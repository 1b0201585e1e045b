"""Who would be alarmed, for a place, a kind and an instant, ring by ring; and what is nobody's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src.domain import alarm_rule, strength
from src.domain.category import Category
from src.domain.region import Region, Team, Village
from src.domain.strength import Missing, Strength
from src.queries import alarm_rules, duty, vehicles
from src.queries.duty import OnDuty
from src.queries.vehicles import Standing
from src.words.duty import SKILLS, TEAM_LEADER, VEHICLES
from src.words.reach import REACH


@dataclass(frozen=True, slots=True)
class Crewman:
    """One person on duty; `because` says in words why no phone of his can ring, "" if one can."""

    person: UUID
    name: str
    leads: bool
    skills: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Crew:
    """One team at an instant, with what stands at its station."""

    code: str
    name: str
    station: str
    people: tuple[Crewman, ...]
    vehicles: tuple[Standing, ...]

    @property
    def reachable(self) -> int:
        return sum(not person.because for person in self.people)


@dataclass(frozen=True, slots=True)
class Tier:
    """Teams equally near. `called` at once: the nearest ring of which somebody's phone can ring."""

    crews: tuple[Crew, ...]
    called: bool

    @property
    def vehicles(self) -> tuple[Standing, ...]:
        """What stands at their stations, each once."""
        found = {each.vehicle.code: each for crew in self.crews for each in crew.vehicles}
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Turnout:
    """The answer. `people` whose phones ring at once; `asked` and `lacking` in words, or "".

    at_once     without waiting for somebody at a desk
    volunteers  who is off duty now and may be called if too few come
    """

    tiers: tuple[Tier, ...]
    people: int
    asked: str
    lacking: str
    at_once: bool
    volunteers: int

    @property
    def nobody(self) -> bool:
        return not self.people


async def turnout(
    leaf: Category, village: Village | None, region: Region, *, at: datetime, now: datetime
) -> Turnout:
    """Who would hear of this `at` that instant; phones are taken as they stand `now`."""
    rings = region.team_rings(leaf, village)
    teams = [team.code for ring in rings for team in ring]
    present = await duty.on_duty(teams, now, at=at)
    standing = await vehicles.standing(region)
    rules = await alarm_rules.in_force(region)
    asked = alarm_rule.chosen(rules, leaf, leaf.priority, village).strength
    tiers: list[Tier] = []
    for ring in rings:
        crews = tuple(crew(team, present.get(team.code, ()), standing, region) for team in ring)
        first = not any(tier.called for tier in tiers)
        tiers.append(Tier(crews, first and any(each.reachable for each in crews)))
    called = [each for tier in tiers if tier.called for each in tier.crews]
    near = [each.code for each in called or (tiers[0].crews if tiers else ())]
    rung = [p for each in called for p in present.get(each.code, ()) if p.reachable]
    ready = not asked.vehicle or any(
        each.ready and each.vehicle.kind == asked.vehicle for c in called for each in c.vehicles
    )
    lacking = strength.missing(asked, [person.skills for person in rung], ready)
    return Turnout(
        tiers=tuple(tiers),
        people=len({person.person for person in rung}),
        asked=said(asked),
        lacking=said(lacking) if lacking else "",
        at_once=_rings(leaf, region),
        volunteers=len(await duty.off_duty_volunteers(near, now)) if at == now else 0,
    )


def crew(
    team: Team, present: Sequence[OnDuty], standing: Mapping[str, Standing], region: Region
) -> Crew:
    """One team in words."""
    station = region.station_named(team.station)
    return Crew(
        code=team.code,
        name=team.name,
        station=station.name if station else "",
        people=tuple(_crewman(person) for person in present),
        vehicles=tuple(each for each in standing.values() if each.vehicle.station == team.station),
    )


def _crewman(person: OnDuty) -> Crewman:
    because = person.unreachable_because
    return Crewman(
        person=person.person,
        name=person.name,
        leads=person.leads,
        skills=tuple(word for code, word in SKILLS.items() if code in person.skills),
        because=REACH[because][0] if because else "",
    )


def said(asked: Strength | Missing) -> str:
    """ "3 orang, 1 pengemudi armada, mobil pemadam"."""
    words = SKILLS | {strength.LEADER: TEAM_LEADER}
    parts = [f"{asked.people} orang"] if asked.people else []
    parts += [f"{many} {words[skill].lower()}" for skill, many in asked.skills.items()]
    parts += [VEHICLES.get(asked.vehicle, asked.vehicle).lower()] if asked.vehicle else []
    return ", ".join(parts)


def uncovered(present: Mapping[str, Sequence[OnDuty]], region: Region) -> tuple[str, ...]:
    """Words of the groups that ring at once and would ring nobody anywhere.

    `present` is everybody on duty, by team.
    """
    heard = {code for code, people in present.items() if any(each.reachable for each in people)}
    return tuple(
        group.word
        for group in region.groups
        if any(_rings(leaf, region) for leaf in group.categories)
        and not any(group.code in region.teams[code].groups for code in heard)
    )


def _rings(leaf: Category, region: Region) -> bool:
    urgency = region.priorities.get(leaf.priority)
    return urgency is not None and urgency.at_once and not leaf.leader_only
