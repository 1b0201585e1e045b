"""Signed-in devices: opened, looked up at every request, slid along with use, revoked."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import structlog

from src import database
from src.domain import numbers
from src.domain.access import Person, Role

LASTS: dict[Role, timedelta] = {
    "driver": timedelta(days=90),
    "responder": timedelta(days=90),
    "station": timedelta(days=90),
    "operator": timedelta(hours=12),
    "leader": timedelta(days=30),
    "administrator": timedelta(hours=12),
    "agency": timedelta(days=30),
    "partner": timedelta(days=90),
}
"""How long a device stays signed in, and rings, without being used."""

OPENS: dict[Role, timedelta] = {"leader": timedelta(hours=12)}
"""Shorter for pages: the head of section is rung at night, and then shows who he is."""

SEEN_EVERY = timedelta(minutes=1)

_log = structlog.stdlib.get_logger(__name__)

_LOOK_UP = (
    "SELECT s.id AS session, s.seen_at, p.id, p.name, p.role, p.team, p.stand, p.body_number,"
    " p.leads, p.station, p.agency FROM session s JOIN person p ON p.id = s.person"
    " WHERE s.token_hash = {} AND s.revoked_at IS NULL AND s.expires_at > {} AND p.active"
)


async def create(person_id: UUID, role: Role, *, device_name: str = "", now: datetime) -> str:
    """Sign a device in; returns the token for its cookie, of which only the hash is kept.

    Belongs inside `database.transaction()`.
    """
    token = numbers.token()
    await database.rows(
        "INSERT INTO session (id, token_hash, person, device_name, created_at, seen_at, expires_at)"
        f" VALUES {database.marks(1, 7)}",
        uuid4(),
        numbers.token_hash(token),
        person_id,
        device_name[:120],
        now,
        now,
        now + LASTS[role],
    )
    return token


async def look_up(token: str, *, now: datetime) -> Person | None:
    """Who holds this token, or None; being used keeps a session alive."""
    found = await database.row(_LOOK_UP, numbers.token_hash(token), now)
    if found is None or now - found["seen_at"] >= OPENS.get(found["role"], LASTS[found["role"]]):
        return None
    person = Person(
        id=found["id"],
        session=found["session"],
        name=found["name"],
        role=found["role"],
        team=found["team"],
        stand=found["stand"],
        body_number=found["body_number"],
        station=found["station"],
        agency=found["agency"],
        leads=bool(found["leads"]),
    )
    if now - found["seen_at"] >= SEEN_EVERY:
        try:
            await _seen(person, now)
        except Exception as trouble:  # who is signed in goes on reading while nothing can be kept
            _log.error("session_not_renewed", error=type(trouble).__name__)
    return person


async def _seen(person: Person, now: datetime) -> None:
    async with database.transaction():
        await database.rows(
            "UPDATE session SET seen_at = {}, expires_at = {} WHERE id = {}",
            now,
            now + LASTS[person.role],
            person.session,
        )


async def revoke(session_id: UUID, *, now: datetime) -> None:
    """Sign one device out; nothing is pushed to it any more."""
    async with database.transaction():
        await _revoke("id", session_id, now)


async def revoke_all(person_id: UUID, *, now: datetime) -> None:
    """Sign out every device of a person: a lost phone, a changed password."""
    async with database.transaction():
        await end_all(person_id, now=now)


async def end(session_id: UUID, *, now: datetime) -> None:
    """As `revoke`, inside a transaction."""
    await _revoke("id", session_id, now)


async def end_all(person_id: UUID, *, now: datetime) -> None:
    """As `revoke_all`, inside a transaction."""
    await _revoke("person", person_id, now)


async def _revoke(column: str, value: UUID, now: datetime) -> None:
    only = f"SELECT id FROM session WHERE {column} = {{}}"
    await database.rows(
        f"UPDATE subscription SET gone_at = {{}} WHERE gone_at IS NULL AND session IN ({only})",
        now,
        value,
    )
    await database.rows(
        f"UPDATE session SET revoked_at = {{}} WHERE revoked_at IS NULL AND {column} = {{}}",
        now,
        value,
    )
