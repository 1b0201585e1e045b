"""Whom a step of an alarm rings: its audiences as the people they are at this moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src.queries import duty


@dataclass(frozen=True, slots=True)
class Rung:
    """Each person once; those in the field may come, those in the office decide."""

    field: tuple[UUID, ...] = ()
    office: tuple[UUID, ...] = ()


async def people_in(audiences: Iterable[str], teams: Sequence[str], now: datetime) -> Rung:
    """Who these are for an alarm of the first of `teams`; volunteers come from all of them.

    next_level and station are no people of its own.
    """
    team = teams[0]
    field: dict[UUID, None] = {}
    office: dict[UUID, None] = {}
    for audience in audiences:
        match audience:
            case "team":
                present = (await duty.on_duty([team], now)).get(team, [])
                field |= dict.fromkeys(person.person for person in present)
            case "team_leader":
                field |= dict.fromkeys(await duty.shift_leaders(team, now))
            case "volunteers":
                field |= dict.fromkeys(await duty.off_duty_volunteers(teams, now))
            case "leaders":
                office |= dict.fromkeys(await duty.with_role("leader", now))
            case "operators":
                office |= dict.fromkeys(await duty.with_role("operator", now))
            case _:
                pass
    return Rung(tuple(field), tuple(office))
