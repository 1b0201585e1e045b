"""People as tests need them, straight into the tables, and signed in through a real session."""

from typing import Any
from uuid import UUID, uuid4

import httpx

from src import database
from src.domain.access import Role
from src.routes.session_cookie import NAME
from src.services import passwords, sessions
from src.tables import Person
from tests.clock import Clock


class Cast:
    """Made by the `cast` fixture."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._roles: dict[UUID, Role] = {}

    async def person(self, role: Role, *, name: str = "", password: str = "", **more: Any) -> UUID:
        """Somebody with this role; a name is found where none is given."""
        person = uuid4()
        kept = await passwords.hashed(password) if password else None
        name = name or f"{role} {len(self._roles) + 1}"
        row = Person(
            id=person, name=name, role=role, created_at=self._clock(), password_hash=kept, **more
        )
        await Person.insert(row)
        self._roles[person] = role
        return person

    async def token(self, person: UUID) -> str:
        """The token of a new session of this person."""
        async with database.transaction():
            return await sessions.create(person, self._roles[person], now=self._clock())

    async def signs_in(self, client: httpx.AsyncClient, person: UUID) -> None:
        """From now on `client` is this person's device."""
        client.cookies.clear()
        client.cookies.set(NAME, await self.token(person))
