"""An operator's decisions on one incident: each is one line of the log, told to who follows it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from src import database
from src.domain import incident
from src.domain.errors import Conflict, Invalid
from src.domain.region import Region
from src.queries import duty
from src.services import (
    alarms,
    calming,
    dispatch,
    findings,
    journal,
    news,
    referral_ending,
    referrals,
    releases,
    ringing,
    standing_down,
    upgrading,
)
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
    """Change what it is and how urgent; what became an emergency rings at once."""
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
        was_open = not region.leaf(case.projection.category).leader_only
        was_urgent = region.priorities[case.projection.priority].at_once
        case = await _append(case, "classified", detail, by, region, now)
        if leaf.leader_only and was_open:
            # What concerns officers goes on without them, from this moment.
            case = await call_off(case, because="leaders", by=by, region=region, now=now)
            case = await releases.release_all(
                case, because="leaders", actor=journal.person(by), region=region, now=now
            )
            leaders = await duty.with_role("leader", now)
            await news.tell_staff(case, "for_leaders", leaders, region=region, now=now)
        elif case.projection.assigned_at is None:
            await dispatch.call_now(case, region=region, now=now)
        elif region.priorities[priority].at_once and not was_urgent:
            await upgrading.call_anew(case, by=by, region=region, now=now)
        else:
            await calming.go_on_under_rule(case, region=region, now=now)


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
    """Not for us, with a reason that the reporter reads; never silently.

    No team may be called or at work; only where every message was found false, those who are
    merely called are let go.
    """
    reason = _said(reason, "reason")
    async with database.transaction():
        case = await journal.lock(incident_id)
        if not incident.may(case.state, "declined"):
            raise Conflict("incident_over", state=case.state)
        case = await _nobody_needed(case, by=by, region=region, now=now)
        case = await referral_ending.end_all(
            case, because="declined", actor=journal.person(by), region=region, now=now
        )
        case = await _append(case, "declined", {"reason": reason}, by, region, now)
        await ringing.tell_followers(case, "declined", region=region, now=now)


async def _nobody_needed(case: Case, *, by: UUID, region: Region, now: datetime) -> Case:
    if await releases.somebody_at_work(case.id):
        raise Conflict("team_at_work")
    if await releases.somebody_called(case.id):
        if not await findings.all_false(case.id):
            raise Conflict("team_called")
        case = await call_off(case, because="false", by=by, region=region, now=now)
    return case


async def resolve(
    incident_id: int, *, answer: str, by: UUID, region: Region, now: datetime
) -> None:
    """Settled from the desk, with an answer that the reporter reads; no team may be at work."""
    answer = _said(answer, "answer")
    async with database.transaction():
        case = await journal.lock(incident_id)
        if await releases.somebody_at_work(case.id):
            raise Conflict("team_at_work")
        await referrals.refuse_unaccepted(case)
        if not incident.may(case.state, "resolved"):
            raise Conflict("incident_over", state=case.state)
        case = await releases.release_all(
            case, because="over", actor=journal.person(by), region=region, now=now
        )
        detail = {"outcome": ANSWERED, "answer": answer}
        case = await _append(case, "resolved", detail, by, region, now)
        await ringing.tell_followers(case, "resolved", region=region, now=now)


async def mark_drill(incident_id: int, *, by: UUID, region: Region, now: datetime) -> None:
    """An exercise: stays in the log, leaves every figure, and rings no more."""
    async with database.transaction():
        case = await journal.lock(incident_id)
        if case.projection.drill:
            raise Conflict("already_so")
        case = await _append(case, "drill_marked", {}, by, region, now)
        await call_off(case, because="drill", by=by, region=region, now=now)


async def call_off(case: Case, *, because: str, by: UUID, region: Region, now: datetime) -> Case:
    """Who was rung is told quietly, who has not accepted is let go; who comes goes on.

    Sent out from now on, a team is rung as ever.
    """
    said = "drill_over" if because == "drill" else "called_off"
    calls = await database.rows(
        "SELECT DISTINCT call FROM alarm WHERE incident = {} AND ended_at IS NULL", case.id
    )
    actor = journal.person(by)
    for row in calls:
        await standing_down.tell(case, row["call"], (), said=said, region=region, now=now)
        case = await releases.release(
            case, because=because, call=row["call"], actor=actor, region=region, now=now
        )
    await alarms.end(case.id, because=because, now=now)
    return case


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
