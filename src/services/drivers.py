"""Drivers join and leave: added by the office, or by a stand leader to the own stand."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database
from src.domain.access import Person
from src.domain.errors import Forbidden, Invalid, NotFound
from src.domain.phone import normalised
from src.domain.region import Region
from src.services import sessions

LONGEST_NAME = 120
LONGEST_BODY_NUMBER = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDriver:
    """As typed; `id` was made with the form, so that a second tap adds nobody twice."""

    id: UUID
    name: str
    phone: str
    stand: str
    body_number: str


async def add(new: NewDriver, *, by: Person, region: Region, now: datetime) -> None:
    """Write a driver down; raises Invalid, or Forbidden for a stand that is not the leader's."""
    if not (by.in_office or (by.leads_stand and new.stand == by.stand)):
        raise Forbidden()
    phone = normalised(new.phone) if new.phone else None
    problems = {
        "name": "name_missing" if not new.name else "",
        "phone": "phone_wrong" if new.phone and phone is None else "",
        "stand": "stand_unknown" if new.stand not in region.stands else "",
        "body_number": "body_number_too_long" if len(new.body_number) > LONGEST_BODY_NUMBER else "",
    }
    if len(new.name) > LONGEST_NAME:
        problems["name"] = "name_too_long"
    async with database.transaction():
        if await database.row("SELECT 1 AS found FROM person WHERE id = {}", new.id):
            return
        if phone and await _taken(phone):
            problems["phone"] = "phone_taken"
        if wrong := {field: reason for field, reason in problems.items() if reason}:
            raise Invalid(wrong)
        await database.rows(
            "INSERT INTO person (id, name, role, phone, stand, body_number, leads, active,"
            f" created_at) VALUES {database.marks(1, 9)}",
            new.id,
            new.name,
            "driver",
            phone,
            new.stand,
            new.body_number or None,
            False,
            True,
            now,
        )


async def sign_out_everywhere(person_id: UUID, *, by: Person, now: datetime) -> None:
    """A lost phone, a driver who left: no device of this driver opens anything any more."""
    found = await database.row(
        "SELECT stand FROM person WHERE role = 'driver' AND id = {}", person_id
    )
    if found is None:
        raise NotFound("person_unknown")
    if not (by.in_office or (by.leads_stand and found["stand"] == by.stand)):
        raise Forbidden()
    await sessions.revoke_all(person_id, now=now)


async def _taken(phone: str) -> bool:
    statement = "SELECT 1 AS found FROM person WHERE active AND phone = {}"
    return await database.row(statement, phone) is not None
