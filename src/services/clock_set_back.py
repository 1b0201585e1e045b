"""A clock that is set back must not put off an alarm: what is due moves back with it.

Steps are due at a time of day. Set the clock back by an hour, and they would wait that hour. A
clock set forward needs nothing: steps then come early, which is loud, but never late.
"""

from datetime import datetime, timedelta

import structlog

from src import database

NOTICED = timedelta(seconds=2)  # less is a clock that is being put right
AFTER_A_STOP = timedelta(seconds=10)  # other machines' clocks may differ a little
FRESH = timedelta(seconds=1.5)  # alarms that began after the clock was set, before we saw it
ONCE = timedelta(seconds=10)  # of several workers one does it
NAME = "clock_set_back"
log = structlog.get_logger(__name__)


class ClockWatch:
    """Remembers what time it was when it last looked; after a restart, the last heartbeat."""

    def __init__(self) -> None:
        self._last: datetime | None = None

    async def look(self, now: datetime) -> None:
        """Compare with the last look, and move back what is due where that was later."""
        last, noticed = self._last, NOTICED
        if last is None:
            last, noticed = await _last_beat(), AFTER_A_STOP
        if last is not None and last - now > noticed:
            await _move_back(last - now, last, now)
        self._last = now


async def _last_beat() -> datetime | None:
    row = await database.row("SELECT at FROM heartbeat WHERE name = 'alarms'")
    at: datetime | None = row["at"] if row else None
    return at


async def _move_back(by: timedelta, last: datetime, now: datetime) -> None:
    async with database.transaction():
        first = await database.rows(
            "INSERT INTO heartbeat (name, at) VALUES ({}, {}) ON CONFLICT (name) DO UPDATE"
            " SET at = excluded.at WHERE heartbeat.at < {} OR heartbeat.at > {} RETURNING name",
            NAME,
            now,
            now - ONCE,
            now + ONCE,
        )
        if not first:
            return
        log.warning("clock_set_back", seconds=round(by.total_seconds()))
        alarms = await database.rows(
            "SELECT id, started_at, next_due_at FROM alarm"
            " WHERE ended_at IS NULL AND next_due_at IS NOT NULL AND started_at <= {}",
            last,
        )
        for alarm in alarms:
            if not now - FRESH <= alarm["started_at"] <= now:
                await database.rows(
                    "UPDATE alarm SET started_at = {}, next_due_at = {}"
                    " WHERE id = {} AND ended_at IS NULL",
                    alarm["started_at"] - by,
                    alarm["next_due_at"] - by,
                    alarm["id"],
                )
        for table in ("delivery", "text_message"):
            await database.rows(
                f"UPDATE {table} SET due_at = {{}}, lease_until = NULL WHERE due_at > {{}}",
                now,
                now,
            )
        database.signal("alarms", "deliveries", "texts")
