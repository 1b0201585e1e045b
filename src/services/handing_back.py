""" "Kembalikan tugas": a team cannot go on; others are called in its place, the office is told."""

from datetime import datetime
from uuid import UUID, uuid4

from src import database
from src.domain.region import Region
from src.queries import duty
from src.queries.turnout import turnout_of
from src.services import calls, commanding, dispatch, news, releases
from src.services.answers import Asked
from src.services.calls import Terms
from src.services.journal import Case


async def others_instead(
    case: Case, task: database.Row, asked: Asked | None, *, region: Region, now: datetime
) -> Case:
    """Nobody of this team counts any more; where too few are left, the next teams are called.

    Where there are none, the team's alarm starts anew with nobody to ring, so that it climbs at
    once to whoever is above.
    """
    await take_back_answers(task["id"], now)
    terms = await _terms(case, asked, region)
    turnout = await turnout_of(terms.call, terms.strength, region)
    if turnout.missing:
        called = await dispatch.call_others(case, terms, region=region, now=now)
        if called.events == case.events and not await _rings(terms.call):
            await _climb_alone(case, task, terms, region=region, now=now)
        case = called
    case = await releases.mark_unattended(case, region=region, now=now)
    case = await commanding.go_on(case, region=region, now=now)
    operators = await duty.with_role("operator", now)
    await news.tell_staff(case, "handed_back", operators, region=region, now=now)
    return case


async def take_back_answers(assignment: UUID, now: datetime) -> list[UUID]:
    """Whoever said that he comes with this team comes no more; who that was."""
    rows = await database.rows(
        "UPDATE alarm_answer SET answer = 'declined', at = {} WHERE assignment = {}"
        " AND answer = 'coming' RETURNING person",
        now,
        assignment,
    )
    return [row["person"] for row in rows]


async def _terms(case: Case, asked: Asked | None, region: Region) -> Terms:
    rule = await dispatch.rule_for(case, region)
    if asked is None:
        return calls.terms_of(rule)
    return Terms(call=asked.call, rule=rule.code, strength=asked.strength, policy=rule.policy)


async def _rings(call: UUID) -> bool:
    statement = "SELECT 1 AS yes FROM alarm WHERE call = {} AND ended_at IS NULL LIMIT 1"
    return await database.row(statement, call) is not None


async def _climb_alone(
    case: Case, task: database.Row, terms: Terms, *, region: Region, now: datetime
) -> None:
    team = region.teams.get(task["team"])
    if team is not None:
        again = calls.Call(terms, task["id"], uuid4(), team, ())
        await calls.start_alarms(case, [again], region=region, now=now)
