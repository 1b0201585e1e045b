"""A town where things have happened: a report in every public state, somebody signed in as each."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypedDict
from uuid import UUID, uuid4

from src import database, demo, migrations
from src.demo.players import Player, cast_of, village_of
from src.domain import access
from src.domain.access import Role
from src.domain.numbers import number_of, own_token
from src.domain.places import Places
from src.domain.region import Region, Team
from src.services import (
    activation,
    alarm_tests,
    confidentiality,
    confirmation,
    dispatch,
    findings,
    merging,
    referral_links,
    referrals,
    reporting,
    response,
    sessions,
    station_screens,
    triage,
)
from src.services.referrals import Asking
from src.services.region_pack import load_places, load_region
from src.services.reporting import NewReport, Receipt
from src.services.response import Command
from src.settings import Settings
from src.tables import Person, Shift

WALK: dict[str, dict[str, Any]] = {
    "accepted": {"eta_min": 10},
    "departed": {},
    "arrived": {},
    "controlled": {},
    "completed": {"outcome": "other", "photo_reason": "Sudah gelap"},
}
"""The steps of a task, and what a responder fills in."""
WHERE = {"en_route": "dapur", "on_scene": "atap", "under_control": "kamar mandi"}
LANDMARKS = ("Belakang pasar", "Depan masjid", "Dekat dermaga", "Samping gereja", "Jalan ke bukit")


class By(TypedDict):
    """The operator, here and now: what every decision asks for."""

    by: UUID
    region: Region
    now: datetime


@dataclass
class LivedIn:
    """Where to look, and as whom.

    cookies     of sessions, by who it is: a role, or what a responder finds on the own page
    shares      tokens of share pages, by state
    owns        own tokens of the same reports, by state
    numbers     numbers to read aloud, by state
    invitation  a token for /aktivasi
    team        whose roster `roster` is
    rujukan     referrals by where they stand: ids for accounts, a token for a guest
    uji         test alarms: one that listens still, and one that is over
    """

    cookies: dict[str, str] = field(default_factory=dict)
    shares: dict[str, str] = field(default_factory=dict)
    owns: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    invitation: str = ""
    team: str = ""
    roster: str = ""
    uji: dict[str, UUID] = field(default_factory=dict)
    rujukan: dict[str, str] = field(default_factory=dict)


async def settle(settings: Settings, *, now: datetime) -> LivedIn:
    """The demo town, and in it something of everything. Nothing else may have the database open."""
    engine = database.engine_for(settings)
    await database.start(engine)
    try:
        await migrations.migrate(engine)
        region = load_region(settings.region)
        await demo.fill(settings, region, now=now)
        town = _Town(settings, region, await load_places(region), cast_of(region), now)
        await town.people()
        await town.happen()
        return town.seen
    finally:
        await database.stop(engine)


class _Town:
    def __init__(
        self,
        settings: Settings,
        region: Region,
        places: Places,
        players: tuple[Player, ...],
        now: datetime,
    ) -> None:
        self.settings, self.region, self.places, self.now = settings, region, places, now
        self.players = players
        self.seen = LivedIn()
        village = village_of(region)
        assert village is not None
        self.villages = [village.code, *(code for code in region.villages if code != village.code)]
        # The last teams of the pack: the demo town's own incidents never reach them.
        self.ringing, self.working, self.idle = list(region.teams.values())[-3:]
        self.crew: dict[str, UUID] = {}

    async def people(self) -> None:
        for role in ("driver", "operator", "leader", "administrator", "agency", "partner"):
            player = next(each for each in self.players if each.role == role)
            await self._signs_in(role, player.id, player.role)
        self.operator = next(each.id for each in self.players if each.role == "operator")
        for name, team in (
            ("ringing", self.ringing),
            ("working", self.working),
            ("idle", self.idle),
        ):
            self.crew[team.code] = await self._responder(name, team)
        await self._screen("station", self.ringing)
        await self._screen("calm station", self.idle)
        driver = next(each.id for each in self.players if each.role == "driver")
        roster = await database.row("SELECT id, team FROM roster ORDER BY team, id")
        assert roster is not None
        self.seen.team, self.seen.roster = roster["team"], str(roster["id"])
        self.seen.invitation = await activation.invite(driver, by=None, now=self.now)

    @property
    def by(self) -> By:
        return {"by": self.operator, "region": self.region, "now": self.now}

    async def _responder(self, name: str, team: Team) -> UUID:
        person = uuid4()
        row = Person(
            id=person, name="Amir (contoh)", role="responder", team=team.code, created_at=self.now
        )
        await Person.insert(row)
        await Shift.insert(
            Shift(id=uuid4(), person=person, team=team.code, starts_at=self.now - timedelta(days=1))
        )
        await self._signs_in(name, person, "responder")
        return person

    async def _screen(self, name: str, team: Team) -> None:
        office = access.Person(id=self.operator, session=uuid4(), name="", role="operator")
        link = await station_screens.invite(
            self.region.stations[team.station], by=office, lasts=activation.SHOWN, now=self.now
        )
        self.seen.cookies[name] = (await activation.bind(link, now=self.now)).token

    async def _signs_in(self, name: str, person: UUID, role: Role) -> None:
        async with database.transaction():
            self.seen.cookies[name] = await sessions.create(person, role, now=self.now)

    async def happen(self) -> None:
        now, by, region = self.now, self.operator, self.region
        await self.report("received", "public_order.stray_livestock", "Sapi di jalan", 3)
        seen = await self.report("under_review", "public_order.noise", "Musik keras", 8)
        await triage.verify(seen.incident, by=by, region=region, now=now)
        asked = await self.report("asked", "public_order.parking", "Mobil di trotoar", 12)
        await triage.ask_information(
            asked.incident, question="Di depan toko apa?", by=by, region=region, now=now
        )
        rung = await self.report("assigned", "public_order.street_racing", "Balap di dermaga", 1)
        await dispatch.assign(rung.incident, self.ringing.code, by=by, region=region, now=now)
        await self._one_of_two_comes()
        for steps, state in enumerate(("en_route", "on_scene", "under_control"), start=2):
            went = await self.report(
                state, "rescue.snake", f"Ular di {WHERE[state]}", 30 + steps * 3
            )
            await self.walks(went, steps)
        for state in ("resolved", "closed", "reopened"):
            over = await self.report(state, "rescue.wasps", "Sarang di pohon mangga", 90)
            await self.walks(over, len(WALK))
            if state != "resolved":
                await confirmation.answer(over.id, state == "closed", region=region, now=now)
        declined = await self.report("declined", "public_order.other", "Tetangga memasak", 40)
        await triage.decline(
            declined.incident, reason="Bukan gangguan umum", by=by, region=region, now=now
        )
        first = await self.report("joined", "disaster.flood", "Air masuk rumah", 25)
        second = await self.report("merged", "disaster.flood", "Jalan tergenang", 20)
        await merging.merge(second.incident, first.incident, by=by, region=region, now=now)
        drill = await self.report("drill", "disaster.strong_wind", "Atap terbang", 15)
        await triage.mark_drill(drill.incident, by=by, region=region, now=now)
        await self.report("hidden", "public_order.gambling_vice", "Di rumah kosong", 18)
        await self.report("ringing", "fire.house", "Api dari dapur, angin kencang", 0.5)
        await self._doubtful()
        await self._given_back()
        await self.tests()
        await self.referrals()

    async def referrals(self) -> None:
        """What the demo town referred, by where it stands; and an open guest link to another."""
        rows = await database.rows(
            "SELECT id, incident, kind, state FROM referral ORDER BY sent_at"
        )
        for row in rows:
            name = row["kind"] if row["kind"] == "help" else row["state"]
            self.seen.rujukan[name] = str(row["id"])
            number = number_of(row["incident"], self.region.number_prefix)
            self.seen.numbers[f"referral {name}"] = number
        dark = await self.report("to agency", "referral.street_light", "Lampu mati", 55)
        asking = Asking(
            id=uuid4(), agencies=("PUPR",), kind="handover", message="Mohon dicek", contacts=True
        )
        [asked] = await referrals.refer(dark.incident, asking, **self.by)
        self.seen.rujukan["guest"] = await referral_links.issue(
            asked, incident_id=dark.incident, by=self.operator, now=self.now
        )

    async def _doubtful(self) -> None:
        """A message found to be a hoax by somebody who asks to be kept secret."""
        told = await self.report("doubtful", "public_order.brawl", "Ada perang", 9)
        how = self.by
        await findings.find_false(told.incident, told.id, "hoax", **how)
        await confidentiality.keep_secret(told.incident, told.id, **how)
        await confidentiality.show_contact(told.incident, told.id, **how)

    async def _given_back(self) -> None:
        """Two teams on a landslide: one is there and commands, the other has given it back."""
        told = await self.report("given_back", "disaster.strong_wind", "Pohon di atap", 14)
        called = await dispatch.assign(told.incident, self.ringing.code, **self.by)
        for event, detail in (("accepted", {"eta_min": 10}), ("handed_back", {"why": "road"})):
            await self._taps(called, self.ringing, event, **detail)
        other = await dispatch.assign(told.incident, self.working.code, **self.by)
        await self._taps(other, self.working, "arrived")
        third = await dispatch.assign(told.incident, self.idle.code, **self.by)
        await self._taps(third, self.idle, "accepted", eta_min=15)
        await self._taps(other, self.working, "backup_requested")

    async def _taps(self, task: UUID, team: Team, event: str, **detail: Any) -> None:
        command = Command(assignment_id=task, event=event, action_id=uuid4(), detail=detail)
        await response.act(command, by=self.crew[team.code], region=self.region, now=self.now)

    async def tests(self) -> None:
        """Phones of the idle team are being tested; another team's were, weeks ago."""
        office = access.Person(id=self.operator, session=uuid4(), name="", role="operator")
        self.seen.uji["listening"] = uuid4()
        await alarm_tests.start(
            self.seen.uji["listening"],
            self.idle.code,
            by=office,
            region=self.region,
            now=self.now,
        )
        over = await database.row("SELECT id FROM alarm_test ORDER BY started_at, team LIMIT 1")
        assert over is not None
        self.seen.uji["over"] = over["id"]

    async def _one_of_two_comes(self) -> None:
        """An alarm that still waits for one more person of the team that rings."""
        short = await self.report("short", "rescue.animal_trapped", "Sapi di sumur", 2)
        called = await dispatch.assign(
            short.incident, self.ringing.code, by=self.operator, region=self.region, now=self.now
        )
        colleague = await self._responder("colleague", self.ringing)
        tap = Command(
            assignment_id=called, event="accepted", action_id=uuid4(), detail={"eta_min": 10}
        )
        await response.act(tap, by=colleague, region=self.region, now=self.now)

    async def report(self, state: str, category: str, text: str, minutes: float) -> Receipt:
        at = self.now - timedelta(minutes=minutes)
        leaf = self.region.category(category)
        assert leaf is not None
        new = NewReport(
            id=uuid4(),
            category=leaf,
            text=text,
            village=self.villages[len(self.seen.shares)],
            landmark=LANDMARKS[len(self.seen.shares) % len(LANDMARKS)],
            created_at=at,
            sent_at=at,
            reporter_name="Ibu Sari",
            reporter_phone="+6281234567890",
        )
        made = await reporting.receive(new, region=self.region, places=self.places, now=at)
        self.seen.shares[state] = made.share_token
        self.seen.owns[state] = own_token(self.settings.secret(), str(made.id), made.share_token)
        self.seen.numbers[state] = number_of(made.incident, self.region.number_prefix)
        return made

    async def walks(self, made: Receipt, steps: int) -> None:
        """The team at work takes so many steps, two minutes each, from when it was reported."""
        at = made.received_at + timedelta(minutes=1)
        called = await dispatch.assign(
            made.incident, self.working.code, by=self.operator, region=self.region, now=at
        )
        for number, (event, detail) in enumerate(list(WALK.items())[:steps], start=1):
            then = at + timedelta(minutes=2 * number)
            command = Command(
                assignment_id=called,
                event=event,
                action_id=uuid4(),
                at=then,
                sent_at=then,
                detail=detail,
            )
            crew = self.crew[self.working.code]
            await response.act(command, by=crew, region=self.region, now=then)
