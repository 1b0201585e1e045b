"""More time for what enforcement cannot solve sooner: once, with a reason in the log."""

from datetime import datetime
from uuid import UUID

from src import database
from src.domain.errors import Conflict, Invalid
from src.domain.masking import masked
from src.domain.region import Region
from src.services import journal
from src.services.journal import Entry

LONGEST = 500


async def extend(incident_id: int, *, reason: str, by: UUID, region: Region, now: datetime) -> None:
    """Stretch the promise of a solution as far as its priority allows (`resolve_extended`)."""
    reason = reason.strip()
    if not reason:
        raise Invalid({"longer": "reason_missing"})
    if len(reason) > LONGEST:
        raise Invalid({"longer": "text_too_long"})
    async with database.transaction():
        case = await journal.lock(incident_id)
        if case.projection.extended:
            raise Conflict("already_so")
        if not region.priorities[case.projection.priority].resolve_extended:
            raise Conflict("not_extendable")
        detail = {"reason": masked(reason)}
        entry = Entry(event="deadline_extended", at=now, actor=journal.person(by), detail=detail)
        await journal.append(case, entry, region=region, now=now)
