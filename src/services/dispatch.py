"""Sending teams: those nearest at once, the next ones when too few come, one by hand."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from src import database
from src.domain import alarm_rule, incident, strength
from src.domain.alarm_rule import AlarmRule
from src.domain.category import Category
from src.domain.errors import Conflict, Invalid, NotFound
from src.domain.escalation import Policy, Step
from src.domain.numbers import lock_key, number_of
from src.domain.region import Region, Team, Village
from src.queries import alarm_rules, duty, vehicles
from src.services import alarms, calls, journal
from src.services.calls import Call, Terms
from src.services.journal import SYSTEM, Case


async def calls_at_once(
    category: Category, priority: str, village: Village | None, *, region: Region, now: datetime
) -> tuple[Call, ...]:
    """The calls for what cannot wait: the nearest ring of teams in which a phone can ring.

    Where none can, the nearest team is called all the same: its alarm climbs at once, so that
    somebody above hears of it.
    """
    if not region.priorities[priority].at_once or category.leader_only:
        return ()
    rings = region.team_rings(category, village)
    terms = calls.terms_of(await _rule(category, priority, village, region))
    return await _nearest(rings, terms, now) or tuple(
        calls.call(team, (), terms) for ring in rings[:1] for team in ring[:1]
    )


async def _rule(
    category: Category, priority: str, village: Village | None, region: Region
) -> AlarmRule:
    rules = await alarm_rules.in_force(region)
    return alarm_rule.chosen(rules, category, priority, village)


async def rule_for(case: Case, region: Region) -> AlarmRule:
    """The rule that holds now for what this incident has become."""
    told = case.projection
    village = region.villages.get(told.village or "")
    return await _rule(region.leaf(told.category), told.priority, village, region)


async def _nearest(
    rings: Iterable[Sequence[Team]], terms: Terms, now: datetime
) -> tuple[Call, ...]:
    """All teams on duty of the first ring in which a phone can ring, else in which anybody is."""
    rings = list(rings)
    present = await duty.on_duty([team.code for ring in rings for team in ring], now)
    found = [
        tuple(calls.call(team, present[team.code], terms) for team in ring if team.code in present)
        for ring in rings
    ]
    heard = (ring for ring in found if any(call.heard for call in ring))
    return next(heard, None) or next((ring for ring in found if ring), ())


async def call_now(case: Case, *, region: Region, now: datetime) -> Case:
    """Call whoever must come at once, where that has become or is again necessary."""
    told = case.projection
    if told.drill:
        return case
    village = region.villages.get(told.village or "")
    leaf = region.leaf(told.category)
    called = await calls_at_once(leaf, told.priority, village, region=region, now=now)
    return await _begin(case, called, at=now, actor=SYSTEM, region=region, now=now)


async def call_next(
    case: Case, terms: Terms, *, at: datetime, region: Region, now: datetime
) -> tuple[Case, int]:
    """Call the next teams around into a call in which too few come; how many people are rung.

    Their alarms only repeat: above them the one that called them climbs.
    """
    policy = Policy((Step(0, ("team",), by=terms.policy.steps[0].by),), terms.policy.repeat_s)
    found = await _others(case, replace(terms, policy=policy), region, now)
    case = await _begin(case, found, at=at, actor=SYSTEM, region=region, now=now)
    return case, sum(len(call.present) for call in found)


async def call_others(case: Case, terms: Terms, *, region: Region, now: datetime) -> Case:
    """Call the nearest teams that are not called yet, with the whole policy of `terms`."""
    found = await _others(case, terms, region, now)
    return await _begin(case, found, at=now, actor=SYSTEM, region=region, now=now)


async def _others(case: Case, terms: Terms, region: Region, now: datetime) -> tuple[Call, ...]:
    told = case.projection
    known = await database.rows(
        "SELECT team FROM assignment WHERE incident = {} AND state <> 'released'", case.id
    )
    called = {row["team"] for row in known}
    village = region.villages.get(told.village or "")
    rings = region.team_rings(region.leaf(told.category), village)
    others = [[team for team in ring if team.code not in called] for ring in rings]
    return await _nearest(others, terms, now)


async def _begin(
    case: Case, called: Sequence[Call], *, at: datetime, actor: str, region: Region, now: datetime
) -> Case:
    if called:
        entries = [call.entry(at=at, actor=actor) for call in called]
        case = await journal.append(case, *entries, region=region, now=now)
        await calls.start(case, called, region=region, now=now)
    return case


async def assign(
    incident_id: int,
    team_code: str,
    *,
    vehicle: str = "",
    by: UUID,
    region: Region,
    now: datetime,
) -> UUID:
    """An operator sends a team; raises Conflict where it is at work on this already.

    While an alarm waits for more people, this team's answers count towards its strength. A
    `vehicle` is named where it is known; what is broken or out elsewhere is never sent.
    """
    team = region.teams.get(team_code)
    if team is None:
        raise NotFound("team_unknown")
    async with database.transaction():
        case = await journal.lock(incident_id)
        if not incident.may(case.state, "dispatched"):
            raise Conflict("incident_over", state=case.state)
        if region.leaf(case.projection.category).leader_only:
            raise Conflict("for_leaders_only")
        if await _busy_here(incident_id, team_code):
            raise Conflict("team_already_sent", team=team.name)
        people = (await duty.on_duty([team_code], now)).get(team_code, [])
        await _may_leave(vehicle, incident_id, region)
        call = calls.call(team, people, await _terms_by_hand(case, region), vehicle)
        actor = journal.person(by)
        case = await _begin(case, [call], at=now, actor=actor, region=region, now=now)
        await _end_refused(incident_id, now)
    return call.assignment


async def _may_leave(vehicle: str, incident_id: int, region: Region) -> None:
    if not vehicle:
        return
    known = region.vehicles.get(vehicle)
    if known is None:
        raise Invalid({"vehicle": "vehicle_unknown"})
    if database.on_postgres():  # SQLite writes one after the other anyhow
        await database.rows("SELECT pg_advisory_xact_lock({})", lock_key(f"vehicle:{vehicle}"))
    gone = await vehicles.gone_from()
    if vehicle in gone.broken:
        raise Conflict("vehicle_broken", vehicle=known.name)
    elsewhere = gone.out.get(vehicle, frozenset()) - {incident_id}
    if elsewhere:
        number = number_of(min(elsewhere), region.number_prefix)
        raise Conflict("vehicle_out", vehicle=known.name, number=number)


async def _terms_by_hand(case: Case, region: Region) -> Terms:
    terms = calls.terms_of(await rule_for(case, region))
    open_call = await database.row(
        "SELECT a.call, a.rule, a.strength FROM alarm a JOIN assignment s ON s.id = a.assignment"
        " WHERE a.incident = {} AND a.ended_at IS NULL AND a.call IS NOT NULL"
        " AND s.state <> 'refused' ORDER BY a.started_at, a.id LIMIT 1",
        case.id,
    )
    if open_call is None:
        return terms
    asked = strength.read(open_call["strength"])
    return Terms(
        call=open_call["call"], rule=open_call["rule"], strength=asked, policy=terms.policy
    )


async def _end_refused(incident_id: int, now: datetime) -> None:
    """The office has found another team: what rang for those who refused climbs no further."""
    refused = await database.rows(
        "SELECT id FROM assignment WHERE incident = {} AND state = 'refused'", incident_id
    )
    for row in refused:
        await alarms.end(incident_id, because="replaced", assignment=row["id"], now=now)


async def somebody_called(incident_id: int) -> bool:
    """Whether a team is called or at work."""
    statement = (
        "SELECT 1 AS found FROM assignment WHERE incident = {}"
        " AND state NOT IN ('released', 'refused')"
    )
    return await database.row(statement, incident_id) is not None


async def _busy_here(incident_id: int, team: str) -> bool:
    statement = (
        "SELECT 1 AS found FROM assignment WHERE incident = {} AND team = {}"
        " AND state NOT IN ('released', 'refused')"
    )
    return await database.row(statement, incident_id, team) is not None
