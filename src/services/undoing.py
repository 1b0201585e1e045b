"""Taking back the newest decision of the office, by one more line; whoever was told hears of it."""

from datetime import datetime
from uuid import UUID

from src import database
from src.domain import undo
from src.domain.errors import Conflict
from src.domain.region import Region
from src.queries import log
from src.services import dispatch, journal, referrals, ringing
from src.services.journal import Entry
from src.services.releases import somebody_at_work, somebody_called

ENDS = ("declined", "resolved")
ENDS_WORK = (*ENDS, "drill_marked")


async def undo_decision(
    incident_id: int, number: int, *, by: UUID, region: Region, now: datetime
) -> None:
    """Take back line `number`; raises Conflict where that is not the newest decision any more.

    An emergency that is open again rings as it did.
    """
    async with database.transaction():
        case = await journal.lock(incident_id)
        events = await log.events_of(incident_id)
        if case.state == "merged" or undo.undoable(events, now) != number:
            raise Conflict("nothing_to_undo")
        decision = events[number - 1]
        at_work = await somebody_at_work(case.id)
        detail = {
            "event": decision.event,
            "number": number,
            "restored": undo.put_back(events, number, at_work=at_work),
        }
        entry = Entry(event="undone", at=now, actor=journal.person(by), detail=detail)
        case = await journal.append(case, entry, region=region, now=now)
        # Agencies were told that it is over: what was theirs is the office's again.
        case = await referrals.take_back_if_nobody(case, region=region, now=now)
        if decision.event in ENDS_WORK and not await somebody_called(case.id):
            case = await dispatch.call_now(case, region=region, now=now)
        if decision.event in ENDS:
            await ringing.tell_followers(case, "reopened", region=region, now=now)
