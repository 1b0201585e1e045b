"""Work nobody waits for: due alarm steps, messages to phones, closing, cleaning.

Each part runs in a task of its own, woken by what was committed and once a second in any case, so
that slow push hosts never hold up an alarm, nor one part's trouble another part.
Inside the web process by default; `python -m src.worker` runs it apart.
"""

import asyncio
import contextlib
import gc
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

import structlog

from src import database, dead_man, live, migrations
from src.dead_man import DeadMan
from src.domain.region import Region
from src.live import Hub
from src.logs import set_up_logs
from src.push.delivery import Sender
from src.services import (
    alarm_tests,
    attachment_finishing,
    auditing,
    cleaning,
    escalation,
    referral_reminders,
    reminders,
    roster_planning,
)
from src.services.auditing import Auditor
from src.services.clock_set_back import ClockWatch
from src.services.health import Pulse
from src.services.live_region import LiveRegion
from src.services.media.cleaner import Cleaner
from src.services.media.store import MediaStore
from src.settings import Settings
from src.sms.sending import Texts, texting

SWEEP_S = 1.0
STOPS_S = 0.8  # given to messages on their way; what is cut off is sent again
PATIENCE_S = 0.05  # what is still on its way to a push host goes on by itself
MINUTE_S = 60.0
REMINDERS_S = 5.0

_log = structlog.stdlib.get_logger()


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of work: `do(now)` does all that is due; it is called at least every `every_s`.

    first_s  how long after the start it is called first
    """

    name: str
    do: Callable[[datetime], Awaitable[object]]
    wakes: tuple[str, ...] = ()
    every_s: float = SWEEP_S
    first_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Worker:
    """All parts, with what wakes them and the clock they go by."""

    parts: tuple[Part, ...]
    hub: Hub
    clock: Callable[[], datetime]
    pulse: Pulse


def worker(
    *,
    region: Callable[[], Region],
    hub: Hub,
    sender: Sender,
    media: MediaStore,
    cleaner: Cleaner,
    clock: Callable[[], datetime],
    texts: Texts | None = None,
    patience_s: float | None = PATIENCE_S,
) -> Worker:
    """The worker here; a round of sending ends after `patience_s` (None = when all is sent).

    region  asked at each round, since somebody may have changed it
    """

    clock_watch = ClockWatch()

    async def climb(now: datetime) -> None:
        await clock_watch.look(now)
        await escalation.climb_due(now, region=region())

    reminding = reminders.Reminders()

    async def remind(now: datetime) -> None:
        await reminding.look(now, region=region())

    async def send(now: datetime) -> None:
        await sender.send_due(now, patience_s=patience_s)

    async def finish(now: datetime) -> None:
        await attachment_finishing.finish_pending(
            now, store=media, cleaner=cleaner, region=region()
        )

    async def plan(now: datetime) -> None:
        await roster_planning.plan_ahead(now, region=region())

    async def sweep(now: datetime) -> None:
        await media.sweep(now=now)

    parts = [
        Part("alarms", climb, ("alarms",)),
        Part("tests", lambda now: alarm_tests.start_due(now, region=region()), (), MINUTE_S),
        Part("reminders", remind, (), REMINDERS_S),
        Part(
            "referrals",
            lambda now: referral_reminders.remind_due(now, region=region()),
            ("referrals",),
            5 * SWEEP_S,
        ),
        Part("deliveries", send, ("deliveries",)),
        Part("duty", plan, (), 5 * MINUTE_S),
        Part("attachments", finish, (), MINUTE_S),
        Part("cleaning", cleaning.clean, (), 60 * MINUTE_S),
        Part("sweeping", sweep, (), 60 * MINUTE_S),
    ]
    if texts is not None:
        parts.append(Part("texts", texts.send_due, ("texts",)))
    return Worker(tuple(parts), hub, clock, Pulse())


def watch(
    auditor: Auditor, *, hub: Hub, clock: Callable[[], datetime], watcher: DeadMan | None = None
) -> Worker:
    """The auditor's rounds, apart from the work that they look after.

    The first comes when what waited through a restart has had its turn.
    """
    parts = [Part("audit", auditor.look, (), auditing.EVERY_S, auditing.EVERY_S)]
    if watcher is not None:
        first_s = 2 * auditing.EVERY_S
        parts.append(Part("dead_man", watcher.call, (), dead_man.EVERY_S, first_s))
    return Worker(tuple(parts), hub, clock, Pulse())


async def tick(now: datetime, of: Worker) -> Sequence[Exception]:
    """Do once what every part finds due at `now`; returns what went wrong on the way."""
    return [trouble for part in of.parts if (trouble := await _round(part, of.pulse, now))]


@contextlib.asynccontextmanager
async def running(of: Worker) -> AsyncIterator[None]:
    """Work as long as this is open."""
    tasks = [asyncio.create_task(_keep(part, of), name=part.name) for part in of.parts]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _keep(part: Part, of: Worker) -> None:
    listener = of.hub.listen(*part.wakes)
    with contextlib.closing(listener):
        await asyncio.sleep(part.first_s)
        while True:
            await _round(part, of.pulse, of.clock())
            if listener.closed:
                await asyncio.sleep(part.every_s)
            else:
                await listener.heard(part.every_s)


async def _round(part: Part, pulse: Pulse, now: datetime) -> Exception | None:
    """One round of one part; trouble is logged and stays here."""
    try:
        await part.do(now)
        await pulse.beat(part.name, now=now)
    except Exception as trouble:
        _log.exception("worker_part_failed", part=part.name)
        return trouble
    return None


@contextlib.asynccontextmanager
async def sending(
    settings: Settings, region: Region, clock: Callable[[], datetime]
) -> AsyncIterator[Sender]:
    """A sender with its connections open; push hosts are told whom they may write to."""
    contact = settings.vapid_contact or region.contact
    sender = Sender(replace(settings, vapid_contact=contact), clock=clock)
    await sender.start()
    try:
        yield sender
    finally:
        await sender.stop(STOPS_S)


async def main() -> None:
    """The worker as a process of its own, until it is told to stop."""
    set_up_logs()
    settings = Settings.from_environment()
    region = LiveRegion(settings.region)
    engine = database.engine_for(settings)
    auditor = Auditor(settings.data_directory, monotonic=time.monotonic)
    hub = Hub()
    clock = partial(datetime.now, UTC)
    stopped = asyncio.Event()
    for told in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(told, stopped.set)
    await database.start(engine)
    try:
        await migrations.migrate(engine)
        async with (
            live.connected(hub, engine),
            region.followed(hub),
            sending(settings, region.region, clock) as sender,
            texting(settings, clock) as texts,
            running(
                worker(
                    region=lambda: region.region,
                    hub=hub,
                    sender=sender,
                    media=MediaStore(settings.media_directory),
                    cleaner=Cleaner(),
                    clock=clock,
                    texts=texts,
                )
            ),
            running(watch(auditor, hub=hub, clock=clock)),
        ):
            gc.collect()  # as in src.serve
            gc.freeze()
            await stopped.wait()
    finally:
        await database.stop(engine)


if __name__ == "__main__":
    asyncio.run(main())
