"""Where it happened, put right: by the office, or by the next message where nobody had known."""

from datetime import datetime
from typing import Any
from uuid import UUID

from src import database
from src.domain import incident
from src.domain.errors import Conflict, Invalid
from src.domain.places import OFFICE, Settled
from src.domain.region import Region
from src.domain.timeline import Projection
from src.services import calming, dispatch, journal
from src.services.journal import Case, Entry

LONGEST = {"landmark": 200, "place_why": 500}


async def correct(
    incident_id: int,
    *,
    village: str,
    landmark: str,
    reason: str = "",
    by: UUID,
    region: Region,
    now: datetime,
) -> None:
    """The office says where it is; from then on no position moves the village.

    An empty `village` leaves the one that stands. Raises Invalid, also where no place would be
    known at all, and Conflict where it stands so already.
    """
    said = {"landmark": landmark.strip(), "place_why": reason.strip()}
    wrong = {name: "text_too_long" for name, most in LONGEST.items() if len(said[name]) > most}
    if village and village not in region.villages:
        wrong["village"] = "village_unknown"
    if wrong:
        raise Invalid(wrong)
    async with database.transaction():
        case = await journal.lock(incident_id)
        stands = case.projection
        if not (village or stands.village or said["landmark"] or stands.latitude is not None):
            raise Invalid({"village": "place_missing"})
        detail = _differing(stands, village, said["landmark"])
        if not detail:
            raise Conflict("already_so")
        if said["place_why"]:
            detail["reason"] = said["place_why"]
        entry = Entry(event="classified", at=now, actor=journal.person(by), detail=detail)
        case = await journal.append(case, entry, region=region, now=now)
        if "village" in detail:
            await _call_for(case, region=region, now=now)


def _differing(stands: Projection, village: str, landmark: str) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    if village and village != stands.village:
        changed |= {"village": village, "village_source": OFFICE}
    if landmark != stands.landmark:
        changed["landmark"] = landmark
    return changed


async def learn(
    case: Case, settled: Settled, *, report: UUID, actor: str, region: Region, now: datetime
) -> Case:
    """One more message names a village where none was known: there it is, unless the office says
    otherwise. It answers nobody and is no decision that could be taken back."""
    unknown = case.projection.village is None and settled.village is not None
    if not unknown or not incident.may(case.state, "position_improved"):
        return case
    detail = {
        "report": str(report),
        "village": settled.village,
        "village_source": settled.source,
    }
    entry = Entry(event="position_improved", at=now, actor=actor, detail=detail)
    case = await journal.append(case, entry, region=region, now=now)
    return await _call_for(case, region=region, now=now)


async def _call_for(case: Case, *, region: Region, now: datetime) -> Case:
    """An emergency to which nobody is called calls who is near; what rings goes by its rule."""
    if await dispatch.somebody_called(case.id):
        return await calming.go_on_under_rule(case, region=region, now=now)
    return await dispatch.call_now(case, region=region, now=now)
