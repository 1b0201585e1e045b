""" "Minta tambahan": a team at work asks for more, and the next teams around are called."""

import json
from datetime import datetime
from uuid import uuid4

from src import database
from src.domain import escalation, strength
from src.domain.region import Region
from src.queries import duty
from src.queries.turnout import turnout_of
from src.services import calls, dispatch, journal
from src.services.answers import Asked
from src.services.calls import Terms
from src.services.journal import Case, Entry


async def ask_for_more(
    case: Case, task: database.Row, asked: Asked | None, *, region: Region, now: datetime
) -> Case:
    """Raise the strength by what the rule of the hour asks for, and call the next teams.

    Where the alarm had fallen silent, it starts anew for those of the own team who have not
    answered, and climbs as the policy says.
    """
    rule = await dispatch.rule_for(case, region)
    call = asked.call if asked else uuid4()
    before = asked.strength if asked else strength.Strength(people=0)
    turnout = await turnout_of(call, before, region)
    wanted = strength.raised(before, rule.strength.people, above=len(turnout.coming))
    terms = Terms(call=call, rule=rule.code, strength=wanted, policy=rule.policy)
    await database.rows(
        "UPDATE alarm SET strength = {} WHERE call = {}", strength.stamp(wanted), call
    )
    detail = {
        "call": str(call),
        "team": task["team"],
        "assignment": str(task["id"]),
        "needed": wanted.people,
        "strength": json.loads(strength.stamp(wanted)),
        "policy": escalation.told(rule.policy),
    }
    raised = Entry(event="strength_raised", at=now, detail=detail)
    case = await journal.append(case, raised, region=region, now=now)
    case, _ = await dispatch.call_next(case, terms, at=now, region=region, now=now)
    if asked is None or not asked.ringing:
        team = region.teams.get(task["team"])
        present = (await duty.on_duty([task["team"]], now)).get(task["team"], [])
        free = [person for person in present if person.person not in turnout.answered]
        if team is not None:
            again = calls.Call(terms, task["id"], uuid4(), team, tuple(free))
            await calls.start_alarms(case, [again], region=region, now=now)
    return case
