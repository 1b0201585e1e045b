"""What no team goes to in the demo town: a message that was a hoax, a complaint for the leaders."""

from datetime import datetime, timedelta
from uuid import uuid4

from src.demo.players import Player, village_of
from src.domain.category import Category
from src.domain.region import Region
from src.services import confidentiality, findings, reporting, triage
from src.services.region_pack import load_places
from src.services.reporting import NewReport, Receipt
from src.words.triage import NOTHING_TO_DO

# Two messages from one number, of which the first was found to be none.
NUMBER = "+628120000091"


async def doubt(players: tuple[Player, ...], region: Region, now: datetime) -> None:
    """The second message of the number asks to be kept secret, and waits to be looked at."""
    if village_of(region) is None:
        return
    operator = next(each.id for each in players if each.role == "operator")
    calm = _calm(region)
    hoax = await _report(calm, "Katanya ada rusuh besar, teruskan ke semua grup", 130, region, now)
    at = now - timedelta(minutes=118)
    await findings.find_false(hoax.incident, hoax.id, "hoax", by=operator, region=region, now=at)
    await triage.decline(hoax.incident, reason=NOTHING_TO_DO, by=operator, region=region, now=at)
    secret = await _report(calm, "Musik sampai subuh, jangan sebut nama saya", 27, region, now)
    at = now - timedelta(minutes=21)
    await confidentiality.keep_secret(
        secret.incident, secret.id, by=operator, region=region, now=at
    )
    complaint = next((each for each in region.categories.values() if each.leader_only), None)
    if complaint is not None:
        await _report(complaint, "Petugas menolak menerima laporan saya", 55, region, now)


def _calm(region: Region) -> Category:
    """What everybody in the office sees and rings nobody at once."""
    return next(
        leaf
        for leaf in region.categories.values()
        if not (region.priorities[leaf.priority].at_once or leaf.leader_only or leaf.drill)
    )


async def _report(
    leaf: Category, text: str, minutes: int, region: Region, now: datetime
) -> Receipt:
    village, at = village_of(region), now - timedelta(minutes=minutes)
    new = NewReport(
        id=uuid4(),
        category=leaf,
        text=text,
        village=village.code if village else None,
        created_at=at,
        sent_at=at,
        reporter_name="Warga (contoh)",
        reporter_phone="" if leaf.leader_only else NUMBER,
    )
    places = await load_places(region)
    return await reporting.receive(new, region=region, places=places, now=at)
