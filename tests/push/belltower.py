"""People with phones, messages planned to them, and what the table says became of each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from src import database
from src.database import Row
from src.push import planning, subscriptions
from src.push.delivery import Sender
from src.push.payload import Kind, Message
from src.settings import Settings
from src.tables import Incident, Person, Session
from tests.clock import Clock
from tests.fake_push_service import FakePushService, Phone

FIRE = Message(title="KEBAKARAN: Salakan", body="Laporan 13.58.", path="/tugas", tag="alarm-1-0")


@dataclass
class Belltower:
    """Rings phones: `await tower.has("rahim")`, `await tower.rings("rahim")`, `tower.phone(…)`."""

    settings: Settings
    service: FakePushService
    sender: Sender
    clock: Clock
    people: dict[str, UUID] = field(default_factory=dict)
    sessions: dict[str, UUID] = field(default_factory=dict)

    def phone(self, name: str) -> Phone:
        return self.service.phone(name)

    async def signs_in(self, name: str) -> None:
        """A responder with one more session; no phone yet."""
        session, now = uuid4(), self.clock()
        person = self.people.get(name)
        if person is None:
            person = uuid4()
            await Person.insert(Person(id=person, name=name, role="responder", created_at=now))
        await Session.insert(
            Session(
                id=session,
                token_hash=session.hex,
                person=person,
                created_at=now,
                seen_at=now,
                expires_at=now + timedelta(days=30),
            )
        )
        self.people[name], self.sessions[name] = person, session

    async def has(self, *names: str) -> None:
        """Signed-in responders whose phones may be rung."""
        for name in names:
            await self.signs_in(name)
            await self.subscribes(name, self.phone(name))

    async def subscribes(self, name: str, phone: Phone) -> UUID:
        return await subscriptions.subscribe(
            **phone.subscription,
            person=self.people[name],
            session=self.sessions[name],
            report=None,
            now=self.clock(),
            further_hosts=self.settings.push_hosts,
        )

    async def has_phones(self, name: str, phones: Sequence[Phone]) -> None:
        """Any number of phones for somebody who is signed in, past the rule of one a session."""
        now = self.clock()
        async with database.transaction():
            for phone in phones:
                await database.rows(
                    "INSERT INTO subscription (id, endpoint, p256dh, auth, person, session,"
                    f" created_at, seen_at) VALUES {database.marks(1, 8)}",
                    uuid4(),
                    *phone.subscription.values(),
                    self.people[name],
                    self.sessions[name],
                    now,
                    now,
                )

    async def plans(
        self, *names: str, message: Message = FIRE, kind: Kind = "alarm", step: int = 0
    ) -> tuple[UUID, ...]:
        """Rows for all devices of these people, in one transaction."""
        people = [self.people[name] for name in names]
        async with database.transaction():
            return await planning.plan(
                await subscriptions.of_people(people, now=self.clock()),
                message,
                kind=kind,
                alarm=None,
                incident=None,
                step=step,
                now=self.clock(),
            )

    async def rings(self, *names: str) -> None:
        """Plan and send."""
        await self.plans(*names)
        await self.sends()

    async def sends(self) -> int:
        return await self.sender.send_due(self.clock())

    async def delivery(self, name: str) -> Row:
        """The newest row for this person."""
        found = await database.row(
            "SELECT * FROM delivery WHERE person = {} ORDER BY created_at DESC LIMIT 1",
            self.people[name],
        )
        assert found is not None
        return found

    async def subscription(self, name: str) -> Row:
        found = await database.row(
            "SELECT * FROM subscription WHERE endpoint = {}", self.phone(name).endpoint
        )
        assert found is not None
        return found

    async def incident(self) -> int:
        """An incident to hang messages on."""
        now = self.clock()
        row = Incident(category="fire.house", created_at=now, received_at=now, changed_at=now)
        await Incident.insert(row)
        found = await database.row("SELECT max(id) AS id FROM incident")
        assert found is not None
        number: int = found["id"]
        return number
