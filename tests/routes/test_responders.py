"""Responders: the office adds them, binds their phones, and says who is on duty."""

import asyncio
from uuid import UUID, uuid4

import httpx
import pytest

from src import database as open_database
from src.domain.region import Region
from src.push import receipts
from src.queries import duty
from src.services import shifts
from src.services.sessions import look_up
from tests.cast import Cast
from tests.clock import Clock
from tests.emptying import counts
from tests.routes.staff import signs_in, words
from tests.town import Town


@pytest.fixture
def team(region: Region) -> str:
    return next(iter(region.teams))


async def test_an_operator_adds_a_responder_to_a_team(
    client: httpx.AsyncClient, cast: Cast, team: str, region: Region
) -> None:
    await cast.signs_in(client, await cast.person("operator"))
    sent = {"id": str(uuid4()), "name": "Selfi", "team": team, "stand": "PLB-01", "leads": "ya"}
    assert (await client.post("/petugas", data=sent)).status_code == 303
    row = await open_database.row("SELECT * FROM person WHERE id = {}", UUID(sent["id"]))
    assert row is not None
    assert (row["role"], row["team"], row["stand"], bool(row["leads"])) == (
        "responder",
        team,
        None,
        True,
    )
    assert region.teams[team].name in (await client.get("/petugas")).text


async def test_a_team_that_does_not_exist_is_refused(client: httpx.AsyncClient, cast: Cast) -> None:
    await cast.signs_in(client, await cast.person("operator"))
    sent = {"id": str(uuid4()), "name": "Selfi", "team": "NOBODY"}
    answer = await client.post("/petugas", data=sent)
    assert answer.status_code == 422 and "Pilih dari daftar" in answer.text


async def test_duty_begins_and_ends_by_a_tap(
    client: httpx.AsyncClient, cast: Cast, clock: Clock, team: str
) -> None:
    selfi = await cast.person("responder", team=team)
    await cast.token(selfi)
    await cast.signs_in(client, await cast.person("operator"))
    assert not await duty.on_duty([team], clock())
    await client.post(f"/petugas/{selfi}/piket", data={"on": "ya"})
    assert [each.person for each in (await duty.on_duty([team], clock()))[team]] == [selfi]
    assert "Sedang piket" in (await client.get(f"/petugas/{selfi}")).text
    clock.passes(hours=8)
    await client.post(f"/petugas/{selfi}/piket", data={"on": "tidak"})
    assert not await duty.on_duty([team], clock())


async def test_two_taps_at_once_begin_one_shift(cast: Cast, clock: Clock, team: str) -> None:
    selfi = await cast.person("responder", team=team)
    operator = await look_up(await cast.token(await cast.person("operator")), now=clock())
    assert operator is not None
    await asyncio.gather(*(shifts.begin(selfi, by=operator, now=clock()) for _ in range(5)))
    assert (await counts())["shift"] == 1


async def test_the_pages_of_drivers_and_responders_do_not_mix(
    client: httpx.AsyncClient, cast: Cast, team: str
) -> None:
    driver = await cast.person("driver", stand="PLB-01")
    responder = await cast.person("responder", team=team)
    await cast.signs_in(client, await cast.person("operator"))
    for address in (f"/petugas/{driver}", f"/pengemudi/{responder}", f"/petugas/{uuid4()}"):
        assert (await client.get(address)).status_code == 404
        assert (await client.post(f"{address}/undangan")).status_code == 404
    assert (await client.post(f"/petugas/{driver}/piket", data={"on": "ya"})).status_code == 404
    assert "activation" not in await counts()


async def test_what_a_responder_can_do_is_written_down_and_changed(
    client: httpx.AsyncClient, cast: Cast, team: str
) -> None:
    await cast.signs_in(client, await cast.person("operator"))
    sent = {"id": str(uuid4()), "name": "Selfi", "team": team}
    skilled = sent | {"skill-driver": "ya", "skill-x": "ya", "off_duty": "ya"}
    await client.post("/petugas", data=skilled)
    row = await open_database.row("SELECT * FROM person WHERE id = {}", UUID(sent["id"]))
    assert row is not None and row["skills"] == "driver" and row["off_duty"]
    assert "Pengemudi armada" in (await client.get("/petugas")).text
    page = (await client.get(f"/petugas/{sent['id']}")).text
    assert 'id="skill-driver" name="skill-driver" value="ya" checked' in page
    changed = {"skill-rescue": "ya", "skill-first_aid": "ya", "leads": "ya"}
    await client.post(f"/petugas/{sent['id']}/keahlian", data=changed)
    row = await open_database.row("SELECT * FROM person WHERE id = {}", UUID(sent["id"]))
    assert row is not None and row["skills"] == "rescue first_aid"
    assert row["leads"] and not row["off_duty"]


async def test_a_driver_has_no_skills_of_a_responder(client: httpx.AsyncClient, cast: Cast) -> None:
    driver = await cast.person("driver", stand="PLB-01")
    await cast.signs_in(client, await cast.person("operator"))
    assert (await client.post(f"/petugas/{driver}/keahlian")).status_code == 404


async def test_a_phone_that_cannot_ring_is_known_before_it_has_to(
    client: httpx.AsyncClient, town: Town
) -> None:
    await town.responder("Rahim")
    await town.responder("Sitti", phone=False)
    await town.operator("Yuliana")
    await signs_in(client, town, "Yuliana", "operator")
    seen = words((await client.get("/petugas")).text)
    assert seen.count("Tak terjangkau") == 1
    assert "Alarm belum dinyalakan di HP. Nyalakan alarm di halaman tugas." in seen
    sitti = words((await client.get(f"/petugas/{town.people['Sitti']}")).text)
    assert "Sedang piket, tetapi alarm tidak dapat membunyikan HP." in sitti

    rahim = f"/petugas/{town.people['Rahim']}"
    assert "Terjangkau. Belum pernah dicoba." in words((await client.get(rahim)).text)
    await town.report()
    delivery = await open_database.row("SELECT id FROM delivery")
    assert delivery is not None
    await receipts.record(delivery["id"], "shown", None, now=town.clock())
    seen = words((await client.get(rahim)).text)
    assert "Terjangkau. Alarm terakhir sampai" in seen and "13.58" in seen
