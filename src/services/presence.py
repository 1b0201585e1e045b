"""Who has an incident open: said by the page every few seconds, forgotten soon after."""

from datetime import datetime, timedelta
from uuid import UUID

from src import database
from src.words.together import DOING

GONE = timedelta(hours=1)


async def be_here(incident_id: int, person: UUID, doing: str, *, now: datetime) -> None:
    """This person has the incident open and fills the form `doing`; notes for him are read."""
    async with database.transaction():
        await database.rows(
            "INSERT INTO presence (key, incident, person, doing, seen_at)"
            f" VALUES {database.marks(1, 5)}"
            " ON CONFLICT (key) DO UPDATE SET doing = excluded.doing, seen_at = excluded.seen_at",
            f"{incident_id}:{person}",
            incident_id,
            person,
            doing if doing in DOING else "",
            now,
        )
        await database.rows(
            "DELETE FROM presence WHERE incident = {} AND seen_at < {}", incident_id, now - GONE
        )
        await database.rows(
            "UPDATE mention SET read_at = {}"
            " WHERE incident = {} AND person = {} AND read_at IS NULL",
            now,
            incident_id,
            person,
        )
