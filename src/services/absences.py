"""Absences: hours in which somebody is not called, whatever the roster says."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from src import database
from src.domain.access import Person, keeps_duty
from src.domain.errors import Forbidden, Invalid, NotFound

KINDS = ("sick", "leave", "errand")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAbsence:
    """Without an end it lasts until he says that he is ready. `id` was made with the form."""

    id: UUID
    person: UUID
    kind: str
    starts_at: datetime
    ends_at: datetime | None


async def add(new: NewAbsence, *, by: Person, now: datetime) -> None:
    """Write it down; raises Invalid, NotFound, or Forbidden for somebody else's."""
    if not keeps_duty(by, new.person):
        raise Forbidden()
    wrong = {}
    if new.kind not in KINDS:
        wrong["kind"] = "absence_kind_missing"
    if new.ends_at and new.ends_at <= max(new.starts_at, now):
        wrong["until"] = "absence_ends_early"
    if wrong:
        raise Invalid(wrong)
    async with database.transaction():
        statement = "SELECT 1 AS found FROM person WHERE id = {} AND role = 'responder'"
        if not await database.row(statement, new.person):
            raise NotFound("person_unknown")
        await database.rows(
            "INSERT INTO absence (id, person, starts_at, ends_at, kind, created_at, created_by)"
            f" VALUES {database.marks(1, 7)} ON CONFLICT (id) DO NOTHING",
            new.id,
            new.person,
            new.starts_at,
            new.ends_at,
            new.kind,
            now,
            by.id,
        )
        database.signal("duty")


async def take_back(absence: UUID, *, by: Person, now: datetime) -> None:
    """He is there after all: it ends now, or never begins."""
    async with database.transaction():
        found = await database.row(
            "SELECT person, starts_at FROM absence WHERE id = {} AND kind <> 'swap'", absence
        )
        if found is None:
            raise NotFound("absence_unknown")
        if not keeps_duty(by, found["person"]):
            raise Forbidden()
        if found["starts_at"] < now:
            await database.rows(
                "UPDATE absence SET ends_at = {} WHERE id = {}"
                " AND (ends_at IS NULL OR ends_at > {})",
                now,
                absence,
                now,
            )
        else:
            await database.rows("DELETE FROM absence WHERE id = {}", absence)
        database.signal("duty")
