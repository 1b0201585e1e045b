"""Does the worker tick, does the database take a line, has the auditor found anything?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from src import database
from src.domain.trouble import KINDS
from src.queries import lateness, troubles

BEAT_EVERY = timedelta(seconds=5)  # each beat is a durable write: not at every sweep
SILENT_AFTER = timedelta(seconds=30)
WEB = "web"

_log = structlog.stdlib.get_logger()


@dataclass(frozen=True, slots=True)
class Health:
    """`worker_age` is the silence of the vital part silent for longest, None = for ever.

    found  codes of `domain.trouble` that the auditor has written down
    """

    database: bool
    worker_age: timedelta | None
    found: tuple[str, ...] = ()

    @property
    def troubles(self) -> tuple[str, ...]:
        """Codes of all that is wrong, the gravest first: what was found, and what is seen now."""
        standing = set(self.found)
        if not self.database:
            standing.add("database_read_only")
        elif self.worker_age is None or self.worker_age > SILENT_AFTER:
            standing.add("worker_silent")
        return tuple(code for code in KINDS if code in standing)

    @property
    def ok(self) -> bool:
        return not any(KINDS[code].vital for code in self.troubles)


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
        worker_age = await lateness.silence(now)
        found = await troubles.present(now)
    except Exception as trouble:  # whatever it is: telling so is what this is for
        _log.error("database_unwell", error=type(trouble).__name__)
        return Health(database=False, worker_age=None)
    return Health(True, worker_age, tuple(each.code for each in found))
