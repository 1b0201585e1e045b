"""Who leaves, and who comes back: accounts are retired, never deleted."""

from datetime import datetime
from uuid import UUID

from src import database
from src.domain.access import Person
from src.domain.errors import Conflict
from src.services import sessions
from src.services.account_fields import taken
from src.services.account_notes import held as held_account
from src.services.account_notes import may, note


async def retire(person: UUID, *, by: Person, now: datetime) -> None:
    """Whoever left: no device opens anything, no alarm rings him; old incidents keep his name."""
    may(by)
    async with database.transaction():
        held = await held_account(person)
        if not held["active"]:
            return
        await may_leave(held, by)
        await database.rows(
            "UPDATE person SET active = {}, version = version + 1 WHERE id = {}", False, person
        )
        await sessions.end_all(person, now=now)
        await database.rows(
            "UPDATE activation SET expires_at = {} WHERE person = {} AND used_at IS NULL"
            " AND expires_at > {}",
            now,
            person,
            now,
        )
        await database.rows(
            "UPDATE shift SET ends_at = {} WHERE person = {} AND starts_at <= {}"
            " AND (ends_at IS NULL OR ends_at > {})",
            now,
            person,
            now,
            now,
        )
        await note(person, "retired", {}, {}, by, now)
        database.signal("duty")


async def restore(person: UUID, *, by: Person, now: datetime) -> None:
    """Back again; a new invitation binds his phone."""
    may(by)
    async with database.transaction():
        held = await held_account(person)
        if held["active"]:
            return
        if held["phone"] and await taken(held["phone"], person):
            raise Conflict("phone_taken")
        await database.rows(
            "UPDATE person SET active = {}, version = version + 1 WHERE id = {}", True, person
        )
        await note(person, "restored", {}, {}, by, now)
        database.signal("duty")


async def may_leave(held: database.Row, by: Person) -> None:
    """Raises Conflict where this one cannot be done without."""
    if held["id"] == by.id:
        raise Conflict("not_oneself")
    if held["role"] == "administrator":
        if database.on_postgres():
            await database.rows("SELECT id FROM person WHERE role = 'administrator' FOR UPDATE")
        others = await database.rows(
            "SELECT id FROM person WHERE active AND role = 'administrator' AND id <> {}", held["id"]
        )
        if not others:
            raise Conflict("last_administrator")
    await not_at_work(held["id"])


async def not_at_work(person: UUID) -> None:
    at_work = await database.row(
        "SELECT i.id FROM assignment a JOIN incident i ON i.id = a.incident"
        " WHERE a.accepted_by = {} AND a.released_at IS NULL AND a.state <> 'completed'"
        " AND i.state NOT IN ('resolved', 'closed', 'declined', 'merged')",
        person,
    )
    if at_work is not None:
        raise Conflict("person_at_work")
