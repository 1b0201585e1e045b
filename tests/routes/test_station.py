"""/pos: the garage sees what burns, where, who comes and whom to telephone; the office binds it."""

import re
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar

from src import database
from src.domain import access
from src.domain.organisation import Station, Team
from src.routes.session_cookie import NAME
from src.services import activation, dispatch, station_screens, triage
from src.tables import AlarmTest, AlarmTestAnswer, VehicleState
from tests.routes.staff import signs_in, words
from tests.streaming import watching
from tests.town import Town


def station_of(town: Town, team: str = "") -> Station:
    """Where the team is at home that is called first for a fire in town."""
    return town.region.stations[town.region.teams[team or town.first_team].station]


def far_away(town: Town) -> Team:
    """A team at another station, with districts of its own, that answers fires."""
    return next(
        team
        for team in town.region.teams.values()
        if "fire" in team.groups and team.districts and team.station != station_of(town).code
    )


async def is_screen_of(client: httpx.AsyncClient, town: Town, station: Station) -> None:
    """From now on `client` is the screen of this station."""
    operator = access.Person(id=uuid4(), session=uuid4(), name="Piket", role="operator")
    now = town.clock()
    token = await station_screens.invite(station, by=operator, lasts=timedelta(days=1), now=now)
    bound = await activation.bind(token, now=now)
    client.cookies.clear()
    client.cookies.set(NAME, bound.token)


async def picture(client: httpx.AsyncClient) -> str:
    answer = await client.get("/pos/isi")
    assert answer.status_code == 200
    return answer.text


def called(page: str) -> list[str]:
    """What the screen says aloud, one sentence run for each incident that rings."""
    return re.findall(r"<li data-call=[^>]*>([^<]*)</li>", page)


@pytest.fixture
async def screen(town: Town, client: httpx.AsyncClient) -> httpx.AsyncClient:
    await is_screen_of(client, town, station_of(town))
    return client


async def test_an_alarm_fills_the_screen(town: Town, screen: httpx.AsyncClient) -> None:
    await town.responder("Rahim")
    await town.report(
        "Cepat, api besar",
        landmark="Belakang pasar",
        position=(-1.3131, 123.3499),
        reporter_name="Ibu Sari",
        reporter_phone="+6281234567890",
    )
    page = (await screen.get("/pos")).text
    told = words(page)
    assert "Kebakaran Salakan" in told
    assert "Belakang pasar." in told
    assert "2,3 km ke timur." in told
    assert "Datang 0 dari" in told
    assert "Rahim dering" in told
    assert "menit lagi batas tiba" in told
    assert "Sari" not in page and "81234567890" not in page
    (aloud,) = called(page)
    assert aloud.startswith("Kebakaran Salakan.")


async def test_who_comes_stands_there_with_his_clock(town: Town, screen: httpx.AsyncClient) -> None:
    await town.responder("Rahim")
    await town.responder("Selfi")
    fire = await town.report()
    await town.acts("Rahim", "accepted", fire.incident, eta_min=5)
    arrives = (town.clock() + timedelta(minutes=5)).astimezone(town.region.timezone)
    told = words(await picture(screen))
    assert f"Rahim {arrives:%H.%M}" in told
    assert "Datang 1 dari" in told
    assert "Selfi dering" in told


