"""A town to try things in: somebody of each role, teams on duty, and a few incidents on their way.

A second call adds nothing that is there; it only prints fresh invitations.
"""

from datetime import datetime
from uuid import uuid5

from src import database, words
from src.demo.administration import keep
from src.demo.alarm_tests import test_phones
from src.demo.doubtful import doubt
from src.demo.duty import plan_duty
from src.demo.incidents import happen
from src.demo.players import MARK, Player, cast_of, password
from src.demo.referrals import guest_link, refer
from src.domain.access import HOMES, Role
from src.domain.region import Region
from src.services import activation, passwords, sessions, station_screens
from src.settings import Settings


async def fill(settings: Settings, region: Region, *, now: datetime) -> str:
    """Make the town where it is missing; returns the addresses, links and logins to print."""
    players = cast_of(region)
    await _people(players, settings, now)
    await plan_duty(players, region, now)
    await test_phones(players, region, now)
    if not await database.row("SELECT 1 AS found FROM incident LIMIT 1"):
        await happen(players, region, now)
        await refer(players, region, now)
        await doubt(players, region, now)
        await keep(players, settings.region, region, now)
    return await _told(players, settings, region, now)


async def _people(players: tuple[Player, ...], settings: Settings, now: datetime) -> None:
    known = {row["id"] for row in await database.rows("SELECT id FROM person")}
    for player in players:
        if player.id in known:
            continue
        kept = await passwords.hashed(password(player, settings)) if player.has_password else None
        async with database.transaction():
            await database.rows(
                "INSERT INTO person (id, name, role, password_hash, team, leads, stand,"
                f" body_number, skills, off_duty, active, created_at, agency)"
                f" VALUES {database.marks(1, 13)}",
                player.id,
                player.name,
                player.role,
                kept,
                player.team,
                player.leads,
                player.stand,
                player.body_number,
                player.skills,
                player.crew is not None,
                True,
                now,
                player.agency,
            )
            if player.team:
                # Signed in on a phone that is not there, so that the plan has people in it.
                await sessions.create(player.id, player.role, device_name=MARK, now=now)
            if player.team and player.crew is None:
                await database.rows(
                    "INSERT INTO shift (id, person, team, starts_at)"
                    f" VALUES {database.marks(1, 4)}",
                    uuid5(player.id, "shift"),
                    player.id,
                    player.team,
                    now,
                )


async def _told(
    players: tuple[Player, ...], settings: Settings, region: Region, now: datetime
) -> str:
    """One line for each role; links work once, on the phone (or browser) that opens them."""
    lines = [f"{'Warga':<18} {settings.public_url}/"]
    seen: set[Role] = set()
    for player in players:
        if player.role in seen:
            continue
        seen.add(player.role)
        role = words.ROLES[player.role]
        if player.has_password:
            login = f"{player.name}   {password(player, settings)}"
            lines.append(f"{role:<18} {settings.public_url}/masuk   {login}")
        else:
            token = await activation.invite(player.id, by=None, now=now)
            lines.append(
                f"{role:<18} {settings.public_url}/aktivasi/{token}   ({HOMES[player.role]})"
            )
    lines += await _screen(players, settings, region, now)
    lines += await _guest(players, settings, now)
    return "\n".join(lines)


async def _guest(players: tuple[Player, ...], settings: Settings, now: datetime) -> list[str]:
    """The way in for an agency without an account: one referral, opened from a messenger."""
    token = await guest_link(players, now)
    return [f"{'Instansi, tautan':<18} {settings.public_url}/rujukan/{token}"] if token else []


async def _screen(
    players: tuple[Player, ...], settings: Settings, region: Region, now: datetime
) -> list[str]:
    """The way in for the screen of the first team's station."""
    teams = [region.teams[player.team] for player in players if player.team]
    if not teams:
        return []
    office = next(player.person for player in players if player.role == "operator")
    station = region.stations[teams[0].station]
    token = await station_screens.invite(station, by=office, lasts=activation.SENT, now=now)
    address = f"{settings.public_url}/aktivasi/{token}"
    return [f"{words.ROLES['station']:<18} {address}   ({HOMES['station']})"]
