"""The alarm on the incident's page: a line for each person, what did not arrive, whom to call."""

import re
from uuid import UUID, uuid4

import httpx
import pytest

from src import database
from src.push import receipts, subscriptions
from tests.routes.staff import number, signs_in, words
from tests.town import Town


@pytest.fixture
async def desk(town: Town, client: httpx.AsyncClient) -> httpx.AsyncClient:
    """Yuliana at her desk."""
    await town.operator("Yuliana")
    await signs_in(client, town, "Yuliana", "operator")
    return client


async def told(client: httpx.AsyncClient, town: Town, incident: int) -> str:
    return words(await page(client, town, incident))


async def page(client: httpx.AsyncClient, town: Town, incident: int) -> str:
    answer = await client.get(f"/aduan/{number(town, incident)}")
    assert answer.status_code == 200
    return answer.text


async def confirms(town: Town, name: str, what: str) -> None:
    """The phone says what became of everything that was sent to it."""
    for row in await database.rows("SELECT id FROM delivery WHERE person = {}", town.people[name]):
        await receipts.record(row["id"], what, None, now=town.clock())


async def has_number(town: Town, name: str, phone: str) -> None:
    async with database.transaction():
        await database.rows("UPDATE person SET phone = {} WHERE id = {}", phone, town.people[name])


async def test_each_receipt_is_told_as_it_comes(desk: httpx.AsyncClient, town: Town) -> None:
    await town.responder("Rahim")
    fire = await town.report()
    assert "Rahim belum menjawab Terkirim 13.58." in await told(desk, town, fire.incident)
    for what, word in (("received", "Sampai"), ("shown", "Tampil"), ("opened", "Dibuka")):
        await confirms(town, "Rahim", what)
        assert f"Rahim belum menjawab {word} 13.58." in await told(desk, town, fire.incident)
    await town.acts("Rahim", "accepted", fire.incident, eta_min=5)
    assert "Rahim Terima tugas 13.58, 5 menit" in await told(desk, town, fire.incident)


async def test_a_push_service_that_accepts_and_never_delivers_is_seen_after_30_seconds(
    desk: httpx.AsyncClient, town: Town
) -> None:
    await town.responder("Rahim")
    await has_number(town, "Rahim", "+6281244550111")
    town.service.answers(how="silent")
    fire = await town.report()
    early = await page(desk, town, fire.incident)
    assert "Belum sampai" not in words(early)
    assert 'hx-trigger="load delay:31s"' in early  # then the page asks by itself
    await town.passes(seconds=30)
    late = await page(desk, town, fire.incident)
    assert "Rahim Belum sampai Terkirim 13.58. Telepon Rahim" in words(late)
    assert late.count('href="tel:+6281244550111"') == 2  # on his line, and on the list
    await confirms(town, "Rahim", "received")
    assert "Belum sampai" not in await told(desk, town, fire.incident)


async def test_a_message_that_failed_says_why(desk: httpx.AsyncClient, town: Town) -> None:
    await town.responder("Rahim")
    town.phone("Rahim").gone = True
    fire = await town.report()
    assert (
        "Rahim Gagal terkirim Disiapkan 13.58. Langganan sudah tidak ada."
        " Minta petugas menyalakan alarm lagi di HP."
    ) in await told(desk, town, fire.incident)


async def test_who_is_on_duty_and_cannot_be_rung_stands_there_too(
    desk: httpx.AsyncClient, town: Town
) -> None:
    await town.responder("Rahim")
    await town.responder("Sitti", phone=False)
    fire = await town.report()
    seen = await told(desk, town, fire.incident)
    assert "Sitti Tak terjangkau Tidak dibunyikan. Alarm belum dinyalakan di HP." in seen
    assert "Tidak ada HP yang dibunyikan." not in seen


async def test_an_alarm_that_rings_nowhere_says_so(desk: httpx.AsyncClient, town: Town) -> None:
    await town.responder("Sitti", phone=False)
    town.phone("Yuliana").gone = True
    fire = await town.report()
    assert "Tidak ada HP yang dibunyikan. Telepon regu." in await told(desk, town, fire.incident)


async def test_a_permission_that_was_lost_is_told_beside_what_is_missing(
    desk: httpx.AsyncClient, town: Town
) -> None:
    await town.responder("Rahim")
    await subscriptions.permission_lost(town.sessions["Rahim"], "denied", now=town.clock())
    town.service.answers(how="silent")
    fire = await town.report()
    await town.passes(seconds=30)
    seen = await told(desk, town, fire.incident)
    assert "Rahim Belum sampai Terkirim 13.58. Izin notifikasi dicabut." in seen