async def test_whose_phone_is_silent_is_to_be_telephoned(
    town: Town, screen: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    await town.responder("Mirna", phone=False)
    await town.report()
    told = words(await picture(screen))
    assert "Rahim dering" in told and "Mirna telepon" in told
    town.clock.passes(seconds=31)  # no receipt has come
    assert "Rahim telepon" in words(await picture(screen))


async def test_when_enough_have_answered_nothing_is_announced_any_more(
    town: Town, screen: httpx.AsyncClient
) -> None:
    names = [f"Petugas{number}" for number in range(1, 7)]
    for name in names:
        await town.responder(name, leads=name == names[0], skills="driver rescue")
    fire = await town.report()
    assert called(await picture(screen))
    for name in names:
        if called(await picture(screen)):
            await town.acts(name, "accepted", fire.incident, eta_min=5)
    page = await picture(screen)
    assert not called(page)
    assert "Kebakaran Salakan" in words(page)  # the way there is still wanted
    await town.acts(names[0], "arrived", fire.incident)
    page = words(await picture(screen))
    assert "Tidak ada alarm" in page
    assert "di lokasi" in page


async def test_what_can_wait_is_said_without_a_siren_and_never_hides_a_fire(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.operator("Piket")
    await town.responder("Rahim")
    fire = await town.report()
    await town.acts("Rahim", "accepted", fire.incident, eta_min=5)
    await is_screen_of(client, town, station_of(town))
    snake = await town.report(category="rescue.snake", village="Baka")
    await triage.classify(
        snake.incident,
        category="rescue.snake",
        priority="P3",
        reason="Sudah pergi",
        **town.by("Piket"),
    )
    await dispatch.assign(snake.incident, town.first_team, **town.by("Piket"))
    page = await picture(client)
    assert "Kebakaran Salakan" in words(page).partition("Datang")[0]
    assert [aloud.split(".")[0] for aloud in called(page)] == [
        "Kebakaran Salakan",
        "Penyelamatan Baka",
    ]
    assert re.findall(r"<li data-call=[^>]*?( data-loud)?>", page) == [" data-loud", ""]


async def test_what_nobody_in_the_garage_should_hear_stays_on_the_phones(
    town: Town, client: httpx.AsyncClient
) -> None:
    hidden = next(
        leaf
        for leaf in town.region.categories.values()
        if leaf.visibility == "hidden" and leaf.priority == "P1" and not leaf.leader_only
    )
    village = town.region.villages[town.village("Salakan")]
    team = town.region.teams_for(hidden, village)[0]
    await is_screen_of(client, town, station_of(town, team.code))
    await town.responder("Rahim", team=team.code)
    await town.report(category=hidden.code, landmark="Rumah cat biru")
    page = await picture(client)
    assert "Rincian ada di HP petugas." in words(page)
    assert called(page)
    assert hidden.word not in page and "cat biru" not in page


async def test_without_an_alarm_it_shows_who_is_on_duty(
    town: Town, screen: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    await town.responder("Mirna", phone=False)
    page = (await screen.get("/pos")).text
    told = words(page)
    assert "Tidak ada alarm" in told
    assert "2 petugas jaga" in told
    assert "Mirna telepon" in told
    assert "Tidak ada yang jaga." in told  # the station's other teams
    assert not called(page)


async def test_an_alarm_that_has_climbed_rings_at_every_station_that_serves_it(
    town: Town, screen: httpx.AsyncClient
) -> None:
    """Far out, the own station is called first; ours hears it when too few have answered there."""
    far = far_away(town)
    await town.responder("Rahim", team=far.code)
    village = next(v for v in town.region.villages.values() if v.district.code in far.districts)
    await town.report(village=village.name)
    assert not called(await picture(screen))
    for _ in range(4):
        await town.passes(minutes=1)
    page = await picture(screen)
    assert [aloud.split(".")[0] for aloud in called(page)] == [f"Kebakaran {village.called}"]


async def test_the_last_test_alarm_is_told_while_nothing_rings(
    town: Town, screen: httpx.AsyncClient
) -> None:
    rahim, selfi = await town.responder("Rahim"), await town.responder("Selfi")
    test, now = uuid4(), town.clock()
    ends = now + timedelta(seconds=30)
    await AlarmTest.insert(AlarmTest(id=test, team=town.first_team, started_at=now, ends_at=ends))
    for person, confirmed in ((rahim, now + timedelta(seconds=5)), (selfi, None)):
        await AlarmTestAnswer.insert(
            AlarmTestAnswer(id=uuid4(), test=test, person=person, confirmed_at=confirmed)
        )
    assert "Uji alarm: 1 dari 2 mendengar LATIHAN" in words(await picture(screen))
    await town.report()
    assert "Uji alarm:" not in words(await picture(screen))


async def test_a_promise_that_is_broken_is_counted_on(
    town: Town, screen: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    await town.report()
    town.clock.passes(minutes=17, seconds=5)
    page = await picture(screen)
    assert 'data-state="over"' in page
    assert '<span class="clock" role="timer">2.05</span>' in page


async def test_a_drill_says_so_first(town: Town, screen: httpx.AsyncClient) -> None:
    await town.responder("Rahim")
    await town.operator("Piket")
    fire = await town.report()
    await triage.mark_drill(fire.incident, **town.by("Piket"))
    page = await picture(screen)
    assert "LATIHAN" in words(page) or "Tidak ada alarm" in words(page)
    assert all(aloud.startswith("LATIHAN") for aloud in called(page))


async def test_a_broken_vehicle_is_named(town: Town, screen: httpx.AsyncClient) -> None:
    home = station_of(town)
    vehicle = next(each for each in town.region.vehicles.values() if each.station == home.code)
    await VehicleState.insert(
        VehicleState(code=vehicle.code, ready=False, note="Ban bocor", changed_at=town.clock())
    )
    assert f"Rusak: {vehicle.name}" in words(await picture(screen))


async def test_without_scripts_the_page_comes_again_by_itself(
    town: Town, screen: httpx.AsyncClient
) -> None:
    answer = await screen.get("/pos")
    assert '<noscript><meta http-equiv="refresh" content="20"></noscript>' in answer.text
    assert len(answer.headers["x-lacak-keep"]) == 12


async def test_the_stream_tells_of_an_alarm(
    app: Litestar, town: Town, screen: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    cookie = {"cookie": f"{NAME}={screen.cookies[NAME]}"}
    async with watching(app, "/pos/aliran?sejak=0", headers=cookie) as stream:
        await town.report()
        assert (await stream.event())["data"] == "berubah"


class TestBinding:
    async def test_an_operator_binds_a_screen_and_signs_it_out(
        self, town: Town, client: httpx.AsyncClient
    ) -> None:
        await town.operator("Piket")
        await signs_in(client, town, "Piket", "operator")
        station = station_of(town)
        assert "Belum ada layar" in words((await client.get("/pos/undangan")).text)
        form = {"station": station.code}
        page = (await client.post("/pos/undangan", data=form)).text
        link = re.search(r"/aktivasi/[\w-]{22}", page)
        assert link is not None and "<svg" in page

        operator = client.cookies[NAME]
        client.cookies.clear()
        assert "Aktifkan layar ini" in (await client.get(link[0])).text
        bound = await client.post(link[0])
        assert bound.headers["location"] == "/pos"
        assert station.name in (await client.get("/pos")).text

        screen = client.cookies[NAME]
        client.cookies.clear()
        client.cookies.set(NAME, operator)
        assert "1 layar menyala" in words((await client.get("/pos/undangan")).text)
        town.clock.passes(minutes=4)
        assert "Layar diam" in words((await client.get("/pos/undangan")).text)
        assert (await client.post("/pos/pencabutan", data=form)).status_code == 303
        client.cookies.clear()
        client.cookies.set(NAME, screen)
        assert (await client.get("/pos")).headers["location"] == "/masuk"

    async def test_inviting_twice_makes_one_account(
        self, town: Town, client: httpx.AsyncClient
    ) -> None:
        await is_screen_of(client, town, station_of(town))
        await is_screen_of(client, town, station_of(town))
        found = await database.row("SELECT count(*) AS n FROM person WHERE role = 'station'")
        assert found is not None and found["n"] == 1

    async def test_a_station_the_region_does_not_know_is_refused(
        self, town: Town, client: httpx.AsyncClient
    ) -> None:
        await town.operator("Piket")
        await signs_in(client, town, "Piket", "operator")
        for address in ("/pos/undangan", "/pos/pencabutan"):
            answer = await client.post(address, data={"station": "NOWHERE"})
            assert answer.status_code == 404
            assert "Pos ini tidak dikenal" in answer.text
