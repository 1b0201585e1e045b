"""What people say to a call: kept person by person, counted towards the strength it waits for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID, uuid4

from src import database
from src.domain import strength
from src.domain.region import Region
from src.domain.strength import Strength
from src.queries import duty
from src.queries.turnout import turnout_of
from src.services import alarms, journal, releases, standing_down
from src.services.journal import Case, Entry

Answer = Literal["coming", "declined"]


@dataclass(frozen=True, slots=True)
class Asked:
    """The newest alarm of an assignment, as one person meets it.

    said     coming, declined, or "" while this person has not answered its call
    waiting  the call still waits for more people
    enough   it ended because enough come
    """

    call: UUID
    rule: str
    strength: Strength
    said: str
    waiting: bool
    ringing: bool
    enough: bool


async def asked(assignment: UUID, person: UUID) -> Asked | None:
    """None where nothing was ever rung for this assignment."""
    row = await database.row(
        "SELECT a.call, a.rule, a.strength, a.ended_at, a.ended_because,"
        " (SELECT n.answer FROM alarm_answer n WHERE n.call = a.call AND n.person = {}) AS said,"
        " EXISTS (SELECT 1 FROM alarm o WHERE o.call = a.call AND o.ended_at IS NULL) AS waiting"
        " FROM alarm a WHERE a.assignment = {} AND a.call IS NOT NULL"
        " ORDER BY a.started_at DESC, a.id LIMIT 1",
        person,
        assignment,
    )
    if row is None:
        return None
    return Asked(
        call=row["call"],
        rule=row["rule"],
        strength=strength.read(row["strength"]),
        said=row["said"] or "",
        waiting=bool(row["waiting"]),
        ringing=row["ended_at"] is None,
        enough=row["ended_because"] == "answered",
    )


async def record(
    call: UUID,
    task: database.Row,
    person: UUID,
    answer: Answer,
    *,
    eta_at: datetime | None,
    at: datetime,
) -> None:
    """Keep the answer; somebody's last word holds. `task` is the assignment's row."""
    await database.rows(
        "INSERT INTO alarm_answer (id, key, call, incident, assignment, person, answer, eta_at, at)"
        f" VALUES {database.marks(1, 9)} ON CONFLICT (key) DO UPDATE SET"
        " assignment = excluded.assignment, answer = excluded.answer, eta_at = excluded.eta_at,"
        " at = excluded.at",
        uuid4(),
        f"{call}:{person}",
        call,
        task["incident"],
        task["id"],
        person,
        answer,
        eta_at,
        at,
    )


async def anybody_silent(call: UUID, task: database.Row, now: datetime) -> bool:
    """Whether anybody on duty, or rung or texted for this task, has not answered yet."""
    rung = await database.rows(
        "SELECT d.person FROM delivery d JOIN alarm a ON a.id = d.alarm"
        " JOIN person p ON p.id = d.person WHERE a.assignment = {} AND p.role = 'responder'"
        " UNION SELECT t.person FROM text_message t JOIN alarm a ON a.id = t.alarm"
        " JOIN person p ON p.id = t.person WHERE a.assignment = {} AND p.role = 'responder'",
        task["id"],
        task["id"],
    )
    said = await database.rows("SELECT person FROM alarm_answer WHERE call = {}", call)
    present = (await duty.on_duty([task["team"]], now)).get(task["team"], [])
    asked = {row["person"] for row in rung} | {person.person for person in present}
    return bool(asked - {row["person"] for row in said})


async def settle(case: Case, call: UUID, *, region: Region, now: datetime) -> Case:
    """End a call for which enough come: teams of which nobody comes are let go, late ones told."""
    ringing_alarm = await database.row(
        "SELECT strength FROM alarm WHERE call = {} AND ended_at IS NULL LIMIT 1", call
    )
    if ringing_alarm is None:
        return case
    wanted = strength.read(ringing_alarm["strength"])
    turnout = await turnout_of(call, wanted, region)
    if turnout.missing:
        return case
    detail = {"call": str(call), "coming": len(turnout.coming), "needed": wanted.people}
    reached = Entry(event="strength_reached", at=now, detail=detail)
    case = await journal.append(case, reached, region=region, now=now)
    await alarms.end(case.id, because="answered", call=call, now=now)
    case = await releases.release(case, because="enough", call=call, region=region, now=now)
    await standing_down.tell(case, call, turnout.answered, region=region, now=now)
    return case


async def stand_down(case: Case, call: UUID, *, region: Region, now: datetime) -> None:
    """End a call that needs nobody any more, whoever has come."""
    if await alarms.end(case.id, because="over", call=call, now=now):
        said = await database.rows("SELECT person FROM alarm_answer WHERE call = {}", call)
        answered = {row["person"] for row in said}
        await standing_down.tell(case, call, answered, region=region, now=now)
