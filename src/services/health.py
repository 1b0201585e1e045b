"""Does the worker tick, does the database take a line? Rows that each part of the worker renews."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from src import database

BEAT_EVERY = timedelta(seconds=5)  # each beat is a durable write: not at every sweep
SILENT_AFTER = timedelta(seconds=30)
VITAL = ("alarms", "deliveries")
WEB = "web"

_log = structlog.stdlib.get_logger()


@dataclass(frozen=True, slots=True)
class Health:
    """`worker_age` is the silence of the vital part silent for longest, None = for ever."""

    database: bool
    worker_age: timedelta | None

    @property
    def ok(self) -> bool:
        return self.database and self.worker_age is not None and self.worker_age <= SILENT_AFTER


class Pulse:
    """Writes heartbeats of one process, each name once in a few seconds."""

    def __init__(self) -> None:
        self._beaten: dict[str, datetime] = {}

    async def beat(self, name: str, *, now: datetime) -> None:
        """Note that `name` has finished a round."""
        last = self._beaten.get(name)
        if last is not None and timedelta() <= now - last < BEAT_EVERY:
            return
        async with database.transaction():
            await database.rows(
                "INSERT INTO heartbeat (name, at) VALUES ({}, {})"
                " ON CONFLICT (name) DO UPDATE SET at = excluded.at",
                name,
                now,
            )
        self._beaten[name] = now


async def check(pulse: Pulse, *, now: datetime) -> Health:
    """How things stand; a database that takes no line (a full disk) is unwell too."""
    try:
        await pulse.beat(WEB, now=now)
        beats = await database.rows("SELECT name, at FROM heartbeat")
    except Exception as trouble:  # whatever it is: telling so is what this is for
        _log.error("database_unwell", error=type(trouble).__name__)
        return Health(database=False, worker_age=None)
    at = {beat["name"]: beat["at"] for beat in beats}
    if any(name not in at for name in VITAL):
        return Health(database=True, worker_age=None)
    return Health(database=True, worker_age=max(now - at[name] for name in VITAL))
