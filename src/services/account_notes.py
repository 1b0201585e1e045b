"""An account in hand, and what the audit list is told of it: never a name, never a number."""

from datetime import datetime
from typing import Any
from uuid import UUID

from src import database
from src.domain.access import Person
from src.domain.errors import Forbidden, NotFound
from src.services import audit_list
from src.services.audit_list import CHANGED, HIDDEN, Line


def may(by: Person) -> None:
    if by.role != "administrator":
        raise Forbidden()


async def held(person: UUID) -> database.Row:
    held = " FOR UPDATE" if database.on_postgres() else ""
    found = await database.row(f"SELECT * FROM person WHERE id = {{}}{held}", person)
    if found is None or found["role"] == "station":
        raise NotFound("person_unknown")
    return found


async def note(
    person: UUID,
    action: str,
    before: dict[str, Any],
    after: dict[str, Any],
    by: Person,
    now: datetime,
) -> None:
    """Names and numbers of people are not kept here: only that they changed."""
    before, after = _hidden(before, after)
    line = Line(kind="person", code=str(person), action=action, before=before, after=after)
    await audit_list.note(line, by=by.id, now=now)


def _hidden(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    before, after = dict(before), dict(after)
    for name in ("name", "phone"):
        if before.get(name) == after.get(name):
            before.pop(name, None)
            after.pop(name, None)
            continue
        before[name] = HIDDEN if before.get(name) else ""
        after[name] = CHANGED if after.get(name) else ""
    return before, {name: value for name, value in after.items() if value or name in before}
