"""One field commander for each incident: the first leader who comes, whoever is there, or named.

He is one of those who come for a team at work, and stays it until his team leaves or he hands over.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from src import database
from src.domain.errors import Conflict, Invalid
from src.domain.region import Region
from src.queries.command import Comer, comers_on
from src.services import journal, news
from src.services.journal import SYSTEM, Case, Entry


async def by_itself(
    case: Case, task: database.Row, by: UUID, event: str, *, region: Region, now: datetime
) -> Case:
    """After somebody's tap that he comes or is there: a leader commands, or who arrives first.

    A leader takes it over from somebody who only was there before him.
    """
    held = case.projection.commander
    if held == by:
        return case
    person = await database.row("SELECT team, leads FROM person WHERE id = {}", by)
    leads = person is not None and bool(person["leads"]) and person["team"] == task["team"]
    if held is None:
        because = "leads" if leads else "first" if event == "arrived" else ""
    else:
        because = "leads" if leads and await _stands_in(case) else ""
    if not because:
        return case
    detail = _detail(by, task["id"], task["team"]) | {"because": because}
    return await _write(case, detail, SYSTEM, region, now)


async def go_on(case: Case, *, region: Region, now: datetime) -> Case:
    """Where nobody commands (any more): a leader at work, else one who is there; told by push."""
    if case.projection.commander is not None:
        return case
    comers = (await comers_on([case.id])).get(case.id, ())
    chosen = next((each for each in comers if each.leads or each.there), None)
    if chosen is None:
        return case
    because = "leads" if chosen.leads else "first"
    detail = _detail(chosen.person, chosen.task, chosen.team) | {"because": because}
    case = await _write(case, detail, SYSTEM, region, now)
    await _tell(case, chosen.person, region, now)
    return case


async def name(incident_id: int, person: UUID, *, by: UUID, region: Region, now: datetime) -> None:
    """The office names him; raises Conflict where he is it already, Invalid where not here."""
    async with database.transaction():
        case = await journal.lock(incident_id)
        detail = await _chosen(case, person)
        case = await _write(case, detail, journal.person(by), region, now)
        await _tell(case, person, region, now)


async def handed_over(case: Case, task: database.Row, to: object, by: UUID) -> Mapping[str, Any]:
    """What the line says when he hands over (or, where nobody commands, one of a team takes it)."""
    held = case.projection.commander
    if held not in (None, by):
        raise await commanded_by(case)
    try:
        person = UUID(str(to))
    except ValueError:
        raise Invalid({"person": "commander_unknown"}) from None
    return await _chosen(case, person)


async def tell_named(
    case: Case, detail: Mapping[str, Any], by: UUID, *, region: Region, now: datetime
) -> None:
    """The one who was named hears of it, unless it was himself."""
    person = UUID(str(detail["person"]))
    if person != by:
        await _tell(case, person, region, now)


async def may_control(case: Case, task: database.Row) -> None:
    """Only the commander's team says that it is under control; raises Conflict that names him."""
    if case.projection.commander_task not in (None, task["id"]):
        raise await commanded_by(case)


async def commanded_by(case: Case) -> Conflict:
    row = await database.row("SELECT name FROM person WHERE id = {}", case.projection.commander)
    return Conflict("commander_decides", who=row["name"] if row else "")


async def _chosen(case: Case, person: UUID) -> dict[str, Any]:
    if case.projection.commander == person:
        raise Conflict("already_so")
    comers: tuple[Comer, ...] = (await comers_on([case.id])).get(case.id, ())
    found = next((each for each in comers if each.person == person), None)
    if found is None:
        raise Invalid({"person": "commander_unknown"})
    return _detail(person, found.task, found.team)


def _detail(person: UUID, task: UUID, team: str) -> dict[str, Any]:
    return {"person": str(person), "assignment": str(task), "team": team}


async def _stands_in(case: Case) -> bool:
    """He commands only because he was there first."""
    row = await database.row(
        "SELECT detail FROM incident_event WHERE incident = {} AND event = 'commander_named'"
        " ORDER BY number DESC LIMIT 1",
        case.id,
    )
    return row is not None and '"because":"first"' in row["detail"]


async def _write(
    case: Case, detail: Mapping[str, Any], actor: str, region: Region, now: datetime
) -> Case:
    entry = Entry(event="commander_named", at=now, actor=actor, detail=dict(detail))
    return await journal.append(case, entry, region=region, now=now)


async def _tell(case: Case, person: UUID, region: Region, now: datetime) -> None:
    await news.tell_staff(case, "commands", [person], in_field=True, region=region, now=now)
