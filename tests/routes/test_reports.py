"""POST /aduan: taken once however often it comes, and every mistake told in a plain sentence."""

import asyncio
import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from src import database as db
from src.domain.numbers import token_hash
from tests.clock import Clock
from tests.emptying import counts
from tests.routes.reporting import DEVICE, SALAKAN, SCRIPT, fields, fill_in, receipt, send


async def stored(report_id: str) -> Any:
    return await db.row("SELECT * FROM report WHERE id = {}", UUID(report_id))


async def test_a_report_gets_a_receipt_that_names_it(client: httpx.AsyncClient) -> None:
    sent = fields()
    answer = await client.post("/aduan", data=sent, headers=SCRIPT)
    assert answer.status_code == 201
    assert answer.headers["x-lacak"] == "1"
    told = answer.json()
    assert told["id"] == sent["id"]
    assert re.fullmatch(r"LB-[2-9A-Y]{4}", told["number"])
    assert re.fullmatch(r"http://lacak\.test/pantau/[\w-]{22}", told["share_url"])
    assert told["own_url"].startswith("http://lacak.test/milik/")
    row = await stored(sent["id"])
    assert (row["village"], row["landmark"]) == (SALAKAN, "belakang pasar")
    assert row["device_hash"] == token_hash(DEVICE)


async def test_the_same_report_again_changes_nothing_and_gets_the_same_receipt(
    client: httpx.AsyncClient,
) -> None:
    sent = fields()
    first = await client.post("/aduan", data=sent, headers=SCRIPT)
    before = await counts()
    again = await client.post("/aduan", data=sent, headers=SCRIPT)
    assert again.status_code == 200
    assert again.json() == first.json()
    assert await counts() == before


async def test_twenty_at_the_same_instant_are_one_report(client: httpx.AsyncClient) -> None:
    sent = fields()
    headers = {name: value for name, value in SCRIPT.items() if name != "X-Lacak-Device"}
    answers = await asyncio.gather(
        *(client.post("/aduan", data=sent, headers=headers) for _ in range(20))
    )
    assert sorted(answer.status_code for answer in answers) == [200] * 19 + [201]
    assert len({answer.json()["share_url"] for answer in answers}) == 1
    assert (await counts())["report"] == 1


async def test_the_own_link_goes_to_the_phone_that_sent_it_only(client: httpx.AsyncClient) -> None:
    sent = fields()
    await client.post("/aduan", data=sent, headers=SCRIPT)
    other = await client.post("/aduan", data=sent, headers={**SCRIPT, "X-Lacak-Device": "lain"})
    assert other.status_code == 200
    assert "own_url" not in other.json()


async def test_a_wrong_clock_is_put_right_by_its_offset(
    client: httpx.AsyncClient, clock: Clock
) -> None:
    told = await receipt(
        client, created_at="2019-01-01T00:00:00+08:00", sent_at="2019-01-01T00:10:00+08:00"
    )
    row = await stored(told["id"])
    assert (clock.now - row["created_at"]).total_seconds() == 600
    assert row["device_created_at"] == datetime(2018, 12, 31, 16, tzinfo=UTC)


async def test_a_category_and_a_place_are_enough(client: httpx.AsyncClient) -> None:
    answer = await client.post(
        "/aduan", data={"category": "fire", "landmark": "pasar"}, headers=SCRIPT
    )
    assert answer.status_code == 201
    row = await stored(answer.json()["id"])
    assert row["category"] == "fire.unclear"


async def test_commas_in_numbers_are_understood(client: httpx.AsyncClient) -> None:
    told = await receipt(
        client, latitude="-1,31310", longitude="123,49620", accuracy_m="12,6", village=None
    )
    row = await stored(told["id"])
    assert (row["latitude"], row["longitude"], row["accuracy_m"]) == (-1.3131, 123.4962, 13)


