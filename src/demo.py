"""A town to try things in: somebody of each role, teams on duty, and a few incidents on their way.

Everything is made through the services that real people use. A second call adds nothing that is
there; it only prints fresh invitations.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from src import database, words
from src.domain.access import HOMES, Role
from src.domain.places import Places
from src.domain.region import Category, Region, Team, Village
from src.services import activation, confirmation, passwords, reporting, response, triage
from src.services.region_pack import load_places
from src.services.reporting import NewReport
from src.services.response import Command
from src.settings import Settings

_OURS = uuid5(NAMESPACE_URL, "lacak:demo")
MARK = "(contoh)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """Somebody of the demo town. `key` tells them apart for ever."""

    key: str
    name: str
    role: Role
    team: str | None = None
    stand: str | None = None
    body_number: str | None = None
    leads: bool = False

    @property
    def id(self) -> UUID:
        return uuid5(_OURS, self.key)

    @property
    def has_password(self) -> bool:
        return self.role not in ("driver", "responder")


async def fill(settings: Settings, region: Region, *, now: datetime) -> str:
    """Make the town where it is missing; returns the addresses, links and logins to print."""
    players = cast_of(region)
    await _people(players, settings, now)
    if not await database.row("SELECT 1 AS found FROM incident LIMIT 1"):
        await _incidents(players, region, await load_places(region), now)
    return await _told(players, settings, now)


def cast_of(region: Region) -> tuple[Player, ...]:
    """Who lives here: the stand and teams are the first the region calls."""
    stand = next((s.code for s in region.stands.values() if s.main), None)
    crews = [
        player
        for team in _teams(region)
        for player in (
            Player(
                key=f"lead {team.code}",
                name=f"Komandan {team.name}",
                role="responder",
                team=team.code,
                leads=True,
            ),
            Player(
                key=f"crew {team.code}",
                name=f"Petugas {team.name}",
                role="responder",
                team=team.code,
            ),
        )
    ]
    return (
        Player(key="driver", name="Rahim", role="driver", stand=stand, body_number="017"),
        Player(
            key="stand", name="Hasna", role="driver", stand=stand, body_number="001", leads=True
        ),
        *crews,
        Player(key="operator", name="Operator", role="operator"),
        Player(key="leader", name="Pimpinan", role="leader"),
        Player(key="administrator", name="Pengelola", role="administrator"),
    )


def _teams(region: Region) -> list[Team]:
    """For each choice of the home screen the team nearest to the main stand, each once."""
    village = _village(region)
    teams: dict[str, Team] = {}
    for group in region.home_groups:
        if (leaf := region.category(group.code)) and (found := region.teams_for(leaf, village)):
            teams.setdefault(found[0].code, found[0])
    return list(teams.values())


def _village(region: Region) -> Village | None:
    stand = next((s for s in region.stands.values() if s.main), None)
    return region.villages.get(stand.village) if stand else None


async def _people(players: tuple[Player, ...], settings: Settings, now: datetime) -> None:
    known = {row["id"] for row in await database.rows("SELECT id FROM person")}
    for player in players:
        if player.id in known:
            continue
        kept = await passwords.hashed(_password(player, settings)) if player.has_password else None
        async with database.transaction():
            await database.rows(
                "INSERT INTO person (id, name, role, password_hash, team, leads, stand,"
                f" body_number, active, created_at) VALUES {database.marks(1, 10)}",
                player.id,
                f"{player.name} {MARK}",
                player.role,
                kept,
                player.team,
                player.leads,
                player.stand,
                player.body_number,
                True,
                now,
            )
            if player.team:
                await database.rows(
                    "INSERT INTO shift (id, person, team, starts_at)"
                    f" VALUES {database.marks(1, 4)}",
                    uuid5(player.id, "shift"),
                    player.id,
                    player.team,
                    now,
                )


async def _incidents(
    players: tuple[Player, ...], region: Region, places: Places, now: datetime
) -> None:
    """One finished and praised, one being worked on, one waiting for the office."""
    town = _Town(players, region, places)
    done = await town.report("fire", "Api di dapur, sudah mulai membesar", now - timedelta(hours=3))
    if done is not None:
        began = now - timedelta(hours=3)
        await town.walks(done.incident, began, ("accepted", "departed", "arrived", "controlled"))
        await town.acts(
            done.incident,
            "completed",
            began + timedelta(minutes=40),
            outcome="extinguished",
            photo_reason="Kejadian contoh",
        )
        await confirmation.answer(done.id, True, region=region, now=began + timedelta(minutes=55))
        await confirmation.rate(
            done.id, 4, "Cepat sekali", region=region, now=began + timedelta(minutes=56)
        )
    work = await town.report("rescue", "Ular besar masuk ke rumah", now - timedelta(minutes=20))
    if work is not None:
        began = now - timedelta(minutes=20)
        await town.walks(work.incident, began, ("accepted", "departed"))
    wait = await town.report(
        "public_order", "Musik keras sampai larut malam", now - timedelta(minutes=9)
    )
    if wait is not None:
        operator = next(player for player in players if player.role == "operator")
        await triage.verify(wait.incident, by=operator.id, region=region, now=now)


@dataclass(frozen=True, slots=True)
class _Town:
    players: tuple[Player, ...]
    region: Region
    places: Places

    async def report(self, group: str, text: str, at: datetime) -> reporting.Receipt | None:
        """As the driver at the main stand would send it; None where nobody takes such reports."""
        leaf: Category | None = self.region.category(group)
        village = _village(self.region)
        if leaf is None or village is None:
            return None
        driver = self.players[0]
        new = NewReport(
            id=uuid4(),
            category=leaf,
            text=text,
            village=village.code,
            landmark="dekat pangkalan",
            created_at=at,
            sent_at=at,
            stand=driver.stand or "",
            body_number=driver.body_number or "",
            person=driver.id,
        )
        return await reporting.receive(new, region=self.region, places=self.places, now=at)

    async def walks(self, incident: int, began: datetime, events: tuple[str, ...]) -> None:
        """The first team takes these steps, four minutes each."""
        for number, event in enumerate(events, start=1):
            detail = {"eta_min": 10} if event == "accepted" else {}
            await self.acts(incident, event, began + timedelta(minutes=4 * number), **detail)

    async def acts(self, incident: int, event: str, at: datetime, **detail: object) -> None:
        called = await database.row(
            "SELECT id, team FROM assignment WHERE incident = {} ORDER BY alerted_at, id", incident
        )
        if called is None:
            return
        crew = next((p for p in self.players if p.team == called["team"]), None)
        if crew is None:
            return
        command = Command(
            assignment_id=called["id"],
            event=event,
            action_id=uuid4(),
            at=at,
            sent_at=at,
            detail=detail,
        )
        await response.act(command, by=crew.id, region=self.region, now=at)


async def _told(players: tuple[Player, ...], settings: Settings, now: datetime) -> str:
    """One line for each role; links work once, on the phone (or browser) that opens them."""
    lines = [f"{'Warga':<18} {settings.public_url}/"]
    seen: set[Role] = set()
    for player in players:
        if player.role in seen:
            continue
        seen.add(player.role)
        role = words.ROLES[player.role]
        if player.has_password:
            login, password = f"{player.name} {MARK}", _password(player, settings)
            lines.append(f"{role:<18} {settings.public_url}/masuk   {login}   {password}")
        else:
            token = await activation.invite(player.id, by=None, now=now)
            lines.append(
                f"{role:<18} {settings.public_url}/aktivasi/{token}   ({HOMES[player.role]})"
            )
    return "\n".join(lines)


def _password(player: Player, settings: Settings) -> str:
    """The same at every start of this installation, and no other installation's."""
    digest = hmac.new(settings.secret(), f"demo:{player.key}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:10]).decode().lower()
