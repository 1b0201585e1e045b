"""The auditor: looks every 15 seconds for whatever could silence an alarm, and says so.

Every web process and every worker has one, since the worker may be what died. What they find stands
in one table; what cannot be written there (a database that takes nothing) is known to the process.
"""

import asyncio
import json
import shutil
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from src import database
from src.domain.trouble import KINDS
from src.queries import lateness, troubles
from src.queries.troubles import TroubleShown
from src.services.health import SILENT_AFTER

EVERY_S = 15.0
PATIENCE_S = 10.0  # a database that takes longer is as good as none
JUMP_S = 5.0
LEAST_FREE = 200_000_000
LEAST_SHARE = 0.05
ENDING = 50_000_000  # soon nothing can be written any more
FRESH = timedelta(seconds=60)  # after this what was seen says nothing about now

Found = dict[str, Mapping[str, int]]
_log = structlog.stdlib.get_logger(__name__)


class Auditor:
    """One process's auditor. `shown` is what stood at its last look.

    monotonic  seconds that only pass, whatever becomes of the clock
    space      a folder's disk: bytes in all, used and free
    """

    def __init__(
        self,
        data_directory: Path,
        *,
        monotonic: Callable[[], float],
        space: Callable[[Path], tuple[int, int, int]] = shutil.disk_usage,
    ) -> None:
        self._data_directory = data_directory
        self._monotonic = monotonic
        self._space = space
        self._clocks: tuple[datetime, float] | None = None
        self._looked_at: datetime | None = None
        self._unwritable_since: datetime | None = None
        self.shown: tuple[TroubleShown, ...] = ()

    def well(self, now: datetime) -> bool:
        """Whether a look of late found nothing that could keep an alarm from arriving."""
        if self._looked_at is None or abs(now - self._looked_at) > FRESH:
            return False
        return not any(trouble.vital for trouble in self.shown)

    async def look(self, now: datetime) -> None:
        """Look at everything once."""
        found = self._own(now)
        try:
            async with asyncio.timeout(PATIENCE_S):
                found |= await _late(now)
                await _write(found, now)
                self.shown = await troubles.present(now)
                self._unwritable_since = None
        except Exception as trouble:
            _log.error("database_unwell", error=type(trouble).__name__)
            self._unwritable_since = self._unwritable_since or now
            here = [troubles.shown("database_read_only", self._unwritable_since, {})]
            here += [troubles.shown(code, now, detail) for code, detail in found.items()]
            self.shown = tuple(here)
        self._looked_at = now

    def _own(self, now: datetime) -> Found:
        """What this machine knows without the database: its clock and its disk."""
        found: Found = {}
        before, self._clocks = self._clocks, (now, self._monotonic())
        if before is not None:
            passed = self._clocks[1] - before[1]
            jump = (now - before[0]).total_seconds() - passed
            if abs(jump) > JUMP_S:
                found["clock_jumped"] = {"seconds": round(abs(jump))}
        total, _, free = self._space(self._data_directory)
        if free < ENDING:
            found["disk_ending"] = {"free_mb": free // 1_000_000}
        elif free < max(LEAST_FREE, LEAST_SHARE * total):
            found["disk_low"] = {"free_mb": free // 1_000_000}
        return found


async def _late(now: datetime) -> Found:
    """What the tables tell."""
    found: Found = {}
    silence = await lateness.silence(now)
    if silence is None or silence > SILENT_AFTER:
        found["worker_silent"] = {"seconds": round(silence.total_seconds()) if silence else 0}
    for code, count in {
        "step_overdue": await lateness.late_steps(now),
        "push_unsent": await lateness.unsent_pushes(now),
        "text_unsent": await lateness.unsent_texts(now),
        "key_refused": await lateness.refused_keys(now),
    }.items():
        if count:
            found[code] = {"count": count}
    return found


async def _write(found: Found, now: datetime) -> None:
    """Note what is found and drop what has passed; the first line is the probe whether any can."""
    async with database.transaction():
        await database.rows(
            "INSERT INTO heartbeat (name, at) VALUES ('audit', {})"
            " ON CONFLICT (name) DO UPDATE SET at = excluded.at",
            now,
        )
        for row in await database.rows("SELECT code, seen_at FROM trouble"):
            if _passed(row["code"], row["seen_at"], found, now):
                await database.rows("DELETE FROM trouble WHERE code = {}", row["code"])
        for code, detail in found.items():
            await database.rows(
                "INSERT INTO trouble (code, since, seen_at, detail) VALUES ({}, {}, {}, {})"
                " ON CONFLICT (code) DO UPDATE SET seen_at = excluded.seen_at,"
                " detail = excluded.detail",
                code,
                now,
                now,
                json.dumps(detail),
            )


def _passed(code: str, seen_at: datetime, found: Found, now: datetime) -> bool:
    """Not found any more, or so long not seen that what is found now is a new one.

    Clocks of two machines differ a little: seen in a moment from now is seen just now.
    """
    kind = KINDS.get(code)
    if kind is None or abs(now - seen_at) > kind.shown_for:
        return True
    return code not in found and not kind.local
