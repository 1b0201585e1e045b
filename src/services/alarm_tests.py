"""Test alarms (LATIHAN): begun by hand or once a week, answered by whoever hears his phone.

A test is no incident: it stands in no log and in no figure.
"""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from src import database
from src.domain.access import Person
from src.domain.errors import Conflict, Forbidden, NotFound
from src.domain.region import Region
from src.domain.test_schedule import current_try, weekly_id
from src.push import planning, subscriptions
from src.push.payload import Message
from src.queries import weekly_tests
from src.words import alarm_tests as words

IN_TIME = timedelta(seconds=30)
LISTENS = planning.WORTH  # an answer after that says nothing about the alarm any more
AGAIN_AFTER = timedelta(minutes=1)
TOPIC = "tests"  # the signal that a test has begun or somebody has answered


async def start(test_id: UUID, team: str, *, by: Person, region: Region, now: datetime) -> None:
    """Ring every phone of a team; the id was made with the form, so a second tap rings nobody.

    Raises Conflict while the team has an alarm, was tested just now, or has nobody to ask.
    """
    if team not in region.teams:
        raise NotFound("team_unknown")
    if not may_test(by, team):
        raise Forbidden()
    async with database.transaction():
        if await database.row("SELECT 1 AS yes FROM alarm_test WHERE id = {}", test_id):
            return
        if team in await weekly_tests.alarmed_since(now):
            raise Conflict("test_during_alarm")
        if await _tested_since(team, now - AGAIN_AFTER):
            raise Conflict("test_just_now")
        if not await _begin(test_id, team, by=by.id, now=now):
            raise Conflict("test_of_nobody")


def may_test(by: Person, team: str) -> bool:
    """The office tests every team, its leader the own one."""
    return by.in_office or (by.leads_team and by.team == team)


async def start_due(now: datetime, *, region: Region) -> int:
    """Begin the weekly tests that have fallen due; returns how many.

    Whoever comes second, another worker or this one after a restart, finds the week's id taken.
    """
    weekly = region.test_alarm
    this = current_try(weekly, now, region.timezone) if weekly else None
    if this is None:
        return 0
    begun = 0
    for team in await weekly_tests.ready(this, region):
        async with database.transaction():
            begun += await _begin(weekly_id(team, this.week), team, by=None, now=now)
    return begun


async def confirm(test_id: UUID, person: UUID, *, now: datetime) -> None:
    """Somebody heard it; the first answer counts."""
    async with database.transaction():
        asked = await database.row(
            "SELECT a.confirmed_at, t.started_at FROM alarm_test_answer a"
            " JOIN alarm_test t ON t.id = a.test WHERE a.test = {} AND a.person = {}",
            test_id,
            person,
        )
        if asked is None:
            raise NotFound("test_unknown")
        if asked["confirmed_at"] is not None:
            return
        if now > asked["started_at"] + LISTENS:
            raise Conflict("test_over")
        await database.rows(
            "UPDATE alarm_test_answer SET confirmed_at = {}"
            " WHERE test = {} AND person = {} AND confirmed_at IS NULL",
            now,
            test_id,
            person,
        )
        database.signal(TOPIC)


async def _tested_since(team: str, since: datetime) -> bool:
    found = await database.row(
        "SELECT 1 AS yes FROM alarm_test WHERE team = {} AND started_at > {}", team, since
    )
    return found is not None


async def _begin(test_id: UUID, team: str, *, by: UUID | None, now: datetime) -> bool:
    """Write the test down, ask everybody of the team, plan a message to each phone."""
    members = await database.rows(
        "SELECT id FROM person WHERE active AND role = 'responder' AND team = {}", team
    )
    if not members:
        return False
    new = await database.rows(
        "INSERT INTO alarm_test (id, team, started_at, started_by, ends_at)"
        f" VALUES {database.marks(1, 5)} ON CONFLICT (id) DO NOTHING RETURNING id",
        test_id,
        team,
        now,
        by,
        now + IN_TIME,
    )
    if not new:
        return False
    people = [row["id"] for row in members]
    phones = await subscriptions.of_people(people, now=now)
    values: list[object] = []
    for person in people:
        values += [uuid4(), test_id, person, sum(phone.person == person for phone in phones)]
    await database.rows(
        "INSERT INTO alarm_test_answer (id, test, person, devices)"
        f" VALUES {database.marks(len(people), 4)}",
        *values,
    )
    await planning.plan(
        phones,
        Message(title=words.TITLE, body=words.BODY, path=f"/uji/{test_id}", tag=f"uji-{test_id}"),
        kind="test",
        alarm=None,
        incident=None,
        test=test_id,
        step=0,
        now=now,
    )
    database.signal(TOPIC)
    return True
