"""What happens by itself: promises that run out are told, and silence closes, with notice.

Each line is dated when it fell due. Of two workers one writes it and the other, behind the lock,
finds nothing left to do.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from src import database
from src.domain.incident import OPEN
from src.domain.region import Region
from src.domain.reminders import CHIEF, LEADERS, Reminder, next_reminder
from src.queries import duty
from src.services import journal, ringing
from src.services.journal import Case, Entry

MOST = 200
AT_ONCE = 500
STALE = timedelta(hours=12)  # nobody is rung for what ran out while the whole house was dark

_log = structlog.stdlib.get_logger()


@dataclass
class Reminders:
    """The worker's part. It remembers by which version of the region the due times were set."""

    version: str = ""

    async def look(self, now: datetime, *, region: Region) -> None:
        """Do all that is due; after the region's promises have changed, set all due times anew."""
        if region.version != self.version:
            await restamp_all(region=region)
            self.version = region.version
        await carry_out_due(now, region=region)


async def carry_out_due(now: datetime, *, region: Region) -> int:
    """Write what has fallen due by `now`; returns in how many incidents."""
    due = await database.rows(
        f"SELECT id FROM incident WHERE act_at <= {{}} ORDER BY act_at LIMIT {MOST}", now
    )
    done = 0
    for row in due:
        try:
            done += await _carry_out(row["id"], region, now)
        except Exception:
            _log.exception("reminder_failed", incident=row["id"])
    return done


async def _carry_out(incident_id: int, region: Region, now: datetime) -> bool:
    async with database.transaction():
        case = await journal.lock(incident_id)
        found = False
        while (reminder := next_reminder(case.projection, region)) and reminder.at <= now:
            entry = Entry(event=reminder.event, at=reminder.at, detail={**reminder.detail})
            case = await journal.append(case, entry, region=region, now=now)
            await _tell(case, reminder, region, now)
            found = True
        if not found:
            await journal.restamp(case, region=region)
    return found


async def _tell(case: Case, reminder: Reminder, region: Region, now: datetime) -> None:
    if reminder.event != "overdue_told":
        await ringing.tell_followers(case, reminder.event, region=region, now=now)
    elif now - reminder.at < STALE:
        who = {CHIEF: duty.heads_of_shift, LEADERS: duty.leaders}[reminder.detail["tell"]]
        early = datetime.fromisoformat(reminder.detail["due_at"]) > reminder.at
        await ringing.tell_office(
            case,
            "due_soon" if early else "overdue",
            await who(now),
            promise=reminder.detail["promise"],
            region=region,
            now=now,
        )


async def restamp_all(*, region: Region) -> None:
    """Set `due_at` and `act_at` of everything that waits anew, a few at a time."""
    waiting = (*OPEN, "resolved")
    last = 0
    while True:
        rows = await database.rows(
            f"SELECT id FROM incident WHERE state IN {database.marks(1, len(waiting))}"
            f" AND id > {{}} ORDER BY id LIMIT {AT_ONCE}",
            *waiting,
            last,
        )
        for row in rows:
            async with database.transaction():
                await journal.restamp(await journal.lock(row["id"]), region=region)
        if len(rows) < AT_ONCE:
            return
        last = rows[-1]["id"]
