"""A link with which somebody of the office chooses the own password: nobody else ever knows it."""

from datetime import datetime
from uuid import UUID

from src import database
from src.domain import numbers
from src.domain.access import Person
from src.domain.errors import Conflict, Forbidden, NotFound
from src.services import activation, audit_list, passwords, sessions
from src.services.account_fields import WITH_PASSWORD
from src.services.activation import Bound, Invitation
from src.services.audit_list import Line


async def issue(person: UUID, *, by: Person, now: datetime) -> str:
    """A token for `/kata-sandi/…`; earlier links and invitations of this person end."""
    if by.role != "administrator":
        raise Forbidden()
    found = await database.row("SELECT role FROM person WHERE active AND id = {}", person)
    if found is None:
        raise NotFound("person_unknown")
    if found["role"] not in WITH_PASSWORD:
        raise Conflict("no_password_for_role")
    return await activation.invite(
        person, by=by, lasts=activation.SENT, purpose="password", now=now
    )


async def looked_at(token: str, *, now: datetime) -> Invitation:
    """Whose password it would be; raises NotFound."""
    return await activation.invitation(token, purpose="password", now=now)


async def choose(token: str, password: str, *, device_name: str, now: datetime) -> Bound:
    """Keep the new password, end all sessions of old, and sign this device in."""
    await looked_at(token, now=now)
    kept = await passwords.hashed(password)
    async with database.transaction():
        used = await database.row(
            "UPDATE activation SET used_at = {} WHERE token_hash = {} AND used_at IS NULL"
            " AND expires_at > {} AND purpose = 'password' RETURNING person",
            now,
            numbers.token_hash(token),
            now,
        )
        person = used and await database.row(
            "SELECT id, role FROM person WHERE active AND id = {}", used["person"]
        )
        if not person:
            raise NotFound("invitation_used")
        await database.rows(
            "UPDATE person SET password_hash = {} WHERE id = {}", kept, person["id"]
        )
        await sessions.end_all(person["id"], now=now)
        session = await sessions.create(
            person["id"], person["role"], device_name=device_name, now=now
        )
        line = Line(kind="person", code=str(person["id"]), action="password_set")
        await audit_list.note(line, by=person["id"], now=now)
    return Bound(session, person["role"])
