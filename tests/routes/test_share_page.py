"""The share page: everybody with the link reads what is public, who reported also answers."""

import asyncio
import re
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from litestar import Litestar

from src import database as db
from src.services import confirmation, merging, notes, triage
from tests.routes.reporting import SCRIPT, fill_in, path_of, receipt
from tests.services.pictures import photo
from tests.streaming import OpenStream, watching
from tests.town import Town

PLANTED = {
    "text": "Rumah Om Rudi Hartono, hubungi 0812-4455-0199",
    "reporter_name": "Ani Rahasiawati",
    "reporter_phone": "081344557788",
    "latitude": "-1.31317",
    "longitude": "123.49629",
    "accuracy_m": "200",
}
LEAKS = (
    "Hartono",
    "4455",
    "Rahasiawati",
    "81344557788",
    "1.3131",
    "123.49",
    "Rahim",
    "Siti",
    "catatan dalam",
)


async def report(client: httpx.AsyncClient, **more: Any) -> tuple[str, str, int, UUID]:
    """Path of the share page, path of the own link, incident, report."""
    told = await receipt(client, device=uuid4().hex, **more)
    row = await db.row("SELECT incident FROM report WHERE id = {}", UUID(told["id"]))
    assert row is not None
    paths = path_of(told["share_url"]), path_of(told["own_url"])
    return *paths, row["incident"], UUID(told["id"])


async def owns(client: httpx.AsyncClient, own: str) -> None:
    """The browser opens the own link."""
    answer = await client.get(own)
    assert answer.status_code == 303


async def calmed(town: Town, incident: int, *, reason: str) -> None:
    """No emergency any more: opened again, it would wait for the operator."""
    how = {"category": "fire.house", "priority": "P3", "reason": reason}
    await triage.classify(incident, **how, **town.by("siti"))


async def resolved(town: Town, incident: int, **more: Any) -> None:
    await town.acts("rahim", "accepted", incident, eta_min=8)
    await town.acts("rahim", "departed", incident)
    await town.passes(minutes=10)
    await town.acts("rahim", "arrived", incident)
    detail = {"outcome": "extinguished", "photo_reason": "gelap", **more}
    await town.acts("rahim", "completed", incident, **detail)


async def until(stream: OpenStream, words: str) -> str:
    """The first state an open page is told that has these words."""
    while words not in (data := (await stream.event())["data"]):
        pass
    return data


@pytest.fixture
async def rahim(town: Town) -> UUID:
    return await town.responder("rahim")


async def test_strangers_read_where_it_stands(
    client: httpx.AsyncClient, town: Town, rahim: UUID
) -> None:
    share, _, incident, _ = await report(client, landmark="belakang pasar")
    page = await client.get(share)
    assert page.status_code == 200
    assert "<h1>Diteruskan ke regu</h1>" in page.text
    await town.acts("rahim", "accepted", incident, eta_min=8)
    await town.acts("rahim", "departed", incident)
    text = (await client.get(share)).text
    assert "<h1>Petugas menuju lokasi</h1>" in text
    assert "Kebakaran: rumah" in text
    assert "Salakan, belakang pasar" in text
    assert "Kira-kira tiba" in text
    assert "14.06" in text
    assert "Aduan diterima. Alarm regu dibunyikan." in text
    assert "<title>Petugas menuju lokasi · Lacak Bentor</title>" in text


async def test_a_village_that_nobody_chose_is_one_it_is_near(
    client: httpx.AsyncClient, town: Town
) -> None:
    """Until outlines say that the place is inside of it, or the reporter says so."""
    here = {"latitude": "-1.3131", "longitude": "123.3294", "accuracy_m": "10"}
    found, *_ = await report(client, village=None, **here)
    assert ">Dekat Salakan, belakang pasar<" in (await client.get(found)).text
    chosen, *_ = await report(client, category="rescue.snake", **here)
    assert ">Salakan, belakang pasar<" in (await client.get(chosen)).text


