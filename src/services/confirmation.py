"""The reporter's word at the end: really done or not, how it was, and what else there is to say."""

from datetime import datetime, timedelta
from uuid import UUID

from src import database
from src.domain import incident
from src.domain.errors import Conflict, Invalid, NotFound
from src.domain.masking import masked
from src.domain.region import Region
from src.services import dispatch, journal, ringing
from src.services.journal import REPORTER, Entry

LONGEST = 1_000
MOST_TEXT = 12_000  # of a report with all that was added; after that, one calls
SCORES = range(1, 5)


async def answer(
    report_id: UUID, done: bool, words: str = "", *, region: Region, now: datetime
) -> None:
    """ "Ya, sudah" closes; "Belum" opens again, until some days after closing (region's rule).

    "Belum" from one of several reporters opens the incident for all: their word is enough.
    """
    words = _short(words, "reason")
    async with database.transaction():
        case = await journal.lock(await _incident_of(report_id))
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
            event, detail = "reopened", {"report": str(report_id), "reason": masked(words)}
        if not incident.may(case.state, event):
            raise Conflict("answer_not_now")
        entry = Entry(event=event, at=now, actor=REPORTER, detail=detail)
        case = await journal.append(case, entry, region=region, now=now)
        if event == "reopened":
            case = await dispatch.call_now(case, region=region, now=now)
        await ringing.tell_followers(case, event, region=region, now=now)


async def rate(
    report_id: UUID, score: int, words: str = "", *, region: Region, now: datetime
) -> None:
    """One tap from 1 (buruk) to 4 (sangat puas), once a report. The words stay out of the log."""
    if score not in SCORES:
        raise Invalid({"nilai": "score_missing"})
    words = _short(words, "kata")
    async with database.transaction():
        case = await journal.lock(await _incident_of(report_id))
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
        entry = Entry(event="rated", at=now, actor=REPORTER, detail=detail)
        await journal.append(case, entry, region=region, now=now)


async def give_information(report_id: UUID, text: str, *, region: Region, now: datetime) -> None:
    """What the reporter adds goes to the report; the log says that something was added."""
    text = _short(text, "text")
    if not text:
        raise Invalid({"text": "text_missing"})
    async with database.transaction():
        case = await journal.lock(await _incident_of(report_id))
        if not incident.may(case.state, "info_given"):
            raise Conflict("answer_not_now")
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
        entry = Entry(event="info_given", at=now, actor=REPORTER, detail={"report": str(report_id)})
        await journal.append(case, entry, region=region, now=now)


async def close_silent(now: datetime, *, region: Region) -> int:
    """Close what its reporter has not answered in the days its priority allows."""
    closed = 0
    for priority in region.priorities.values():
        limit = now - timedelta(days=priority.auto_close_days)
        silent = await database.rows(
            "SELECT id FROM incident WHERE state = 'resolved' AND priority = {}"
            " AND resolved_at <= {} LIMIT 200",
            priority.code,
            limit,
        )
        for row in silent:
            async with database.transaction():
                case = await journal.lock(row["id"])
                ended = case.projection.resolved_at
                if case.state != "resolved" or ended is None or ended > limit:
                    continue
                fell_due = ended + timedelta(days=priority.auto_close_days)
                entry = Entry(event="closed", at=fell_due, detail={"because": "silent"})
                await journal.append(case, entry, region=region, now=now)
                closed += 1
    return closed


def _short(words: str, field: str) -> str:
    said = words.strip()
    if len(said) > LONGEST:
        raise Invalid({field: "text_too_long"})
    return said


async def _incident_of(report_id: UUID) -> int:
    row = await database.row("SELECT incident FROM report WHERE id = {}", report_id)
    if row is None:
        raise NotFound("link_unknown")
    return int(row["incident"])
