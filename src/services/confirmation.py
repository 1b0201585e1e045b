"""The reporter's word at the end: really done or not, how it was, and what else there is to say."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from src import database
from src.domain import incident
from src.domain.errors import Conflict, Invalid, NotFound
from src.domain.region import Region
from src.services import dispatch, journal, life_risk, ringing
from src.services.journal import REPORTER, Case, Entry

LONGEST = 1_000
MOST_TEXT = 12_000  # of a report with all that was added; after that, one calls
SCORES = range(1, 5)


async def answer(
    report_id: UUID,
    done: bool,
    words: str = "",
    *,
    action_id: UUID | None = None,
    region: Region,
    now: datetime,
) -> None:
    """ "Ya, sudah" closes; "Belum" opens again, until some days after closing (region's rule).

    "Belum" from one of several reporters opens the incident for all: their word is enough. What a
    phone sends twice under one `action_id`, here and below, counts once.
    """
    words = _short(words, "reason")
    async with database.transaction():
        case = await _held(report_id)
        if await _heard(report_id, action_id):
            return
        told = case.projection
        if done:
            if told.confirmed_at is not None:
                raise Conflict("already_confirmed")
            event, detail = "confirmed", {"report": str(report_id)}
        else:
            ended = told.closed_at or told.resolved_at
            days = region.rules.reopen_days
            if ended is not None and now > ended + timedelta(days=days):
                raise Conflict("too_late_to_reopen", days=days)
            event, detail = "reopened", {"report": str(report_id), "reason": words}
        if not incident.may(case.state, event):
            raise Conflict("answer_not_now")
        entry = Entry(event=event, at=now, actor=REPORTER, detail=detail, action_id=action_id)
        case = await journal.append(case, entry, region=region, now=now)
        if event == "reopened":
            case = await dispatch.call_now(case, region=region, now=now)
        await ringing.tell_followers(case, event, region=region, now=now)


async def rate(
    report_id: UUID,
    score: int,
    words: str = "",
    *,
    action_id: UUID | None = None,
    region: Region,
    now: datetime,
) -> None:
    """One tap from 1 (buruk) to 4 (sangat puas), once a report. The words stay out of the log."""
    if score not in SCORES:
        raise Invalid({"nilai": "score_missing"})
    words = _short(words, "kata")
    async with database.transaction():
        case = await _held(report_id)
        if await _heard(report_id, action_id):
            return
        if not incident.may(case.state, "rated"):
            raise Conflict("rating_not_now")
        changed = await database.rows(
            "UPDATE report SET rating = {}, rating_words = {}, rated_at = {}"
            " WHERE id = {} AND rating IS NULL RETURNING id",
            score,
            words,
            now,
            report_id,
        )
        if not changed:
            raise Conflict("already_rated")
        detail = {"report": str(report_id), "score": score}
        entry = Entry(event="rated", at=now, actor=REPORTER, detail=detail, action_id=action_id)
        await journal.append(case, entry, region=region, now=now)


async def give_information(
    report_id: UUID,
    text: str,
    *,
    action_id: UUID | None = None,
    region: Region,
    now: datetime,
) -> None:
    """What the reporter adds goes to the report; the log says that something was added."""
    text = _something(text)
    async with database.transaction():
        case = await _held(report_id)
        if await _heard(report_id, action_id):
            return
        if not incident.may(case.state, "info_given"):
            raise Conflict("answer_not_now")
        await _add(case, text, _told(report_id, now, action_id), report_id, region=region, now=now)


async def note_answer(
    incident_id: int, report_id: UUID, text: str, *, by: UUID, region: Region, now: datetime
) -> None:
    """What the reporter answered by telephone, as the office writes it down: the question is over.

    Raises Conflict where none is open (any more), or the report has moved.
    """
    text = _something(text)
    async with database.transaction():
        case = await journal.lock(incident_id)
        if await _incident_of(report_id) != case.id:
            raise Conflict("report_moved")
        if not case.projection.info_needed:
            raise Conflict("nothing_asked")
        entry = replace(_told(report_id, now), actor=journal.person(by))
        await _add(case, text, entry, report_id, region=region, now=now)


async def _add(
    case: Case, text: str, entry: Entry, report_id: UUID, *, region: Region, now: datetime
) -> None:
    """Into the report; the log says only that it was; danger to people in it is heeded."""
    taken = await database.rows(
        "UPDATE report SET text = CASE WHEN text = '' THEN {} ELSE text || {} END"
        " WHERE id = {} AND length(text) <= {} RETURNING id",
        text,
        f"\n{text}",
        report_id,
        MOST_TEXT,
    )
    if not taken:
        raise Invalid({"text": "text_too_long"})
    case = await journal.append(case, entry, region=region, now=now)
    await life_risk.heed(case, report_id, text, region=region, now=now)


async def answer_by_photo(report_id: UUID, *, region: Region, now: datetime) -> None:
    """A photo alone answers what was asked; unasked it is only one photo more."""
    async with database.transaction():
        case = await _held(report_id)
        if case.projection.info_needed and incident.may(case.state, "info_given"):
            await journal.append(case, _told(report_id, now), region=region, now=now)


async def _heard(report_id: UUID, action_id: UUID | None) -> bool:
    """Whether this word of this report has come before; raises Conflict if it was another's."""
    before = await journal.done_before(action_id) if action_id else None
    if before is None:
        return False
    if json.loads(before["detail"]).get("report") != str(report_id):
        raise Conflict("action_id_taken")
    return True


def _told(report_id: UUID, now: datetime, action_id: UUID | None = None) -> Entry:
    detail = {"report": str(report_id)}
    return Entry(event="info_given", at=now, actor=REPORTER, detail=detail, action_id=action_id)


def _something(text: str) -> str:
    said = _short(text, "text")
    if not said:
        raise Invalid({"text": "text_missing"})
    return said


def _short(words: str, field: str) -> str:
    said = words.strip()
    if len(said) > LONGEST:
        raise Invalid({field: "text_too_long"})
    return said


async def _held(report_id: UUID) -> Case:
    """The incident of this report in hand, wherever a merge may just have moved it."""
    while True:
        case = await journal.lock(await _incident_of(report_id))
        if await _incident_of(report_id) == case.id:
            return case


async def _incident_of(report_id: UUID) -> int:
    row = await database.row("SELECT incident FROM report WHERE id = {}", report_id)
    if row is None:
        raise NotFound("link_unknown")
    return int(row["incident"])
