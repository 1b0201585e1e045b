"""A message is a row planned with what makes it necessary: once for each device, alarm and step."""

from contextlib import closing
from datetime import timedelta
from uuid import uuid4

import pytest

from src import database, live
from src.database import Engine
from src.live import Hub
from src.push import planning, subscriptions
from src.push.payload import Message
from tests.emptying import counts
from tests.push.belltower import FIRE, Belltower


async def test_every_device_gets_a_row_that_is_due_now_and_worth_15_minutes(
    tower: Belltower,
) -> None:
    await tower.has("rahim", "yusuf")
    made = await tower.plans("rahim", "yusuf")
    rows = await database.rows("SELECT * FROM delivery ORDER BY created_at")
    assert {row["id"] for row in rows} == set(made)
    assert {row["person"] for row in rows} == set(tower.people.values())
    for row in rows:
        assert (row["state"], row["attempts"], row["failure"]) == ("planned", 0, "")
        assert row["due_at"] == row["created_at"] == tower.clock()
        assert row["expires_at"] == tower.clock() + timedelta(seconds=900)


async def test_the_same_step_planned_twice_is_planned_once(tower: Belltower) -> None:
    await tower.has("rahim", "yusuf")
    incident = await tower.incident()
    people = [tower.people["rahim"], tower.people["yusuf"]]

    async def step(number: int, who: slice) -> int:
        async with database.transaction():
            recipients = await subscriptions.of_people(people[who], now=tower.clock())
            made = await planning.plan(
                recipients,
                FIRE,
                kind="told",
                alarm=None,
                incident=incident,
                step=number,
                now=tower.clock(),
            )
        return len(made)

    assert await step(0, slice(1)) == 1
    assert await step(0, slice(2)) == 1
    assert await step(0, slice(2)) == 0
    assert await step(1, slice(2)) == 2
    assert await counts() | {"incident": 0, "person": 0, "session": 0} == {
        "delivery": 4,
        "incident": 0,
        "person": 0,
        "session": 0,
        "subscription": 2,
    }


async def test_tests_are_never_the_same_twice(tower: Belltower) -> None:
    await tower.has("rahim")
    assert len(await tower.plans("rahim", kind="test")) == 1
    assert len(await tower.plans("rahim", kind="test")) == 1


async def test_what_is_rolled_back_rings_nowhere(tower: Belltower) -> None:
    await tower.has("rahim")

    async def goes_wrong_after_planning() -> None:
        async with database.transaction():
            people = [tower.people["rahim"]]
            recipients = await subscriptions.of_people(people, now=tower.clock())
            await planning.plan(
                recipients, FIRE, kind="alarm", alarm=None, incident=None, step=0, now=tower.clock()
            )
            raise RuntimeError("another reason")

    with pytest.raises(RuntimeError, match="another reason"):
        await goes_wrong_after_planning()
    assert await tower.sends() == 0
    assert tower.phone("rahim").rang == []


async def test_the_sender_is_woken_by_the_commit_and_only_when_there_is_something(
    tower: Belltower, engine: Engine
) -> None:
    hub = Hub()
    await tower.has("rahim")
    async with live.connected(hub, engine):
        with closing(hub.listen(planning.TOPIC)) as listener:
            await listener.heard(0.05)  # being connected is news in itself
            await tower.plans()
            assert not await listener.heard(0.05)
            await tower.plans("rahim")
            assert await listener.heard(2.0)


async def test_a_crowd_that_follows_is_planned_whole(tower: Belltower) -> None:
    now = tower.clock()
    crowd = [subscriptions.Recipient(uuid4(), None) for _ in range(4_500)]
    async with database.transaction():
        for to in crowd:
            await database.rows(
                "INSERT INTO subscription (id, endpoint, created_at, seen_at)"
                f" VALUES {database.marks(1, 4)}",
                to.subscription,
                f"https://push.test/{to.subscription}",
                now,
                now,
            )
        made = await planning.plan(
            crowd, FIRE, kind="follow", alarm=None, incident=None, step=0, now=now
        )
    assert len(set(made)) == 4_500


async def test_a_path_that_is_not_ours_is_never_planned(tower: Belltower) -> None:
    await tower.has("rahim")
    elsewhere = Message(title="a", body="b", path="https://attacker.example/", tag="t")
    with pytest.raises(ValueError, match="own pages"):
        await tower.plans("rahim", message=elsewhere)