MISTAKES: list[tuple[dict[str, Any], str, str]] = [
    ({"category": None}, "category", "Pilih jenis kejadian."),
    ({"category": "hantu"}, "category", "Jenis kejadian ini tidak dikenal. Pilih dari daftar."),
    (
        {"village": None, "landmark": None},
        "place",
        "Isi salah satu: lokasi, desa, atau patokan.",
    ),
    ({"village": "99.99.99.9999"}, "village", "Desa ini tidak dikenal. Pilih dari daftar."),
    (
        {"village": None, "landmark": "🔥🔥"},
        "landmark",
        "Tulis patokan dengan kata. Contoh: belakang pasar.",
    ),
    ({"id": "bukan-uuid"}, "id", "Nomor kiriman rusak. Muat ulang halaman ini."),
    ({"latitude": "91", "longitude": "123"}, "latitude", "Lokasi belum benar. Pilih desa saja."),
    ({"latitude": "-1.3"}, "latitude", "Lokasi belum benar. Pilih desa saja."),
    ({"latitude": "nan", "longitude": "1"}, "latitude", "Lokasi belum benar. Pilih desa saja."),
    ({"latitude": "1", "longitude": "inf"}, "latitude", "Lokasi belum benar. Pilih desa saja."),
    ({"latitude": "1_0", "longitude": "1"}, "latitude", "Lokasi belum benar. Pilih desa saja."),
    ({"latitude": "١", "longitude": "1"}, "latitude", "Lokasi belum benar. Pilih desa saja."),
    (
        {"latitude": "1", "longitude": "1", "accuracy_m": "-5"},
        "latitude",
        "Lokasi belum benar. Pilih desa saja.",
    ),
    ({"created_at": "kemarin"}, "created_at", "Tanggal atau jam belum benar."),
    ({"created_at": "2026-10-12T13:58:00"}, "created_at", "Tanggal atau jam belum benar."),
    ({"created_at": "9999-12-31T23:59:59-23:00"}, "created_at", "Tanggal atau jam belum benar."),
    ({"sent_at": "0001-01-01T00:00:00+23:00"}, "sent_at", "Tanggal atau jam belum benar."),
    ({"reporter_phone": "0812-44"}, "reporter_phone", "Nomor HP belum benar. Contoh: 0812…"),
    ({"text": "a" * 4001}, "text", "Tulisan terlalu panjang. Ringkas sedikit."),
    ({"landmark": "a" * 201}, "landmark", "Tulisan terlalu panjang. Ringkas sedikit."),
    ({"reporter_name": "a" * 121}, "reporter_name", "Tulisan terlalu panjang. Ringkas sedikit."),
    (
        {"website": "http://spam"},
        "website",
        "Satu isian tersembunyi terisi sendiri. Sudah kami kosongkan, kirim lagi.",
    ),
]


@pytest.mark.parametrize(("more", "field", "words"), MISTAKES)
async def test_each_mistake_is_told_at_its_field(
    client: httpx.AsyncClient, more: dict[str, Any], field: str, words: str
) -> None:
    answer = await send(client, **more)
    assert answer.status_code == 422
    assert answer.headers["x-lacak"] == "1"
    assert answer.json()["errors"] == {field: words}
    assert await counts() == {}


async def test_all_mistakes_are_told_at_once(client: httpx.AsyncClient) -> None:
    answer = await send(client, category=None, village="x", reporter_phone="1")
    assert set(answer.json()["errors"]) == {"category", "village", "reporter_phone"}


async def test_markup_and_pictures_in_the_text_are_just_text(client: httpx.AsyncClient) -> None:
    text = "<script>alert(1)</script> 🔥🔥 'DROP TABLE report; --"
    told = await receipt(client, text=text, landmark="<b>pasar</b>")
    assert (await stored(told["id"]))["text"] == text
    page = await client.get(httpx.URL(told["share_url"]).path)
    assert "<b>pasar" not in page.text
    assert "&lt;b&gt;pasar" in page.text


async def test_only_pictures_are_a_text_too(client: httpx.AsyncClient) -> None:
    told = await receipt(client, text="🔥🏠😭")
    assert (await stored(told["id"]))["text"] == "🔥🏠😭"


async def test_signs_that_nobody_typed_are_taken_out(client: httpx.AsyncClient) -> None:
    told = await receipt(client, text="api\x00 ba\x1bsar\u202e!\r\ncapat", landmark="pa\x00sar\n1")
    row = await stored(told["id"])
    assert row["text"] == "api basar!\ncapat"
    assert row["landmark"] == "pasar 1"


async def test_bytes_that_are_no_text_do_not_break_anything(client: httpx.AsyncClient) -> None:
    body = b"category=fire&landmark=pasar%ff%fe&text=%ed%a0%80\xff"
    headers = {**SCRIPT, "Content-Type": "application/x-www-form-urlencoded"}
    answer = await client.post("/aduan", content=body, headers=headers)
    assert answer.status_code == 201


async def test_too_many_fields_are_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post("/aduan", data={str(n): "x" for n in range(200)}, headers=SCRIPT)
    assert answer.status_code in (400, 422)
    assert answer.json()["message"]


async def test_a_body_that_is_no_form_is_told(client: httpx.AsyncClient) -> None:
    for kind in ("application/json", "multipart/form-data", "text/plain", "multipart/form-data;"):
        headers = {**SCRIPT, "Content-Type": kind}
        answer = await client.post("/aduan", content=b"{\x00", headers=headers)
        assert 400 <= answer.status_code < 500
        assert answer.json()["message"]


