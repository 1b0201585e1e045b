"""What a responder can do, and whether he wishes to be called while off duty."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from src import database
from src.domain.access import Person, keeps_duty, manages
from src.domain.errors import Forbidden, NotFound
from src.domain.strength import LEADER, SKILLS
from src.services import audit_list
from src.services.audit_list import Line

TAUGHT = tuple(skill for skill in SKILLS if skill != LEADER)
"""Skills that are told of a person; who leads a team is told by itself."""


def written(skills: Iterable[str]) -> str:
    """As a person's row keeps them; what is no skill is left out."""
    given = set(skills)
    return " ".join(skill for skill in TAUGHT if skill in given)


async def change(
    person: UUID,
    *,
    skills: Iterable[str],
    leads: bool,
    off_duty: bool,
    by: Person,
    now: datetime,
) -> None:
    """The office writes down what somebody can do; raises NotFound or Forbidden."""
    skills = tuple(skills)
    await _responder(person)
    if not manages(by, "responder", None):
        raise Forbidden()
    async with database.transaction():
        held = await database.row("SELECT * FROM person WHERE id = {}", person)
        await database.rows(
            "UPDATE person SET skills = {}, leads = {}, off_duty = {}, version = version + 1"
            " WHERE id = {}",
            written(skills),
            leads,
            off_duty,
            person,
        )
        after = {"skills": written(skills), "leads": leads, "off_duty": off_duty}
        before = {name: held[name] for name in after} if held else {}
        if before != after:
            line = Line(
                kind="person", code=str(person), action="changed", before=before, after=after
            )
            await audit_list.note(line, by=by.id, now=now)
        database.signal("duty")


async def wish(person: UUID, *, off_duty: bool, by: Person) -> None:
    """Who is off duty is called only if he himself, or the office for him, says so."""
    await _responder(person)
    if not keeps_duty(by, person):
        raise Forbidden()
    async with database.transaction():
        await database.rows("UPDATE person SET off_duty = {} WHERE id = {}", off_duty, person)


async def _responder(person: UUID) -> None:
    statement = "SELECT 1 AS found FROM person WHERE active AND role = 'responder' AND id = {}"
    if not await database.row(statement, person):
        raise NotFound("person_unknown")
