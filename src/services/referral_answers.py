"""What an agency says to a referral: each with its own id, taken once, refused with the reason."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import asyncpg

from src import database
from src.domain import local_time, referral
from src.domain.errors import Conflict, Invalid, NotFound
from src.domain.incident import NotNow
from src.domain.intervals import due_at
from src.domain.priority import Deadline
from src.domain.region import Region
from src.services import (
    journal,
    referral_ending,
    referral_help,
    referral_news,
    referrals,
    releases,
    ringing,
)
from src.services.journal import Case, Entry
from src.words.referrals import REFERRAL_STATES

GUEST = "guest"
LONGEST = 1_000
LONGEST_NAME = 120
EXPECTED: Final[dict[str, Deadline]] = {
    "m30": Deadline(minutes=30),
    "m60": Deadline(minutes=60),
    "m180": Deadline(minutes=180),
    "d0": Deadline(working_days=0),
    "d1": Deadline(working_days=1),
    "d3": Deadline(working_days=3),
    "d5": Deadline(working_days=5),
}
ETAS_MIN: Final = range(1, 241)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks for an agency: somebody with an account, or whoever holds the guest link."""

    agency: str | None
    person: UUID | None = None
    name: str = ""
    link: UUID | None = None

    @property
    def actor(self) -> str:
        return journal.person(self.person) if self.person else GUEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One tap with what was filled in; `photos` counts pictures that came along."""

    referral: UUID
    event: str
    action_id: UUID
    note: str = ""
    reason: str = ""
    outcome: str = ""
    photo_reason: str = ""
    photos: int = 0
    officer: str = ""
    within: str = ""
    eta_min: int | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """`state` of the referral afterwards; `again` where this very tap had been taken before."""

    incident: int
    state: str
    again: bool


async def act(said: Said, *, by: Speaker, region: Region, now: datetime) -> Done:
    """Take one tap; raises Conflict, Invalid or NotFound with words for the person."""
    try:
        return await _taken(said, by=by, region=region, now=now)
    except (sqlite3.IntegrityError, asyncpg.UniqueViolationError) as twice:
        raise Conflict("action_id_taken") from twice  # elsewhere, at this very moment


async def _taken(said: Said, *, by: Speaker, region: Region, now: datetime) -> Done:
    async with database.transaction():
        case, row = await _held(said.referral, by)
        if before := await journal.done_before(said.action_id):
            if json.loads(before["detail"]).get("referral") != str(row["id"]):
                raise Conflict("action_id_taken")
            return Done(case.id, row["state"], True)
        if row["ended_at"] is not None:
            raise await _too_late(row, region)
        try:
            state = referral.after(row["kind"], row["state"], said.event)
        except NotNow as refusal:
            raise await _too_late(row, region) from refusal
        detail = {"referral": str(row["id"]), "agency": row["agency"]} | _checked(said, by)
        if by.link:
            detail["link"] = str(by.link)
        if row["kind"] == "help":
            state = await referral_help.note(
                row, said.event, person=by.person, name=by.name, eta_min=said.eta_min, now=now
            )
            if said.event == "help_arrived":
                agency = region.agencies.get(row["agency"])
                detail["volunteers"] = agency is not None and agency.volunteers
        else:
            detail |= await _note(row, said, state, by, region, now)
        entry = Entry(
            event=said.event, at=now, actor=by.actor, action_id=said.action_id, detail=detail
        )
        try:
            case = await journal.append(case, entry, region=region, now=now)
        except NotNow as refusal:
            raise Conflict("incident_over", state=refusal.state) from refusal
        await _follow_up(case, row, said, region=region, now=now)
    return Done(case.id, state, False)


async def _held(referral_id: UUID, by: Speaker) -> tuple[Case, database.Row]:
    """The referral with its incident in hand, wherever a merge may just have moved it."""
    while True:
        row = await referrals.find(referral_id)
        if row["agency"] != by.agency:
            raise NotFound("referral_unknown")
        case = await journal.lock(row["incident"])
        row = await referrals.find(referral_id)
        if row["incident"] == case.id:
            return case, row


def _checked(said: Said, by: Speaker) -> dict[str, Any]:
    """What of it goes into the log: what was typed, masked there, and no names."""
    wrong: dict[str, str] = {}
    for name in ("note", "reason", "photo_reason"):
        if len(getattr(said, name)) > LONGEST:
            wrong[name] = "text_too_long"
    match said.event:
        case "referral_accepted":
            if not (said.officer or by.name):
                wrong["officer"] = "officer_missing"
            elif len(said.officer) > LONGEST_NAME:
                wrong["officer"] = "name_too_long"
            if said.within not in EXPECTED:
                wrong["within"] = "expected_missing"
        case "referral_returned" if not said.reason:
            wrong["reason"] = "reason_missing"
        case "referral_progressed" if not said.note and not said.photos:
            wrong["note"] = "progress_missing"
        case "referral_finished":
            if said.outcome not in referral.OUTCOMES:
                wrong["outcome"] = "outcome_missing"
            if not said.photos and not said.photo_reason:
                wrong["photo_reason"] = "photo_or_reason"
        case "help_coming" if said.eta_min is not None and said.eta_min not in ETAS_MIN:
            wrong["eta_min"] = "eta_wrong"
        case _:
            pass
    if wrong:
        raise Invalid(wrong)
    told = {
        "note": said.note,
        "reason": said.reason,
        "photo_reason": said.photo_reason,
        "outcome": said.outcome,
        "photos": said.photos,
        "eta_min": said.eta_min,
    }
    return {name: value for name, value in told.items() if value}


async def _note(
    row: database.Row, said: Said, state: str, by: Speaker, region: Region, now: datetime
) -> dict[str, Any]:
    """Move the referral on; what the log is told besides."""
    changes: dict[str, Any] = {"state": state, "next_at": None}
    told: dict[str, Any] = {}
    if row["seen_at"] is None:
        changes["seen_at"] = now
    match said.event:
        case "referral_accepted":
            expected = due_at(now, EXPECTED[said.within], region)
            assert expected is not None
            changes |= {"accepted_at": now, "officer": said.officer or by.name}
            changes["expected_at"] = expected
            told["expected_at"] = expected.isoformat()
        case "referral_returned":
            changes |= {"ended_at": now, "reason": said.reason}
        case "referral_finished":
            changes |= {"ended_at": now, "outcome": said.outcome}
        case _:
            pass
    sets = ", ".join(f"{name} = {{}}" for name in changes)
    await database.rows(f"UPDATE referral SET {sets} WHERE id = {{}}", *changes.values(), row["id"])
    return told


async def _follow_up(
    case: Case, row: database.Row, said: Said, *, region: Region, now: datetime
) -> None:
    """What an answer sets in motion: the office hears, the incident ends or comes back."""
    match said.event:
        case "referral_accepted":
            await ringing.tell_followers(case, said.event, region=region, now=now)
        case "referral_returned":
            await referral_news.tell_office(case, row, "returned", region=region, now=now)
            await referrals.take_back_if_nobody(case, region=region, now=now)
        case "referral_finished":
            await _resolve_if_last(case, said.outcome, region=region, now=now)
        case _:
            pass


async def _resolve_if_last(case: Case, outcome: str, *, region: Region, now: datetime) -> None:
    """Resolved with the agency's outcome when nobody else is at it; the reporter then confirms.

    As with our own teams nobody has to remember to close it, and "Belum" opens it again.
    """
    if await referral_ending.open_handovers(case.id) or await releases.somebody_at_work(case.id):
        return
    case = await releases.release_all(case, because="over", region=region, now=now)
    entry = Entry(event="resolved", at=now, detail={"outcome": outcome})
    case = await journal.append(case, entry, region=region, now=now)
    await ringing.tell_followers(case, "resolved", region=region, now=now)


async def _too_late(row: database.Row, region: Region) -> Conflict:
    """Name what was done and when, so that the second tap is told and not swallowed."""
    last = await database.row(
        "SELECT at FROM incident_event WHERE incident = {} AND detail LIKE {}"
        " AND event NOT IN ('referral_reminded', 'evidence_added') ORDER BY number DESC LIMIT 1",
        row["incident"],
        f'%"referral":"{row["id"]}"%',
    )
    at = local_time.clock(last["at"] if last else row["sent_at"], region.timezone)
    if row["state"] == "recalled":
        return Conflict("referral_recalled", at=at)
    if row["state"] in referral.UNANSWERED:
        return Conflict("referral_not_now")
    return Conflict("referral_done_before", what=REFERRAL_STATES[row["state"]].lower(), at=at)


async def see(referral_id: UUID, *, by: Speaker, region: Region, now: datetime) -> None:
    """Somebody of the agency has opened it; the first time is written down."""
    async with database.transaction():
        case, row = await _held(referral_id, by)
        if row["state"] != "sent" or row["ended_at"] is not None:
            return
        detail = {"referral": str(row["id"]), "agency": row["agency"]}
        entry = Entry(event="referral_seen", at=now, actor=by.actor, detail=detail)
        try:
            await journal.append(case, entry, region=region, now=now)
        except NotNow:
            return
        await database.rows(
            "UPDATE referral SET state = 'seen', seen_at = {} WHERE id = {}", now, row["id"]
        )
