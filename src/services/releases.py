"""Letting teams go: the incident needs nobody any more, or enough others come."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from src import database
from src.domain.assignment import ACTIVE, AT_WORK
from src.domain.region import Region
from src.services import alarms, journal, referral_ending
from src.services.journal import SYSTEM, Case, Entry

ON_THE_WAY = ("en_route", "on_scene", "under_control")


async def somebody_at_work(incident_id: int) -> bool:
    """Whether a team has accepted and not yet finished."""
    return await _any_in(incident_id, AT_WORK)


async def somebody_called(incident_id: int) -> bool:
    """Whether a team is called, or at work."""
    return await _any_in(incident_id, ACTIVE)


async def _any_in(incident_id: int, states: Sequence[str]) -> bool:
    marks = database.marks(1, len(states))
    statement = f"SELECT 1 AS yes FROM assignment WHERE incident = {{}} AND state IN {marks}"
    return await database.row(statement, incident_id, *states) is not None


async def release_all(
    case: Case, *, because: str, actor: str = SYSTEM, region: Region, now: datetime
) -> Case:
    """Let every team go that is still called or at work: the incident needs nobody any more.

    Agencies that still have it, or were asked to help, hear the same.
    """
    case = await release(case, because=because, actor=actor, region=region, now=now)
    case = await referral_ending.end_all(case, because=because, actor=actor, region=region, now=now)
    await alarms.end(case.id, because=because, now=now)
    return case


async def release(
    case: Case,
    *,
    because: str,
    call: UUID | None = None,
    assignment: UUID | None = None,
    actor: str = SYSTEM,
    region: Region,
    now: datetime,
) -> Case:
    """Let teams go: all, one, or those of one call of whom nobody has said that he comes."""
    values: list[object] = [now, case.id]
    only = "state NOT IN ('released', 'refused')"
    if call is not None:
        only = "state = 'alerted' AND id IN (SELECT assignment FROM alarm WHERE call = {})"
        values.append(call)
    if assignment is not None:
        only += " AND id = {}"
        values.append(assignment)
    active = await database.rows(
        f"UPDATE assignment SET state = 'released', released_at = {{}} WHERE incident = {{}}"
        f" AND {only} RETURNING id, team",
        *values,
    )
    for row in active:
        detail = {"assignment": str(row["id"]), "team": row["team"], "because": because}
        entry = Entry(event="released", at=now, actor=actor, detail=detail)
        case = await journal.append(case, entry, region=region, now=now)
    return case


async def mark_unattended(case: Case, *, region: Region, now: datetime) -> Case:
    """No team is on its way or there any more: the state must not say so either.

    Where an agency has it in hand, too, and nobody of ours is called, it is the agency's.
    """
    if case.state not in ("assigned", *ON_THE_WAY) or await somebody_at_work(case.id):
        return case
    if await referral_ending.open_handovers(case.id) and not await somebody_called(case.id):
        entry = Entry(event="left_to_agency", at=now)
    elif case.state in ON_THE_WAY:
        entry = Entry(event="unattended", at=now)
    else:
        return case
    return await journal.append(case, entry, region=region, now=now)