async def test_the_thirteenth_report_of_a_phone_has_to_wait(client: httpx.AsyncClient) -> None:
    for _ in range(12):
        await receipt(client)
    answer = await send(client)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert answer.json()["message"].startswith("Terlalu banyak percobaan.")
    assert (await send(client, device="hp-lain")).status_code == 201


async def test_a_foreign_page_cannot_report(client: httpx.AsyncClient) -> None:
    headers = {**SCRIPT, "Sec-Fetch-Site": "cross-site"}
    answer = await client.post("/aduan", data=fields(), headers=headers)
    assert answer.status_code == 403


# Without scripts


async def test_a_plain_form_leads_to_the_own_page(client: httpx.AsyncClient) -> None:
    answer = await fill_in(client, id=str(uuid4()))
    assert answer.status_code == 303
    own = await client.get(answer.headers["location"])
    assert own.status_code == 303
    page = await client.get(own.headers["location"])
    assert page.status_code == 200
    assert "Aduan Anda sudah kami terima." in page.text


async def test_a_form_sent_twice_leads_to_the_same_page(client: httpx.AsyncClient) -> None:
    same = str(uuid4())
    first, second = await fill_in(client, id=same), await fill_in(client, id=same)
    assert first.headers["location"] == second.headers["location"]
    assert (await counts())["report"] == 1


async def test_nothing_typed_is_lost_on_a_mistake(client: httpx.AsyncClient) -> None:
    same = str(uuid4())
    answer = await fill_in(
        client,
        photos=[("a.jpg", b"\xff\xd8\xff", "image/jpeg")],
        id=same,
        jenis="kebakaran",
        text="so tabakar <i>besar</i>",
        village="",
        landmark="",
        reporter_name='Ani "A"',
        reporter_phone="0812-44",
        confidential="ya",
    )
    assert answer.status_code == 422
    page = answer.text
    assert f'value="{same}"' in page
    assert "so tabakar &lt;i&gt;besar&lt;/i&gt;" in page
    assert "Ani &#34;A&#34;" in page
    assert 'value="0812-44"' in page
    assert re.search(r'value="fire.house" checked', page)
    assert re.search(r'name="confidential" value="ya" checked', page)
    assert "Isi salah satu: lokasi, desa, atau patokan." in page
    assert "Nomor HP belum benar. Contoh: 0812…" in page
    assert "Foto belum ikut. Pilih fotonya lagi sebelum mengirim." in page
    assert await counts() == {}


async def test_the_hidden_field_comes_back_empty(client: httpx.AsyncClient) -> None:
    answer = await fill_in(client, website="http://diisi-sendiri")
    assert answer.status_code == 422
    assert "diisi-sendiri" not in answer.text


# Better positions


async def improve(client: httpx.AsyncClient, report: str, **more: str) -> httpx.Response:
    told = {
        "update_id": str(uuid4()),
        "latitude": "-1.3132",
        "longitude": "123.4963",
        "accuracy_m": "8",
        "at": "2026-10-12T13:58:20+08:00",
        "sent_at": "2026-10-12T13:58:20+08:00",
        **more,
    }
    return await client.post(f"/aduan/{report}/posisi", data=told, headers=SCRIPT)


async def test_a_better_position_follows(client: httpx.AsyncClient) -> None:
    told = await receipt(client, latitude="-1.31", longitude="123.49", accuracy_m="400")
    answer = await improve(client, told["id"])
    assert answer.status_code == 200
    assert answer.json() == {"id": told["id"], "accepted": True}
    worse = await improve(client, told["id"], accuracy_m="90")
    assert worse.json()["accepted"] is False
    assert (await stored(told["id"]))["accuracy_m"] == 8


async def test_a_position_sent_twice_counts_once(client: httpx.AsyncClient) -> None:
    told = await receipt(client, latitude="-1.31", longitude="123.49", accuracy_m="400")
    same = str(uuid4())
    await improve(client, told["id"], update_id=same)
    before = await counts()
    again = await improve(client, told["id"], update_id=same)
    assert again.status_code == 200
    assert await counts() == before


async def test_another_phone_moves_nothing(client: httpx.AsyncClient) -> None:
    told = await receipt(client, device="hp-lain")
    answer = await improve(client, told["id"])
    assert answer.status_code == 409
    assert answer.json()["message"] == "Aduan ini dikirim dari HP lain."


async def test_a_position_without_sense_is_told(client: httpx.AsyncClient) -> None:
    told = await receipt(client)
    for wrong in ({"latitude": "x"}, {"accuracy_m": ""}, {"update_id": "x"}):
        assert (await improve(client, told["id"], **wrong)).status_code == 422
    assert (await improve(client, "bukan-uuid")).status_code == 422