async def test_every_phone_of_one_person_is_told_apart_and_one_that_rang_is_enough(
    desk: httpx.AsyncClient, town: Town
) -> None:
    await town.responder("Rahim")
    old = town.sessions["Rahim"]
    session = uuid4()
    async with database.transaction():
        await database.rows(
            "INSERT INTO session"
            " (id, token_hash, person, device_name, created_at, seen_at, expires_at)"
            " SELECT {}, {}, person, 'iPhone, Safari', created_at, seen_at, expires_at"
            " FROM session WHERE id = {}",
            session,
            session.hex,
            old,
        )
        await database.rows("UPDATE session SET device_name = 'SM-A135F' WHERE id = {}", old)
    await subscriptions.subscribe(
        **town.phone("iphone").subscription,
        person=town.people["Rahim"],
        session=session,
        report=None,
        now=town.clock(),
        further_hosts=town.settings.push_hosts,
    )
    town.phone("Rahim").gone = True
    fire = await town.report()
    delivery = await database.row(
        "SELECT d.id FROM delivery d JOIN subscription s ON s.id = d.subscription"
        " WHERE s.session = {}",
        session,
    )
    assert delivery is not None
    await receipts.record(delivery["id"], "shown", None, now=town.clock())
    await town.passes(seconds=40)
    seen = await told(desk, town, fire.incident)
    assert "Rahim belum menjawab Tampil 13.58." in seen
    assert "iPhone, Safari: Tampil 13.58." in seen
    assert "SM-A135F: Disiapkan 13.58. Langganan sudah tidak ada." in seen


async def test_a_text_message_that_arrived_counts(desk: httpx.AsyncClient, town: Town) -> None:
    await town.responder("Rahim")
    town.service.answers(how="silent")
    fire = await town.report()
    async with database.transaction():
        await database.rows(
            "INSERT INTO text_message (id, key, alarm, incident, person, step, body, state,"
            " created_at, accepted_at, delivered_at, expires_at, attempts, failure)"
            " SELECT {}, 'sms', id, incident, {}, 0, 'x', 'delivered', started_at, started_at,"
            " started_at, started_at, 1, '' FROM alarm",
            uuid4(),
            town.people["Rahim"],
        )
    await town.passes(seconds=40)
    seen = await told(desk, town, fire.incident)
    assert "Rahim belum menjawab SMS sampai 13.58." in seen
    assert "Belum sampai" not in seen


async def test_the_list_of_telephones_follows_the_policy(
    desk: httpx.AsyncClient, town: Town
) -> None:
    await town.leader("Kasat")
    await town.responder("Danru", leads=True, on_duty=False)
    await town.responder("Rahim")
    await town.responder("Sitti")
    for place, name in enumerate(("Kasat", "Danru", "Rahim", "Sitti")):
        await has_number(town, name, f"+628124455011{place}")
    fire = await town.report()
    seen = await page(desk, town, fire.incident)
    section = seen[seen.index('id="telepon"') :]
    assert re.findall(r'href="tel:([^"]+)"', section)[:4] == [
        "+6281244550112",
        "+6281244550113",
        "+6281244550111",
        "+6281244550110",
    ]
    assert 'href="https://wa.me/6281244550112"' in section
    assert "Yuliana" not in words(section)


async def test_a_call_is_noted_by_one_tap(desk: httpx.AsyncClient, town: Town) -> None:
    await town.responder("Rahim")
    await has_number(town, "Rahim", "+6281244550111")
    fire = await town.report()
    address = f"/aduan/{number(town, fire.incident)}/panggilan"
    tap = {
        "person": str(town.people["Rahim"]),
        "result": "no_answer",
        "action_id": str(uuid4()),
    }
    assert (await desk.post(address, data=tap)).status_code == 303
    assert (await desk.post(address, data=tap)).status_code == 303  # a double tap is one tap
    seen = await told(desk, town, fire.incident)
    assert seen.count("Rahim ditelepon: tidak diangkat. Yuliana") == 1
    assert "Tidak diangkat 13.58" in seen

    again = {**tap, "result": "answered", "action_id": str(uuid4())}
    assert (await desk.post(address, data=again)).status_code == 303
    assert "Diangkat 13.58" in await told(desk, town, fire.incident)
    await town.acts("Rahim", "accepted", fire.incident)
    assert "Daftar telepon" not in await told(desk, town, fire.incident)


@pytest.mark.parametrize(
    "wrong",
    [
        {"result": "hung_up"},
        {"person": "rahim"},
        {"person": str(UUID(int=7))},
        {"action_id": ""},
    ],
)
async def test_a_call_that_makes_no_sense_is_not_noted(
    desk: httpx.AsyncClient, town: Town, wrong: dict[str, str]
) -> None:
    await town.responder("Rahim")
    fire = await town.report()
    tap = {"person": str(town.people["Rahim"]), "result": "busy", "action_id": str(uuid4())}
    address = f"/aduan/{number(town, fire.incident)}/panggilan"
    answer = await desk.post(address, data=tap | wrong)
    assert answer.status_code == 422
    assert "called" not in await town.log(fire.incident)


async def test_a_responder_sees_who_was_rung_and_no_numbers(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    await town.responder("Sitti")
    await has_number(town, "Sitti", "+6281244550112")
    fire = await town.report()
    await signs_in(client, town, "Rahim", "responder")
    seen = await page(client, town, fire.incident)
    assert "Sitti belum menjawab Terkirim 13.58." in words(seen)
    assert "Daftar telepon" not in seen
    assert "81244550112" not in seen
