"""The worker: woken at commit, swept in any case, and no part's trouble stops another."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from src import database as open_database
from src.database import Engine
from src.live import Hub
from src.services import cleaning, health
from src.services.health import Pulse
from src.settings import Settings
from src.sqlite_engine import PersistentSQLite
from src.tables import Activation, Session, Subscription
from src.worker import Part, Worker, running, tick
from tests.cast import Cast
from tests.clock import START, Clock

SOON_S = 2.0


class Job:
    """Counts its rounds, and may fail."""

    def __init__(self, *, fails: bool = False) -> None:
        self.rounds: list[datetime] = []
        self.done = asyncio.Event()
        self._fails = fails

    async def __call__(self, now: datetime) -> None:
        self.rounds.append(now)
        self.done.set()
        if self._fails:
            raise RuntimeError("this part is broken")

    async def again(self) -> None:
        self.done.clear()
        await asyncio.wait_for(self.done.wait(), SOON_S)


def worker_of(*parts: Part, hub: Hub | None = None, clock: Clock | None = None) -> Worker:
    return Worker(parts, hub or Hub(), clock or Clock(), Pulse())


async def test_one_round_does_every_part_and_says_what_went_wrong(database: Engine) -> None:
    broken, sound = Job(fails=True), Job()
    troubles = await tick(START, worker_of(Part("broken", broken), Part("sound", sound)))
    assert [type(trouble) for trouble in troubles] == [RuntimeError]
    assert sound.rounds == [START]


async def test_a_broken_part_goes_on_and_stops_no_other(database: Engine) -> None:
    broken, sound = Job(fails=True), Job()
    parts = Part("broken", broken, every_s=0.01), Part("sound", sound, every_s=0.01)
    async with running(worker_of(*parts)):
        for _ in range(3):
            await broken.again()
            await sound.again()


async def test_a_part_that_hangs_delays_no_other(database: Engine) -> None:
    async def hang(now: datetime) -> None:
        await asyncio.sleep(60)

    alarms = Job()
    hub = Hub()
    parts = Part("deliveries", hang), Part("alarms", alarms, ("alarms",), every_s=60)
    async with running(worker_of(*parts, hub=hub)):
        await alarms.again()
        hub.publish({"alarms"})
        await alarms.again()


async def test_a_part_may_wait_for_its_first_round(database: Engine) -> None:
    late, prompt = Job(), Job()
    parts = Part("late", late, every_s=0.01, first_s=60), Part("prompt", prompt, every_s=0.01)
    async with running(worker_of(*parts)):
        await prompt.again()
        await prompt.again()
    assert late.rounds == []


async def test_a_commit_wakes_the_part_that_waits_for_it(database: Engine) -> None:
    hub, deliveries, other = Hub(), Job(), Job()
    parts = (
        Part("deliveries", deliveries, ("deliveries",), every_s=60),
        Part("other", other, ("alarms",), every_s=60),
    )
    async with running(worker_of(*parts, hub=hub)):
        await deliveries.again()
        hub.publish({"deliveries"})
        await deliveries.again()
    assert (len(deliveries.rounds), len(other.rounds)) == (2, 1)


async def test_when_the_hub_closes_the_sweep_goes_on(database: Engine) -> None:
    hub, job = Hub(), Job()
    async with running(worker_of(Part("job", job, every_s=0.01), hub=hub)):
        await job.again()
        hub.close()
        await job.again()


async def test_each_part_leaves_a_heartbeat_every_few_seconds_only(database: Engine) -> None:
    clock = Clock()
    worker = worker_of(Part("alarms", Job()), clock=clock)
    await tick(clock(), worker)
    await tick(clock.passes(seconds=4), worker)
    assert await _beat("alarms") == START
    await tick(clock.passes(seconds=1), worker)
    assert await _beat("alarms") == START + timedelta(seconds=5)


async def test_a_broken_part_has_no_pulse(database: Engine) -> None:
    await tick(START, worker_of(Part("alarms", Job(fails=True))))
    assert await _beat("alarms") is None


async def test_health_tells_which_silence_is_longest(database: Engine) -> None:
    pulse, clock = Pulse(), Clock()
    assert not (await health.check(pulse, now=clock())).ok
    await pulse.beat("alarms", now=clock())
    assert (await health.check(pulse, now=clock())).worker_age is None
    await pulse.beat("deliveries", now=clock.passes(seconds=20))
    found = await health.check(pulse, now=clock.passes(seconds=10))
    assert found.ok and found.worker_age == timedelta(seconds=30)
    assert not (await health.check(pulse, now=clock.passes(seconds=1))).ok


async def test_a_database_that_takes_nothing_is_unwell(
    database: Engine, settings: Settings, tmp_path: Path
) -> None:
    elsewhere = replace(settings, data_directory=tmp_path)
    closed = open_database.engine_for(elsewhere)
    open_database.bind(closed)
    if isinstance(closed, PersistentSQLite):
        closed.writer.execute("PRAGMA query_only = ON")
    found = await health.check(Pulse(), now=START)
    assert not found.database and not found.ok
    await open_database.stop(closed)


async def test_cleaning_forgets_what_ended_long_ago_and_nothing_else(
    database: Engine, cast: Cast
) -> None:
    person = await cast.person("driver")
    long_ago, lately = START - timedelta(days=91), START - timedelta(days=89)
    for number, ended in enumerate([long_ago, long_ago, lately]):
        session = Session(
            token_hash=f"s{number}",
            person=person,
            created_at=long_ago,
            seen_at=long_ago,
            expires_at=ended,
        )
        await session.save()
        await Activation(
            token_hash=f"a{number}", person=person, created_at=long_ago, expires_at=ended
        ).save()
        if number == 1:
            await Subscription(
                endpoint="https://push.test/1",
                p256dh="",
                auth="",
                session=session.id,
                created_at=long_ago,
                seen_at=long_ago,
            ).save()
    await cleaning.clean(START)
    sessions = await open_database.rows("SELECT token_hash FROM session ORDER BY token_hash")
    activations = await open_database.rows("SELECT token_hash FROM activation")
    assert [row["token_hash"] for row in sessions] == ["s1", "s2"]
    assert [row["token_hash"] for row in activations] == ["a2"]


async def _beat(name: str) -> datetime | None:
    row = await open_database.row("SELECT at FROM heartbeat WHERE name = {}", name)
    return row["at"] if row else None
