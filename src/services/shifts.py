"""Ready and not ready, by one tap: an alarm rings those whose shift runs and who are not away."""

from datetime import datetime
from uuid import UUID, uuid4

from src import database
from src.domain.access import Person, keeps_duty
from src.domain.errors import Forbidden, NotFound


async def begin(person_id: UUID, *, by: Person, now: datetime) -> None:
    """Ready: whatever kept him away is over; without a turn of a roster, until further notice."""
    async with database.transaction():
        team = await _team(person_id, by)
        await database.rows(
            "UPDATE absence SET ends_at = {} WHERE person = {} AND kind <> 'swap'"
            " AND starts_at <= {} AND (ends_at IS NULL OR ends_at > {})",
            now,
            person_id,
            now,
            now,
        )
        if not await _running(person_id, now):
            await database.rows(
                f"INSERT INTO shift (id, person, team, starts_at) VALUES {database.marks(1, 4)}",
                uuid4(),
                person_id,
                team,
                now,
            )
        database.signal("duty")


async def end(person_id: UUID, *, by: Person, now: datetime) -> None:
    """Not ready from now on; in a turn of a roster, until that turn is over."""
    async with database.transaction():
        await _team(person_id, by)
        await database.rows(
            "UPDATE shift SET ends_at = {} WHERE person = {} AND roster IS NULL"
            " AND starts_at <= {} AND (ends_at IS NULL OR ends_at > {})",
            now,
            person_id,
            now,
            now,
        )
        until = max((row["ends_at"] for row in await _running(person_id, now)), default=None)
        if until:
            await database.rows(
                "INSERT INTO absence (id, person, starts_at, ends_at, kind, created_at, created_by)"
                f" VALUES {database.marks(1, 7)}",
                uuid4(),
                person_id,
                now,
                until,
                "not_ready",
                now,
                by.id,
            )
        database.signal("duty")


async def _team(person_id: UUID, by: Person) -> str:
    """The team this person serves in, held against a second tap; raises NotFound, Forbidden."""
    held = " FOR UPDATE" if database.on_postgres() else ""
    found = await database.row(
        f"SELECT team FROM person WHERE active AND role = 'responder' AND id = {{}}{held}",
        person_id,
    )
    if found is None or not found["team"]:
        raise NotFound("person_unknown")
    if not keeps_duty(by, person_id):
        raise Forbidden()
    return str(found["team"])


async def _running(person_id: UUID, now: datetime) -> list[database.Row]:
    statement = (
        "SELECT ends_at FROM shift WHERE person = {} AND starts_at <= {}"
        " AND (ends_at IS NULL OR ends_at > {})"
    )
    return list(await database.rows(statement, person_id, now, now))
