"""The demo town: filled through the real services, once, with links that work at every start."""

import re
from datetime import timedelta

import httpx

from src import database as open_database
from src import demo
from src.database import Engine
from src.demo.players import village_of
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
GUEST = re.compile(r"/rujukan/[\w-]{22}")


async def test_each_role_gets_a_way_in(
    database: Engine, settings: Settings, region: Region, clock: Clock
) -> None:
    told = await demo.fill(settings, region, now=clock())
    for role in ROLES:
        assert WORDS[role] in told
    assert len(LINK.findall(told)) == 3


async def test_the_incidents_stand_in_different_states_and_the_log_is_whole(
    database: Engine, settings: Settings, region: Region, clock: Clock
) -> None:
    await demo.fill(settings, region, now=clock())
    states = await open_database.rows("SELECT state FROM incident ORDER BY id")
    assert [row["state"] for row in states] == [
        *("closed", "en_route", "under_review", "received", "received"),
        *("referred", "referred", "under_review", "resolved"),
        *("declined", "received", "received"),
    ]
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
    assert after.pop("activation") == before.pop("activation") + 3
    assert after.pop("admin_change") == before.pop("admin_change") + 3  # each link is noted
    assert after.pop("referral_link") == before.pop("referral_link") + 1
    assert after == before
    first, again = (GUEST.sub("", LINK.sub("", told)) for told in (first, again))
    assert first == again


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
    assert homes == [
        "/beranda",
        "/tugas",
        "/pos",
        "/papan",
        "/papan",
        "/papan",
        "/instansi",
        "/instansi",
    ]
    guest = await client.get(GUEST.findall(told)[0])
    assert guest.status_code == 200 and "Menunggu jawaban Anda" in guest.text


async def test_whoever_opens_the_link_of_a_responder_is_on_duty(
    client: httpx.AsyncClient, settings: Settings, region: Region, clock: Clock
) -> None:
    told = await demo.fill(settings, region, now=clock())
    await client.post(LINK.findall(told)[1])
    fire = region.category("fire")
    assert fire is not None
    teams = [team.code for team in region.teams_for(fire, None)]
    assert await duty.on_duty(teams, clock())


async def test_the_first_fire_team_has_four_on_duty_at_any_hour(
    database: Engine, settings: Settings, region: Region, clock: Clock
) -> None:
    await demo.fill(settings, region, now=clock())
    village = village_of(region)
    fire = region.category("fire")
    assert fire is not None
    first = region.teams_for(fire, village)[0].code
    for hours in (0, 12, 24, 40):
        at = clock() + timedelta(hours=hours)
        present = (await duty.on_duty([first], clock(), at=at))[first]
        assert len(present) >= 4 and sum(person.leads for person in present) == 1
        assert any("driver" in person.skills for person in present)


async def test_a_region_without_stands_and_teams_gets_its_people_too(
    database: Engine, settings: Settings, clock: Clock
) -> None:
    told = await demo.fill(settings, small_region(), now=clock())
    assert WORDS["operator"] in told
    assert "incident" not in await counts()
