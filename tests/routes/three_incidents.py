"""Three incidents that must not be mixed up, and somebody of each kind who knocks at them.

`ours` is worked on by Rahim's team and was referred to one agency, `theirs` is another team's and
was referred to a partner, `secret` is a complaint that only leaders read. Every word, number and
name of an incident carries its flower, so that it is seen wherever it comes out.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final, Literal
from uuid import UUID, uuid4

import httpx
from litestar import Litestar

from src import database
from src.domain import numbers
from src.domain.access import Role
from src.routes.own_link import COOKIE
from src.routes.session_cookie import NAME
from src.routes.surroundings import Surroundings
from src.services import (
    attachment_finishing,
    attachments,
    dispatch,
    sessions,
    station_screens,
)
from src.services.attachments import Owner
from src.services.reporting import Receipt
from tests.remembering import Remembering
from tests.routes.referring import guest_link, photo_of
from tests.routes.staff import number
from tests.services.recordings import recording
from tests.town import Town

Which = Literal["ours", "theirs", "secret"]
WHICH: Final[tuple[Which, ...]] = ("ours", "theirs", "secret")
FLOWERS: Final[dict[Which, str]] = {"ours": "anggrek", "theirs": "melati", "secret": "cempaka"}
PHONES: Final[dict[Which, str]] = {
    "ours": "+6281244551111",
    "theirs": "+6281244552222",
    "secret": "+6281244553333",
}
CATEGORIES: Final[dict[Which, str]] = {
    "ours": "fire.house",
    "theirs": "public_order.noise",
    "secret": "other.complaint",
}
OTHER_TEAM = "PP-B"
A_NOTE = recording("webm", "libopus", 1)

Knocker = Literal[
    "nobody",
    "driver",
    "responder",
    "stranger",
    "station",
    "operator",
    "leader",
    "administrator",
    "agency",
    "partner",
    "reporter",
    "guest",
]
"""responder: of the team on `ours`; stranger: of the team on `theirs`. Signed in as nobody are the
reporter, whose phone sent `ours`, and the guest, who was sent the link to its referral."""
ROLES: Final[dict[Knocker, Role]] = {
    "driver": "driver",
    "responder": "responder",
    "stranger": "responder",
    "operator": "operator",
    "leader": "leader",
    "administrator": "administrator",
    "agency": "agency",
    "partner": "partner",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One of the three with all by which it could be named in an address."""

    number: str
    serial: int
    report: UUID
    device: str
    share: str
    own: str
    photo: UUID
    voice: UUID
    assignment: UUID = field(default_factory=uuid4)
    referral: UUID = field(default_factory=uuid4)
    guest: str = "A" * 22

    def ids(self) -> list[str]:
        found = (self.report, self.photo, self.voice, self.assignment, self.referral)
        return [str(each) for each in found]


@dataclass(frozen=True, slots=True)
class World:
    town: Town
    app: Litestar
    things: dict[Which, Thing]

    async def knocks(self, client: httpx.AsyncClient, who: Knocker) -> None:
        """From now on `client` is the device of this one."""
        client.cookies.clear()
        client.headers.pop("X-Lacak-Device", None)
        if who == "station":
            client.cookies.set(NAME, await self._screen())
        elif who == "reporter":
            client.cookies.set(COOKIE, self.things["ours"].own)
            client.headers["X-Lacak-Device"] = self.things["ours"].device
        elif who in ROLES:
            async with database.transaction():
                person, now = self.town.people[who], self.town.clock()
                client.cookies.set(NAME, await sessions.create(person, ROLES[who], now=now))

    async def _screen(self) -> str:
        """A session of the screen at the station of the team on `ours`."""
        region, now = self.town.region, self.town.clock()
        station = region.stations[region.teams[self.town.first_team].station]
        by = await self.town.signed_in("operator")
        await station_screens.invite(station, by=by, lasts=timedelta(days=1), now=now)
        async with database.transaction():
            account = station_screens.account_of(station)
            return await sessions.create(account, "station", now=now)


async def three_incidents(town: Town, app: Litestar) -> World:
    await town.operator("operator")
    await town.operator("yuliana")
    await town.leader("leader")
    await town.administrator("administrator")
    await town.responder("responder", phone=False)
    await town.responder("stranger", team=OTHER_TEAM, phone=False)
    await town.driver("driver", stand="PLB-01", leads=True)
    await town.agency("agency", code="PLN")
    await town.partner("partner", code="REDKAR")
    world = World(town, app, {})
    for which in WHICH:
        world.things[which] = await _thing(world, which)
    return world


async def _thing(world: World, which: Which) -> Thing:
    town, device = world.town, f"kunci-hp-{which}-000000"
    flower = FLOWERS[which]
    report = await town.report(
        f"Di belakang {flower}, hubungi {PHONES[which]}",
        category=CATEGORIES[which],
        landmark=f"warung {flower}",
        reporter_name=f"Ibu {flower.capitalize()}wati",
        reporter_phone=PHONES[which],
        device_hash=numbers.token_hash(device),
    )
    around: Surroundings = world.app.state.surroundings
    known: dict[str, Any] = {
        "number": number(town, report.incident),
        "serial": report.incident,
        "report": report.id,
        "device": device,
        "share": report.share_token,
        "own": numbers.own_token(around.secret, str(report.id), report.share_token),
        "photo": await photo_of(world.app, town, report.id, report.incident),
        "voice": await _voice_of(world, report),
    }
    if which == "secret":
        return Thing(**known)
    if which == "theirs":
        await dispatch.assign(report.incident, OTHER_TEAM, **town.by("yuliana"))
    code, team = ("PLN", "") if which == "ours" else ("REDKAR", OTHER_TEAM)
    referral = await town.refers(
        "yuliana", report.incident, code, kind="help", message=f"Ke {flower}", contacts=True
    )
    link = await guest_link(town, referral, report.incident)
    return Thing(
        **known,
        assignment=await town.assignment(report.incident, team),
        referral=referral,
        guest=link.rsplit("/", 1)[1],
    )


async def _voice_of(world: World, report: Receipt) -> UUID:
    around: Surroundings = world.app.state.surroundings
    made, now = uuid4(), world.town.clock()
    owner = Owner(report.id, report.incident, False, "reporter")
    await attachments.take_whole(made, "voice", A_NOTE, owner, store=around.media, now=now)
    await attachment_finishing.finish(
        made, store=around.media, cleaner=Remembering(), region=world.town.region, now=now
    )
    return made
