"""Alarms climb until enough come, one step at a time, each dated when it fell due."""

from datetime import datetime, timedelta
from uuid import UUID

import structlog

from src import database
from src.domain import escalation, strength
from src.domain.escalation import Policy
from src.domain.region import Region
from src.queries import audiences
from src.queries.alarm_standing import Standing, standing_of
from src.services import answers, dispatch, journal
from src.services.calls import Terms, beside
from src.services.journal import Case, Entry
from src.services.ring_round import Round

BATCH = 100
AFTER_A_FAILURE = timedelta(seconds=10)
log = structlog.get_logger(__name__)


async def climb_due(now: datetime, *, region: Region) -> int:
    """Carry out every step due by `now`; returns how many alarms climbed or rang again.

    Two workers may find the same alarm: the incident's lock lets one pass, and the other then
    sees that nothing is due any more.
    """
    climbed = 0
    while due := await database.rows(
        "SELECT id, incident FROM alarm WHERE next_due_at <= {} AND ended_at IS NULL"
        " ORDER BY next_due_at LIMIT "
        f"{BATCH}",
        now,
    ):
        for row in due:
            try:
                climbed += await _climb(row["id"], row["incident"], region=region, now=now)
            except Exception:
                log.exception("alarm_step_failed", alarm=str(row["id"]))
                await _push_on(row["id"], now + AFTER_A_FAILURE)
    return climbed


async def _push_on(alarm_id: UUID, due: datetime) -> None:
    """Try a step that failed again later, so that it cannot hold up the others."""
    async with database.transaction():
        await database.rows(
            "UPDATE alarm SET next_due_at = {} WHERE id = {} AND ended_at IS NULL", due, alarm_id
        )


async def _climb(alarm_id: UUID, incident_id: int, *, region: Region, now: datetime) -> int:
    async with database.transaction():
        case = await journal.lock(incident_id)
        alarm = await database.row(
            "SELECT a.id, a.call, a.rule, a.strength, a.step, a.repeats, a.policy, a.started_at,"
            " a.next_due_at, a.at_top, s.team, s.id AS assignment"
            " FROM alarm a JOIN assignment s ON s.id = a.assignment"
            " WHERE a.id = {} AND a.incident = {} AND a.ended_at IS NULL AND a.next_due_at <= {}",
            alarm_id,
            incident_id,
            now,
        )
        if alarm is None:
            return 0
        standing = await standing_of(alarm, region, now=now)
        if alarm["call"] and not standing.short:  # what lacked was mended, as the only engine
            await answers.settle(case, alarm["call"], region=region, now=now)
        elif alarm["at_top"]:
            await _ring_again(case, alarm, standing, region=region, now=now)
        else:
            await _climb_steps(case, alarm, standing, region=region, now=now)
    return 1


async def _climb_steps(
    case: Case, alarm: database.Row, standing: Standing, *, region: Region, now: datetime
) -> None:
    """All steps that have fallen due; one that is not necessary is passed over silently.

    As long as nobody in the field has been rung, no step waits for its time.
    """
    policy, step = escalation.read(alarm["policy"]), alarm["step"]
    due: datetime = alarm["next_due_at"]
    planned = escalation.due_at(policy, step + 1, alarm["started_at"])
    waits = planned is None or due >= planned
    heard = Round(standing)
    while planned is not None and due <= now:
        step += 1
        if not waits or standing.needs(policy.steps[step].when):
            case, in_field = await _take(case, alarm, step, due, heard, region=region, now=now)
            waits = waits or in_field
        planned = escalation.due_at(policy, step + 1, alarm["started_at"])
        due = planned if planned is not None and waits else due
    top = planned is None
    await database.rows(
        "UPDATE alarm SET step = {}, next_due_at = {}, at_top = {} WHERE id = {}",
        step,
        _again(policy, 0, due, now) if top else due,
        top,
        alarm["id"],
    )
    await _ring(case, alarm, step, heard, region=region, now=now)


async def _take(
    case: Case,
    alarm: database.Row,
    step: int,
    due: datetime,
    heard: Round,
    *,
    region: Region,
    now: datetime,
) -> tuple[Case, bool]:
    """Carry out one step; whether anybody in the field hears of it."""
    policy = escalation.read(alarm["policy"])
    taken = policy.steps[step]
    in_field, in_office = heard.add(
        await audiences.people_in(taken.to, beside(case, alarm["team"], region), now),
        taken.by,
        taken.when,
    )
    detail = {
        "assignment": str(alarm["assignment"]),
        "team": alarm["team"],
        "step": step,
        "to": list(taken.to),
        "rung": in_field + in_office,
    }
    entry = Entry(event="escalated", at=due, detail=detail)
    case = await journal.append(case, entry, region=region, now=now)
    if "next_level" in taken.to:
        case, called = await _next_level(case, alarm, due, region=region, now=now)
        in_field += called
    return case, in_field > 0


async def _next_level(
    case: Case, alarm: database.Row, due: datetime, *, region: Region, now: datetime
) -> tuple[Case, int]:
    """Call the teams around that are not called yet; how many people are rung."""
    if alarm["call"] is None:
        return case, 0
    terms = Terms(
        call=alarm["call"],
        rule=alarm["rule"],
        strength=strength.read(alarm["strength"]),
        policy=escalation.read(alarm["policy"]),
    )
    return await dispatch.call_next(case, terms, at=due, region=region, now=now)


async def _ring_again(
    case: Case, alarm: database.Row, standing: Standing, *, region: Region, now: datetime
) -> None:
    """At the top: everybody named on the way up who has not answered, ever more rarely.

    Teams that have come on duty since are called, where the policy got as far as the next level.
    """
    policy, repeats = escalation.read(alarm["policy"]), alarm["repeats"] + 1
    await database.rows(
        "UPDATE alarm SET repeats = {}, next_due_at = {} WHERE id = {}",
        repeats,
        _again(policy, repeats, alarm["next_due_at"], now),
        alarm["id"],
    )
    heard, everybody = Round(standing), escalation.audiences(policy, alarm["step"])
    if "next_level" in everybody:
        due = alarm["next_due_at"]
        case, _ = await _next_level(case, alarm, due, region=region, now=now)
    teams = beside(case, alarm["team"], region)
    heard.add(await audiences.people_in(everybody, teams, now), ("push",))
    await _ring(case, alarm, alarm["step"] + repeats, heard, region=region, now=now)


def _again(policy: Policy, repeats: int, due: datetime, now: datetime) -> datetime | None:
    """When the top rings the next time; what a stopped worker missed is not made up for."""
    pause = escalation.repeat_after(policy, repeats)
    if pause is None:
        return None
    return due + pause if due + pause > now else now + pause


async def _ring(
    case: Case, alarm: database.Row, number: int, heard: Round, *, region: Region, now: datetime
) -> None:
    await heard.ring(
        case,
        alarm=alarm["id"],
        assignment=alarm["assignment"],
        number=number,
        region=region,
        now=now,
    )
