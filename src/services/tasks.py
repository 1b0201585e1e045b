"""One team's task as a tap meets it: whose it is, what may follow, and who was there before."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from src import database
from src.domain import assignment, incident, local_time
from src.domain.assignment import AT_WORK
from src.domain.errors import Conflict, Forbidden, NotFound
from src.domain.region import Region
from src.services import journal
from src.services.answers import Asked
from src.services.journal import Case

COLUMN = {
    "accepted": "accepted_at",
    "departed": "departed_at",
    "arrived": "on_scene_at",
    "controlled": "under_control_at",
    "completed": "released_at",
    "not_found": "released_at",
}
COMES = ("accepted", "joined", "departed", "arrived")  # whoever taps this comes, or is there


async def task(assignment_id: UUID) -> database.Row:
    row = await database.row("SELECT * FROM assignment WHERE id = {}", assignment_id)
    if row is None:
        raise NotFound("task_unknown")
    return row


async def held(assignment_id: UUID) -> tuple[Case, database.Row]:
    """The task with its incident in hand, wherever a merge may just have moved it."""
    while True:
        row = await task(assignment_id)
        case = await journal.lock(row["incident"])
        row = await task(assignment_id)
        if row["incident"] == case.id:
            return case, row


async def may_answer(row: database.Row, by: UUID) -> None:
    """Members of the team, and whoever its alarm rang or texted; raises Forbidden."""
    allowed = await database.row(
        "SELECT 1 AS yes FROM person WHERE id = {} AND active AND role = 'responder' AND team = {}"
        " UNION SELECT 1 AS yes FROM delivery d JOIN alarm a ON a.id = d.alarm"
        " WHERE a.assignment = {} AND d.person = {}"
        " UNION SELECT 1 AS yes FROM text_message t JOIN alarm a ON a.id = t.alarm"
        " WHERE a.assignment = {} AND t.person = {}",
        by,
        row["team"],
        row["id"],
        by,
        row["id"],
        by,
    )
    if allowed is None:
        raise Forbidden("task_not_yours")


async def next_step(
    row: database.Row, event: str, asked: Asked | None, *, region: Region
) -> tuple[str, str]:
    """The event that a tap is, and the state that follows; raises Conflict where it is too late.

    The first of a team accepts for it. While its call waits for more, others join or say no.
    """
    if event in ("accepted", "refused") and row["state"] in AT_WORK:
        if asked is not None and asked.said != "coming":
            if not asked.waiting and asked.enough:
                raise Conflict("enough")
            if asked.waiting:
                event = "joined" if event == "accepted" else event
                return event, row["state"]
        raise await _too_late(row, region)
    try:
        return event, assignment.after(row["state"], event)
    except incident.NotNow as refusal:
        raise await _too_late(row, region) from refusal


async def _too_late(row: database.Row, region: Region) -> Conflict:
    """Name who did it and when, so that the second tap is told and not swallowed."""
    last = await database.row(
        "SELECT e.actor, e.event, e.at, e.detail FROM incident_event e WHERE e.incident = {}"
        " AND e.event IN ('accepted', 'refused', 'departed', 'arrived', 'controlled', 'completed',"
        " 'not_found', 'handed_back', 'released') AND e.detail LIKE {}"
        " ORDER BY e.number DESC LIMIT 1",
        row["incident"],
        f'%"assignment":"{row["id"]}"%',
    )
    if last is None:
        return Conflict("step_not_now")
    if json.loads(last["detail"]).get("because") == "enough":
        return Conflict("enough")
    who = None
    if last["actor"].startswith("person:"):
        person = UUID(last["actor"].removeprefix("person:"))
        who = await database.row("SELECT name FROM person WHERE id = {}", person)
    team = region.team_named(row["team"])
    return Conflict(
        "done_before",
        event=last["event"],
        who=who["name"] if who else team.name if team else row["team"],
        at=local_time.clock(last["at"], region.timezone),
    )


async def write(
    row: database.Row,
    event: str,
    state: str,
    by: UUID,
    *,
    eta_min: int | None,
    vehicle: str,
    at: datetime,
) -> None:
    """Move the task on; each of its times is the first."""
    changes: dict[str, Any] = {"state": state}
    column = COLUMN.get(event)
    if column and row[column] is None:
        changes[column] = at
    if event in ("refused", "handed_back") and state == "refused":
        changes["released_at"] = at
    if event == "departed" and vehicle:
        changes["vehicle"] = vehicle
    if event == "handed_back":
        changes |= {"accepted_by": None, "eta_at": None, "vehicle": ""}
    if event in COMES and row["accepted_by"] is None:
        changes |= {"accepted_by": by, "accepted_at": row["accepted_at"] or at}
    if event == "accepted":
        changes["released_at"] = None
        if eta_min:
            changes["eta_at"] = at + timedelta(minutes=eta_min)
    sets = ", ".join(f"{name} = {{}}" for name in changes)
    await database.rows(
        f"UPDATE assignment SET {sets} WHERE id = {{}}", *changes.values(), row["id"]
    )
