"""Who else has an incident open right now, and what they are doing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from src import database
from src.words.people import ROLES
from src.words.together import DOING

FRESH = timedelta(seconds=25)  # two words missed, and somebody has gone


@dataclass(frozen=True, slots=True)
class Other:
    name: str
    role: str
    doing: str


async def others_on(incident_id: int, person: UUID, now: datetime) -> tuple[Other, ...]:
    """Everybody but this person, by name."""
    rows = await database.rows(
        "SELECT p.name, p.role, h.doing FROM presence h JOIN person p ON p.id = h.person"
        " WHERE h.incident = {} AND h.person <> {} AND h.seen_at > {} ORDER BY p.name, p.id",
        incident_id,
        person,
        now - FRESH,
    )
    return tuple(
        Other(row["name"], ROLES[row["role"]].lower(), DOING.get(row["doing"], "")) for row in rows
    )
