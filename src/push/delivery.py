"""Sends what is due, many messages at once, so that no push service waits for another.

What follows from each answer: see `src.push.answers` and docs/alerts.md.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from src.push import answers, claims, encryption
from src.push.answers import Verdict
from src.push.claims import Claimed, Result
from src.push.wire import URGENT, Wire
from src.settings import Settings

MOST_AT_ONCE = 200  # messages on the way to one push service
REFILLED_AT = 50  # room for so many makes another look at the table worth it
SETTLE_TRIES = 3

log = structlog.get_logger(__name__)


class Sender:
    """The one speaker of Web Push in this process.

    `clock` dates what happens while messages are on the way; `chance` (0 to 1) spreads retries.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], datetime],
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._chance = chance
        self._wire = Wire(settings)
        self._busy: Counter[str] = Counter()  # messages on the way, by push service
        self._sending: set[asyncio.Task[None]] = set()
        self._results: list[Result] = []
        self._settling: asyncio.Task[None] | None = None
        self._pumping: asyncio.Task[None] | None = None
        self._woken = asyncio.Event()
        self._due = clock()
        self._taken = 0
        self._stopping = False

    async def start(self) -> None:
        self._stopping = False
        await self._wire.open()

    async def stop(self, patience_s: float = 3.0) -> None:
        """Let what is on the way come back, and give the rest back to the table."""
        self._stopping = True
        self._woken.set()
        if self._pumping is not None:
            await asyncio.wait({self._pumping})
        if self._sending:
            _, late = await asyncio.wait(self._sending, timeout=patience_s)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        if self._settling is not None:
            await asyncio.wait({self._settling})
        await self._wire.close()

    async def send_due(self, now: datetime, *, patience_s: float | None = None) -> int:
        """Send everything due by `now`; returns how many messages were taken in hand meanwhile.

        Comes back when all is answered and written down. With `patience_s` it comes back after
        that time in any case, and what is still on the way goes on by itself: so a push service
        that hangs never holds up the caller.
        """
        before = self._taken
        self._woken.set()
        if self._pumping is None or self._pumping.done():
            self._due = now
            self._pumping = asyncio.create_task(self._pump())
        self._due = max(self._due, now)
        await asyncio.wait({self._pumping}, timeout=patience_s)
        return self._taken - before

    async def _pump(self) -> None:
        """Claim and send until nothing is due, nothing on the way and everything written down."""
        while not self._stopping:
            self._woken.clear()
            rows = await self._claim()
            for row in rows:
                task = asyncio.create_task(self._send(row))
                self._sending.add(task)
                task.add_done_callback(self._sending.discard)
            if rows:
                continue
            if self._busy.total():
                await self._woken.wait()
                continue
            if self._settling is not None:
                await self._settling
            if not self._woken.is_set():
                return

    async def _claim(self) -> list[Claimed]:
        try:
            rows = await claims.claim(
                self._due,
                now=self._clock(),
                room={service: self._room(service) for service in self._busy},
                otherwise=MOST_AT_ONCE,
                further_hosts=self._settings.push_hosts,
            )
        except Exception:
            log.exception("claim_failed")
            return []
        self._taken += len(rows)
        self._busy.update(row.service for row in rows)
        return rows

    def _room(self, service: str) -> int:
        room = MOST_AT_ONCE - self._busy[service]
        return room if room >= REFILLED_AT else 0

    async def _send(self, row: Claimed) -> None:
        """One message from claim to result, whatever happens on the way."""
        try:
            result = await self._result(row)
        except asyncio.CancelledError:
            result = Result(row, "planned", "stopped", due_at=self._clock())
        except Exception:
            log.exception("delivery_raised", delivery=str(row.delivery))
            result = self._judged(row, answers.UNEXPECTED, None)
        was_full = not self._room(row.service)
        self._busy[row.service] -= 1
        if (was_full and self._room(row.service)) or not self._busy.total():
            self._woken.set()
        self._results.append(result)
        if self._settling is None or self._settling.done():
            self._settling = asyncio.create_task(self._settle())

    async def _result(self, row: Claimed) -> Result:
        now = self._clock()
        if reason := _not_to_be_sent(row, now):
            return Result(row, "failed", reason)
        try:
            return self._judged(row, *await self._wire.send(row, now=now))
        except encryption.BadSubscription:
            return Result(row, "failed", "bad_keys")

    def _judged(self, row: Claimed, verdict: Verdict, asked_s: float | None) -> Result:
        now = self._clock()
        if verdict.outcome == "accepted":
            return Result(row, "accepted", accepted_at=now)
        if verdict.outcome != "later":
            return Result(row, "failed", verdict.reason, gone=verdict.outcome == "gone")
        wait = answers.wait_s(
            row.attempts, urgent=row.kind in URGENT, asked_s=asked_s, chance=self._chance()
        )
        return Result(row, "planned", verdict.reason, due_at=now + timedelta(seconds=wait))

    async def _settle(self) -> None:
        """Write results down while there are any; those that come meanwhile make the next batch."""
        while self._results:
            batch = self._results[: claims.BATCH]
            del self._results[: claims.BATCH]
            failures = Counter((r.row.service, r.failure) for r in batch if r.failure)
            for (service, reason), messages in failures.items():
                log.warning("not_accepted", service=service, reason=reason, messages=messages)
            await self._written(batch)

    async def _written(self, batch: list[Result]) -> None:
        for tries in range(1, SETTLE_TRIES + 1):
            try:
                await claims.settle(batch, now=self._clock())
                return
            except Exception:
                # Left alone they are sent again when their lease ends, and shown once.
                log.exception("results_not_written", messages=len(batch), tries=tries)
                await asyncio.sleep(0.2 * tries)


def _not_to_be_sent(row: Claimed, now: datetime) -> str:
    """Why a due message must not leave any more, or nothing."""
    if now >= row.expires_at:
        return "expired"
    if not row.live:
        return "gone"
    if not row.signed_in:
        return "signed_out"
    if not row.wanted:
        return "answered"
    if not row.newest:
        return "overtaken"
    return "" if row.service else "host_refused"
