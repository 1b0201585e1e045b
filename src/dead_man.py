"""Tells a watcher outside every minute that all is well; when the calls stop, it raises the alarm.

The address is the installation's own (a cron monitor's ping address). Nothing is sent but the call.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime

import aiohttp
import structlog

EVERY_S = 60.0
PATIENCE_S = 10.0

_log = structlog.stdlib.get_logger(__name__)


class DeadMan:
    """Calls `url` as long as `well` says so; silence says the rest."""

    def __init__(self, url: str, *, well: Callable[[datetime], bool]) -> None:
        self._url = url
        self._well = well

    async def call(self, now: datetime) -> None:
        """One call, if all is well; a watcher that cannot be reached is logged and no more."""
        if not self._well(now):
            _log.warning("dead_man_silent")
            return
        try:
            async with (
                asyncio.timeout(PATIENCE_S),
                aiohttp.ClientSession(headers={"User-Agent": "lacak"}) as http,
                http.get(self._url, allow_redirects=False) as answer,
            ):
                if answer.status >= 300:
                    _log.warning("dead_man_refused", status=answer.status)
        except (aiohttp.ClientError, OSError, TimeoutError) as trouble:
            _log.warning("dead_man_unreachable", error=type(trouble).__name__)
