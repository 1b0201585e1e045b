"""Responders: the office adds them, binds their phones, and says who is on duty."""

import asyncio
from uuid import UUID, uuid4

import httpx
import pytest

from src import database as open_database
from src.domain.region import Region
from src.queries import duty
from src.services import shifts
from src.services.sessions import look_up
from tests.cast import Cast
from tests.clock import Clock
from tests.emptying import counts


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
