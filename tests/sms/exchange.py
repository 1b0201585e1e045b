"""People with phone numbers, messages planned to them, and what the table says became of each."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from src import database
from src.database import Row
from src.sms import planning
from src.sms.sending import Texts
from src.tables import Alarm, Assignment, Incident, Person, Session
from tests.clock import Clock
from tests.fake_sms_gateway import FakeSmsGateway, Message

FIRE = "KEBAKARAN Salakan 13.58. Balas YA 7K3M untuk datang, TIDAK 7K3M bila tidak."


@dataclass
class Exchange:
    """Texts people: `await exchange.has("rahim")`, `await exchange.texts_to("rahim")`."""

    gateway: FakeSmsGateway
    texts: Texts
    clock: Clock
    people: dict[str, UUID] = field(default_factory=dict)
    sessions: dict[str, UUID] = field(default_factory=dict)
    alarm: UUID = field(default_factory=uuid4)
    incident: int = 0

    async def opens(self) -> None:
        """An incident with an alarm that is still on."""
        now = self.clock()
        row = Incident(category="fire.house", created_at=now, received_at=now, changed_at=now)
        await Incident.insert(row)
        found = await database.row("SELECT max(id) AS id FROM incident")
        assert found is not None
        self.incident = found["id"]
        task = uuid4()
        await Assignment.insert(
            Assignment(id=task, incident=self.incident, team="damkar", alerted_at=now)
        )
        await Alarm.insert(
            Alarm(
                id=self.alarm,
                incident=self.incident,
                assignment=task,
                policy="[]",
                started_at=now,
            )
        )

    async def has(self, *names: str, number: str | None = "") -> None:
        """Signed-in responders, each with a number unless said otherwise."""
        now = self.clock()
        for name in names:
            person, session = uuid4(), uuid4()
            own = f"+62812{len(self.people):08d}" if number == "" else number
            await Person.insert(
                Person(id=person, name=name, role="responder", phone=own, created_at=now)
            )
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

    def number(self, name: str) -> str:
        return f"+62812{list(self.people).index(name):08d}"

    def inbox(self, name: str) -> list[str]:
        return self.gateway.inbox(self.number(name))

    async def plans(self, *names: str, step: int = 0) -> tuple[UUID, ...]:
        async with database.transaction():
            return await planning.plan_texts(
                [self.people[name] for name in names],
                FIRE,
                alarm=self.alarm,
                incident=self.incident,
                step=step,
                now=self.clock(),
            )

    async def sends(self) -> int:
        return await self.texts.send_due(self.clock())

    async def texts_to(self, *names: str) -> Message:
        """Plan and send; the last message as the gateway has it."""
        await self.plans(*names)
        await self.sends()
        return self.gateway.last()

    async def passes(self, **span: float) -> int:
        self.clock.passes(**span)
        return await self.sends()

    async def row(self, name: str) -> Row:
        """The newest message to this person."""
        found = await database.row(
            "SELECT * FROM text_message WHERE person = {} ORDER BY created_at DESC LIMIT 1",
            self.people[name],
        )
        assert found is not None
        return found

    async def state(self, name: str) -> tuple[str, str]:
        found = await self.row(name)
        return found["state"], found["failure"]
