"""The demo town: filled through the real services, once, with links that work at every start."""

import re

import httpx

from src import database as open_database
from src import demo
from src.database import Engine
from src.domain.access import ROLES
from src.domain.region import Region
from src.queries import duty
from src.services import verification
from src.settings import Settings
from src.words import ROLES as WORDS
from tests.clock import Clock
from tests.emptying import counts
from tests.routes.small_region import small_region

LINK = re.compile(r"/aktivasi/[\w-]{22}")


async def test_each_role_gets_a_way_in(
    database: Engine, settings: Settings, region: Region, clock: Clock
) -> None:
    told = await demo.fill(settings, region, now=clock())
    for role in ROLES:
        assert WORDS[role] in told
    assert len(LINK.findall(told)) == 2


async def test_the_incidents_stand_in_different_states_and_the_log_is_whole(
    database: Engine, settings: Settings, region: Region, clock: Clock
) -> None:
    await demo.fill(settings, region, now=clock())
    states = await open_database.rows("SELECT state FROM incident ORDER BY id")
    assert [row["state"] for row in states] == ["closed", "en_route", "under_review"]
    assert not (await verification.verify()).flaws
    ringing = await open_database.row("SELECT 1 AS found FROM alarm WHERE ended_at IS NULL")
    assert ringing is None


async def test_a_second_start_adds_nothing_but_fresh_links(
    database: Engine, settings: Settings, region: Region, clock: Clock
) -> None:
    first = await demo.fill(settings, region, now=clock())
    before = await counts()
    again = await demo.fill(settings, region, now=clock.passes(minutes=5))
    after = await counts()
    assert after.pop("activation") == before.pop("activation") + 2
    assert after == before
    assert LINK.sub("", first) == LINK.sub("", again) and first != again


async def test_the_links_and_logins_work(
    client: httpx.AsyncClient, settings: Settings, region: Region, clock: Clock
) -> None:
    told = await demo.fill(settings, region, now=clock())
    homes = []
    for link in LINK.findall(told):
        homes.append((await client.post(link)).headers["location"])
        client.cookies.clear()
    for line in told.splitlines():
        if "/masuk" in line:
            login, password = line.split("/masuk", 1)[1].strip().rsplit(maxsplit=1)
            form = {"login": login.strip(), "password": password}
            homes.append((await client.post("/masuk", data=form)).headers["location"])
            client.cookies.clear()
    assert homes == ["/beranda", "/tugas", "/papan", "/papan", "/papan"]


async def test_whoever_opens_the_link_of_a_responder_is_on_duty(
    client: httpx.AsyncClient, settings: Settings, region: Region, clock: Clock
) -> None:
    told = await demo.fill(settings, region, now=clock())
    await client.post(LINK.findall(told)[1])
    fire = region.category("fire")
    assert fire is not None
    teams = [team.code for team in region.teams_for(fire, None)]
    assert await duty.on_duty(teams, clock())


async def test_a_region_without_stands_and_teams_gets_its_people_too(
    database: Engine, settings: Settings, clock: Clock
) -> None:
    told = await demo.fill(settings, small_region(), now=clock())
    assert WORDS["operator"] in told
    assert "incident" not in await counts()
