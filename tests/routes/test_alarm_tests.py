"""/uji: who may begin a test, what each person sees of it, and what it tells to mend."""

from datetime import timedelta
from uuid import UUID, uuid4

import httpx
import pytest

from src import database
from src.push import receipts
from tests.routes.staff import JSON, signs_in, words
from tests.town import Town


async def begin(client: httpx.AsyncClient, town: Town, team: str = "") -> str:
    """Press the button; returns the address of the test."""
    form = {"id": str(uuid4()), "team": team or town.first_team}
    answer = await client.post("/uji", data=form)
    assert answer.status_code == 303, words(answer.text)
    await town.passes()
    return answer.headers["location"]


async def receipt_of(town: Town, name: str, what: str) -> None:
    delivery = UUID(town.phone(name).messages[-1]["lacak"]["delivery"])
    await receipts.record(delivery, what, None, now=town.clock())


async def seen(client: httpx.AsyncClient, address: str) -> str:
    answer = await client.get(address)
    assert answer.status_code == 200, words(answer.text)
    return words(answer.text)


async def test_an_operator_sees_who_heard_it_and_what_to_mend(
    client: httpx.AsyncClient, town: Town
) -> None:
    for name in ("Rahim", "Yopi", "Amir", "Sinta", "Budi"):
        await town.responder(name, leads=name == "Sinta")
    await town.responder("Dewi", phone=False)
    await town.responder("Eko")
    await town.signs_out("Eko")
    town.service.answers(403, for_phone="Budi")
    await town.operator("yuliana")
    await signs_in(client, town, "yuliana", "operator")
    address = await begin(client, town)
    assert "Sedang berjalan." in await seen(client, address)
    town.clock.passes(seconds=8)
    await receipt_of(town, "Rahim", "opened")
    await receipt_of(town, "Yopi", "shown")
    town.clock.passes(seconds=60)
    await receipt_of(town, "Sinta", "opened")
    page = await seen(client, address)
    assert "Kembali LATIHAN" in page and "Uji alarm: Regu A Damkar" in page
    assert "1 dari 7 terdengar dalam 30 detik, 1 terlambat." in page
    assert "Sedang berjalan." not in page
    for line in (
        "Rahim Terdengar 8 detik",
        "Sinta danru Terlambat 1 menit",
        "HP menahan notifikasi. Atur hemat baterai. Panduan",
        "Yopi Bunyi, tidak dijawab Naikkan volume notifikasi. Matikan mode senyap.",
        "Amir Tidak sampai HP mati, tanpa sinyal, atau menahan notifikasi.",
        "Budi Belum terkirim Layanan notifikasi menolak kunci server ini.",
        "Dewi Tidak bisa dibunyikan Alarm belum dinyalakan di HP.",
        "Eko Tidak bisa dibunyikan Belum masuk di HP mana pun.",
    ):
        assert line in page, line
    order = [page.index(name) for name in ("Dewi", "Budi", "Amir", "Yopi", "Sinta", "Rahim")]
    assert order == sorted(order)  # what needs mending first


async def test_the_guide_is_that_of_the_phone(client: httpx.AsyncClient, town: Town) -> None:
    await town.responder("rahim")
    await database.rows("UPDATE session SET device_name = 'Redmi Note 8, Android 11, Chrome'")
    await town.operator("yuliana")
    await signs_in(client, town, "yuliana", "operator")
    address = await begin(client, town)
    town.clock.passes(seconds=31)
    page = (await client.get(address)).text
    assert 'href="/panduan/alarm?hp=xiaomi#xiaomi">Panduan Xiaomi, Redmi, POCO<' in page
    guide = (await client.get("/panduan/alarm?hp=xiaomi")).text
    assert '<details id="xiaomi" open>' in guide and '<details id="samsung">' in guide


async def test_who_was_asked_sees_one_button_and_no_names(
    client: httpx.AsyncClient, town: Town
) -> None:
    await town.responder("Rahim")
    await town.responder("Yopi")
    await town.operator("yuliana")
    await signs_in(client, town, "yuliana", "operator")
    address = await begin(client, town)
    await signs_in(client, town, "Rahim", "responder")
    page = await seen(client, address)
    assert "Saya dengar" in page and "Yopi" not in page and "Per petugas" not in page
    town.clock.passes(seconds=12)
    answer = await client.post(f"{address}/dengar")
    assert (answer.status_code, answer.headers["location"]) == (303, address)
    page = await seen(client, address)
    assert "Tercatat: 12 detik. HP ini siap berbunyi." in page and "Saya dengar" not in page
    again = await client.post(f"{address}/dengar", headers=JSON)
    assert again.status_code == 200 and again.json()["test"] == address.removeprefix("/uji/")


