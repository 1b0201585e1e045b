"""A test alarm rings the whole team, is answered by a tap, and never is an incident."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from src import database
from src.domain.access import Person, Role
from src.domain.errors import Conflict, Forbidden, NotFound
from src.domain.test_schedule import Weekly
from src.push import receipts
from src.services import alarm_tests
from tests.town import Town

ZONE = ZoneInfo("Asia/Makassar")


def signed_in(town: Town, name: str, role: Role, **more: object) -> Person:
    fields = {"id": town.people[name], "session": town.sessions[name], "name": name, **more}
    return Person(role=role, **fields)  # type: ignore[arg-type]


async def held_for(team: str) -> list[UUID]:
    rows = await database.rows(
        "SELECT id FROM alarm_test WHERE team = {} ORDER BY started_at", team
    )
    return [row["id"] for row in rows]


async def begun(town: Town) -> UUID:
    """An operator tests the first team."""
    await town.operator("yuliana")
    test = uuid4()
    await alarm_tests.start(
        test,
        town.first_team,
        by=signed_in(town, "yuliana", "operator"),
        region=town.region,
        now=town.clock(),
    )
    await town.passes()
    return test


async def answer(test: UUID, person: UUID) -> float | None:
    """After how many seconds somebody answered."""
    row = await database.row(
        "SELECT t.started_at, a.confirmed_at FROM alarm_test_answer a"
        " JOIN alarm_test t ON t.id = a.test WHERE a.test = {} AND a.person = {}",
        test,
        person,
    )
    assert row is not None
    if row["confirmed_at"] is None:
        return None
    seconds: float = (row["confirmed_at"] - row["started_at"]).total_seconds()
    return seconds


async def test_a_test_rings_the_whole_team_on_duty_or_not(town: Town) -> None:
    await town.responder("rahim")
    await town.responder("yopi", on_duty=False)
    await town.responder("amir", team="PP-A")
    test = await begun(town)
    for name in ("rahim", "yopi"):
        assert town.phone(name).rang == ["LATIHAN: uji alarm"]
        (message,) = town.phone(name).messages
        assert message["notification"]["navigate"].endswith(f"/uji/{test}")
        assert message["lacak"]["kind"] == "test"
    assert town.phone("amir").rang == town.phone("yuliana").rang == []


async def test_a_test_is_no_incident(town: Town) -> None:
    await town.responder("rahim")
    await begun(town)
    for table in ("incident", "incident_event", "alarm", "assignment"):
        row = await database.row(f"SELECT count(*) AS n FROM {table}")
        assert row is not None and row["n"] == 0


async def test_a_tap_on_the_notification_is_the_answer(town: Town) -> None:
    rahim = await town.responder("rahim")
    test = await begun(town)
    delivery = UUID(town.phone("rahim").messages[0]["lacak"]["delivery"])
    town.clock.passes(seconds=3)
    await receipts.record(delivery, "shown", None, now=town.clock())
    assert await answer(test, rahim) is None
    tapped = town.clock.passes(seconds=5)
    town.clock.passes(seconds=60)  # no signal: the receipt comes later, dated when it was tapped
    await receipts.record(delivery, "opened", tapped, now=town.clock())
    assert await answer(test, rahim) == 8


async def test_of_two_answers_the_earlier_counts(town: Town) -> None:
    rahim = await town.responder("rahim")
    test = await begun(town)
    delivery = UUID(town.phone("rahim").messages[0]["lacak"]["delivery"])
    tapped = town.clock.passes(seconds=10)
    town.clock.passes(seconds=30)
    await alarm_tests.confirm(test, rahim, now=town.clock())
    assert await answer(test, rahim) == 40
    await receipts.record(delivery, "opened", tapped, now=town.clock())
    assert await answer(test, rahim) == 10
    await alarm_tests.confirm(test, rahim, now=town.clock.passes(seconds=5))
    assert await answer(test, rahim) == 10


async def test_an_answer_after_a_quarter_of_an_hour_is_none(town: Town) -> None:
    rahim = await town.responder("rahim")
    test = await begun(town)
    town.clock.passes(minutes=16)
    with pytest.raises(Conflict, match="test_over"):
        await alarm_tests.confirm(test, rahim, now=town.clock())
    assert await answer(test, rahim) is None


async def test_who_was_not_asked_cannot_answer(town: Town) -> None:
    await town.responder("rahim")
    stranger = await town.responder("amir", team="PP-A")
    test = await begun(town)
    with pytest.raises(NotFound, match="test_unknown"):
        await alarm_tests.confirm(test, stranger, now=town.clock())


async def test_a_second_tap_on_the_button_rings_nobody_again(town: Town) -> None:
    await town.responder("rahim")
    await town.operator("yuliana")
    by, test = signed_in(town, "yuliana", "operator"), uuid4()
    for _ in range(2):
        await alarm_tests.start(test, town.first_team, by=by, region=town.region, now=town.clock())
        await town.passes()
    assert town.phone("rahim").rang == ["LATIHAN: uji alarm"]
    with pytest.raises(Conflict, match="test_just_now"):
        await alarm_tests.start(
            uuid4(), town.first_team, by=by, region=town.region, now=town.clock()
        )
    town.clock.passes(minutes=1)
    await alarm_tests.start(uuid4(), town.first_team, by=by, region=town.region, now=town.clock())


async def test_no_test_disturbs_an_alarm(town: Town) -> None:
    await town.responder("rahim")
    await town.operator("yuliana")
    by = signed_in(town, "yuliana", "operator")
    await town.report()
    with pytest.raises(Conflict, match="test_during_alarm"):
        await alarm_tests.start(
            uuid4(), town.first_team, by=by, region=town.region, now=town.clock()
        )


async def test_a_team_without_anybody_is_not_tested(town: Town) -> None:
    await town.operator("yuliana")
    by = signed_in(town, "yuliana", "operator")
    with pytest.raises(Conflict, match="test_of_nobody"):
        await alarm_tests.start(
            uuid4(), town.first_team, by=by, region=town.region, now=town.clock()
        )


async def test_a_leader_of_a_team_tests_the_own_one_only(town: Town) -> None:
    await town.responder("danru", leads=True)
    await town.responder("amir", team="PP-A")
    leader = signed_in(town, "danru", "responder", team=town.first_team, leads=True)
    await alarm_tests.start(
        uuid4(), town.first_team, by=leader, region=town.region, now=town.clock()
    )
    with pytest.raises(Forbidden):
        await alarm_tests.start(uuid4(), "PP-A", by=leader, region=town.region, now=town.clock())
    plain = signed_in(town, "amir", "responder", team="PP-A")
    with pytest.raises(Forbidden):
        await alarm_tests.start(uuid4(), "PP-A", by=plain, region=town.region, now=town.clock())


# The weekly test: Mondays at 9 in Salakan.


def monday(hour: int, minute: int = 0, day: int = 19) -> datetime:
    """The Monday after the clock's start, or another day of that week."""
    return datetime(2026, 10, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


async def at(town: Town, moment: datetime) -> None:
    town.clock.now = moment
    await town.passes()


async def test_every_team_is_tested_once_a_week(town: Town) -> None:
    assert town.region.test_alarm is not None
    assert (town.region.test_alarm.weekday, town.region.test_alarm.at.hour) == (0, 9)
    await town.responder("rahim")
    await town.responder("amir", team="PP-A", on_duty=False)
    await at(town, monday(8, 59))
    assert town.phone("rahim").rang == []
    await at(town, monday(9))
    assert town.phone("rahim").rang == town.phone("amir").rang == ["LATIHAN: uji alarm"]
    for moment in (monday(9, 1), monday(10), monday(9, day=20), monday(12, day=25)):
        await at(town, moment)
    assert len(await held_for(town.first_team)) == 1
    await at(town, monday(9, day=26))
    assert len(await held_for(town.first_team)) == 2


async def test_two_workers_begin_one_test(town: Town) -> None:
    await town.responder("rahim")
    town.clock.now = monday(9)
    both = [alarm_tests.start_due(town.clock(), region=town.region) for _ in range(2)]
    assert sum(await asyncio.gather(*both)) == 1
    await town.passes()
    assert town.phone("rahim").rang == ["LATIHAN: uji alarm"]


async def test_a_test_waits_an_hour_while_its_team_has_an_alarm(town: Town) -> None:
    await town.responder("rahim")
    await town.responder("amir", team="PP-A")
    await at(town, monday(8, 58))
    fire = await town.report()
    await at(town, monday(9))
    assert await held_for(town.first_team) == []
    assert len(await held_for("PP-A")) == 1  # the others are tested all the same
    await at(town, monday(9, 5))
    await town.acts("rahim", "accepted", fire.incident)
    await database.rows("UPDATE alarm SET ended_at = {}, next_due_at = NULL", town.clock())
    await at(town, monday(9, 59))
    assert await held_for(town.first_team) == []
    await at(town, monday(10))
    assert len(await held_for(town.first_team)) == 1


async def test_what_no_worker_began_is_begun_the_next_day(town: Town) -> None:
    await town.responder("rahim")
    await at(town, monday(22))
    assert await held_for(town.first_team) == []
    await at(town, monday(9, 30, day=20))
    assert len(await held_for(town.first_team)) == 1


async def test_a_new_town_is_not_rung_for_a_test_of_before(town: Town) -> None:
    town.clock.now = monday(9, 30)
    await town.responder("rahim")
    await town.passes()
    assert town.phone("rahim").rang == []


async def test_without_a_schedule_nothing_begins_by_itself(town: Town) -> None:
    await town.responder("rahim")
    quiet = replace(town.region, test_alarm=None)
    assert await alarm_tests.start_due(monday(9), region=quiet) == 0
    other = replace(town.region, test_alarm=Weekly(2, time(10, 15)))
    assert await alarm_tests.start_due(monday(9), region=other) == 0
