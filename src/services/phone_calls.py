"""Telephone calls about an alarm, written down by hand: who was called, and what came of it."""

from datetime import datetime
from typing import Final, Literal, get_args
from uuid import UUID

from src import database
from src.domain.errors import Invalid
from src.domain.region import Region
from src.services import journal
from src.services.journal import Entry

Result = Literal["answered", "no_answer", "busy"]
RESULTS: Final[tuple[Result, ...]] = get_args(Result)


async def log_call(
    incident_id: int,
    person: UUID,
    result: str,
    *,
    action_id: UUID,
    by: UUID,
    region: Region,
    now: datetime,
) -> None:
    """One tap, one line; the same tap a second time changes nothing.

    Raises Invalid for another result, and for somebody whom no alarm calls.
    """
    if result not in RESULTS:
        raise Invalid({"result": "field_invalid"})
    async with database.transaction():
        case = await journal.lock(incident_id)
        if await journal.done_before(action_id):
            return
        known = await database.row(
            "SELECT 1 AS yes FROM person WHERE id = {} AND role <> 'driver'", person
        )
        if known is None:
            raise Invalid({"person": "person_unknown"})
        entry = Entry(
            event="called",
            at=now,
            actor=journal.person(by),
            action_id=action_id,
            detail={"person": str(person), "result": result},
        )
        await journal.append(case, entry, region=region, now=now)
