"""Calling teams: an assignment, its alarm with the rule of the hour, and a message per device."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from src import database
from src.domain import escalation, strength
from src.domain.alarm_rule import AlarmRule
from src.domain.escalation import Policy
from src.domain.region import Region, Team
from src.domain.strength import Strength
from src.queries import audiences
from src.queries.duty import OnDuty
from src.services import ringing
from src.services.journal import Case, Entry
from src.services.ringing import Ring


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an alarm is started with, whatever is edited later."""

    call: UUID
    rule: str
    strength: Strength
    policy: Policy


@dataclass(frozen=True, slots=True)
class Call:
    """One team about to be called, with those on duty. Answers to one `terms.call` add up.

    vehicle  code of what it is to go out with, where that is known
    """

    terms: Terms
    assignment: UUID
    alarm: UUID
    team: Team
    present: tuple[OnDuty, ...]
    vehicle: str = ""

    @property
    def heard(self) -> bool:
        """Somebody's phone can ring."""
        return any(person.reachable for person in self.present)

    def entry(self, *, at: datetime, actor: str) -> Entry:
        """The line that says so; strength and policy of the hour are stamped into it."""
        detail = {
            "team": self.team.code,
            "assignment": str(self.assignment),
            "call": str(self.terms.call),
            "rule": self.terms.rule,
            "strength": json.loads(strength.stamp(self.terms.strength)),
            "policy": escalation.told(self.terms.policy),
            "rung": len(self.present),
        }
        if self.vehicle:
            detail["vehicle"] = self.vehicle
        return Entry(event="dispatched", at=at, actor=actor, detail=detail)


def terms_of(rule: AlarmRule) -> Terms:
    """The terms of a new call under this rule."""
    return Terms(call=uuid4(), rule=rule.code, strength=rule.strength, policy=rule.policy)


def call(team: Team, present: Sequence[OnDuty], terms: Terms, vehicle: str = "") -> Call:
    return Call(terms, uuid4(), uuid4(), team, tuple(present), vehicle)


async def start(case: Case, calls: Sequence[Call], *, region: Region, now: datetime) -> None:
    """Write assignments, alarms and deliveries of calls whose lines are already in the log."""
    if not calls:
        return
    assignments: list[object] = []
    for each in calls:
        assignments += [each.assignment, case.id, each.team.code, "alerted", now, each.vehicle]
    await database.rows(
        "INSERT INTO assignment (id, incident, team, state, alerted_at, vehicle)"
        f" VALUES {database.marks(len(calls), 6)}",
        *assignments,
    )
    await start_alarms(case, calls, region=region, now=now)


async def start_alarms(case: Case, calls: Sequence[Call], *, region: Region, now: datetime) -> None:
    """The alarms alone; where nobody's phone can ring, the next step is due at once."""
    alarms: list[object] = []
    for each in calls:
        terms, top = each.terms, len(each.terms.policy.steps) == 1
        later = escalation.due_after(terms.policy, 0, now)
        due = now if not (top or each.heard) else later
        alarms += [each.alarm, case.id, each.assignment, terms.call, terms.rule, top, now, due]
        alarms += [escalation.stamp(terms.policy), strength.stamp(terms.strength)]
    await database.rows(
        "INSERT INTO alarm (id, incident, assignment, call, rule, at_top, started_at, next_due_at,"
        f" policy, strength) VALUES {database.marks(len(calls), 10)}",
        *alarms,
    )
    for each in calls:
        await _ring_first(case, each, region=region, now=now)
    database.signal("alarms")


def beside(case: Case, team: str, region: Region) -> tuple[str, ...]:
    """The team of an alarm with those whose volunteers may come to it too, itself first."""
    told = case.projection
    village = region.villages.get(told.village or "")
    return region.beside(team, region.leaf(told.category), village)


async def _ring_first(case: Case, of: Call, *, region: Region, now: datetime) -> None:
    """The first step, most often for the team on duty, who are known already."""
    first = of.terms.policy.steps[0]
    others = [audience for audience in first.to if audience != "team"]
    found = await audiences.people_in(others, beside(case, of.team.code, region), now)
    team = [person.person for person in of.present] if "team" in first.to else []
    ring = Ring(of.alarm, of.assignment, 0, needed=of.terms.strength.people)
    about: dict[str, Any] = {"by": first.by, "region": region, "now": now}
    await ringing.ring(case, ring, [*dict.fromkeys([*team, *found.field])], **about)
    await ringing.ring(case, ring, found.office, in_office=True, **about)
