"""A responder's taps: each with its own id and time, taken once, refused with the reason why."""

import sqlite3
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from src import database
from src.domain import assignment, incident, local_time
from src.domain.device_clock import corrected
from src.domain.errors import Conflict, Forbidden, Invalid, NotFound
from src.domain.region import Region
from src.queries import duty
from src.services import dispatch, journal, ringing
from src.services.journal import Case, Entry

OUTCOMES = (
    "extinguished",
    "rescued",
    "restored",
    "advised",
    "handed_over",
    "false_alarm",
    "other",
)
ETAS_MIN = range(1, 241)
COLUMN = {
    "accepted": "accepted_at",
    "departed": "departed_at",
    "arrived": "on_scene_at",
    "controlled": "under_control_at",
    "completed": "released_at",
    "not_found": "released_at",
}
ENDS_ALARM = ("accepted", "departed", "arrived")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One tap. `at` and `sent_at` are by the phone's clock; `detail` is what was filled in."""

    assignment_id: UUID
    event: str
    action_id: UUID
    at: datetime | None = None
    sent_at: datetime | None = None
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """`state` of the assignment afterwards; `again` where this very tap had been taken before."""

    incident: int
    state: str
    again: bool


async def act(command: Command, *, by: UUID, region: Region, now: datetime) -> Done:
    """Take one tap; raises Conflict, Invalid, Forbidden or NotFound with words for the person."""
    try:
        return await _taken(command, by=by, region=region, now=now)
    except (sqlite3.IntegrityError, asyncpg.UniqueViolationError) as twice:
        raise Conflict("action_id_taken") from twice  # elsewhere, at this very moment


async def _taken(command: Command, *, by: UUID, region: Region, now: datetime) -> Done:
    detail = _checked(command)
    async with database.transaction():
        row = await _assignment(command.assignment_id)
        await _may(row, by)
        case = await journal.lock(row["incident"])
        if before := await journal.done_before(command.action_id):
            return _again(before, row)
        row = await _assignment(command.assignment_id)
        at = max(corrected(command.at, command.sent_at, now).at, row["alerted_at"])
        state = await _next_state(row, command, by, region=region, now=now)
        entry = Entry(
            event=command.event,
            at=at,
            actor=journal.person(by),
            action_id=command.action_id,
            detail={**detail, "assignment": str(row["id"]), "team": row["team"]},
        )
        try:
            case = await journal.append(case, entry, region=region, now=now)
        except incident.NotNow as refusal:
            raise Conflict("incident_over", state=refusal.state) from refusal
        await _write(row, command, state, by, at)
        await _follow_up(case, row, command, state, region=region, now=now)
    return Done(case.id, state, False)


def _checked(command: Command) -> dict[str, Any]:
    told = {name: value for name, value in command.detail.items() if value not in (None, "")}
    match command.event:
        case "accepted":
            if told.get("eta_min") is not None and told["eta_min"] not in ETAS_MIN:
                raise Invalid({"eta_min": "eta_wrong"})
        case "completed":
            if told.get("outcome") not in OUTCOMES:
                raise Invalid({"outcome": "outcome_missing"})
            if not told.get("photos") and not told.get("photo_reason"):
                raise Invalid({"photo_reason": "photo_or_reason"})
        case "noted":
            if not told.get("note"):
                raise Invalid({"note": "note_missing"})
        case _ if command.event not in assignment.LIFE:
            raise NotFound()
    return told


async def _assignment(assignment_id: UUID) -> database.Row:
    row = await database.row("SELECT * FROM assignment WHERE id = {}", assignment_id)
    if row is None:
        raise NotFound("task_unknown")
    return row


async def _may(row: database.Row, by: UUID) -> None:
    """Members of the team, and whoever its alarm rang."""
    allowed = await database.row(
        "SELECT 1 AS yes FROM person WHERE id = {} AND active AND role = 'responder' AND team = {}"
        " UNION SELECT 1 AS yes FROM delivery d JOIN alarm a ON a.id = d.alarm"
        " WHERE a.assignment = {} AND d.person = {}",
        by,
        row["team"],
        row["id"],
        by,
    )
    if allowed is None:
        raise Forbidden("task_not_yours")


def _again(before: database.Row, row: database.Row) -> Done:
    if before["incident"] != row["incident"]:
        raise Conflict("action_id_taken")
    return Done(before["incident"], row["state"], True)


async def _next_state(
    row: database.Row, command: Command, by: UUID, *, region: Region, now: datetime
) -> str:
    """The assignment's state afterwards. One refusal is not the team's: all rung must refuse."""
    try:
        state = assignment.after(row["state"], command.event)
    except incident.NotNow as refusal:
        raise await _too_late(row, refusal, region) from refusal
    if command.event == "refused" and await _somebody_may_still_answer(row, by, now):
        return str(row["state"])
    return state