async def test_nothing_personal_is_in_any_public_answer(
    app: Litestar, client: httpx.AsyncClient, town: Town, rahim: UUID
) -> None:
    await town.operator("siti")
    share, _, incident, report_id = await report(client, landmark="rumah 0812-4455-0199", **PLANTED)
    noted: Any = {"note": "catatan dalam, Om Hartono"}
    await town.acts("rahim", "accepted", incident, eta_min=5, **noted)
    await town.acts("rahim", "noted", incident, **noted)
    await town.acts("rahim", "backup_requested", incident, **noted)
    await notes.write(incident, text="catatan dalam Hartono", **town.by("siti"))
    await calmed(town, incident, reason="catatan dalam Hartono")
    await triage.ask_information(
        incident, question="Siapa Hartono? catatan dalam", **town.by("siti")
    )
    await confirmation.give_information(report_id, "Hartono 4455", **town.here)
    await town.acts("rahim", "arrived", incident)
    await town.acts(
        "rahim", "completed", incident, outcome="extinguished", photo_reason="catatan dalam"
    )
    await confirmation.rate(report_id, 1, "Rahim kasar, Hartono", **town.here)
    await confirmation.answer(report_id, False, "catatan dalam Hartono", **town.here)
    await triage.decline(incident, reason="catatan dalam Hartono", **town.by("siti"))
    shown = [
        (await client.get(share)).text,
        (await client.get(share + "/keadaan")).text,
        (await client.get("/pantau?nomor=LB-WB77")).text,
    ]
    async with watching(app, share + "/aliran") as stream:
        shown.append((await stream.event())["data"])
    for text in shown:
        for leak in LEAKS:
            assert leak.lower() not in text.lower(), leak


@pytest.mark.parametrize(
    ("category", "word", "icon"),
    [
        ("public_order.alcohol", "Ketertiban umum", "kind-order"),
        ("referral.violence", "Rujukan", "kind-other"),
        ("public_order.noise", "kebisingan", "kind-order"),
    ],
)
async def test_sensitive_kinds_show_no_place_below_the_village_and_no_photo(
    client: httpx.AsyncClient, town: Town, category: str, word: str, icon: str
) -> None:
    share, _, incident, report_id = await report(
        client, category=category, landmark="kios Pak Rudi"
    )
    async with db.transaction():
        await db.rows(
            "INSERT INTO attachment (id, owner, incident, kind, evidence, state, total, width,"
            f" height, media_type, created_at) VALUES {db.marks(1, 11)}",
            uuid4(),
            report_id,
            incident,
            "photo",
            True,
            "stored",
            5,
            4,
            3,
            "image/jpeg",
            town.clock(),
        )
        await db.rows("UPDATE incident SET resolved_at = {} WHERE id = {}", town.clock(), incident)
    text = (await client.get(share)).text
    assert word in text
    assert icon in text
    assert "Salakan" in text
    assert "Pak Rudi" not in text
    assert "/lampiran/" not in text
    for hidden in ("Minuman keras", "Kekerasan", "miras"):
        assert hidden not in text


async def test_unknown_links_are_not_found(client: httpx.AsyncClient) -> None:
    for token in ("A" * 22, "x", "A" * 23, "%00" * 22, "é" * 22):
        for rest in ("", "/keadaan", "/aliran"):
            answer = await client.get(f"/pantau/{token}{rest}")
            assert answer.status_code == 404
            assert "Tautan tidak ditemukan" in answer.text or "Halaman ini" in answer.text
    answer = await client.get("/milik/" + "A" * 22 + "." + "B" * 22)
    assert answer.status_code == 404


