"""Drivers, responders, people of other agencies join and leave, by the office.

Drivers also by their stand leader.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database
from src.domain.access import Person, Role, manages
from src.domain.errors import Forbidden, Invalid, NotFound
from src.domain.phone import normalised
from src.domain.region import Region
from src.services import abilities, audit_list, sessions
from src.services.audit_list import Line

LONGEST_NAME = 120
LONGEST_BODY_NUMBER = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMember:
    """As typed; `id` was made with the form, so that a second tap adds nobody twice.

    A driver has a `stand` and perhaps a `body_number`, a responder a `team`; `leads` it. Somebody
    of another agency, or a partner, speaks for an `agency`. What a responder can do: see
    `services.abilities`.
    """

    id: UUID
    role: Role
    name: str
    phone: str = ""
    stand: str = ""
    team: str = ""
    body_number: str = ""
    leads: bool = False
    skills: tuple[str, ...] = ()
    off_duty: bool = False
    agency: str = ""

    @property
    def outside(self) -> bool:
        return self.role in ("agency", "partner")


async def add(new: NewMember, *, by: Person, region: Region, now: datetime) -> None:
    """Write somebody down; raises Invalid, or Forbidden where `by` may not."""
    if not manages(by, new.role, new.stand):
        raise Forbidden()
    phone = normalised(new.phone) if new.phone else None
    wrong = _wrong(new, phone, region)
    async with database.transaction():
        if await database.row("SELECT 1 AS found FROM person WHERE id = {}", new.id):
            return
        if phone and await _taken(phone):
            wrong["phone"] = "phone_taken"
        if wrong:
            raise Invalid(wrong)
        await database.rows(
            "INSERT INTO person (id, name, role, phone, team, stand, body_number, leads, skills,"
            f" off_duty, active, created_at, agency) VALUES {database.marks(1, 13)}",
            new.id,
            new.name,
            new.role,
            phone,
            new.team if new.role == "responder" else None,
            new.stand if new.role == "driver" else None,
            new.body_number or None if new.role == "driver" else None,
            new.leads,
            abilities.written(new.skills) if new.role == "responder" else "",
            new.off_duty and new.role == "responder",
            True,
            now,
            new.agency if new.outside else None,
        )
        line = Line(
            kind="person",
            code=str(new.id),
            action="added",
            after={"role": new.role, "team": new.team, "stand": new.stand, "leads": new.leads},
        )
        await audit_list.note(line, by=by.id, now=now)


async def sign_out_everywhere(person_id: UUID, *, by: Person, now: datetime) -> None:
    """A lost phone, somebody who left: none of this person's devices opens anything any more."""
    found = await database.row("SELECT role, stand FROM person WHERE id = {}", person_id)
    if found is None:
        raise NotFound("person_unknown")
    if not manages(by, found["role"], found["stand"]):
        raise Forbidden()
    async with database.transaction():
        await sessions.end_all(person_id, now=now)
        line = Line(kind="person", code=str(person_id), action="signed_out")
        await audit_list.note(line, by=by.id, now=now)


def _wrong(new: NewMember, phone: str | None, region: Region) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not new.name:
        wrong["name"] = "name_missing"
    elif len(new.name) > LONGEST_NAME:
        wrong["name"] = "name_too_long"
    if new.phone and phone is None:
        wrong["phone"] = "phone_wrong"
    if new.role == "driver" and new.stand not in region.stands:
        wrong["stand"] = "stand_unknown"
    if new.role == "responder" and new.team not in region.teams:
        wrong["team"] = "team_unknown"
    if new.outside and new.agency not in region.agencies:
        wrong["agency"] = "agency_unknown"
    if len(new.body_number) > LONGEST_BODY_NUMBER:
        wrong["body_number"] = "body_number_too_long"
    return wrong


async def _taken(phone: str) -> bool:
    statement = "SELECT 1 AS found FROM person WHERE active AND phone = {}"
    return await database.row(statement, phone) is not None