async def _somebody_may_still_answer(row: database.Row, by: UUID, now: datetime) -> bool:
    """Those on duty and those whose phone rang, less those who said no to this very task."""
    rung = await database.rows(
        "SELECT DISTINCT d.person FROM delivery d JOIN alarm a ON a.id = d.alarm"
        " WHERE a.assignment = {} AND d.person IS NOT NULL",
        row["id"],
    )
    said_no = await database.rows(
        "SELECT DISTINCT actor FROM incident_event WHERE incident = {} AND event = 'refused'"
        " AND detail LIKE {}",
        row["incident"],
        f'%"assignment":"{row["id"]}"%',
    )
    present = (await duty.on_duty([row["team"]], now)).get(row["team"], [])
    silent = {journal.person(entry["person"]) for entry in rung}
    silent |= {journal.person(each.person) for each in present}
    silent -= {entry["actor"] for entry in said_no}
    return bool(silent - {journal.person(by)})


async def _too_late(row: database.Row, refusal: incident.NotNow, region: Region) -> Conflict:
    """Name who did it and when, so that the second tap is told and not swallowed."""
    last = await database.row(
        "SELECT e.actor, e.event, e.at FROM incident_event e WHERE e.incident = {}"
        " AND e.event IN ('accepted', 'refused', 'departed', 'arrived', 'controlled', 'completed',"
        " 'not_found', 'released') AND e.detail LIKE {} ORDER BY e.number DESC LIMIT 1",
        row["incident"],
        f'%"assignment":"{row["id"]}"%',
    )
    if last is None:
        return Conflict("step_not_now")
    who = None
    if last["actor"].startswith("person:"):
        person = UUID(last["actor"].removeprefix("person:"))
        who = await database.row("SELECT name FROM person WHERE id = {}", person)
    team = region.teams[row["team"]].name if row["team"] in region.teams else row["team"]
    return Conflict(
        "done_before",
        event=last["event"],
        who=who["name"] if who else team,
        at=local_time.clock(last["at"], region.timezone),
    )


async def _write(row: database.Row, command: Command, state: str, by: UUID, at: datetime) -> None:
    changes: dict[str, Any] = {"state": state}
    column = COLUMN.get(command.event)
    if column and row[column] is None:
        changes[column] = at
    if command.event == "refused" and state == "refused":
        changes["released_at"] = at
    if command.event in ENDS_ALARM and row["accepted_by"] is None:
        changes |= {"accepted_by": by, "accepted_at": row["accepted_at"] or at}
    if command.event == "accepted":
        changes["released_at"] = None
        if minutes := command.detail.get("eta_min"):
            changes["eta_at"] = at + timedelta(minutes=int(minutes))
    sets = ", ".join(f"{name} = {{}}" for name in changes)
    await database.rows(
        f"UPDATE assignment SET {sets} WHERE id = {{}}", *changes.values(), row["id"]
    )


async def _follow_up(
    case: Case, row: database.Row, command: Command, state: str, *, region: Region, now: datetime
) -> None:
    """What a tap sets in motion: the ringing ends or climbs, the incident ends, followers hear."""
    event = command.event
    if event in ENDS_ALARM:
        await dispatch.end_alarms(case.id, because="answered", assignment=row["id"], now=now)
    elif event == "refused" and state == "refused":
        await _climb_now(row["id"], now)
    elif event in ("completed", "not_found"):
        await dispatch.end_alarms(case.id, because="over", assignment=row["id"], now=now)
        case = await _resolve_if_last(case, command, region=region, now=now)
        event = "resolved" if case.state == "resolved" else event
    await ringing.tell_followers(case, event, region=region, now=now)


async def _climb_now(assignment_id: UUID, now: datetime) -> None:
    """Everybody who was rung said no: nobody waits for the clock any more."""
    await database.rows(
        "UPDATE alarm SET next_due_at = {} WHERE assignment = {} AND ended_at IS NULL"
        " AND next_due_at IS NOT NULL",
        now,
        assignment_id,
    )
    database.signal("alarms")


async def _resolve_if_last(case: Case, command: Command, *, region: Region, now: datetime) -> Case:
    """The incident is resolved when no team is at work on it; teams merely called are let go."""
    if await dispatch.somebody_at_work(case.id) or not incident.may(case.state, "resolved"):
        return case
    case = await dispatch.release_all(case, because="over", region=region, now=now)
    outcome = command.detail.get("outcome") or command.event
    entry = Entry(event="resolved", at=now, detail={"outcome": outcome})
    return await journal.append(case, entry, region=region, now=now)
