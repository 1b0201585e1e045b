"""The town story in an invented region: what rings, climbs and is read stands in its pack."""

from collections.abc import AsyncIterator

import pytest

from src import database
from src.database import Engine
from src.domain import local_time
from src.queries import share_page
from src.services.region_pack import load_places
from src.services.verification import verify
from src.settings import Settings
from tests.clock import Clock
from tests.fake_push_service import FakePushService
from tests.regions import teluk
from tests.town import Town, open_town

HERE = (0.5005, 140.5005)  # nearest to the first of two villages called Pasir Contoh


@pytest.fixture
async def town(database: Engine, settings: Settings, clock: Clock) -> AsyncIterator[Town]:
    """Teluk Percobaan with a push service that rings real (test) phones."""
    region = teluk()
    async with FakePushService(clock=clock) as service:
        opened = await open_town(region, await load_places(region), settings, clock, service)
        yield opened
        await opened.sender.stop()
        assert not service.problems


async def test_from_report_to_resolution_in_the_words_of_the_region(town: Town) -> None:
    await town.responder("yosef", team="KAMPUNG")
    await town.responder("agus", team="PERAHU")
    fire = await town.report("Perahu terbakar", category="blaze.boat", village="", position=HERE)
    assert town.phone("yosef").rang == ["API: Pasir Contoh (Muara Dalam)"]
    assert town.phone("agus").rang == []
    local = local_time.clock(town.clock(), town.region.timezone)
    assert town.phone("yosef").messages[0]["notification"]["body"].startswith(f"Laporan {local}.")
    await town.acts("yosef", "accepted", fire.incident, team="KAMPUNG", eta_min=5)
    await town.acts("yosef", "departed", fire.incident, team="KAMPUNG")
    shown = await share_page.show(fire.incident, town.region)
    assert shown.number.startswith("TP-")
    assert shown.heading == "Api: perahu"
    assert shown.place == "Dekat Pasir Contoh (Muara Dalam)"
    assert "Regu Kampung" in shown.teams
    assert shown.changed.endswith(" WIT")
    assert not (await verify()).flaws


async def test_the_alarm_climbs_as_this_region_says(town: Town) -> None:
    """The leaders after one minute, and nobody in between."""
    await town.responder("agus", team="PERAHU")
    await town.operator("meja")
    await town.leader("kepala")
    await town.report(category="at_sea.adrift", village="Karang Sepi")
    await town.passes(seconds=59)
    assert town.phone("kepala").rang == []
    await town.passes(seconds=2)
    assert town.phone("kepala").rang == ["Belum diterima"]
    assert town.phone("meja").rang == []


async def test_one_fire_seen_by_two_is_one_whatever_the_group_is_called(town: Town) -> None:
    await town.responder("agus", team="PERAHU")
    one = await town.report(category="blaze.any", village="", position=HERE, accuracy_m=10)
    two = await town.report(category="blaze.boat", village="", position=HERE, accuracy_m=10)
    far = await town.report(category="at_sea.net", village="", position=HERE, accuracy_m=10)
    assert one.incident == two.incident != far.incident


async def test_a_hidden_leaf_goes_by_its_groups_word(town: Town) -> None:
    quarrel = await town.report(
        category="at_sea.quarrel", village="Karang Sepi", landmark="rumah biru"
    )
    shown = await share_page.show(quarrel.incident, town.region)
    assert (shown.heading, shown.category) == ("Di laut", "at_sea")
    assert shown.place == "Karang Sepi"


async def test_a_position_far_out_is_taken_without_a_village(town: Town) -> None:
    far = await town.report(category="blaze.any", village="", position=(0.5, 141.5))
    row = await database.row("SELECT village, village_source FROM report WHERE id = {}", far.id)
    assert row is not None
    assert (row["village"], row["village_source"]) == (None, "outside")
    assert (await share_page.show(far.incident, town.region)).place == ""
