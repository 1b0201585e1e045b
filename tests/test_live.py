"""The hub: everybody who listens is told, nobody is waited for, and a lost wire is mended."""

import asyncio
from uuid import uuid4

import pytest

from src import database as open_database
from src import live
from src.database import Engine
from src.live import Hub
from tests.clock import START

SOON_S = 2.0


async def test_a_listener_hears_its_own_topics_only() -> None:
    hub = Hub()
    mine, other = hub.listen("incident:1", "alarms"), hub.listen("incident:2")
    hub.publish({"incident:1"})
    assert await mine.heard(SOON_S)
    assert not await other.heard(0)


async def test_a_hundred_changes_are_heard_as_one() -> None:
    hub = Hub()
    listener = hub.listen("incidents")
    for _ in range(100):
        hub.publish({"incidents"})
    assert await listener.heard(SOON_S)
    assert listener.changes == 100
    assert not await listener.heard(0)


async def test_one_who_waits_is_woken() -> None:
    hub = Hub()
    listener = hub.listen("incidents")
    waiting = asyncio.create_task(listener.heard(SOON_S))
    await asyncio.sleep(0)
    hub.publish({"incidents"})
    assert await waiting


async def test_everything_wakes_everybody() -> None:
    hub = Hub()
    listeners = [hub.listen(f"incident:{n}") for n in range(3)]
    hub.publish({open_database.EVERYTHING})
    assert [await listener.heard(0) for listener in listeners] == [True] * 3


async def test_who_left_leaves_nothing_behind() -> None:
    hub = Hub()
    listener = hub.listen("incident:1", "incidents")
    listener.close()
    listener.close()
    hub.publish({"incident:1"})
    assert not await listener.heard(0)
    assert hub._listeners == {}


async def test_closing_the_hub_lets_everybody_go_and_takes_nobody_new() -> None:
    hub = Hub()
    waiting = asyncio.create_task(hub.listen("incidents").heard(60))
    await asyncio.sleep(0)
    hub.close()
    assert not await asyncio.wait_for(waiting, SOON_S)
    assert hub.listen("incidents").closed


async def test_a_commit_is_heard_and_a_rollback_is_not(database: Engine) -> None:
    hub = Hub()
    async with live.connected(hub, database):
        listener = hub.listen("incident:7")
        with pytest.raises(ZeroDivisionError):
            await _fails_after("incident:7")
        assert not await listener.heard(0.1)
        await _commit("incident:7")
        assert await listener.heard(SOON_S)


async def test_a_commit_that_touches_thousands_of_things_is_heard(database: Engine) -> None:
    hub = Hub()
    async with live.connected(hub, database):
        listener = hub.listen("incident:4999")
        async with open_database.transaction():
            await open_database.rows("DELETE FROM heartbeat")
            open_database.signal(*(f"incident:{number}" for number in range(5_000)))
        assert await listener.heard(SOON_S)


async def test_after_a_lost_wire_all_read_afresh_and_hear_again(database: Engine) -> None:
    hub = Hub()
    async with live.connected(hub, database):
        listener = hub.listen("incident:7")
        await _cut_the_wire()
        assert await listener.heard(SOON_S), "the mended wire tells everybody to read afresh"
        await _commit("incident:7")
        assert await listener.heard(SOON_S)


async def _cut_the_wire() -> None:
    """End the connection that listens; on SQLite there is none to cut, and a commit is heard."""
    if not open_database.on_postgres():
        await _commit("incident:7")
        return
    await open_database.rows(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE {}"
        " AND pid <> pg_backend_pid()",
        f"LISTEN%{open_database.CHANNEL}%",
    )


async def _fails_after(topic: str) -> None:
    async with open_database.transaction():
        open_database.signal(topic)
        raise ZeroDivisionError


async def _commit(topic: str) -> None:
    async with open_database.transaction():
        await open_database.rows(
            "INSERT INTO heartbeat (name, at) VALUES ({}, {})", str(uuid4()), START
        )
        open_database.signal(topic)
