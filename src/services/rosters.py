"""Rosters as the office writes them: hours, weekdays, and who is in which crew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID, uuid4

from src import database
from src.domain.errors import Conflict, Invalid
from src.domain.region import Region
from src.domain.roster import AHEAD, MOST_CREWS, MOST_HOURS
from src.services import roster_planning

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A roster as somebody wants it. `id` was made with the form: a second tap changes nothing.

    crews   by person of the team, counted from 0; whoever is in none is not named
    """

    id: UUID
    team: str
    name: str
    anchor: date
    starts: time
    hours: int
    weekdays: str
    crews: Mapping[UUID, int]
    active: bool = True


async def save(plan: Plan, *, by: UUID, region: Region, now: datetime) -> None:
    """Write a roster and plan it at once; raises Invalid, or Conflict for another team's id."""
    if wrong := _wrong(plan, region):
        raise Invalid(wrong)
    async with database.transaction():
        before = await roster_planning.hold(plan.id)
        if before and before["team"] != plan.team:
            raise Conflict("roster_of_another_team")
        members = [person for person in await _people(plan.team) if person in plan.crews]
        await _write(plan, by, now)
        await database.rows("DELETE FROM roster_member WHERE roster = {}", plan.id)
        for person in members:
            await database.rows(
                "INSERT INTO roster_member (id, roster, person, crew)"
                f" VALUES {database.marks(1, 4)}",
                uuid4(),
                plan.id,
                person,
                plan.crews[person],
            )
        # A new roster also holds for the turn that runs already; an edited one from the next.
        since = now if before else now - AHEAD
        await roster_planning.plan(plan.id, since=since, region=region, now=now)
        database.signal("duty")


def _wrong(plan: Plan, region: Region) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if plan.team not in region.teams:
        wrong["team"] = "team_unknown"
    if not plan.name:
        wrong["name"] = "roster_name_missing"
    elif len(plan.name) > LONGEST_NAME:
        wrong["name"] = "name_too_long"
    if not 1 <= plan.hours <= MOST_HOURS:
        wrong["hours"] = "hours_wrong"
    if "1" not in plan.weekdays:
        wrong["weekdays"] = "weekday_missing"
    filled = set(plan.crews.values())
    if not filled or filled != set(range(max(filled) + 1)) or max(filled) >= MOST_CREWS:
        wrong["crews"] = "crew_empty"
    return wrong


async def _people(team: str) -> list[UUID]:
    statement = "SELECT id FROM person WHERE active AND role = 'responder' AND team = {}"
    return [row["id"] for row in await database.rows(statement, team)]


async def _write(plan: Plan, by: UUID, now: datetime) -> None:
    columns = "team name anchor starts hours crews weekdays active changed_at changed_by".split()
    await database.rows(
        f"INSERT INTO roster (id, {', '.join(columns)}) VALUES {database.marks(1, 11)}"
        " ON CONFLICT (id) DO UPDATE SET "
        + ", ".join(f"{column} = excluded.{column}" for column in columns),
        plan.id,
        plan.team,
        plan.name,
        plan.anchor,
        plan.starts.strftime("%H:%M"),
        plan.hours,
        max(plan.crews.values()) + 1,
        plan.weekdays,
        plan.active,
        now,
        by,
    )
