"""/papan/masuk: one form for what others tell; nothing typed is lost, nothing is decided."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from src import database
from src.domain.village import Point
from src.services import triage
from tests.routes.reporting import receipt
from tests.routes.staff import number, offered, signs_in, words
from tests.services.pictures import photo
from tests.town import VILLAGE, Town

CHAT = (
    "[12/10 13.50] Om Rudi: Tolong so tabakar rumah di apal blkg pasar,"
    " ada nenek tajebak di dalam. 0812 4455 0199"
)
PART = {"HX-Request": "true"}


@pytest.fixture
async def desk(town: Town, client: httpx.AsyncClient) -> httpx.AsyncClient:
    """Yuliana at her desk, Rahim on duty."""
    await town.responder("Rahim")
    await town.operator("Yuliana")
    await signs_in(client, town, "Yuliana", "operator")
    return client


def typed(town: Town, **more: Any) -> dict[str, str]:
    told = {
        "id": str(uuid4()),
        "channel": "phone",
        "category": "fire.house",
        "text": "Api di belakang pasar",
        "village": town.village(VILLAGE),
    }
    return told | {name: str(value) for name, value in more.items()}


async def send(desk: httpx.AsyncClient, town: Town, **more: Any) -> httpx.Response:
    return await desk.post("/papan/masuk", data=typed(town, **more))


async def test_a_call_becomes_an_incident_and_a_link_to_send(
    desk: httpx.AsyncClient, town: Town
) -> None:
    form = await desk.get("/papan/masuk")
    assert form.status_code == 200
    assert 'value="phone" data-origin="phone" checked' in form.text
    answer = await send(desk, town, reporter_phone="0812 4455 0199", reporter_name="Ibu Ani")
    assert answer.status_code == 303
    await town.passes()
    assert town.phone("Rahim").rang == ["KEBAKARAN: Salakan"]
    page = await desk.get(answer.headers["location"])
    told = words(page.text)
    assert "Kirim tautan ke pelapor" in told
    assert "lewat telepon" in told
    whatsapp = re.search(r'href="(https://wa\.me/6281244550199\?text=[^"]+)"', page.text)
    assert whatsapp is not None
    assert "sms:+6281244550199?body=" in page.text
    link = re.search(r"http://lacak\.test(/milik/[^<\s]+)", told)
    assert link is not None
    own = await desk.get(link[1])
    assert own.status_code == 303
    assert own.headers["location"].startswith("/pantau/")


async def test_the_number_it_came_from_is_the_reporters_and_never_public(
    desk: httpx.AsyncClient, town: Town
) -> None:
    answer = await send(desk, town, channel="whatsapp", origin="0812-4455-0199")
    row = await database.row("SELECT reporter_phone, share_token FROM report")
    assert row is not None and row["reporter_phone"] == "+6281244550199"
    assert "0812-4455-0199" in (await desk.get(answer.headers["location"])).text
    desk.cookies.clear()
    shared = await desk.get(f"/pantau/{row['share_token']}")
    assert "4455" not in shared.text


async def test_a_secret_reporters_number_is_in_no_link(desk: httpx.AsyncClient, town: Town) -> None:
    answer = await send(desk, town, reporter_phone="0812 4455 0199", confidential="ya")
    page = await desk.get(answer.headers["location"])
    assert "81244550199" not in page.text
    assert "https://wa.me/?text=" in page.text


async def test_the_form_sent_twice_is_one_report(desk: httpx.AsyncClient, town: Town) -> None:
    form = typed(town)
    first = await desk.post("/papan/masuk", data=form)
    again = await desk.post("/papan/masuk", data=form)
    assert first.headers["location"] == again.headers["location"]
    await town.passes()
    assert len(town.phone("Rahim").rang) == 1


async def test_a_pasted_chat_becomes_suggestions_with_reasons(
    desk: httpx.AsyncClient, town: Town
) -> None:
    answer = await desk.post("/papan/masuk/baca", data={"text": CHAT}, headers=PART)
    assert answer.status_code == 200
    told = words(answer.text)
    assert "Ada orang dalam bahaya?" in told
    assert "Terjebak dari kata “nenek”, “tajebak”" in told
    assert "Pakai desa: Apal (Liang) dari kata “apal”" in told
    assert "Pakai desa: Apal (Buko Selatan)" in told
    assert "Pakai Nomor HP: 0812-4455-0199 dari kata “0812 4455 0199”" in told
    assert "Pakai nama: Om Rudi dari kepala pesan" in told
    assert "Pakai jam: 12/10 13.50" in told
    assert "Pakai jenis: Kebakaran: rumah" in told
    assert "<h1" not in answer.text


async def test_without_scripts_one_tap_takes_one_over_and_keeps_what_was_typed(
    desk: httpx.AsyncClient, town: Town
) -> None:
    form = {"text": CHAT, "landmark": "Rumah Om Heri", "channel": "whatsapp"}
    page = await desk.post("/papan/masuk/baca", data={**form, "pakai": "reporter_name:Om Rudi"})
    assert 'name="reporter_name" type="text" value="Om Rudi"' in page.text
    assert 'name="landmark" type="text" value="Rumah Om Heri"' in page.text
    assert 'value="whatsapp" data-origin="phone" checked' in page.text
    assert "tajebak" in page.text
    every = await desk.post("/papan/masuk/baca", data={**form, "pakai": "semua:"})
    assert 'name="landmark" type="text" value="Rumah Om Heri"' in every.text
    assert 'name="reporter_phone" type="tel" value="+6281244550199"' in every.text
    assert 'name="heard" type="text" value="12/10 13.50"' in every.text
    # Of the two villages of this name nobody but the operator chooses.
    assert not re.search(r'<option value="72[^"]+" selected>', every.text)


async def test_a_fire_that_is_none_is_doubted_and_not_refused(
    desk: httpx.AsyncClient, town: Town
) -> None:
    said = {"text": "Ada asap karena orang bakar ikan, bukan kebakaran"}
    told = words((await desk.post("/papan/masuk/baca", data=said, headers=PART)).text)
    assert "Mungkin" in told
    assert (await send(desk, town, **said)).status_code == 303


async def test_what_may_be_the_same_is_shown_and_added_without_a_second_alarm(
    desk: httpx.AsyncClient, town: Town
) -> None:
    fire = await town.report("Api di pasar", position=Point(-1.3100, 123.3200), accuracy_m=20)
    await town.passes(minutes=6)
    near = "https://maps.google.com/?q=-1.3110,123.3200"
    beside = await desk.post("/papan/masuk/baca", data=typed(town, position=near), headers=PART)
    same = number(town, fire.incident)
    assert f"Sangat mungkin sama dengan {same}" in words(beside.text)
    assert "110 meter, selisih 6 menit" in words(beside.text)
    answer = await send(desk, town, position=near, into=same)
    assert answer.headers["location"].startswith(f"/aduan/{same}?masuk=")
    await town.passes()
    assert town.phone("Rahim").rang.count("KEBAKARAN: Salakan") == 1
    assert (await town.case(fire.incident)).reports == 2


async def test_who_calls_again_is_recognised(desk: httpx.AsyncClient, town: Town) -> None:
    snake = await town.report("Ular", category="rescue.snake", reporter_phone="+6281244550199")
    await town.passes(minutes=4)
    said = {"reporter_phone": "081244550199", "text": "halo"}
    told = words((await desk.post("/papan/masuk/baca", data=said, headers=PART)).text)
    assert f"Sangat mungkin sama dengan {number(town, snake.incident)}" in told
    assert "Nomor HP sama, selisih 4 menit" in told


async def test_a_complaint_about_officers_is_nobodys_candidate_but_the_leaders(
    desk: httpx.AsyncClient, town: Town
) -> None:
    complaint = await town.report(
        "Petugas kasar", category="other.complaint", reporter_phone="+6281244550199"
    )
    same = number(town, complaint.incident)
    said = {"reporter_phone": "081244550199", "text": "Petugas kasar"}
    beside = await desk.post("/papan/masuk/baca", data=said, headers=PART)
    assert same not in beside.text
    refused = await send(desk, town, into=same)
    assert refused.status_code == 422
    assert "Aduan ini tidak ada di daftar Anda." in words(refused.text)


async def test_what_it_was_to_be_added_to_may_have_ended_meanwhile(
    desk: httpx.AsyncClient, town: Town
) -> None:
    noise = await town.report("Musik", category="public_order.noise")
    await triage.decline(noise.incident, reason="Acara berizin", **town.by("Yuliana"))
    answer = await send(desk, town, into=number(town, noise.incident), text="Masih ribut")
    assert answer.status_code == 409
    assert "Kejadian itu sudah berakhir." in words(answer.text)
    assert "Masih ribut" in answer.text


WRONG = [
    ({"channel": "pigeon"}, "Pilih lewat mana laporan ini masuk."),
    ({"category": ""}, "Pilih jenis kejadian."),
    ({"category": "fire.dragon"}, "Jenis kejadian ini tidak dikenal."),
    ({"village": ""}, "Isi salah satu: lokasi, desa, atau patokan."),
    ({"village": "99.99"}, "Desa ini tidak dikenal."),
    ({"village": "", "landmark": "🔥"}, "Tulis patokan dengan kata."),
    ({"position": "di sana"}, "Lokasi tidak terbaca."),
    ({"position": "https://maps.app.goo.gl/x"}, "Tautan pendek tidak terbaca."),
    ({"reporter_phone": "12"}, "Nomor HP belum benar."),
    ({"origin": "javascript:alert(1)"}, "Tulis nomor HP atau tautan lengkap."),
    ({"heard": "besok"}, "Jam belum benar atau belum lewat."),
    ({"heard": "31/12 10.00"}, "Jam belum benar atau belum lewat."),
    ({"callback": "7", "reporter_phone": "081244550199"}, "Pilih kapan pelapor ditelepon balik."),
    ({"callback": "30"}, "Tulis nomor HP pelapor, supaya bisa ditelepon balik."),
    ({"callback": "30", "callback_by": "x", "reporter_phone": "081244550199"}, "Orang ini tidak"),
    ({"text": "x" * 4001}, "Tulisan terlalu panjang."),
    ({"landmark": "x" * 201}, "Tulisan terlalu panjang."),
    ({"reporter_name": "x" * 121}, "Tulisan terlalu panjang."),
    ({"id": "1"}, "Nomor kiriman rusak."),
    ({"into": "LB-0000"}, "Aduan ini tidak ada di daftar Anda."),
    ({"into": "LB-2222"}, "Aduan ini tidak ada di daftar Anda."),
]


@pytest.mark.parametrize(("wrong", "sentence"), WRONG)
async def test_wrong_input_is_told_in_plain_words_and_nothing_typed_is_lost(
    desk: httpx.AsyncClient, town: Town, wrong: dict[str, str], sentence: str
) -> None:
    kept = {"text": "Cerita <b>lengkap</b>", "reporter_name": "Ibu Ani", "urgent": "ya"}
    answer = await send(desk, town, **{**kept, **wrong})
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    if "text" not in wrong:
        assert "Cerita &lt;b&gt;lengkap&lt;/b&gt;" in answer.text
    if "reporter_name" not in wrong:
        assert 'value="Ibu Ani"' in answer.text
    assert 'name="urgent" value="ya" checked' in answer.text
    assert await database.rows("SELECT id FROM report") == []


@pytest.mark.parametrize(
    "text", ["", "\x00", "🔥" * 400, "<script>", "[[[[", "]:" * 500, "9" * 4000]
)
async def test_whatever_is_pasted_is_read_without_trouble(
    desk: httpx.AsyncClient, text: str
) -> None:
    for headers in (PART, {}):
        answer = await desk.post("/papan/masuk/baca", data={"text": text}, headers=headers)
        assert answer.status_code == 200
        assert "<script>" not in words(answer.text) or "&lt;script&gt;" in answer.text


async def test_a_promised_call_stands_on_the_incident_until_it_is_done(
    desk: httpx.AsyncClient, town: Town
) -> None:
    answer = await send(
        desk, town, reporter_phone="081244550199", reporter_name="Ibu Ani", callback="30"
    )
    address = answer.headers["location"].partition("?")[0]
    told = words((await desk.get(address)).text)
    assert "Telepon balik Ibu Ani" in told
    assert "Oleh Yuliana" in told
    assert "menelepon balik paling lambat 14.28" in told
    await town.passes(minutes=31)
    page = await desk.get(address)
    assert "Lewat 1 menit" in words(page.text)
    owed = (await desk.get("/tenggat")).text
    assert "Telepon balik 1" in words(owed) and "Telepon oleh Yuliana" in words(owed)
    assert f'href="{address}#balik"' in owed and "Ibu Ani" not in owed
    callback = re.search(r'name="callback" value="([^"]+)"', page.text)
    assert callback is not None
    done = f"{address}/telepon-balik/hasil"
    again = await desk.post(done, data={"callback": callback[1], "result": "no_answer"})
    assert again.status_code == 303
    assert "Terakhir: tidak diangkat" in words((await desk.get(address)).text)
    over = await desk.post(done, data={"callback": callback[1], "result": "answered"})
    assert over.status_code == 303
    assert "Telepon balik 0" in words((await desk.get("/tenggat")).text)
    assert done not in offered((await desk.get(address)).text)
    twice = await desk.post(done, data={"callback": callback[1], "result": "answered"})
    assert twice.status_code == 409
    assert "Pelapor ini sudah ditelepon balik." in words(twice.text)


async def test_a_call_is_promised_later_too(desk: httpx.AsyncClient, town: Town) -> None:
    fire = await town.report("Api", reporter_phone="+6281244550199")
    address = f"/aduan/{number(town, fire.incident)}/telepon-balik"
    said = {"report": str(fire.id), "minutes": "10"}
    assert (await desk.post(address, data={**said, "minutes": "3"})).status_code == 422
    assert (await desk.post(address, data={**said, "report": str(uuid4())})).status_code == 409
    assert (await desk.post(address, data=said)).status_code == 303


async def test_a_photo_comes_along(desk: httpx.AsyncClient, town: Town) -> None:
    files = {"photo": ("api.jpg", photo(400, 300), "image/jpeg")}
    answer = await desk.post("/papan/masuk", data=typed(town), files=files)
    assert answer.status_code == 303
    rows = await database.rows("SELECT kind FROM attachment")
    assert [row["kind"] for row in rows] == ["photo"]


async def test_the_clock_of_the_call_counts(desk: httpx.AsyncClient, town: Town) -> None:
    answer = await send(desk, town, heard="13.40")
    assert answer.status_code == 303
    row = await database.row("SELECT received_at FROM incident")
    assert row is not None
    assert row["received_at"] == town.clock() - timedelta(minutes=18)


@pytest.mark.parametrize("name", ["Rahim", "Kasat"])
async def test_the_office_and_the_leaders_take_messages(
    town: Town, client: httpx.AsyncClient, name: str
) -> None:
    if name == "Rahim":
        await town.responder(name)
    else:
        await town.leader(name)
    await signs_in(client, town, name, "responder" if name == "Rahim" else "leader")
    expected = 403 if name == "Rahim" else 200
    assert (await client.get("/papan/masuk")).status_code == expected


async def test_a_script_is_told_in_its_own_words(desk: httpx.AsyncClient, town: Town) -> None:
    asks = {"Accept": "application/json", "X-Lacak": "1"}
    answer = await desk.post("/papan/masuk", data=typed(town, category=""), headers=asks)
    assert answer.status_code == 422
    assert answer.json()["errors"] == {"category": "Pilih jenis kejadian."}


async def test_a_registered_driver_is_known_by_the_number(
    desk: httpx.AsyncClient, town: Town
) -> None:
    heri = await town.driver("Om Heri", body_number="017")
    await database.rows("UPDATE person SET phone = {} WHERE id = {}", "+6281244550199", heri)
    said = {"text": "Api di pasar, hubungi 0812 4455 0199"}
    told = words((await desk.post("/papan/masuk/baca", data=said, headers=PART)).text)
    assert "Nomor pengemudi terdaftar: Om Heri, 017" in told
    stranger = {"text": "Api di pasar, hubungi 0812 4455 0188"}
    told = words((await desk.post("/papan/masuk/baca", data=stranger, headers=PART)).text)
    assert "pengemudi terdaftar" not in told


@pytest.mark.parametrize(
    ("channel", "origin", "shown"),
    [
        ("facebook", "https://facebook.com/groups/1/posts/2", "https://facebook.com/groups/1"),
        ("sp4n", "#1234567", "Asal: #1234567"),
        ("radio", "Salakan 2", "Asal: Salakan 2"),
        ("whatsapp", "0812 4455 0199", "Asal: 0812-4455-0199"),
    ],
)
async def test_the_office_finds_the_message_where_it_came_from_and_nobody_else_does(
    desk: httpx.AsyncClient, town: Town, channel: str, origin: str, shown: str
) -> None:
    answer = await send(desk, town, channel=channel, origin=origin)
    address = answer.headers["location"].partition("?")[0]
    assert shown in words((await desk.get(address)).text)
    row = await database.row("SELECT incident, share_token FROM report")
    assert row is not None
    await town.acts("Rahim", "accepted", row["incident"])
    await signs_in(desk, town, "Rahim", "responder")
    assert "Asal:" not in words((await desk.get(address)).text)
    desk.cookies.clear()
    assert shown not in words((await desk.get(f"/pantau/{row['share_token']}")).text)


async def test_the_origin_of_a_secret_message_is_hidden_with_its_reporter(
    desk: httpx.AsyncClient, town: Town
) -> None:
    secret = {"channel": "facebook", "origin": "facebook.com/x/1", "confidential": "ya"}
    answer = await send(desk, town, **secret)
    assert "facebook.com/x/1" not in (await desk.get(answer.headers["location"])).text


async def test_what_is_added_needs_no_more_than_its_words(
    desk: httpx.AsyncClient, town: Town
) -> None:
    fire = await town.report("Api di pasar")
    said = {"category": "", "village": "", "text": "Masih menyala"}
    answer = await send(desk, town, into=number(town, fire.incident), **said)
    assert answer.status_code == 303
    rows = await database.rows("SELECT category, village FROM report ORDER BY received_at, id")
    assert [(row["category"], row["village"]) for row in rows] == [
        ("fire.house", town.village(VILLAGE))
    ] * 2
    nowhere = await town.report("Api", village="", landmark="belakang pasar")
    answer = await send(desk, town, into=number(town, nowhere.incident), **said)
    assert answer.status_code == 303
    assert (await town.case(nowhere.incident)).landmark == "belakang pasar"


SENT = "f47ac10b-58cc-4372-a567-0e02b2c3d479"
SMS = "LAPOR K {place} HX00R9BP belakang pasar, so tabakar rumah"
POINT = SMS.format(place="-1.31000,123.32000 35m")


async def read(desk: httpx.AsyncClient, text: str, **more: str) -> str:
    answer = await desk.post("/papan/masuk/baca", data={"text": text, **more}, headers=PART)
    assert answer.status_code == 200
    return words(answer.text)


async def test_an_sms_of_the_app_is_recognised(desk: httpx.AsyncClient, town: Town) -> None:
    told = await read(desk, POINT)
    assert "Pakai jenis: Kebakaran: rumah SMS dari aplikasi; dari kata" in told
    assert "Pakai lokasi: -1.31000, 123.32000 SMS dari aplikasi" in told
    assert "Pakai patokan: belakang pasar dari kata" in told
    told = await read(desk, SMS.format(place=town.village(VILLAGE)).lower())
    label = town.region.villages[town.village(VILLAGE)].label
    assert f"Pakai desa: {label} SMS dari aplikasi" in told
    assert "Pakai lokasi" not in told


async def test_the_words_of_an_sms_count_within_its_group(desk: httpx.AsyncClient) -> None:
    told = await read(desk, POINT.replace("LAPOR K", "LAPOR P"))
    assert "SMS dari aplikasi" in told
    assert "Kebakaran: rumah" not in told
    told = await read(desk, "LAPOR K 7F3K9Q2A tolong")
    assert "Pakai jenis: Kebakaran: tidak jelas SMS dari aplikasi" in told


async def test_what_is_no_whole_line_is_read_as_ever(desk: httpx.AsyncClient) -> None:
    for text in (POINT.replace("HX00R9BP", "HX00R9B"), POINT.replace("LAPOR", "LAPORAN")):
        told = await read(desk, text)
        assert "SMS dari aplikasi" not in told
        assert "Pakai lokasi: -1.31000, 123.32000 dari kata" in told


async def test_the_code_of_an_sms_is_kept_and_its_report_joins(
    desk: httpx.AsyncClient, town: Town
) -> None:
    whole = await desk.post("/papan/masuk/baca", data={"text": POINT, "pakai": "semua:"})
    assert 'name="position" type="text" value="-1.31000, 123.32000"' in whole.text
    taken = await send(desk, town, text=POINT)
    row = await database.row("SELECT incident, sms_code FROM report")
    assert row is not None and row["sms_code"] == "HX00R9BP"
    web = await receipt(desk, id=SENT)
    assert f"/aduan/{web['number']}?" in taken.headers["location"]
    await town.passes()
    assert town.phone("Rahim").rang == ["KEBAKARAN: Salakan"]
    assert (await town.case(row["incident"])).reports == 2


async def test_a_report_that_came_before_its_sms_stands_on_top(
    desk: httpx.AsyncClient, town: Town
) -> None:
    far = await receipt(desk, id=SENT, village=town.village("Bolonan"))
    await town.report("Api di pasar", position=Point(-1.3100, 123.3200), accuracy_m=20)
    told = await read(desk, POINT)
    first, second = told.index("mungkin sama dengan"), told.rindex("ungkin sama dengan")
    assert told[first - len("Sangat ") :].startswith(f"Sangat mungkin sama dengan {far['number']}")
    assert "Kode SMS sama" in told and second > first
    assert told.count(far["number"]) == 2  # its link and its button
    await town.passes(hours=49)
    await signs_in(desk, town, "Yuliana", "operator")
    assert "Kode SMS sama" not in await read(desk, POINT)


async def test_the_code_of_a_complaint_about_officers_tells_the_leaders_alone(
    desk: httpx.AsyncClient, town: Town
) -> None:
    complaint = await receipt(desk, id=SENT, category="other.complaint")
    text = POINT.replace("LAPOR K", "LAPOR L")
    assert complaint["number"] not in await read(desk, text)
    await town.leader("Kasat")
    await signs_in(desk, town, "Kasat", "leader")
    assert f"Sangat mungkin sama dengan {complaint['number']}" in await read(desk, text)