async def test_an_answer_too_late_is_told(client: httpx.AsyncClient, town: Town) -> None:
    await town.responder("Rahim")
    await town.operator("yuliana")
    await signs_in(client, town, "yuliana", "operator")
    address = await begin(client, town)
    town.clock.passes(minutes=20)
    await signs_in(client, town, "Rahim", "responder")
    answer = await client.post(f"{address}/dengar")
    assert answer.status_code == 409
    assert "Uji alarm ini sudah berakhir." in words(answer.text)
    assert "Tidak terjawab." in words(answer.text)
    assert (await client.post(f"{address}/dengar", headers=JSON)).status_code == 409


async def test_a_leader_of_a_team_sees_and_tests_the_own_team(
    client: httpx.AsyncClient, town: Town
) -> None:
    await town.responder("danru", leads=True)
    await town.responder("amir", team="PP-A")
    await town.operator("yuliana")
    await signs_in(client, town, "yuliana", "operator")
    foreign = await begin(client, town, "PP-A")
    await signs_in(client, town, "danru", "responder")
    page = await seen(client, "/uji")
    assert "Regu A Damkar" in page and "Regu A Satpol PP" not in page
    own = await begin(client, town)
    assert "Per petugas" in await seen(client, own)
    assert (await client.get(foreign)).status_code == 404
    refused = await client.post("/uji", data={"id": str(uuid4()), "team": "PP-A"})
    assert refused.status_code == 403


@pytest.mark.parametrize("address", ["", "/isi", "/aliran"])
async def test_a_test_of_others_is_nobody_s_business(
    client: httpx.AsyncClient, town: Town, address: str
) -> None:
    await town.responder("rahim")
    await town.responder("amir", team="PP-A")
    await town.operator("yuliana")
    await signs_in(client, town, "yuliana", "operator")
    test = await begin(client, town)
    await signs_in(client, town, "amir", "responder")
    assert (await client.get(test + address)).status_code == 404
    assert (await client.get(f"/uji/{uuid4()}{address}")).status_code == 404
    assert (await client.post(f"{test}/dengar")).status_code == 404
    assert (await client.get("/uji")).status_code == 403


async def test_leaders_read_and_do_not_begin(client: httpx.AsyncClient, town: Town) -> None:
    await town.responder("rahim")
    await town.leader("kasat")
    await signs_in(client, town, "kasat", "leader")
    page = (await client.get("/uji")).text
    assert "Regu A Damkar" in page and "<form" not in page
    refused = await client.post("/uji", data={"id": str(uuid4()), "team": town.first_team})
    assert refused.status_code == 403


async def test_the_list_draws_the_last_tests_and_says_what_is_put_off(
    client: httpx.AsyncClient, town: Town
) -> None:
    await town.responder("rahim")
    await town.operator("yuliana")
    await signs_in(client, town, "yuliana", "operator")
    page = await seen(client, "/uji")
    assert "Tiap Senin 09.00 WITA. Berikutnya 19 Okt 2026." in page
    assert "Belum pernah diuji." in page and "Uji 1 petugas" in page
    for _ in range(6):
        address = await begin(client, town)
        town.clock.passes(minutes=2)
    listed = (await client.get("/uji")).text
    assert listed.count('href="/uji/') == 5 and f'href="{address}"' in listed
    town.clock.now += timedelta(days=7) - timedelta(hours=5)
    await town.report()
    await signs_in(client, town, "yuliana", "operator")
    assert "Uji mingguan ditunda: regu ada alarm. Dicoba lagi 10.00." in await seen(client, "/uji")
    busy = await client.post("/uji", data={"id": str(uuid4()), "team": town.first_team})
    assert busy.status_code == 409
    assert "Regu ini sedang ada alarm." in words(busy.text)


async def test_a_reader_of_the_guide_finds_the_own_phone_open(client: httpx.AsyncClient) -> None:
    agent = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile"
    first = await client.get("/panduan/alarm", headers={"User-Agent": agent})
    assert first.headers["accept-ch"] == "Sec-CH-UA-Model" and "open>" not in first.text
    told = {"User-Agent": agent, "Sec-CH-UA-Model": '"CPH2235"'}
    page = (await client.get("/panduan/alarm", headers=told)).text
    assert '<details id="oppo" open>' in page and "Oppo, Realme, OnePlus (HP ini)" in page
    assert "Lacak Bentor" in page and "{app}" not in page
