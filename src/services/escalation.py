"""Unanswered alarms climb, one step at a time, each dated when it fell due."""

from datetime import datetime, timedelta
from uuid import UUID

import structlog

from src import database
from src.domain import escalation
from src.domain.region import Region
from src.queries import duty
from src.services import journal, ringing
from src.services.journal import Entry

BATCH = 100
AFTER_A_FAILURE = timedelta(seconds=10)
log = structlog.get_logger(__name__)


async def climb_due(now: datetime, *, region: Region) -> int:
    """Carry out every step due by `now`; returns how many alarms climbed.

    Two workers may find the same alarm: the incident's lock lets one pass, and the other then
    sees that nothing is due any more.
    """
    climbed = 0
    while due := await database.rows(
        "SELECT id, incident FROM alarm WHERE next_due_at <= {} ORDER BY next_due_at LIMIT "
        f"{BATCH}",
        now,
    ):
        for row in due:
            try:
                climbed += await _climb(row["id"], row["incident"], region=region, now=now)
            except Exception:
                log.exception("alarm_step_failed", alarm=str(row["id"]))
                await _push_on(row["id"], now + AFTER_A_FAILURE)
    return climbed


async def _push_on(alarm_id: UUID, due: datetime) -> None:
    """Try a step that failed again later, so that it cannot hold up the others."""
    async with database.transaction():
        await database.rows("UPDATE alarm SET next_due_at = {} WHERE id = {}", due, alarm_id)


async def _climb(alarm_id: UUID, incident_id: int, *, region: Region, now: datetime) -> int:
    async with database.transaction():
        case = await journal.lock(incident_id)
        alarm = await database.row(
            "SELECT a.step, a.policy, a.started_at, a.next_due_at, s.team, s.id AS assignment"
            " FROM alarm a JOIN assignment s ON s.id = a.assignment"
            " WHERE a.id = {} AND a.ended_at IS NULL AND a.next_due_at <= {}",
            alarm_id,
            now,
        )
        if alarm is None:
            return 0
        policy, step = escalation.read(alarm["policy"]), alarm["step"]
        due: datetime | None = alarm["next_due_at"]
        field: list[UUID] = []
        office: list[UUID] = []
        while due is not None and due <= now and step + 1 < len(policy):
            step += 1
            field, office = await _audience(policy, step, alarm["team"], now)
            detail = {
                "assignment": str(alarm["assignment"]),
                "team": alarm["team"],
                "step": step,
                "to": policy[step].audience,
                "rung": len(field) + len(office),
            }
            entry = Entry(event="escalated", at=due, detail=detail)
            case = await journal.append(case, entry, region=region, now=now)
            planned = escalation.due_at(policy, step + 1, alarm["started_at"])
            # Nobody to hear this step: the next one does not wait.
            due = planned if field or office or planned is None else due
        top = step + 1 >= len(policy)
        await database.rows(
            "UPDATE alarm SET step = {}, next_due_at = {}, at_top = {} WHERE id = {}",
            step,
            None if top else due,
            top,
            alarm_id,
        )
        await ringing.ring(case, alarm_id, step, field, region=region, now=now)
        await ringing.ring(case, alarm_id, step, office, in_office=True, region=region, now=now)
    return 1


async def _audience(
    policy: escalation.Policy, step: int, team: str, now: datetime
) -> tuple[list[UUID], list[UUID]]:
    """Everybody rung at this step, each once, in the field and in the office.

    Audiences add up: who was rung before is rung again.
    """
    field: dict[UUID, None] = {}
    office: dict[UUID, None] = {}
    for audience in escalation.audiences(policy, step):
        match audience:
            case "team":
                present = (await duty.on_duty([team], now)).get(team, [])
                field |= dict.fromkeys(person.person for person in present)
            case "team_leader":
                field |= dict.fromkeys(await duty.leaders_of(team, now))
            case "leaders":
                office |= dict.fromkeys(await duty.with_role("leader", now))
            case _:
                office |= dict.fromkeys(await duty.with_role("operator", now))
    return list(field), list(office)
