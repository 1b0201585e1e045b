"""Accounts of every role, kept by administrators: added, changed, signed out, verified.

Where somebody belongs follows the role: a responder to a team, a driver to a stand, somebody of
another office to an agency.
"""

from datetime import datetime
from uuid import UUID

from src import database
from src.domain.access import Person
from src.domain.errors import Conflict, Forbidden, NotFound
from src.domain.region import Region
from src.services import sessions
from src.services.account_fields import COLUMNS, Account, checked
from src.services.account_notes import held as held_account
from src.services.account_notes import may, note
from src.services.leaving import may_leave, not_at_work


async def add(new: UUID, told: Account, *, by: Person, region: Region, now: datetime) -> None:
    """Somebody new; `new` was made with the form, so that a second tap adds nobody twice."""
    may(by)
    async with database.transaction():
        if await database.row("SELECT 1 AS found FROM person WHERE id = {}", new):
            return
        values = await checked(told, region, None)
        columns = ", ".join(COLUMNS)
        await database.rows(
            f"INSERT INTO person (id, {columns}, active, created_at)"
            f" VALUES {database.marks(1, len(COLUMNS) + 3)}",
            new,
            *(values[name] for name in COLUMNS),
            True,
            now,
        )
        await note(new, "added", {}, values, by, now)
        database.signal("duty")


async def change(
    person: UUID, told: Account, *, version: int, by: Person, region: Region, now: datetime
) -> None:
    """Raises Conflict where somebody else has saved since `version`, or a hole would be left."""
    may(by)
    async with database.transaction():
        held = await held_account(person)
        values = await checked(told, region, person)
        before = {name: held[name] for name in COLUMNS}
        if before == values:
            return
        if held["version"] != version:
            raise Conflict("changed_meanwhile")
        if values["role"] != held["role"]:
            await may_leave(held, by)
            await sessions.end_all(person, now=now)
        elif values["team"] != held["team"]:
            await not_at_work(person)
        sets = ", ".join(f"{name} = {{}}" for name in COLUMNS)
        await database.rows(
            f"UPDATE person SET {sets}, version = version + 1 WHERE id = {{}}",
            *(values[name] for name in COLUMNS),
            person,
        )
        await note(person, "changed", before, values, by, now)
        database.signal("duty")


async def sign_out(person: UUID, session: UUID | None, *, by: Person, now: datetime) -> None:
    """One device, or with None all of them."""
    may(by)
    async with database.transaction():
        await held_account(person)
        if session is None:
            await sessions.end_all(person, now=now)
            await note(person, "signed_out", {}, {}, by, now)
            return
        device = await database.row(
            "SELECT device_name FROM session WHERE id = {} AND person = {}", session, person
        )
        if device is None:
            raise NotFound("device_unknown")
        await sessions.end(session, now=now)
        gone = {"device": device["device_name"]}
        await note(person, "signed_out", gone, {"device": ""}, by, now)


async def verify(person: UUID, *, so: bool, by: Person, now: datetime) -> None:
    """The office has seen that a driver is who he says he is, or takes that back."""
    if not by.in_office:
        raise Forbidden()
    async with database.transaction():
        held = await held_account(person)
        if held["role"] != "driver" or not held["active"]:
            raise NotFound("person_unknown")
        if bool(held["verified_at"]) == so:
            return
        await database.rows(
            "UPDATE person SET verified_at = {}, verified_by = {} WHERE id = {}",
            now if so else None,
            by.id if so else None,
            person,
        )
        await note(person, "verified" if so else "unverified", {}, {}, by, now)
