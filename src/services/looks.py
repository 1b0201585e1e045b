"""Who of the office has seen what: an incident opened is news no more, for whoever opened it."""

from datetime import datetime
from uuid import UUID

from src import database
from src.domain.access import Person
from src.services import journal

_STANDS = (
    "SELECT l.events AS seen, EXISTS (SELECT 1 FROM incident_event e"
    " WHERE e.incident = i.id AND e.actor = {}) AS involved FROM incident i"
    " LEFT JOIN incident_look l ON l.incident = i.id AND l.person = {} WHERE i.id = {}"
)
_LOOK = (
    "INSERT INTO incident_look (person, incident, events, involved, at)"
    f" VALUES {database.marks(1, 5)} ON CONFLICT (person, incident) DO UPDATE"
    " SET events = excluded.events, at = excluded.at,"
    " involved = incident_look.involved OR excluded.involved"
    " WHERE incident_look.events < excluded.events"
)


async def look(person: Person, incident_id: int, lines: int, *, now: datetime) -> None:
    """This person sees the first `lines` lines; nothing is written where he had seen them all."""
    if not person.oversees:
        return
    found = await database.row(_STANDS, journal.person(person.id), person.id, incident_id)
    if found is None or (found["seen"] is not None and found["seen"] >= lines):
        return
    values = (person.id, incident_id, lines, bool(found["involved"]), now)
    async with database.transaction():
        await database.rows(_LOOK, *values)


async def involve(person: UUID, incident_id: int, *, now: datetime) -> None:
    """From now on it is among this person's own, read or not; inside the caller's transaction."""
    await database.rows(
        "INSERT INTO incident_look (person, incident, events, involved, at)"
        f" VALUES {database.marks(1, 5)} ON CONFLICT (person, incident)"
        " DO UPDATE SET involved = excluded.involved",
        person,
        incident_id,
        0,
        True,
        now,
    )
