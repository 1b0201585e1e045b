"""On duty and off again: an alarm rings those whose shift has begun and not ended."""

from datetime import datetime
from uuid import UUID, uuid4

from src import database
from src.domain.access import Person, manages
from src.domain.errors import Forbidden, NotFound


async def begin(person_id: UUID, *, by: Person, now: datetime) -> None:
    """On duty in the own team until further notice; a shift that runs already goes on."""
    async with database.transaction():
        team = await _team(person_id, by)
        if await _running(person_id, now):
            return
        await database.rows(
            f"INSERT INTO shift (id, person, team, starts_at) VALUES {database.marks(1, 4)}",
            uuid4(),
            person_id,
            team,
            now,
        )


async def end(person_id: UUID, *, by: Person, now: datetime) -> None:
    """Off duty from now on."""
    async with database.transaction():
        await _team(person_id, by)
        await database.rows(
            "UPDATE shift SET ends_at = {} WHERE person = {} AND starts_at <= {}"
            " AND (ends_at IS NULL OR ends_at > {})",
            now,
            person_id,
            now,
            now,
        )


async def _team(person_id: UUID, by: Person) -> str:
    """The team this person serves in, held against a second tap; raises NotFound, Forbidden."""
    held = " FOR UPDATE" if database.on_postgres() else ""
    found = await database.row(
        f"SELECT role, stand, team FROM person WHERE active AND id = {{}}{held}", person_id
    )
    if found is None or not found["team"]:
        raise NotFound("person_unknown")
    if not manages(by, found["role"], found["stand"]):
        raise Forbidden()
    return str(found["team"])


async def _running(person_id: UUID, now: datetime) -> bool:
    statement = (
        "SELECT 1 AS found FROM shift WHERE person = {} AND starts_at <= {}"
        " AND (ends_at IS NULL OR ends_at > {})"
    )
    return await database.row(statement, person_id, now, now) is not None
