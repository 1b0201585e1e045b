"""Who would be rung: people on duty with a signed-in phone, by team, at one instant."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database

_SIGNED_IN = (
    "p.active AND EXISTS (SELECT 1 FROM session e WHERE e.person = p.id"
    " AND e.revoked_at IS NULL AND e.expires_at > {})"
)
_ON_DUTY = (
    "SELECT DISTINCT s.team, p.id, p.name, p.leads FROM shift s JOIN person p ON p.id = s.person"
    " WHERE s.starts_at <= {} AND (s.ends_at IS NULL OR s.ends_at > {})"
    f" AND {_SIGNED_IN} AND s.team IN ("
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


async def with_role(role: str, now: datetime) -> list[UUID]:
    """Everybody of a role who is signed in, for the upper steps of an alarm."""
    statement = f"SELECT p.id FROM person p WHERE p.role = {{}} AND {_SIGNED_IN}"
    return [row["id"] for row in await database.rows(statement, role, now)]


async def leaders_of(team: str, now: datetime) -> list[UUID]:
    """Who leads a team and is signed in, on duty or not."""
    statement = (
        "SELECT p.id FROM person p WHERE p.leads AND p.role = 'responder' AND p.team = {}"
        f" AND {_SIGNED_IN}"
    )
    return [row["id"] for row in await database.rows(statement, team, now)]
