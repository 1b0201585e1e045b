"""People in danger: the flag on an incident, who hears of it, and how it is taken back.

A flag rings nobody out of bed and changes no priority: it is told to those who are called or at
work already, and to the office, which decides. Nothing of what was said is in the log, only codes.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from src import database, words
from src.domain.assignment import ACTIVE
from src.domain.errors import Conflict, Invalid
from src.domain.numbers import number_of
from src.domain.reading import risks
from src.domain.region import Region
from src.push import planning, subscriptions
from src.push.payload import Message
from src.queries import duty
from src.services import journal
from src.services.journal import SYSTEM, Case, Entry

LONGEST = 500


async def heed(
    case: Case,
    report: UUID,
    text: str,
    *,
    alarmed: bool = False,
    region: Region,
    now: datetime,
) -> Case:
    """A message was added, by whatever way: does it speak of people in danger?

    What is flagged stands so already and is not told a second time. `alarmed` where the message's
    own alarm rings at this moment: that is louder.
    """
    if case.projection.life_risk or not text:
        return case
    codes = [risk.value for risk in risks(text, region)]
    if not codes:
        return case
    detail: dict[str, object] = {"report": str(report), "codes": codes}
    return await _flag(case, detail, SYSTEM, told=not alarmed, region=region, now=now)


async def inherit(case: Case, of: int, *, by: UUID, region: Region, now: datetime) -> Case:
    """Whatever joins an incident in which people are in danger is about these people, too."""
    if case.projection.life_risk:
        return case
    detail: dict[str, object] = {"from": of, "codes": await _codes_of(of)}
    return await _flag(case, detail, journal.person(by), told=True, region=region, now=now)


async def _codes_of(incident_id: int) -> list[str]:
    """What the newest flag of an incident says."""
    row = await database.row(
        "SELECT detail FROM incident_event WHERE incident = {} AND event = 'life_risk_seen'"
        " ORDER BY number DESC LIMIT 1",
        incident_id,
    )
    return list(json.loads(row["detail"]).get("codes", ())) if row else []


async def clear(incident_id: int, *, reason: str, by: UUID, region: Region, now: datetime) -> None:
    """The office looked and nobody is in danger (any more); the next message may flag it again."""
    reason = reason.strip()
    if not reason:
        raise Invalid({"reason": "reason_missing"})
    if len(reason) > LONGEST:
        raise Invalid({"reason": "text_too_long"})
    async with database.transaction():
        case = await journal.lock(incident_id)
        if not case.projection.life_risk:
            raise Conflict("already_so")
        entry = Entry(
            event="life_risk_cleared", at=now, actor=journal.person(by), detail={"reason": reason}
        )
        await journal.append(case, entry, region=region, now=now)


async def _flag(
    case: Case,
    detail: dict[str, object],
    actor: str,
    *,
    told: bool,
    region: Region,
    now: datetime,
) -> Case:
    entry = Entry(event="life_risk_seen", at=now, actor=actor, detail=detail)
    case = await journal.append(case, entry, region=region, now=now)
    if told:
        await _tell(case, region=region, now=now)
    return case


async def _tell(case: Case, *, region: Region, now: datetime) -> None:
    """Once, quietly worded; an exercise and what is for leaders alone tell nobody."""
    told = case.projection
    leaf = region.leaf(told.category)
    if told.drill or leaf.leader_only:
        return
    group, village = region.group_of(leaf), region.villages.get(told.village or "")
    number = number_of(case.id, region.number_prefix)
    title, body = words.PUSH["life_risk"]
    place = village.called if village else words.PLACE_UNKNOWN
    body = body.format(kind=group.word, place=place, number=number)
    field = await _called(case.id, now)
    office = await duty.with_role("operator", now)
    for people, path in ((field, "/tugas"), (office, f"/aduan/{number}")):
        message = Message(title=title, body=body, path=path, tag=f"bahaya-{case.id}-{case.events}")
        await planning.plan(
            await subscriptions.of_people(people, now=now),
            message,
            kind="told",
            alarm=None,
            incident=case.id,
            step=case.events,
            now=now,
        )


async def _called(incident_id: int, now: datetime) -> Sequence[UUID]:
    """Who was rung for a team that is called or at work, or is on duty in it, and said no word."""
    teams = await database.rows(
        "SELECT id, team FROM assignment WHERE incident = {}"
        f" AND state IN {database.marks(1, len(ACTIVE))}",
        incident_id,
        *ACTIVE,
    )
    if not teams:
        return ()
    rung = await database.rows(
        "SELECT DISTINCT d.person FROM alarm a JOIN delivery d ON d.alarm = a.id"
        " JOIN person p ON p.id = d.person WHERE d.kind = 'alarm' AND p.role = 'responder'"
        f" AND a.assignment IN {database.marks(1, len(teams))}",
        *(row["id"] for row in teams),
    )
    refused = await database.rows(
        "SELECT person FROM alarm_answer WHERE incident = {} AND answer = 'declined'", incident_id
    )
    present = await duty.on_duty([row["team"] for row in teams], now)
    people = {row["person"] for row in rung}
    people |= {each.person for team in present.values() for each in team}
    return sorted(people - {row["person"] for row in refused})
