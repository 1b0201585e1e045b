"""Whom an SMS speaks for: the person behind a number, and the task that was asked about."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from src import database
from src.sms.planning import SIGNED_IN

RECENT = timedelta(minutes=30)  # an answer without a number is to what was asked just now

_RESPONDER = f"p.phone = {{}} AND p.role = 'responder' AND {SIGNED_IN}"
_TEXTED = (
    "SELECT p.id AS person, a.assignment, t.incident FROM text_message t"
    " JOIN person p ON p.id = t.person JOIN alarm a ON a.id = t.alarm"
    f" WHERE {_RESPONDER}"
)
# Not texted himself (his phone rang, or he came by later): the task of his own team.
_OF_TEAM = (
    "SELECT p.id AS person, s.id AS assignment, s.incident FROM person p"
    f" JOIN assignment s ON s.team = p.team WHERE {_RESPONDER} AND s.incident = {{}}"
    " ORDER BY s.alerted_at DESC"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The person who answers, and what about."""

    person: UUID
    assignment: UUID
    incident: int


async def asked(number: str, incident: int | None, *, now: datetime) -> Asked | None:
    """None for a number we do not know, or one of several people; and where nothing was asked."""
    if incident is None:
        found = await database.rows(
            f"{_TEXTED} AND a.ended_at IS NULL AND t.created_at > {{}} ORDER BY t.created_at DESC",
            number,
            now,
            now - RECENT,
        )
    else:
        found = await database.rows(
            f"{_TEXTED} AND t.incident = {{}} ORDER BY t.created_at DESC", number, now, incident
        ) or await database.rows(_OF_TEAM, number, now, incident)
    if len({(row["person"], row["incident"]) for row in found}) != 1:
        return None
    newest = found[0]
    return Asked(newest["person"], newest["assignment"], newest["incident"])
