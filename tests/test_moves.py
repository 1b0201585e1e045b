"""What is moved or ended while somebody acts on it: nothing is lost, nothing goes elsewhere."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextvars import Context
from typing import Any
from uuid import UUID, uuid4

import pytest
from structlog.testing import capture_logs

from src import database
from src.domain.errors import Conflict
from src.push import claims, subscriptions
from src.services import (
    confirmation,
    escalation,
    merging,
    recalling,
    response,
    sessions,
    standing_down,
    triage,
    unmerging,
)
from src.services.response import Command
from tests.town import Town

BEGUN_S = 0.05
_WAITING = (
    "SELECT count(*) AS n FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


@contextlib.asynccontextmanager
async def held(*incidents: int) -> AsyncIterator[None]:
    """Somebody has these incidents in hand; on SQLite, the only writer."""
    if not database.on_postgres():
        async with database.engine().writing:  # type: ignore[union-attr]
            yield
        return
    engine: Any = database.engine()
    async with engine.pool.acquire() as connection:
        begun = connection.transaction()
        await begun.start()
        for incident in sorted(incidents):
            await connection.fetch("SELECT 1 FROM incident WHERE id = $1 FOR UPDATE", incident)
        try:
            yield
        finally:
            await begun.rollback()


async def until_waiting(tasks: int) -> None:
    """So many have come to a lock that somebody holds."""
    engine: Any = database.engine()
    async with asyncio.timeout(10):
        while True:
            if database.on_postgres():
                async with engine.pool.acquire() as connection:
                    waiting = (await connection.fetchrow(_WAITING))["n"]
            else:
                waiting = len(engine.writing._waiters or ())
            if waiting >= tasks:
                return
            await asyncio.sleep(0.01)


async def while_merging(town: Town, merged: int, into: int, act: Any) -> Any:
    """What `act` gives, begun while its incident is being merged into another."""
    async with held(merged, into):
        merge = asyncio.create_task(merging.merge(merged, into, **town.by("yuliana")))
        await until_waiting(1)
        acting = asyncio.create_task(act)
        await until_waiting(2)
    await merge
    return await acting


async def two_incidents(town: Town) -> tuple[int, int]:
    """A fire with an alarm, and something that calls nobody."""
    await town.operator("yuliana")
    await town.responder("rahim")
    fire = await town.report()
    return fire.incident, (await town.report(category="public_order.noise")).incident


async def alarm_of(incident: int) -> database.Row:
    found = await database.row("SELECT * FROM alarm WHERE incident = {}", incident)
    assert found is not None
    return found


async def until_due(town: Town, incident: int) -> None:
    due = (await alarm_of(incident))["next_due_at"]
    town.clock.passes(seconds=(due - town.clock()).total_seconds() + 0.01)


async def test_an_alarm_that_is_moved_climbs_at_once(town: Town) -> None:
    fire, noise = await two_incidents(town)
    await until_due(town, fire)
    climbing = escalation.climb_due(town.clock(), region=town.region)
    assert await while_merging(town, fire, noise, climbing) == 1
    moved = await alarm_of(noise)
    assert moved["step"] >= 1
    assert "escalated" in await town.log(noise)


async def test_an_alarm_that_ended_while_a_step_failed_is_left_alone(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    fire, _ = await two_incidents(town)
    alarm = await alarm_of(fire)
    await until_due(town, fire)

    async def fails(*_: Any, **__: Any) -> None:
        await asyncio.sleep(BEGUN_S)
        raise RuntimeError("whatever may fail in a step")

    monkeypatch.setattr(escalation, "standing_of", fails)
    climbing = asyncio.create_task(escalation.climb_due(town.clock(), region=town.region))
    await asyncio.sleep(BEGUN_S / 2)
    with capture_logs():
        await recalling.recall(fire, alarm["assignment"], **town.by("yuliana"))
        await climbing
    ended = await alarm_of(fire)
    assert (ended["ended_at"] is not None, ended["next_due_at"]) == (True, None)


async def test_an_ended_alarm_with_a_time_holds_nothing_up(town: Town) -> None:
    fire, _ = await two_incidents(town)
    await database.rows(
        "UPDATE alarm SET ended_at = {}, next_due_at = {} WHERE incident = {}",
        town.clock(),
        town.clock(),
        fire,
    )
    async with asyncio.timeout(5):
        assert await escalation.climb_due(town.clock(), region=town.region) == 0


async def test_a_tap_during_a_merge_counts_where_the_task_went(town: Town) -> None:
    fire, noise = await two_incidents(town)
    tap = town.acts("rahim", "accepted", fire, eta_min=5)
    done = await while_merging(town, fire, noise, tap)
    assert (done.incident, done.state) == (noise, "accepted")
    assert "accepted" in await town.log(noise)
    assert "accepted" not in await town.log(fire)


async def test_a_tap_while_a_merge_is_undone_counts_where_the_task_is(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    fire, noise = await two_incidents(town)
    await merging.merge(fire, noise, **town.by("yuliana"))
    lines, begun, goes_on = unmerging._lines, asyncio.Event(), asyncio.Event()

    async def slowly(*given: Any) -> Any:
        begun.set()
        await goes_on.wait()
        return await lines(*given)

    monkeypatch.setattr(unmerging, "_lines", slowly)
    undoing = asyncio.create_task(unmerging.undo(noise, fire, **town.by("yuliana")))
    await begun.wait()
    tapping = asyncio.create_task(town.acts("rahim", "accepted", noise, eta_min=5))
    await until_waiting(1)
    goes_on.set()
    await undoing
    done = await tapping
    assert done.incident == fire
    assert (await town.case(fire)).accepted_at is not None
    assert (await town.case(noise)).accepted_at is None


async def test_a_tap_sent_again_after_a_merge_is_known(town: Town) -> None:
    fire, noise = await two_incidents(town)
    tap = Command(assignment_id=await town.assignment(fire), event="accepted", action_id=uuid4())
    told: dict[str, Any] = {"by": town.people["rahim"], "region": town.region}
    await response.act(tap, **told, now=town.clock())
    await merging.merge(fire, noise, **town.by("yuliana"))
    again = await response.act(tap, **told, now=town.clock())
    assert (again.incident, again.again) == (noise, True)


async def test_what_a_reporter_adds_during_a_merge_goes_where_the_report_went(town: Town) -> None:
    fire, noise = await two_incidents(town)
    report = await database.row("SELECT id FROM report WHERE incident = {}", fire)
    assert report is not None
    more: dict[str, Any] = {"region": town.region, "now": town.clock()}
    action = uuid4()
    adding = confirmation.give_information(report["id"], "Ada nenek", action_id=action, **more)
    await while_merging(town, fire, noise, adding)
    assert "info_given" in await town.log(noise)
    await confirmation.give_information(report["id"], "Ada nenek", action_id=action, **more)
    assert (await town.log(noise)).count("info_given") == 1
    other = await database.row("SELECT id FROM report WHERE id <> {}", report["id"])
    assert other is not None
    with pytest.raises(Conflict):  # the same id under another report
        await confirmation.give_information(other["id"], "Lain", action_id=action, **more)


async def test_no_phone_rings_for_an_alarm_that_is_just_ending(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sender takes up a message in the very transaction's time in which its alarm ends."""
    await town.operator("yuliana")
    await town.responder("rahim")
    town.service.answers(503, for_phone="rahim")
    fire = await town.report()
    town.clock.passes(seconds=20)  # the first try failed, the next is due
    tell, taken = standing_down.tell, asyncio.Queue[list[claims.Claimed]]()

    async def tell_and_be_overtaken(*given: Any, **more: Any) -> None:
        await tell(*given, **more)
        if database.on_postgres():  # elsewhere there is one writer
            asyncio.get_running_loop().create_task(_claims(town, taken), context=Context())
            await asyncio.sleep(BEGUN_S)

    monkeypatch.setattr(standing_down, "tell", tell_and_be_overtaken)
    await triage.mark_drill(fire.incident, **town.by("yuliana"))
    if not database.on_postgres():
        await _claims(town, taken)
    async with asyncio.timeout(5):
        rung = [each for each in await taken.get() if each.kind == "alarm" and each.wanted]
    assert rung == []


async def _claims(town: Town, taken: asyncio.Queue[list[claims.Claimed]]) -> None:
    taken.put_nowait(await _due(town))


async def _due(town: Town) -> list[claims.Claimed]:
    hosts = town.settings.push_hosts
    now = town.clock()
    return await claims.claim(now, now=now, room={}, otherwise=200, further_hosts=hosts)


async def test_what_was_meant_for_one_is_not_sent_to_who_took_the_phone(town: Town) -> None:
    await town.responder("rahim")
    town.service.answers(503, for_phone="rahim")
    await town.report()
    await sessions.revoke(town.sessions["rahim"], now=town.clock())
    await town.responder("selfi", phone=False, on_duty=False)
    await subscriptions.subscribe(
        **town.service.phone("rahim").subscription,
        person=town.people["selfi"],
        session=town.sessions["selfi"],
        report=None,
        now=town.clock(),
        further_hosts=town.settings.push_hosts,
    )
    town.clock.passes(seconds=5)
    (row,) = [each for each in await _due(town) if each.kind == "alarm"]
    assert isinstance(row.delivery, UUID)
    assert (row.live, row.signed_in) == (True, False)
