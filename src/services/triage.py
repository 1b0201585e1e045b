"""An operator's decisions on one incident: each is one line of the log, told to who follows it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from src import database
from src.domain import incident
from src.domain.errors import Conflict, Invalid
from src.domain.region import Region
from src.services import dispatch, journal, ringing
from src.services.journal import Case, Entry

LONGEST = 500
ANSWERED = "answered"


async def verify(incident_id: int, *, by: UUID, region: Region, now: datetime) -> None:
    """The operator has looked at it and it stands."""
    async with database.transaction():
        case = await journal.lock(incident_id)
        if case.projection.verified_at is not None and case.state != "received":
            raise Conflict("already_verified")
        await _append(case, "verified", {}, by, region, now)


async def classify(
    incident_id: int,
    *,
    category: str,
    priority: str,
    reason: str,
    by: UUID,
    region: Region,
    now: datetime,
) -> None:
    """Change what it is and how urgent; what became a P1 is dispatched at once."""
    leaf = region.categories.get(category)
    mistakes = {}
    if leaf is None:
        mistakes["category"] = "category_unknown"
    if priority not in region.priorities:
        mistakes["priority"] = "priority_unknown"
    if not reason.strip():
        mistakes["reason"] = "reason_missing"
    if mistakes or leaf is None:
        raise Invalid(mistakes)
    async with database.transaction():
        case = await journal.lock(incident_id)
        if (case.projection.category, case.projection.priority) == (category, priority):
            raise Conflict("already_so")
        detail = {
            "category_group": leaf.group,
            "category": category,
            "priority": priority,
            "reason": reason.strip()[:LONGEST],
        }
        case = await _append(case, "classified", detail, by, region, now)
        if case.projection.assigned_at is None:
            await dispatch.call_now(case, region=region, now=now)


async def ask_information(
    incident_id: int, *, question: str, by: UUID, region: Region, now: datetime
) -> None:
    """Ask the reporter; meanwhile the clock of the answer stands still."""
    question = _said(question, "question")
    async with database.transaction():
        case = await journal.lock(incident_id)
        case = await _append(case, "info_requested", {"question": question}, by, region, now)
        await ringing.tell_followers(case, "info_requested", region=region, now=now)


async def decline(
    incident_id: int, *, reason: str, by: UUID, region: Region, now: datetime
) -> None:
    """Not for us, with a reason that the reporter reads; never silently."""
    reason = _said(reason, "reason")
    async with database.transaction():
        case = await journal.lock(incident_id)
        case = await _append(case, "declined", {"reason": reason}, by, region, now)
        await ringing.tell_followers(case, "declined", region=region, now=now)


async def resolve(
    incident_id: int, *, answer: str, by: UUID, region: Region, now: datetime
) -> None:
    """Settled from the desk, with an answer that the reporter reads; no team may be at work."""
    answer = _said(answer, "answer")
    async with database.transaction():
        case = await journal.lock(incident_id)
        if await dispatch.somebody_at_work(case.id):
            raise Conflict("team_at_work")
        if not incident.may(case.state, "resolved"):
            raise Conflict("incident_over", state=case.state)
        case = await dispatch.release_all(
            case, because="over", actor=journal.person(by), region=region, now=now
        )
        detail = {"outcome": ANSWERED, "answer": answer}
        case = await _append(case, "resolved", detail, by, region, now)
        await ringing.tell_followers(case, "resolved", region=region, now=now)


async def mark_drill(incident_id: int, *, by: UUID, region: Region, now: datetime) -> None:
    """An exercise: stays in the log, leaves every figure."""
    async with database.transaction():
        case = await journal.lock(incident_id)
        if case.projection.drill:
            raise Conflict("already_so")
        await _append(case, "drill_marked", {}, by, region, now)


async def note(incident_id: int, *, text: str, by: UUID, region: Region, now: datetime) -> None:
    """A note for the handling team."""
    text = _said(text, "note")
    async with database.transaction():
        case = await journal.lock(incident_id)
        await _append(case, "noted", {"note": text}, by, region, now)


def _said(text: str, field: str) -> str:
    said = text.strip()
    if not said:
        raise Invalid({field: f"{field}_missing"})
    if len(said) > LONGEST:
        raise Invalid({field: "text_too_long"})
    return said


async def _append(
    case: Case, event: str, detail: dict[str, Any], by: UUID, region: Region, now: datetime
) -> Case:
    entry = Entry(event=event, at=now, actor=journal.person(by), detail=detail)
    try:
        return await journal.append(case, entry, region=region, now=now)
    except incident.NotNow as refusal:
        raise Conflict("incident_over", state=refusal.state) from refusal
