"""What became an emergency behind a first call: the called are rung anew, others with them."""

import json
from datetime import datetime
from uuid import UUID, uuid4

from src import database
from src.domain import escalation, strength
from src.domain.region import Region
from src.queries import duty
from src.queries.turnout import turnout_of
from src.services import alarms, answers, calls, dispatch, journal
from src.services.calls import Call, Terms
from src.services.journal import REPORTER, Case, Entry


async def call_anew(case: Case, *, by: UUID | None, region: Region, now: datetime) -> Case:
    """Put all that rings under the rule of what the incident has become, from its first step on.

    Who has said that he comes is not asked again. The nearest teams that are not called yet are
    called, too: they may be the first of their trade.
    """
    told = case.projection
    if told.drill or region.leaf(told.category).leader_only:
        return case
    ringing = await database.rows(
        "SELECT a.call, a.assignment, s.team, s.state FROM alarm a"
        " JOIN assignment s ON s.id = a.assignment WHERE a.incident = {} AND a.ended_at IS NULL"
        " ORDER BY a.started_at, a.id",
        case.id,
    )
    rule = await dispatch.rule_for(case, region)
    call = next((row["call"] for row in ringing if row["call"]), None) or uuid4()
    terms = Terms(call=call, rule=rule.code, strength=rule.strength, policy=rule.policy)
    case = await journal.append(case, _raised(terms, by, now), region=region, now=now)
    await alarms.end(case.id, because="replaced", now=now)
    still = {row["assignment"]: row["team"] for row in ringing if row["state"] != "refused"}
    again = await _again(still, terms, region=region, now=now)
    if again:
        await calls.start_alarms(case, again, region=region, now=now)
    case = await dispatch.call_others(case, terms, region=region, now=now)
    return await answers.settle(case, call, region=region, now=now)


def _raised(terms: Terms, by: UUID | None, now: datetime) -> Entry:
    detail = {
        "call": str(terms.call),
        "rule": terms.rule,
        "needed": terms.strength.people,
        "strength": json.loads(strength.stamp(terms.strength)),
        "policy": escalation.told(terms.policy),
    }
    actor = journal.person(by) if by else REPORTER
    return Entry(event="strength_raised", at=now, actor=actor, detail=detail)


async def _again(
    still: dict[UUID, str], terms: Terms, *, region: Region, now: datetime
) -> list[Call]:
    present = await duty.on_duty(list(still.values()), now)
    said = (await turnout_of(terms.call, terms.strength, region)).answered
    return [
        Call(
            terms,
            assignment,
            uuid4(),
            region.teams[team],
            tuple(person for person in present.get(team, ()) if person.person not in said),
        )
        for assignment, team in still.items()
        if team in region.teams
    ]
