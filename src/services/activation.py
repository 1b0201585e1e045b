"""Invitations: a link or QR code that binds one phone to a person, once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID, uuid4

from src import database
from src.domain import numbers
from src.domain.access import Person, Role, manages
from src.domain.errors import Forbidden, NotFound
from src.services import audit_list, sessions
from src.services.audit_list import Line

Purpose = Literal["phone", "password"]

SENT = timedelta(days=7)  # a link sent to somebody
SHOWN = timedelta(minutes=30)  # a QR code shown at a desk

_INVITATION = (
    "SELECT a.used_at, a.expires_at, p.name, p.role, p.team, p.stand, p.body_number, p.active"
    " FROM activation a JOIN person p ON p.id = a.person WHERE a.token_hash = {}"
    " AND a.purpose = {}"
)


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who is invited, until when."""

    name: str
    role: Role
    team: str | None
    stand: str | None
    body_number: str | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Bound:
    """The new session's token and whose phone it is."""

    token: str
    role: Role


async def invite(
    person_id: UUID,
    *,
    by: Person | None,
    lasts: timedelta = SENT,
    purpose: Purpose = "phone",
    now: datetime,
) -> str:
    """A token for `/aktivasi/…`; the person's earlier unused ones end. `by` None = the console.

    With the purpose "password" it is one for `/kata-sandi/…`.

    Raises NotFound or Forbidden.
    """
    async with database.transaction():
        found = await database.row(
            "SELECT role, stand FROM person WHERE active AND id = {}", person_id
        )
        if found is None:
            raise NotFound("person_unknown")
        if by is not None and not manages(by, found["role"], found["stand"]):
            raise Forbidden()
        await database.rows(
            "UPDATE activation SET expires_at = {} WHERE person = {} AND used_at IS NULL"
            " AND expires_at > {}",
            now,
            person_id,
            now,
        )
        token = numbers.token()
        await database.rows(
            "INSERT INTO activation"
            " (id, token_hash, person, issued_by, created_at, expires_at, purpose)"
            f" VALUES {database.marks(1, 7)}",
            uuid4(),
            numbers.token_hash(token),
            person_id,
            by.id if by else None,
            now,
            now + lasts,
            purpose,
        )
        action = "invited" if purpose == "phone" else "password_link"
        line = Line(kind="person", code=str(person_id), action=action)
        await audit_list.note(line, by=by.id if by else None, now=now)
    return token


async def invitation(token: str, *, purpose: Purpose = "phone", now: datetime) -> Invitation:
    """What the invited person sees before agreeing; raises NotFound where it opens nothing."""
    found = await database.row(_INVITATION, numbers.token_hash(token), purpose)
    if found is None or not found["active"]:
        raise NotFound("invitation_unknown")
    if found["used_at"] is not None:
        raise NotFound("invitation_used")
    if found["expires_at"] <= now:
        raise NotFound("invitation_expired")
    return Invitation(
        name=found["name"],
        role=found["role"],
        team=found["team"],
        stand=found["stand"],
        body_number=found["body_number"],
        expires_at=found["expires_at"],
    )


async def bind(token: str, *, device_name: str = "", now: datetime) -> Bound:
    """Use an invitation up and sign this device in; of two who try at once one succeeds."""
    async with database.transaction():
        used = await database.row(
            "UPDATE activation SET used_at = {} WHERE token_hash = {} AND used_at IS NULL"
            " AND expires_at > {} AND purpose = 'phone' RETURNING person",
            now,
            numbers.token_hash(token),
            now,
        )
        if used is not None:
            person = await database.row(
                "SELECT role FROM person WHERE active AND id = {}", used["person"]
            )
            if person is not None:
                session = await sessions.create(
                    used["person"], person["role"], device_name=device_name, now=now
                )
                return Bound(session, person["role"])
    await invitation(token, now=now)
    raise NotFound("invitation_unknown")
