"""Sending teams: an assignment, its alarm with the policy of the hour, and a message per device."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from src import database
from src.domain import escalation, incident
from src.domain.assignment import AT_WORK
from src.domain.category import Category
from src.domain.errors import Conflict, NotFound
from src.domain.region import Region, Team, Village
from src.queries import duty
from src.queries.duty import OnDuty
from src.services import journal, ringing
from src.services.journal import SYSTEM, Case, Entry


@dataclass(frozen=True, slots=True)
class Call:
    """One team about to be called, with who will be rung first."""

    assignment: UUID
    alarm: UUID
    team: Team
    policy: escalation.Policy
    people: tuple[UUID, ...]

    def entry(self, *, at: datetime, actor: str) -> Entry:
        """The line that says so; the policy of the hour is stamped into it."""
        detail = {
            "team": self.team.code,
            "assignment": str(self.assignment),
            "policy": [[step.after_s, step.audience] for step in self.policy],
            "rung": len(self.people),
        }
        return Entry(event="dispatched", at=at, actor=actor, detail=detail)


async def calls_at_once(
    category: Category, priority: str, village: Village | None, *, region: Region, now: datetime
) -> tuple[Call, ...]:
    """The calls for what cannot wait: the nearest ring of teams that has anybody on duty.

    With nobody on duty anywhere, the nearest team is called all the same: its alarm climbs at
    once, so that somebody above hears of it.
    """
    if not region.priorities[priority].at_once or category.leader_only:
        return ()
    rings = region.team_rings(category, village)
    codes = [team.code for ring in rings for team in ring]
    present = await duty.on_duty(codes, now)
    for ring in rings:
        if ready := [team for team in ring if team.code in present]:
            return tuple(_call(team, priority, present[team.code], region) for team in ready)
    return tuple(_call(team, priority, [], region) for team in rings[0][:1]) if rings else ()


def _call(team: Team, priority: str, people: Sequence[OnDuty], region: Region) -> Call:
    steps = region.priorities[priority].alarm_steps
    policy = escalation.policy((step.after_s, step.audience) for step in steps)
    return Call(uuid4(), uuid4(), team, policy, tuple(person.person for person in people))


async def start(case: Case, calls: Sequence[Call], *, region: Region, now: datetime) -> None:
    """Write assignments, alarms and deliveries of calls whose lines are already in the log."""
    if not calls:
        return
    assignments: list[object] = []
    alarms: list[object] = []
    for call in calls:
        assignments += [call.assignment, case.id, call.team.code, "alerted", now]
        later = escalation.due_at(call.policy, 1, now) if call.people else now
        alarms += [call.alarm, case.id, call.assignment, escalation.stamp(call.policy), now, later]
    await database.rows(
        "INSERT INTO assignment (id, incident, team, state, alerted_at)"
        f" VALUES {database.marks(len(calls), 5)}",
        *assignments,
    )
    await database.rows(
        "INSERT INTO alarm (id, incident, assignment, policy, started_at, next_due_at)"
        f" VALUES {database.marks(len(calls), 6)}",
        *alarms,
    )
    for call in calls:
        await ringing.ring(case, call.alarm, 0, call.people, region=region, now=now)
    database.signal("alarms")


async def call_now(case: Case, *, region: Region, now: datetime) -> Case:
    """Call whoever must come at once, where that has become or is again necessary."""
    told = case.projection
    if told.drill:
        return case
    village = region.villages.get(told.village or "")
    leaf = region.leaf(told.category)
    calls = await calls_at_once(leaf, told.priority, village, region=region, now=now)
    for call in calls:
        case = await journal.append(case, call.entry(at=now, actor=SYSTEM), region=region, now=now)
    await start(case, calls, region=region, now=now)
    return case


async def assign(
    incident_id: int, team_code: str, *, by: UUID, region: Region, now: datetime
) -> UUID:
    """An operator sends a team; raises Conflict where it is at work on this already."""
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
        call = _call(team, case.projection.priority, people, region)
        entry = call.entry(at=now, actor=journal.person(by))
        case = await journal.append(case, entry, region=region, now=now)
        await _end_refused(incident_id, now)
        await start(case, [call], region=region, now=now)
    return call.assignment


async def _end_refused(incident_id: int, now: datetime) -> None:
    """The office has found another team: what rang for those who refused climbs no further."""
    refused = await database.rows(
        "SELECT id FROM assignment WHERE incident = {} AND state = 'refused'", incident_id
    )
    for row in refused:
        await end_alarms(incident_id, because="replaced", assignment=row["id"], now=now)


async def _busy_here(incident_id: int, team: str) -> bool:
    statement = (
        "SELECT 1 AS found FROM assignment WHERE incident = {} AND team = {}"
        " AND state NOT IN ('released', 'refused')"
    )
    return await database.row(statement, incident_id, team) is not None


async def somebody_at_work(incident_id: int) -> bool:
    """Whether a team has accepted and not yet finished."""
    marks = ", ".join(["{}"] * len(AT_WORK))
    statement = f"SELECT 1 AS yes FROM assignment WHERE incident = {{}} AND state IN ({marks})"
    return await database.row(statement, incident_id, *AT_WORK) is not None


async def release_all(
    case: Case, *, because: str, actor: str = SYSTEM, region: Region, now: datetime
) -> Case:
    """Let every team go that is still called or at work: the incident needs nobody any more."""
    active = await database.rows(
        "SELECT id, team FROM assignment WHERE incident = {}"
        " AND state NOT IN ('released', 'refused')",
        case.id,
    )
    for row in active:
        detail = {"assignment": str(row["id"]), "team": row["team"], "because": because}
        entry = Entry(event="released", at=now, actor=actor, detail=detail)
        case = await journal.append(case, entry, region=region, now=now)
    await database.rows(
        "UPDATE assignment SET state = 'released', released_at = {} WHERE incident = {}"
        " AND state NOT IN ('released', 'refused')",
        now,
        case.id,
    )
    await end_alarms(case.id, because=because, now=now)
    return case


async def end_alarms(
    incident_id: int, *, because: str, now: datetime, assignment: UUID | None = None
) -> None:
    """Stop the ringing of one assignment, or of all on an incident."""
    only = "" if assignment is None else " AND assignment = {}"
    values = [now, because, incident_id, *([] if assignment is None else [assignment])]
    await database.rows(
        "UPDATE alarm SET ended_at = {}, ended_because = {}, next_due_at = NULL"
        f" WHERE incident = {{}} AND ended_at IS NULL{only}",
        *values,
    )
    database.signal("alarms")
