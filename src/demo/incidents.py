"""What happened in the demo town, taken through the services that real people use."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from src import database
from src.demo.players import Player, village_of
from src.domain.errors import Conflict
from src.domain.places import Places
from src.domain.region import Category, Region, Village
from src.services import confirmation, dispatch, reporting, response, triage
from src.services.callbacks import Promise
from src.services.intake import FromOffice
from src.services.region_pack import load_places
from src.services.reporting import NewReport, Receipt
from src.services.response import Command


async def happen(players: tuple[Player, ...], region: Region, now: datetime) -> None:
    """One finished, one being worked on, one waiting for the office, two told by telephone."""
    village = village_of(region)
    if village is None:
        return
    town = _Town(players, region, await load_places(region), village)
    groups = region.home_groups
    if len(groups) > 0:
        began = now - timedelta(hours=3)
        done = await town.report(groups[0].categories[0], "Asap tebal dari dapur", began)
        await town.walks(done.incident, began, ("accepted", "departed", "arrived", "controlled"))
        ended = began + timedelta(minutes=40)
        await town.acts(
            done.incident, "completed", ended, outcome="other", photo_reason="Kejadian contoh"
        )
        praised = ended + timedelta(minutes=15)
        await confirmation.answer(done.id, True, region=region, now=praised)
        await confirmation.rate(done.id, 4, "Cepat sekali", region=region, now=praised)
    if len(groups) > 1:
        began = now - timedelta(minutes=20)
        work = await town.report(groups[1].categories[0], "Sudah masuk ke dalam rumah", began)
        await town.walks(work.incident, began, ("accepted", "departed"))
    if len(groups) > 2:
        began = now - timedelta(minutes=9)
        leaf = region.categories[groups[2].unclear]
        wait = await town.report(leaf, "Ramai sejak tadi malam, warga tidak bisa tidur", began)
        await triage.verify(wait.incident, by=town.operator, region=region, now=now)
    await _told_the_office(town, region, now)


async def _told_the_office(town: "_Town", region: Region, now: datetime) -> None:
    """Two calls on one thing, some way apart: one speaks of danger, one is owed a call back."""
    leaf = region.category("rescue") or next(iter(region.categories.values()))
    promise = Promise(town.operator, timedelta(minutes=10))
    for minutes, channel, text, owed in (
        (14, "phone", "Pohon tumbang di jalan dekat jembatan, mobil tidak bisa lewat", promise),
        (6, "whatsapp", "Pohon tumbang dekat jembatan. Ada orang terjepit di dalam mobil", None),
    ):
        at = now - timedelta(minutes=minutes)
        office = FromOffice(by=town.operator, promise=owed)
        new = NewReport(
            id=uuid4(),
            category=leaf,
            channel=channel,
            text=text,
            village=town.village.code,
            landmark="dekat jembatan",
            reporter_phone=f"+62812000000{minutes:02}",
            office=office,
        )
        await reporting.receive(new, region=region, places=town.places, now=at)


@dataclass(frozen=True, slots=True)
class _Town:
    players: tuple[Player, ...]
    region: Region
    places: Places
    village: Village

    @property
    def operator(self) -> UUID:
        return next(player.id for player in self.players if player.role == "operator")

    async def report(self, leaf: Category, text: str, at: datetime) -> Receipt:
        """As the driver at the main stand would send it."""
        driver = self.players[0]
        new = NewReport(
            id=uuid4(),
            category=leaf,
            text=text,
            village=self.village.code,
            landmark="dekat pangkalan",
            created_at=at,
            sent_at=at,
            stand=driver.stand or "",
            body_number=driver.body_number or "",
            person=driver.id,
        )
        return await reporting.receive(new, region=self.region, places=self.places, now=at)

    async def walks(self, incident: int, began: datetime, events: tuple[str, ...]) -> None:
        """The first team comes, as many as are asked for, and takes these steps by the clock."""
        for number, event in enumerate(events, start=1):
            at = began + timedelta(minutes=4 * number)
            if event == "accepted":
                await self.come(incident, at)
            else:
                await self.acts(incident, event, at)

    async def come(self, incident: int, at: datetime) -> None:
        """One after the other says yes, until it is enough."""
        _, team = await self._sent(incident, at)
        for place, player in enumerate(each for each in self.players if each.team == team):
            then = at + timedelta(seconds=20 * place)
            try:
                await self.acts(incident, "accepted", then, by=player, eta_min=10)
            except Conflict:
                break

    async def acts(
        self, incident: int, event: str, at: datetime, by: Player | None = None, **detail: object
    ) -> None:
        """A step of the first team, by its leader unless said otherwise."""
        assignment, team = await self._sent(incident, at)
        command = Command(
            assignment_id=assignment,
            event=event,
            action_id=uuid4(),
            at=at,
            sent_at=at,
            detail=detail,
        )
        by = by or next(player for player in self.players if player.team == team)
        await response.act(command, by=by.id, region=self.region, now=at)

    async def _sent(self, incident: int, at: datetime) -> tuple[UUID, str]:
        """The first assignment and its team; where nobody was called, the operator calls one."""
        statement = "SELECT id, team FROM assignment WHERE incident = {} ORDER BY alerted_at, id"
        called = await database.row(statement, incident)
        if called is None:
            team = next(player.team for player in self.players if player.team)
            await dispatch.assign(incident, team, by=self.operator, region=self.region, now=at)
            called = await database.row(statement, incident)
        assert called is not None
        return called["id"], called["team"]
