"""The names behind the ids in log lines and receipts."""

from collections.abc import Iterable
from uuid import UUID

from src import database
from src.words.events import ACTORS, SOMEBODY

PREFIX = "person:"


async def names_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """By id, in one statement."""
    wanted = sorted(set(people))
    if not wanted:
        return {}
    marks = database.marks(1, len(wanted))
    found = await database.rows(f"SELECT id, name FROM person WHERE id IN {marks}", *wanted)
    return {row["id"]: row["name"] for row in found}


def person_in(actor: str) -> UUID | None:
    """Whom an actor of the log stands for, if for a person."""
    return UUID(actor.removeprefix(PREFIX)) if actor.startswith(PREFIX) else None


def name_in(actor: str, names: dict[UUID, str]) -> str:
    person = person_in(actor)
    return ACTORS.get(actor, SOMEBODY) if person is None else names.get(person, SOMEBODY)
