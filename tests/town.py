"""The town in which tests happen: people with phones, a clock turned by hand, and the real worker.

    await town.responder("rahim")
    fire = await town.report("Api di belakang pasar")
    await town.passes(minutes=2)
    assert town.phone("rahim").rang == ["KEBAKARAN: Salakan"]

`town.phone` is a browser whose private key the fake push service holds: what it rang is what a real
phone would have decrypted.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypedDict, cast
from uuid import UUID, uuid4

from src import database
from src.domain import access
from src.domain.places import Places
from src.domain.region import Region
from src.domain.timeline import Projection
from src.domain.village import Point
from src.live import Hub
from src.push import receipts, subscriptions
from src.push.delivery import Sender
from src.queries import log
from src.services import journal, referral_answers, referrals, reporting, response
from src.services.media.cleaner import Cleaner
from src.services.media.store import MediaStore
from src.services.referral_answers import Said, Speaker
from src.services.referrals import Asking
from src.services.reporting import NewReport, Receipt
from src.services.response import Command, Done
from src.settings import Settings
from src.sms.sending import Texts
from src.tables import Person, Session, Shift
from src.worker import tick, worker
from tests.clock import Clock
from tests.fake_push_service import FakePushService, Phone

VILLAGE = "Salakan"


class Moment(TypedDict):
    region: Region
    now: datetime


class Decision(Moment):
    by: UUID


@dataclass
class Town:
    """Who is there; ids by name. Made by the `town` fixture."""

    region: Region
    places: Places
    settings: Settings
    clock: Clock
    service: FakePushService
    sender: Sender
    texts: Texts | None = None
    people: dict[str, UUID] = field(default_factory=dict)
    sessions: dict[str, UUID] = field(default_factory=dict)

    # People

    async def responder(
        self,
        name: str,
        *,
        team: str = "",
        leads: bool = False,
        skills: str = "",
        on_duty: bool = True,
        willing: bool = False,
        phone: bool = True,
    ) -> UUID:
        """On duty with a phone that allows notifications, unless said otherwise.

        `willing` people may be called off duty, too.
        """
        team = team or self.first_team
        person = await self._person(
            name,
            "responder",
            phone=phone,
            team=team,
            leads=leads,
            skills=skills,
            off_duty=willing,
        )
        if on_duty:
            shift = Shift(id=uuid4(), person=person, team=team, starts_at=self.clock())
            await Shift.insert(shift)
        return person

    async def leader(self, name: str) -> UUID:
        return await self._person(name, "leader", phone=True)

    async def operator(self, name: str) -> UUID:
        return await self._person(name, "operator", phone=True)

    async def head_of_shift(self, name: str) -> UUID:
        return await self._person(name, "operator", phone=True, leads=True)

    async def signed_in(self, name: str) -> access.Person:
        """Somebody of the town as the one who asks."""
        row = await Person.objects().get(Person.id == self.people[name])
        assert row is not None
        role = cast(access.Role, row.role)
        return access.Person(
            id=row.id, session=self.sessions[name], name=name, role=role, team=row.team
        )

    async def agency(self, name: str, *, code: str = "PLN", role: str = "agency") -> UUID:
        """Somebody with an account who speaks for this agency."""
        return await self._person(name, role, phone=True, agency=code)

    async def partner(self, name: str, *, code: str = "REDKAR") -> UUID:
        return await self.agency(name, code=code, role="partner")

    async def administrator(self, name: str) -> UUID:
        return await self._person(name, "administrator", phone=False)

    async def driver(self, name: str, **more: Any) -> UUID:
        return await self._person(name, "driver", phone=False, **more)

    async def _person(self, name: str, role: str, *, phone: bool, **more: Any) -> UUID:
        person, session, now = uuid4(), uuid4(), self.clock()
        await Person.insert(Person(id=person, name=name, role=role, created_at=now, **more))
        await Session.insert(
            Session(
                id=session,
                token_hash=f"{session.hex}{session.hex}",
                person=person,
                created_at=now,
                seen_at=now,
                expires_at=now + timedelta(days=90),
            )
        )
        self.people[name], self.sessions[name] = person, session
        if phone:
            await self._subscribes(name, person=person, session=session)
        return person

    async def follows(self, name: str, report: UUID) -> None:
        """Somebody with the link wants its news on the own phone."""
        await self._subscribes(name, report=report)

    async def _subscribes(
        self,
        name: str,
        *,
        person: UUID | None = None,
        session: UUID | None = None,
        report: UUID | None = None,
    ) -> None:
        await subscriptions.subscribe(
            **self.service.phone(name).subscription,
            person=person,
            session=session,
            report=report,
            now=self.clock(),
            further_hosts=self.settings.push_hosts,
        )

    async def signs_out(self, name: str) -> None:
        await Session.update({Session.revoked_at: self.clock()}).where(
            Session.id == self.sessions[name]
        )

    async def goes_on_duty(self, name: str) -> None:
        person = await Person.objects().get(Person.id == self.people[name])
        assert person is not None
        await Shift.insert(
            Shift(id=uuid4(), person=person.id, team=person.team, starts_at=self.clock())
        )

    async def goes_off_duty(self, name: str) -> None:
        await Shift.update({Shift.ends_at: self.clock()}).where(Shift.person == self.people[name])

    @property
    def first_team(self) -> str:
        """Whom the region calls first for a fire in `VILLAGE`."""
        fire = self.region.category("fire")
        assert fire is not None
        village = self.region.villages[self.village(VILLAGE)]
        return self.region.teams_for(fire, village)[0].code

    def village(self, name: str) -> str:
        """The code of a village whose name is given once only."""
        return next(code for code, each in self.region.villages.items() if each.name == name)

    # What happens

    async def report(
        self,
        text: str = "",
        *,
        category: str = "fire.house",
        village: str = VILLAGE,
        position: tuple[float, float] | None = None,
        **more: Any,
    ) -> Receipt:
        """Somebody reports; taken as the web would take it."""
        leaf = self.region.category(category)
        assert leaf is not None
        new = NewReport(
            id=more.pop("id", None) or uuid4(),
            category=leaf,
            text=text,
            village=self.village(village) if village else None,
            position=Point(*position) if position else None,
            device_hash=more.pop("device_hash", "phone"),
            **more,
        )
        receipt = await self.takes(new)
        await self.passes()
        return receipt

    async def takes(self, new: NewReport) -> Receipt:
        return await reporting.receive(
            new, region=self.region, places=self.places, now=self.clock()
        )

    async def acts(
        self, name: str, event: str, incident: int, *, team: str = "", **detail: Any
    ) -> Done:
        """A responder taps on the task of the own team."""
        command = Command(
            assignment_id=await self.assignment(incident, team),
            event=event,
            action_id=detail.pop("action_id", None) or uuid4(),
            at=detail.pop("at", None),
            sent_at=detail.pop("sent_at", None),
            detail=detail,
        )
        return await response.act(
            command, by=self.people[name], region=self.region, now=self.clock()
        )

    async def confirms(self, name: str) -> None:
        """The phone sends the receipts of all that came to it."""
        for message in self.phone(name).messages:
            delivery = UUID(message["lacak"]["delivery"])
            await receipts.record(delivery, "shown", None, now=self.clock())

    def by(self, name: str) -> Decision:
        """What every decision of a signed-in person needs besides its subject."""
        return {"by": self.people[name], "region": self.region, "now": self.clock()}

    @property
    def here(self) -> Moment:
        """What every answer of a reporter needs besides its subject."""
        return {"region": self.region, "now": self.clock()}

    async def assignment(self, incident: int, team: str = "") -> UUID:
        row = await database.row(
            "SELECT id FROM assignment WHERE incident = {} AND team = {} ORDER BY alerted_at DESC",
            incident,
            team or self.first_team,
        )
        assert row is not None
        found: UUID = row["id"]
        return found

    async def passes(self, **span: float) -> None:
        """Time passes, and the worker does what has fallen due."""
        self.clock.passes(**span)
        work = worker(
            region=lambda: self.region,
            hub=Hub(),
            sender=self.sender,
            media=MediaStore(self.settings.media_directory),
            cleaner=Cleaner(),
            clock=self.clock,
            texts=self.texts,
            patience_s=None,
        )
        troubles = await tick(self.clock(), work)
        assert not troubles, troubles

    async def refers(
        self, name: str, incident: int, code: str = "PLN", *, kind: str = "handover", **more: Any
    ) -> UUID:
        """An operator refers an incident to one agency; returns the referral."""
        asking = Asking(id=more.pop("id", None) or uuid4(), agencies=(code,), kind=kind, **more)
        return (await referrals.refer(incident, asking, **self.by(name)))[0]

    async def says(self, name: str, event: str, referral: UUID, **more: Any) -> str:
        """Somebody of an agency answers; returns where the referral stands then."""
        told = {"referral_accepted": {"within": "d1"}, "referral_returned": {"reason": "Bukan"}}
        more = {"action_id": uuid4(), **told.get(event, {}), **more}
        row = await database.row("SELECT agency FROM person WHERE id = {}", self.people[name])
        assert row is not None
        by = Speaker(row["agency"], self.people[name], name)
        said = Said(referral=referral, event=event, **more)
        done = await referral_answers.act(said, by=by, **self.here)
        return done.state

    # What can be seen

    def phone(self, name: str) -> Phone:
        return self.service.phone(name)

    async def log(self, incident: int) -> list[str]:
        """The events of an incident in order."""
        return [event.event for event in await log.events_of(incident)]

    async def case(self, incident: int) -> Projection:
        async with database.transaction():
            return (await journal.lock(incident)).projection


async def open_town(
    region: Region, places: Places, settings: Settings, clock: Clock, service: FakePushService
) -> Town:
    """A town without anybody yet, with a sender that may reach the fake push service."""
    own = replace(settings, push_hosts=(service.host,))
    sender = Sender(own, clock=clock, chance=lambda: 0.5)
    await sender.start()
    return Town(region, places, own, clock, service, sender)
