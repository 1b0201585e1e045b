"""Who would be called at one instant: people on duty by team, volunteers, leaders, offices.

On duty is whose shift covers the instant while no absence does. Who is signed out everywhere is
never called, whatever the plan says.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from src import database
from src.domain.reachability import REASONS, Reason
from src.queries import reachability

# Both follow a person called `p`.
SIGNED_IN: Final = (
    "p.active AND EXISTS (SELECT 1 FROM session e WHERE e.person = p.id"
    " AND e.revoked_at IS NULL AND e.expires_at > {})"
)
# `swap` is a question, not yet an absence; see `services.swaps`.
PRESENT: Final = (
    "NOT EXISTS (SELECT 1 FROM absence b WHERE b.person = p.id AND b.kind <> 'swap'"
    " AND b.starts_at <= {} AND (b.ends_at IS NULL OR b.ends_at > {}))"
)


@dataclass(frozen=True, slots=True)
class OnDuty:
    """One person on duty; `leads` the team.

    skills     codes that strength may ask for; who leads has `team_leader`
    reachable  a phone of this person can ring; if none can, `unreachable_because` says why
    """

    person: UUID
    name: str
    leads: bool
    skills: frozenset[str] = frozenset()
    reachable: bool = True
    unreachable_because: Reason = ""


async def on_duty(
    teams: Sequence[str], now: datetime, *, at: datetime | None = None
) -> dict[str, list[OnDuty]]:
    """By team code, leaders first; teams without anybody are absent. One statement.

    `at` asks for another instant of the plan: phones are taken as they stand `now`.
    """
    found: dict[str, list[OnDuty]] = defaultdict(list)
    if not teams:
        return {}
    shifts, values = _shifts(teams, at or now)
    rows = await database.rows(
        f"SELECT d.team, p.id, p.name, p.leads, p.skills, {reachability.STANDING} AS standing"
        f" FROM ({shifts}) d JOIN person p ON p.id = d.person"
        f" WHERE {SIGNED_IN} AND {PRESENT} ORDER BY p.leads DESC, p.name, p.id",
        *reachability.values(now),
        *values,
        now,
        at or now,
        at or now,
    )
    for row in rows:
        found[row["team"]].append(_on_duty(row))
    return dict(found)


def _shifts(teams: Sequence[str], at: datetime) -> tuple[str, list[Any]]:
    """Team and person of every shift that covers `at`, each pair once, with the marks' values.

    Open shifts apart from the others: each half is one range of the index.
    """
    of_teams = f"SELECT team, person FROM shift WHERE team IN {database.marks(1, len(teams))}"
    return (
        f"{of_teams} AND ends_at > {{}} AND starts_at <= {{}}"
        f" UNION {of_teams} AND ends_at IS NULL AND starts_at <= {{}}",
        [*teams, at, at, *teams, at],
    )


def _on_duty(row: database.Row) -> OnDuty:
    leads = bool(row["leads"])
    skills = frozenset(row["skills"].split())
    because = REASONS[row["standing"]]
    return OnDuty(
        person=row["id"],
        name=row["name"],
        leads=leads,
        skills=skills | {"team_leader"} if leads else skills,
        reachable=not because,
        unreachable_because=because,
    )


async def off_duty_volunteers(teams: Sequence[str], now: datetime) -> list[UUID]:
    """Who is off duty, wishes to be called all the same, and has not said that he cannot come."""
    if not teams:
        return []
    shifts, values = _shifts(teams, now)
    rows = await database.rows(
        f"SELECT p.id FROM person p WHERE p.team IN {database.marks(1, len(teams))}"
        f" AND p.role = 'responder' AND p.off_duty AND {SIGNED_IN} AND {PRESENT}"
        f" AND NOT EXISTS (SELECT 1 FROM ({shifts}) d WHERE d.person = p.id) ORDER BY p.id",
        *teams,
        now,
        now,
        now,
        *values,
    )
    return [row["id"] for row in rows]


async def shift_leaders(team: str, now: datetime) -> list[UUID]:
    """Who leads the people on duty; where nobody of them does, the team's own leaders."""
    present = (await on_duty([team], now)).get(team, [])
    leading = [person.person for person in present if person.leads]
    return leading or await leaders_of(team, now)


async def leaders_of(team: str, now: datetime) -> list[UUID]:
    """Who leads a team and is signed in, on duty or not, unless he is away."""
    statement = (
        "SELECT p.id FROM person p WHERE p.leads AND p.role = 'responder' AND p.team = {}"
        f" AND {SIGNED_IN} AND {PRESENT}"
    )
    return [row["id"] for row in await database.rows(statement, team, now, now, now)]


async def heads_of_shift(now: datetime) -> list[UUID]:
    """Operators who lead the shift and are signed in; where there is none, all operators."""
    statement = f"SELECT p.id, p.leads FROM person p WHERE p.role = 'operator' AND {SIGNED_IN}"
    found = await database.rows(statement, now)
    return [row["id"] for row in found if row["leads"]] or [row["id"] for row in found]


async def leaders(now: datetime) -> list[UUID]:
    return await with_role("leader", now)


async def with_role(role: str, now: datetime) -> list[UUID]:
    """Everybody of a role who is signed in, for the upper steps of an alarm."""
    statement = f"SELECT p.id FROM person p WHERE p.role = {{}} AND {SIGNED_IN}"
    return [row["id"] for row in await database.rows(statement, role, now)]
