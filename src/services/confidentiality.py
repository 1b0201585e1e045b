"""Reporters who ask to be kept secret: hidden from the teams, and every look at them is noted."""

from datetime import datetime
from uuid import UUID

from src import database
from src.domain.errors import Conflict
from src.domain.region import Region
from src.services import journal
from src.services.journal import Entry


async def keep_secret(
    incident_id: int, report_id: UUID, *, by: UUID, region: Region, now: datetime
) -> None:
    """On the reporter's request; from now on only the office and the leaders may ask who it is."""
    async with database.transaction():
        case = await journal.lock(incident_id)
        if await _secret(case.id, report_id):
            raise Conflict("already_so")
        await database.rows("UPDATE report SET confidential = {} WHERE id = {}", True, report_id)
        entry = _entry("made_confidential", report_id, by, now)
        await journal.append(case, entry, region=region, now=now)


async def show_contact(
    incident_id: int, report_id: UUID, *, by: UUID, region: Region, now: datetime
) -> None:
    """Name and number are shown to this person for a while; the log says who looked, and when."""
    async with database.transaction():
        case = await journal.lock(incident_id)
        if not await _secret(case.id, report_id):
            raise Conflict("already_so")
        entry = _entry("contact_seen", report_id, by, now)
        await journal.append(case, entry, region=region, now=now)


async def _secret(incident_id: int, report_id: UUID) -> bool:
    row = await database.row("SELECT incident, confidential FROM report WHERE id = {}", report_id)
    if row is None or row["incident"] != incident_id:
        raise Conflict("report_moved")
    return bool(row["confidential"])


def _entry(event: str, report_id: UUID, by: UUID, now: datetime) -> Entry:
    actor = journal.person(by)
    return Entry(event=event, at=now, actor=actor, detail={"report": str(report_id)})
