"""What was referred in the demo town: one waits, one goes on, one came back, one is done.

Volunteers are called to what a team is on its way to.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from src import database
from src.demo.players import Player, village_of
from src.domain.places import Places
from src.domain.region import Agency, Category, Region, Village
from src.services import referral_answers, referral_links, referrals, reporting
from src.services.referral_answers import Said, Speaker
from src.services.referrals import Asking
from src.services.region_pack import load_places
from src.services.reporting import NewReport

# What was reported to somebody's agency, so many minutes ago, and what it has said since.
STORIES = (
    ("Mohon segera dicek", 50, ()),
    ("Sudah dua hari begini", 190, ("referral_accepted", "referral_progressed")),
    ("Sama seperti minggu lalu", 400, ("referral_returned",)),
    ("Terjadi lagi semalam", 900, ("referral_accepted", "referral_finished")),
)
WORDS: dict[str, dict[str, Any]] = {
    "referral_progressed": {"note": "Bahan sudah dipesan, kerja besok pagi. (contoh)"},
    "referral_returned": {"reason": "Bukan wilayah kami. (contoh)"},
    "referral_finished": {"outcome": "repaired", "photo_reason": "Kejadian contoh"},
    "referral_accepted": {"within": "d1", "officer": "Budi (contoh)"},
}


async def refer(players: tuple[Player, ...], region: Region, now: datetime) -> None:
    """Through the services that real people use; where the region has no others, nothing."""
    village = village_of(region)
    player = next((each for each in players if each.role == "agency"), None)
    if village is None or player is None or player.agency is None:
        return
    town = _Town(players, region, await load_places(region), village)
    asked, leaf = region.agencies[player.agency], _kind_for(player.agency, region)
    for text, minutes, answers in STORIES:
        at = now - timedelta(minutes=minutes)
        incident = await town.report(leaf, text, at)
        made = await town.ask(incident, asked, "handover", at + timedelta(minutes=4))
        for number, event in enumerate(answers, start=1):
            await town.answer(made, asked, event, at + timedelta(minutes=4 + 6 * number), player)
    await town.call_volunteers(now)


def _kind_for(agency: str, region: Region) -> Category:
    """What this agency leads, and rings nobody of ours at once; else what waits for anybody."""
    calm = [
        leaf
        for leaf in region.categories.values()
        if not region.priorities[leaf.priority].at_once and not leaf.leader_only
    ]
    return next((leaf for leaf in calm if leaf.lead == agency), calm[0])


@dataclass(frozen=True, slots=True)
class _Town:
    players: tuple[Player, ...]
    region: Region
    places: Places
    village: Village

    @property
    def operator(self) -> UUID:
        return next(player.id for player in self.players if player.role == "operator")

    async def report(self, leaf: Category, text: str, at: datetime) -> int:
        new = NewReport(
            id=uuid4(),
            category=leaf,
            text=text,
            village=self.village.code,
            position=self.village.point,
            accuracy_m=20,
            landmark="dekat pangkalan",
            created_at=at,
            sent_at=at,
        )
        made = await reporting.receive(new, region=self.region, places=self.places, now=at)
        return made.incident

    async def ask(self, incident: int, agency: Agency, kind: str, at: datetime) -> UUID:
        asking = Asking(
            id=uuid4(), agencies=(agency.code,), kind=kind, message="Mohon dicek. (contoh)"
        )
        made = await referrals.refer(incident, asking, by=self.operator, region=self.region, now=at)
        return made[0]

    async def answer(
        self, referral: UUID, agency: Agency, event: str, at: datetime, who: Player | None = None
    ) -> None:
        by = Speaker(agency.code, who.id if who else None, who.name if who else "")
        said = Said(referral=referral, event=event, action_id=uuid4(), **WORDS.get(event, {}))
        await referral_answers.act(said, by=by, region=self.region, now=at)

    async def call_volunteers(self, now: datetime) -> None:
        """To the newest incident that a team drives to; one of them is on the way."""
        partner = next((player for player in self.players if player.role == "partner"), None)
        row = await database.row(
            "SELECT id FROM incident WHERE state = 'en_route' ORDER BY id DESC LIMIT 1"
        )
        if partner is None or partner.agency is None or row is None:
            return
        agency = self.region.agencies[partner.agency]
        asked = await self.ask(row["id"], agency, "help", now - timedelta(minutes=9))
        await self.answer(asked, agency, "help_coming", now - timedelta(minutes=7), partner)


async def guest_link(players: tuple[Player, ...], now: datetime) -> str:
    """A fresh link to the referral that waits longest for an answer; "" where none does."""
    row = await database.row(
        "SELECT id, incident FROM referral WHERE kind = 'handover' AND ended_at IS NULL"
        " ORDER BY CASE state WHEN 'sent' THEN 0 WHEN 'seen' THEN 1 ELSE 2 END, sent_at LIMIT 1"
    )
    if row is None:
        return ""
    operator = next(player.id for player in players if player.role == "operator")
    return await referral_links.issue(row["id"], incident_id=row["incident"], by=operator, now=now)