async def test_an_unchanged_page_is_not_sent_again(
    client: httpx.AsyncClient, town: Town, rahim: UUID
) -> None:
    share, _, incident, _ = await report(client)
    for address in (share, share + "/keadaan"):
        first = await client.get(address)
        again = await client.get(address, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
    tag = first.headers["etag"]
    await town.acts("rahim", "accepted", incident)
    changed = await client.get(address, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


async def test_packed_or_not_the_page_says_the_same(client: httpx.AsyncClient) -> None:
    share, *_ = await report(client)
    texts = set()
    for accepted in ("br", "gzip", "identity"):
        answer = await client.get(share, headers={"Accept-Encoding": accepted})
        assert answer.headers.get("content-encoding", "identity") == accepted
        if accepted != "br":
            texts.add(answer.text)
    assert len(texts) == 1


async def test_no_search_engine_and_no_shared_cache_keeps_it(client: httpx.AsyncClient) -> None:
    share, own, *_ = await report(client)
    for address in (share, share + "/keadaan", own):
        answer = await client.get(address)
        assert "noindex" in answer.headers["x-robots-tag"]
        assert "private" in answer.headers["cache-control"]


# Live


async def test_a_change_reaches_an_open_page(
    app: Litestar, client: httpx.AsyncClient, town: Town, rahim: UUID
) -> None:
    share, _, incident, _ = await report(client)
    page = (await client.get(share)).text
    address = re.search(r'data-stream="([^"]+)"', page)
    assert address is not None
    async with watching(app, address[1]) as stream:
        assert await stream.silent()  # the page has this state already
        await town.acts("rahim", "accepted", incident, eta_min=5)
        event = await stream.event()
        assert event["event"] == "keadaan"
        assert "menerima tugas" in event["data"]
        assert 'id="keadaan"' in event["data"]
    async with watching(app, share + "/aliran", headers={"last-event-id": event["id"]}) as stream:
        assert await stream.silent()


async def test_onlookers_get_the_same_bytes_and_the_reporter_the_own_ones(
    app: Litestar, client: httpx.AsyncClient, town: Town, rahim: UUID
) -> None:
    share, own, incident, _ = await report(client)
    await owns(client, own)
    cookie = {"cookie": f"lacak_milik={own.removeprefix('/milik/')}"}
    async with (
        watching(app, share + "/aliran") as one,
        watching(app, share + "/aliran") as two,
        watching(app, share + "/aliran", headers=cookie) as reporter,
    ):
        await one.event(), await two.event(), await reporter.event()
        await resolved(town, incident)
        seen = [
            await until(one, "Selesai. Api padam."),
            await until(two, "Selesai. Api padam."),
            await until(reporter, "Benar sudah selesai?"),
        ]
    assert seen[0] == seen[1]
    assert "Benar sudah selesai?" not in seen[0]


async def test_a_link_follows_its_report_into_another_incident(
    app: Litestar, client: httpx.AsyncClient, town: Town, rahim: UUID
) -> None:
    await town.operator("siti")
    first, _, kept, _ = await report(client, landmark="pasar")
    second, _, gone, second_report = await report(client, landmark="pasar lama")
    async with watching(app, second + "/aliran") as stream:
        await stream.event()
        await merging.merge(
            gone, kept, region=town.region, now=town.clock(), by=town.people["siti"]
        )
        await asyncio.wait_for(stream.ended.wait(), 3)  # the browser comes back by itself
    for share in (first, second):
        assert "2 warga melaporkan kejadian ini." in (await client.get(share)).text
    async with watching(app, second + "/aliran") as stream:
        await stream.event()
        await town.acts("rahim", "accepted", kept)
        assert "menerima tugas" in (await stream.event())["data"]
    await merging.split(second_report, by=town.people["siti"], region=town.region, now=town.clock())
    assert "warga melaporkan" not in (await client.get(second)).text


# The reporter


async def test_only_the_own_link_may_answer(
    client: httpx.AsyncClient, town: Town, rahim: UUID
) -> None:
    share, own, incident, _ = await report(client)
    _, other_own, *_ = await report(client)
    await resolved(town, incident)
    forged = share.removeprefix("/pantau/") + "." + other_own.rpartition(".")[2]
    for cookie in ("", forged, other_own.removeprefix("/milik/")):
        client.cookies.clear()
        if cookie:
            client.cookies.set("lacak_milik", cookie)
        for noun, data in (
            ("jawaban", {"benar": "ya"}),
            ("penilaian", {"nilai": "4"}),
            ("keterangan", {"text": "x"}),
        ):
            answer = await client.post(f"{share}/{noun}", data=data)
            assert answer.status_code == 403
            assert "Hanya pelapor yang bisa menjawab." in answer.text
        page = (await client.get(share)).text
        assert "<form" not in page
    client.cookies.clear()
    await owns(client, own)
    assert "Benar sudah selesai?" in (await client.get(share)).text
    answer = await client.post(share + "/jawaban", data={"benar": "ya"})
    assert answer.status_code == 303
    assert "<h1>Ditutup</h1>" in (await client.get(share)).text


async def test_not_yet_done_opens_it_again_for_seven_days(
    client: httpx.AsyncClient, town: Town, rahim: UUID
) -> None:
    share, own, incident, _ = await report(client)
    await owns(client, own)
    await town.operator("siti")
    await calmed(town, incident, reason="hanya asap")
    await resolved(town, incident)
    answer = await client.post(
        share + "/jawaban", data={"benar": "belum", "reason": "masih berasap"}
    )
    assert answer.status_code == 303
    assert "<h1>Dibuka lagi</h1>" in (await client.get(share)).text
    await triage.decline(incident, reason="bukan wewenang kami", **town.by("siti"))
    page = (await client.get(share)).text
    assert "bukan wewenang kami" in page
    assert "Minta diperiksa lagi" in page
    await town.passes(days=8)
    assert "Minta diperiksa lagi" not in (await client.get(share)).text
    late = await client.post(share + "/jawaban", data={"benar": "belum", "reason": "tetap"})
    assert late.status_code == 409
    assert "Sudah lewat 7 hari. Silakan buat aduan baru." in late.text


async def test_one_rating_a_report(client: httpx.AsyncClient, town: Town, rahim: UUID) -> None:
    share, own, incident, report_id = await report(client)
    await owns(client, own)
    early = await client.post(share + "/penilaian", data={"nilai": "4"})
    assert early.status_code == 409
    await resolved(town, incident)
    wrong = await client.post(share + "/penilaian", data={"kata": "bagus <b>"})
    assert wrong.status_code == 422
    assert "Pilih salah satu nilai." in wrong.text
    assert "bagus &lt;b&gt;" in wrong.text
    assert (await client.post(share + "/penilaian", data={"nilai": "4"})).status_code == 303
    again = await client.post(share + "/penilaian", data={"nilai": "1"})
    assert again.status_code == 409
    assert "penilaian Anda sudah kami terima" in (await client.get(share)).text
    row = await db.row("SELECT rating FROM report WHERE id = {}", report_id)
    assert row is not None
    assert row["rating"] == 4


async def test_a_question_is_read_and_answered_by_the_reporter_only(
    client: httpx.AsyncClient, town: Town
) -> None:
    await town.operator("siti")
    share, own, incident, report_id = await report(client, category="rescue.snake")
    await triage.ask_information(incident, question="Di kamar mana?", **town.by("siti"))
    assert "Di kamar mana?" not in (await client.get(share)).text
    await owns(client, own)
    page = (await client.get(share)).text
    assert "Di kamar mana?" in page
    assert "<h1>Butuh keterangan</h1>" in page
    empty = await client.post(share + "/keterangan", data={"text": " "})
    assert empty.status_code == 422
    assert "Tulis dulu keterangannya." in empty.text
    answer = await client.post(share + "/keterangan", data={"text": "Kamar\x00 belakang"})
    assert answer.status_code == 303
    page = (await client.get(share)).text
    assert "Pelapor memberi keterangan." in page
    assert "Kamar belakang" not in page
    row = await db.row("SELECT text FROM report WHERE id = {}", report_id)
    assert row is not None
    assert row["text"] == "Kamar belakang"


async def test_an_answer_has_to_be_one_of_two(
    client: httpx.AsyncClient, town: Town, rahim: UUID
) -> None:
    share, own, incident, _ = await report(client)
    await owns(client, own)
    await resolved(town, incident)
    answer = await client.post(share + "/jawaban", data={"benar": "mungkin"})
    assert answer.status_code == 422
    assert "Pilih salah satu jawaban." in answer.text


async def test_the_own_page_may_be_kept_on_the_phone_the_shared_one_not(
    client: httpx.AsyncClient,
) -> None:
    share, own, *_ = await report(client)
    assert "x-lacak-keep" not in (await client.get(share)).headers
    await owns(client, own)
    assert (await client.get(share)).headers["x-lacak-keep"] == "milik"


async def test_the_own_key_stays_with_its_page(client: httpx.AsyncClient) -> None:
    answer = await fill_in(client)
    own = await client.get(answer.headers["location"])
    cookie = own.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert f"Path={own.headers['location']}" in cookie
    page = await client.get(own.headers["location"])
    assert path_of(answer.headers["location"]).rpartition(".")[2] not in page.text


# By number


async def test_a_number_tells_the_state_and_nothing_else(client: httpx.AsyncClient) -> None:
    told = await receipt(client, category="rescue.snake", **PLANTED)
    page = await client.get("/pantau", params={"nomor": told["number"].lower()})
    assert page.status_code == 200
    assert told["number"] in page.text
    assert "Terkirim" in page.text
    for hidden in ("Salakan", "Penyelamatan", "ular", told["share_url"], *LEAKS):
        assert hidden not in page.text


async def test_a_number_nobody_was_given_is_not_found(client: httpx.AsyncClient) -> None:
    for number in ("LB-2222", "<script>", "0", "LB-" + "9" * 12, "%00"):
        page = await client.get("/pantau", params={"nomor": number})
        assert page.status_code == 404
        assert "tidak ditemukan" in page.text
    assert (await client.get("/pantau")).status_code == 200


async def test_numbers_cannot_be_tried_without_end(client: httpx.AsyncClient) -> None:
    answers = [await client.get("/pantau?nomor=LB-2222") for _ in range(61)]
    assert answers[-1].status_code == 429


async def test_an_answer_that_waited_on_the_phone_is_taken_once(
    client: httpx.AsyncClient, town: Town
) -> None:
    await town.operator("siti")
    share, own, incident, report_id = await report(client, category="rescue.snake")
    await triage.ask_information(incident, question="Di kamar mana?", **town.by("siti"))
    await owns(client, own)
    sent = {"action_id": str(uuid4()), "text": "Kamar belakang"}
    for _ in range(2):
        answer = await client.post(share + "/keterangan", data=sent, headers=SCRIPT)
        assert answer.status_code == 200
        assert answer.json()["action_id"] == sent["action_id"]
    row = await db.row("SELECT text FROM report WHERE id = {}", report_id)
    assert row is not None and row["text"].count("Kamar belakang") == 1
    assert not (await town.case(incident)).info_needed
    assert (await town.log(incident)).count("info_given") == 1
    empty = {"action_id": str(uuid4()), "text": " "}
    refused = await client.post(share + "/keterangan", data=empty, headers=SCRIPT)
    assert refused.status_code == 422
    assert refused.json()["errors"] == {"text": "Tulis dulu keterangannya."}


async def test_a_photo_alone_answers_a_question_too(client: httpx.AsyncClient, town: Town) -> None:
    await town.operator("siti")
    share, own, incident, _ = await report(client, category="rescue.snake")
    await owns(client, own)
    files = {"photo": ("ular.jpg", photo(800, 600), "image/jpeg")}
    unasked = await client.post(share + "/keterangan", data={"text": ""}, files=files)
    assert unasked.status_code == 303
    assert "info_given" not in await town.log(incident)
    await triage.ask_information(incident, question="Ada fotonya?", **town.by("siti"))
    answer = await client.post(share + "/keterangan", data={"text": ""}, files=files)
    assert answer.status_code == 303
    assert not (await town.case(incident)).info_needed


async def test_yes_no_and_the_rating_that_waited_on_the_phone_are_taken_once(
    client: httpx.AsyncClient, town: Town, rahim: UUID
) -> None:
    share, own, incident, report_id = await report(client)
    await owns(client, own)
    await town.operator("siti")
    await calmed(town, incident, reason="hanya asap")
    await resolved(town, incident)
    no = {"action_id": str(uuid4()), "benar": "belum", "reason": "masih berasap"}
    stars = {"action_id": str(uuid4()), "nilai": "2"}
    for noun, sent in (("penilaian", stars), ("jawaban", no)):
        for _ in range(2):
            answer = await client.post(f"{share}/{noun}", data=sent, headers=SCRIPT)
            assert answer.status_code == 200
            assert answer.json()["action_id"] == sent["action_id"]
    log = await town.log(incident)
    assert (log.count("reopened"), log.count("rated")) == (1, 1)
    row = await db.row("SELECT rating FROM report WHERE id = {}", report_id)
    assert row is not None and row["rating"] == 2


async def test_an_answer_that_came_too_late_is_told_to_the_phone(
    client: httpx.AsyncClient, town: Town, rahim: UUID
) -> None:
    share, own, incident, _ = await report(client)
    other, other_own, *_ = await report(client)
    await owns(client, own)
    await resolved(town, incident)
    yes = {"action_id": str(uuid4()), "benar": "ya"}
    assert (await client.post(share + "/jawaban", data=yes, headers=SCRIPT)).status_code == 200
    later = yes | {"action_id": str(uuid4())}
    late = await client.post(share + "/jawaban", data=later, headers=SCRIPT)
    assert late.status_code == 409 and late.json()["message"]
    unclear = {"action_id": str(uuid4()), "nilai": "9"}
    wrong = await client.post(share + "/penilaian", data=unclear, headers=SCRIPT)
    assert wrong.status_code == 422
    assert wrong.json()["errors"] == {"nilai": "Pilih salah satu nilai."}
    await owns(client, other_own)
    for noun in ("jawaban", "penilaian"):
        taken = await client.post(f"{other}/{noun}", data=yes | {"nilai": "4"}, headers=SCRIPT)
        assert taken.status_code == 409  # the same id under another report
