"""Reminds agencies that have not answered: once before the deadline and once when it has come.

At the deadline the office hears of it, too, and from then on it is overdue on every screen.
"""

from datetime import datetime, timedelta
from uuid import UUID

import structlog

from src import database
from src.domain.incident import NotNow
from src.domain.referral import UNANSWERED
from src.domain.region import Region
from src.services import journal, referral_news

AFTER_A_FAILURE = timedelta(minutes=1)
_DUE = "SELECT id, incident FROM referral WHERE next_at <= {} ORDER BY next_at LIMIT 100"
log = structlog.get_logger(__name__)


async def remind_due(now: datetime, *, region: Region) -> int:
    """Every reminder due by `now`, dated when it fell due; returns how many."""
    reminded = 0
    for row in await database.rows(_DUE, now):
        try:
            reminded += await _remind(row["id"], row["incident"], region=region, now=now)
        except Exception:
            log.exception("reminder_failed", referral=str(row["id"]))
            async with database.transaction():
                await _move(row["id"], now + AFTER_A_FAILURE)
    return reminded


async def _remind(referral_id: UUID, incident_id: int, *, region: Region, now: datetime) -> int:
    async with database.transaction():
        case = await journal.lock(incident_id)
        row = await database.row(
            "SELECT * FROM referral WHERE id = {} AND incident = {} AND next_at <= {}",
            referral_id,
            incident_id,
            now,
        )
        if row is None:
            return 0  # another worker was here, it was answered meanwhile, or moved by a merge
        if row["state"] not in UNANSWERED or row["due_at"] is None:
            await _move(referral_id, None)
            return 0
        at, due = row["next_at"], row["due_at"]
        over = at >= due or now >= due  # after a long silence of ours one word is enough
        which, at = ("due", due) if over else ("before", at)
        try:
            case = await referral_news.remind(case, row, which, at=at, region=region, now=now)
        except NotNow:
            await _move(referral_id, None)
            return 0
        if over:
            await referral_news.tell_office(case, row, "unanswered", region=region, now=now)
        await database.rows(
            "UPDATE referral SET next_at = {}, reminders = reminders + 1 WHERE id = {}",
            None if over else due,
            referral_id,
        )
    return 1


async def _move(referral_id: UUID, at: datetime | None) -> None:
    await database.rows("UPDATE referral SET next_at = {} WHERE id = {}", at, referral_id)
