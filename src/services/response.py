"""A responder's taps: each with its own id and time, taken once, refused with the reason why."""

import json
import sqlite3
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from src import database
from src.domain import assignment, incident
from src.domain.device_clock import corrected
from src.domain.errors import Conflict, Invalid, NotFound
from src.domain.region import Region
from src.queries import duty
from src.services import (
    alarms,
    answers,
    commanding,
    handing_back,
    journal,
    referral_ending,
    reinforcement,
    releases,
    ringing,
    tasks,
)
from src.services import news as staff_news
from src.services.answers import Asked
from src.services.journal import Case, Entry

OUTCOMES = (
    "extinguished",
    "rescued",
    "restored",
    "advised",
    "handed_over",
    "false_alarm",
    "other",
)
ETAS_MIN = range(1, 241)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One tap. `at` and `sent_at` are by the phone's clock; `detail` is what was filled in."""

    assignment_id: UUID
    event: str
    action_id: UUID
    at: datetime | None = None
    sent_at: datetime | None = None
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """`state` of the assignment afterwards; `again` where this very tap had been taken before."""

    incident: int
    state: str
    again: bool


async def act(command: Command, *, by: UUID, region: Region, now: datetime) -> Done:
    """Take one tap; raises Conflict, Invalid, Forbidden or NotFound with words for the person."""
    try:
        return await _taken(command, by=by, region=region, now=now)
    except (sqlite3.IntegrityError, asyncpg.UniqueViolationError) as twice:
        raise Conflict("action_id_taken") from twice  # elsewhere, at this very moment


async def _taken(command: Command, *, by: UUID, region: Region, now: datetime) -> Done:
    detail = _checked(command)
    async with database.transaction():
        case, row = await tasks.held(command.assignment_id)
        await tasks.may_answer(row, by)
        if before := await journal.done_before(command.action_id):
            return _again(before, row)
        asked = await answers.asked(row["id"], by)
        at = max(corrected(command.at, command.sent_at, now).at, row["alerted_at"])
        if detail.get("vehicle") not in region.vehicles:
            detail.pop("vehicle", None)  # the step itself must not be lost for it
        event, state = await tasks.next_step(row, command.event, asked, region=region)
        eta_min = detail.get("eta_min")
        if asked is not None:
            await _answer(asked, row, event, by, eta_min, at)
        silent = event == "refused" and await _somebody_silent(asked, row, now)
        if silent:
            state = row["state"]  # one refusal is not the team's: all who were rung must refuse
        if event == "controlled":
            await commanding.may_control(case, row)
        elif event == "commander_named":
            detail = {**await commanding.handed_over(case, row, detail.get("person"), by)}
        entry = Entry(
            event=event,
            at=at,
            actor=journal.person(by),
            action_id=command.action_id,
            detail={"assignment": str(row["id"]), "team": row["team"], **detail},
        )
        try:
            case = await journal.append(case, entry, region=region, now=now)
        except incident.NotNow as refusal:
            raise Conflict("incident_over", state=refusal.state) from refusal
        vehicle = detail.get("vehicle", "")
        await tasks.write(row, event, state, by, eta_min=eta_min, vehicle=vehicle, at=at)
        if event in tasks.COMES:
            case = await commanding.by_itself(case, row, by, event, region=region, now=now)
        elif event == "commander_named":
            await commanding.tell_named(case, detail, by, region=region, now=now)
        case = await _follow_up(case, row, command, event, asked, region=region, now=now)
        if event == "refused" and not silent:
            await alarms.climb_now(row["id"], now)
    return Done(case.id, state, False)


def _checked(command: Command) -> dict[str, Any]:
    told = {name: value for name, value in command.detail.items() if value not in (None, "")}
    if command.event != "commander_named":
        told.pop("person", None)  # the log would keep whatever stood there
    match command.event:
        case "accepted":
            if told.get("eta_min") is not None and told["eta_min"] not in ETAS_MIN:
                raise Invalid({"eta_min": "eta_wrong"})
        case "completed":
            if told.get("outcome") not in OUTCOMES:
                raise Invalid({"outcome": "outcome_missing"})
            if not told.get("photos") and not told.get("photo_reason"):
                raise Invalid({"photo_reason": "photo_or_reason"})
        case "noted":
            if not told.get("note"):
                raise Invalid({"note": "note_missing"})
        case "handed_back":
            if told.get("why") not in assignment.HAND_BACK:
                raise Invalid({"why": "why_missing"})
            if told["why"] == "other" and not told.get("note"):
                raise Invalid({"note": "note_missing"})
        case _ if command.event not in assignment.LIFE:
            raise NotFound()
    return told


def _again(before: database.Row, row: database.Row) -> Done:
    moved = json.loads(before["detail"]).get("assignment") == str(row["id"])  # by a merge since
    if before["incident"] != row["incident"] and not moved:
        raise Conflict("action_id_taken")
    return Done(row["incident"], row["state"], True)


async def _answer(
    asked: Asked, row: database.Row, event: str, by: UUID, eta_min: int | None, at: datetime
) -> None:
    """Whoever accepts, leaves or arrives comes; who has said so already is not asked again."""
    if event == "refused":
        await answers.record(asked.call, row, by, "declined", eta_at=None, at=at)
    elif event in tasks.COMES and asked.said != "coming":
        eta_at = at + timedelta(minutes=eta_min) if eta_min else None
        await answers.record(asked.call, row, by, "coming", eta_at=eta_at, at=at)


async def _somebody_silent(asked: Asked | None, row: database.Row, now: datetime) -> bool:
    return asked is not None and await answers.anybody_silent(asked.call, row, now)


async def _follow_up(
    case: Case,
    row: database.Row,
    command: Command,
    event: str,
    asked: Asked | None,
    *,
    region: Region,
    now: datetime,
) -> Case:
    """What a tap sets in motion: ringing ends or begins, the incident ends, followers hear."""
    news = event
    if event in tasks.COMES and asked is not None:
        case = await answers.settle(case, asked.call, region=region, now=now)
    elif event == "backup_requested":
        case = await reinforcement.ask_for_more(case, row, asked, region=region, now=now)
        operators = await duty.with_role("operator", now)
        await staff_news.tell_staff(case, event, operators, region=region, now=now)
    elif event == "handed_back":
        case = await handing_back.others_instead(case, row, asked, region=region, now=now)
    elif event == "controlled" and asked is not None:
        await answers.stand_down(case, asked.call, region=region, now=now)
    elif event in ("completed", "not_found"):
        await alarms.end(case.id, because="over", assignment=row["id"], now=now)
        case = await _resolve_if_last(case, command, region=region, now=now)
        if case.state != "resolved":
            case = await commanding.go_on(case, region=region, now=now)
        news = "resolved" if case.state == "resolved" else event
    await ringing.tell_followers(case, news, region=region, now=now)
    return case


async def _resolve_if_last(case: Case, command: Command, *, region: Region, now: datetime) -> Case:
    """The incident is resolved when no team is at work on it; teams merely called are let go.

    What was handed to an agency, too, is theirs from now on, and not over.
    """
    if await releases.somebody_at_work(case.id) or not incident.may(case.state, "resolved"):
        return case
    if await referral_ending.open_handovers(case.id):
        entry = Entry(event="left_to_agency", at=now)
        return await journal.append(case, entry, region=region, now=now)
    case = await releases.release_all(case, because="over", region=region, now=now)
    outcome = command.detail.get("outcome") or command.event
    entry = Entry(event="resolved", at=now, detail={"outcome": outcome})
    return await journal.append(case, entry, region=region, now=now)
