"""Sends the text messages that are due through the gateway, and asks what became of others."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta

import structlog

from src.settings import Settings
from src.sms import claims, progress
from src.sms.capcom6 import Capcom6
from src.sms.claims import Claimed
from src.sms.gateway import Gateway, Outgoing, Verdict

log = structlog.get_logger(__name__)


class Texts:
    """The one speaker to the gateway in this process; without a gateway it says so in the rows.

    `clock` dates what happens while messages are on the way; `chance` (0 to 1) spreads retries.
    """

    def __init__(
        self,
        gateway: Gateway | None,
        *,
        clock: Callable[[], datetime],
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._gateway = gateway
        self._clock = clock
        self._chance = chance

    async def send_due(self, now: datetime) -> int:
        """Do everything due by `now`; returns how many messages were taken in hand."""
        taken = 0
        while rows := await claims.claim(now, now=self._clock()):
            taken += len(rows)
            await asyncio.gather(*(self._one(row) for row in rows))
        return taken

    async def _one(self, row: Claimed) -> None:
        """One row from claim to result; what raises is tried again when its lease ends."""
        try:
            if row.state == "planned":
                await self._send(row)
            else:
                await self._ask(row)
        except Exception:
            log.exception("text_raised", text=str(row.id))

    async def _send(self, row: Claimed) -> None:
        now = self._clock()
        reason = self._not_to_be_sent(row, now)
        verdict = Verdict("failed", reason) if reason else await self._sent(row, now)
        if verdict.reason:
            log.warning("text_not_accepted", reason=verdict.reason, attempts=row.attempts)
        now = self._clock()
        wait_s = _wait_s(row.attempts, asked_s=verdict.wait_s, chance=self._chance())
        again_at = min(now + timedelta(seconds=wait_s), row.expires_at)
        await claims.settle(row, verdict, again_at=again_at, now=now)

    async def _sent(self, row: Claimed, now: datetime) -> Verdict:
        """From the second try on it is asked first whether the gateway has the message by now."""
        assert self._gateway is not None
        worth_s = int((row.expires_at - now).total_seconds())
        try:
            if row.attempts > 1 and await self._gateway.state(row.id) is not None:
                return Verdict("accepted", gateway_id=str(row.id))
            return await self._gateway.send(Outgoing(row.id, row.number, row.body, worth_s))
        except Exception:
            log.exception("gateway_raised", text=str(row.id))
            return Verdict("later", "unexpected")

    def _not_to_be_sent(self, row: Claimed, now: datetime) -> str:
        """Why a due message must not leave any more, or nothing."""
        if self._gateway is None:
            return "no_gateway"
        if now >= row.expires_at:
            return "expired"
        if not row.wanted:
            return "answered"
        if not row.signed_in:
            return "signed_out"
        return "" if row.number else "no_number"

    async def _ask(self, row: Claimed) -> None:
        """For gateways whose hooks do not come, or come late."""
        news = await self._gateway.state(row.id) if self._gateway is not None else None
        now = self._clock()
        if news is not None:
            await progress.move(news, now=now)
        if news is None or news.state not in progress.LAST:
            await claims.ask_later(row, now=now)


def _wait_s(attempts: int, *, asked_s: float | None, chance: float) -> float:
    """Seconds until the next try: what the gateway asked for, or 2, 4 … 30, spread a quarter."""
    if asked_s is not None:
        return max(asked_s, 1.0) + chance
    return float(min(2.0 ** min(attempts, 12), 30.0) * (0.75 + chance / 2))


@contextlib.asynccontextmanager
async def texting(settings: Settings, clock: Callable[[], datetime]) -> AsyncIterator[Texts]:
    """Texts over the gateway of these settings, with its connections open."""
    if not settings.sms_url:
        yield Texts(None, clock=clock)
        return
    gateway = Capcom6(settings.sms_url, settings.sms_user, settings.sms_password)
    await gateway.open()
    try:
        yield Texts(gateway, clock=clock)
    finally:
        await gateway.close()
