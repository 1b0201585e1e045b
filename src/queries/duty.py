"""Who would be rung: people on duty with a signed-in phone, by team, at one instant."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database

_ON_DUTY = (
    "SELECT DISTINCT s.team, p.id, p.name, p.leads FROM shift s JOIN person p ON p.id = s.person"
    " WHERE s.starts_at <= {} AND (s.ends_at IS NULL OR s.ends_at > {}) AND p.active"
    " AND EXISTS (SELECT 1 FROM session e WHERE e.person = p.id AND e.revoked_at IS NULL"
    " AND e.expires_at > {}) AND s.team IN ("
)


@dataclass(frozen=True, slots=True)
class OnDuty:
    """One person on duty; `leads` the team."""

    person: UUID
    name: str
    leads: bool


async def on_duty(teams: Sequence[str], now: datetime) -> dict[str, list[OnDuty]]:
    """By team code; teams without anybody are absent. Signed-out people are not on duty."""
    found: dict[str, list[OnDuty]] = defaultdict(list)
    if teams:
        marks = ", ".join(["{}"] * len(teams))
        for row in await database.rows(f"{_ON_DUTY}{marks})", now, now, now, *teams):
            found[row["team"]].append(OnDuty(row["id"], row["name"], bool(row["leads"])))
    return dict(found)


async def with_role(roles: Iterable[str]) -> list[UUID]:
    """Active people of these roles, for the upper steps of an alarm."""
    wanted = list(roles)
    marks = ", ".join(["{}"] * len(wanted))
    statement = f"SELECT id FROM person WHERE active AND role IN ({marks})"
    return [row["id"] for row in await database.rows(statement, *wanted)]


async def leaders_of(team: str) -> list[UUID]:
    """Who leads a team, on duty or not."""
    statement = "SELECT id FROM person WHERE active AND leads AND role = 'responder' AND team = {}"
    return [row["id"] for row in await database.rows(statement, team)]
