"""A town to try things in: somebody of each role, teams on duty, and a few incidents on their way.

A second call adds nothing that is there; it only prints fresh invitations.
"""

from datetime import datetime
from uuid import uuid5

from src import database, words
from src.demo.incidents import happen
from src.demo.players import Player, cast_of, password
from src.domain.access import HOMES, Role
from src.domain.region import Region
from src.services import activation, passwords
from src.settings import Settings


async def fill(settings: Settings, region: Region, *, now: datetime) -> str:
    """Make the town where it is missing; returns the addresses, links and logins to print."""
    players = cast_of(region)
    await _people(players, settings, now)
    if not await database.row("SELECT 1 AS found FROM incident LIMIT 1"):
        await happen(players, region, now)
    return await _told(players, settings, now)


async def _people(players: tuple[Player, ...], settings: Settings, now: datetime) -> None:
    known = {row["id"] for row in await database.rows("SELECT id FROM person")}
    for player in players:
        if player.id in known:
            continue
        kept = await passwords.hashed(password(player, settings)) if player.has_password else None
        async with database.transaction():
            await database.rows(
                "INSERT INTO person (id, name, role, password_hash, team, leads, stand,"
                f" body_number, active, created_at) VALUES {database.marks(1, 10)}",
                player.id,
                player.name,
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
            login = f"{player.name}   {password(player, settings)}"
            lines.append(f"{role:<18} {settings.public_url}/masuk   {login}")
        else:
            token = await activation.invite(player.id, by=None, now=now)
            lines.append(
                f"{role:<18} {settings.public_url}/aktivasi/{token}   ({HOMES[player.role]})"
            )
    return "\n".join(lines)
