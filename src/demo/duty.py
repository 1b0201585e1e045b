"""Duty in the demo town: crews that take turns, a note they left, and one thing that is broken."""

from datetime import datetime, time, timedelta
from uuid import uuid5

from src import database
from src.demo.players import Player
from src.domain.region import Region
from src.domain.roster import EVERY_DAY
from src.services import handovers, rosters, vehicles
from src.services.rosters import Plan


async def plan_duty(players: tuple[Player, ...], region: Region, now: datetime) -> None:
    """A roster for each team that has crews, and what the first team has to say; once."""
    if await database.row("SELECT 1 AS found FROM roster LIMIT 1"):
        return
    planner = next(player for player in players if player.role == "operator")
    today = now.astimezone(region.timezone).date()
    leaders = [player for player in players if player.team and player.leads]
    for leader in leaders:
        crews = {p.id: p.crew for p in players if p.team == leader.team and p.crew is not None}
        plan = Plan(
            id=uuid5(leader.id, "roster"),
            team=leader.team or "",
            name="Jaga harian",
            anchor=today - timedelta(days=7),
            starts=time(8),
            hours=24,
            weekdays=EVERY_DAY,
            crews=crews,
        )
        await rosters.save(plan, by=planner.id, region=region, now=now)
    if leaders:
        await _says(leaders[0], region, now)


async def _says(leader: Player, region: Region, now: datetime) -> None:
    """What the first team's leader tells the next crew, and what of theirs is broken."""
    by = leader.person
    note = "Selang nomor 2 sudah diganti. Tangki penuh. (contoh)"
    written = now - timedelta(hours=2)
    await handovers.write(
        uuid5(leader.id, "note"), by.team or "", note, by=by, region=region, now=written
    )
    station = region.teams[by.team or ""].station
    own = [vehicle for vehicle in region.vehicles.values() if vehicle.station == station]
    if len(own) > 1:
        await vehicles.say(
            own[-1].code, ready=False, note="Rantai aus", by=by, region=region, now=now
        )
