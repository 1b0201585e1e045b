"""Drivers: the office and the stand's leader add them and bind their phones by a QR code."""

import re
from uuid import UUID, uuid4

import httpx
import pytest

from src import database as open_database
from src.domain.region import Region
from tests.cast import Cast
from tests.emptying import counts

TOKEN = re.compile(r"/aktivasi/([\w-]{22})")


@pytest.fixture
def stands(region: Region) -> list[str]:
    return list(region.stands)


def form(**more: str) -> dict[str, str]:
    return {"id": str(uuid4()), "name": "Rahim Laode", "body_number": "017", **more}


async def test_an_operator_adds_a_driver_and_binds_his_phone(
    client: httpx.AsyncClient, cast: Cast, stands: list[str], region: Region
) -> None:
    await cast.signs_in(client, await cast.person("operator"))
    sent = form(stand=stands[0], phone="0812-3456-7890")
    added = await client.post("/pengemudi", data=sent)
    assert (added.status_code, added.headers["location"]) == (303, f"/pengemudi/{sent['id']}")
    shown = await client.get(added.headers["location"])
    assert "Rahim Laode" in shown.text and region.stands[stands[0]].name in shown.text
    invitation = await client.post(f"{added.headers['location']}/undangan")
    assert invitation.status_code == 200 and "<svg" in invitation.text
    assert "style=" not in invitation.text
    found = TOKEN.search(invitation.text)
    assert found is not None
    client.cookies.clear()
    bound = await client.post(f"/aktivasi/{found[1]}")
    assert bound.headers["location"] == "/beranda"


async def test_a_second_tap_adds_nobody_twice(
    client: httpx.AsyncClient, cast: Cast, stands: list[str]
) -> None:
    await cast.signs_in(client, await cast.person("operator"))
    sent = form(stand=stands[0], phone="0812-3456-7890")
    for _ in range(2):
        assert (await client.post("/pengemudi", data=sent)).status_code == 303
    assert (await counts())["person"] == 2


async def test_a_stand_leader_adds_to_the_own_stand_whatever_the_form_says(
    client: httpx.AsyncClient, cast: Cast, stands: list[str]
) -> None:
    await cast.signs_in(client, await cast.person("driver", stand=stands[0], leads=True))
    sent = form(stand=stands[1])
    assert (await client.post("/pengemudi", data=sent)).status_code == 303
    row = await open_database.row("SELECT stand, role FROM person WHERE id = {}", UUID(sent["id"]))
    assert row is not None and (row["stand"], row["role"]) == (stands[0], "driver")


async def test_a_stand_leader_sees_and_manages_nobody_of_another_stand(
    client: httpx.AsyncClient, cast: Cast, stands: list[str]
) -> None:
    own = await cast.person("driver", name="Own One", stand=stands[0])
    other = await cast.person("driver", name="Other One", stand=stands[1])
    operator = await cast.person("operator", name="Nona")
    await cast.signs_in(client, await cast.person("driver", stand=stands[0], leads=True))
    shown = await client.get("/pengemudi")
    assert "Own One" in shown.text and "Other One" not in shown.text
    assert (await client.get(f"/pengemudi/{own}")).status_code == 200
    assert (await client.get(f"/pengemudi/{other}")).status_code == 403
    for path in ("undangan", "pencabutan"):
        assert (await client.post(f"/pengemudi/{other}/{path}")).status_code == 403
        assert (await client.post(f"/pengemudi/{operator}/{path}")).status_code == 404
    assert "activation" not in await counts()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Tulis namanya."),
        ({"name": "x" * 121}, "Nama terlalu panjang."),
        ({"stand": "NOWHERE"}, "Pilih pangkalan dari daftar."),
        ({"phone": "12"}, "Nomor HP belum benar."),
        ({"phone": "0812 0000 0001"}, "Nomor HP ini sudah terdaftar."),
        ({"body_number": "9" * 41}, "Nomor lambung terlalu panjang."),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    client: httpx.AsyncClient,
    cast: Cast,
    stands: list[str],
    change: dict[str, str],
    sentence: str,
) -> None:
    await cast.person("driver", phone="+6281200000001")
    await cast.signs_in(client, await cast.person("operator"))
    sent = form(stand=stands[0], name="Rahim <b>") | change
    answer = await client.post("/pengemudi", data=sent)
    assert answer.status_code == 422 and sentence in answer.text
    assert 'value="017"' in answer.text or change.keys() == {"body_number"}
    assert "<b>" not in answer.text.split('name="name"')[1][:200]


async def test_a_lost_phone_is_signed_out(
    client: httpx.AsyncClient, cast: Cast, stands: list[str]
) -> None:
    driver = await cast.person("driver", stand=stands[0])
    await cast.signs_in(client, driver)
    lost = client.cookies["lacak_sesi"]
    await cast.signs_in(client, await cast.person("operator"))
    assert (await client.post(f"/pengemudi/{driver}/pencabutan")).status_code == 303
    client.cookies.clear()
    client.cookies.set("lacak_sesi", lost)
    assert (await client.get("/masuk")).status_code == 200
