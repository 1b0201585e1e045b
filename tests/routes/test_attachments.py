"""Photos and voice notes: in pieces that resume, opened and cleaned, shown to whom they may be."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from litestar import Litestar
from PIL import Image

from src import database as db
from src.domain.errors import Busy
from src.queries import log
from src.services import attachment_finishing, merging
from src.services.media.cleaner import Cleaner
from src.services.media.store import MediaStore
from src.settings import Settings
from tests.cast import Cast
from tests.clock import Clock
from tests.routes.reporting import DEVICE, SCRIPT, fill_in, path_of, receipt
from tests.services.pictures import encoded, exif, opened, photo
from tests.services.recordings import recording
from tests.streaming import watching
from tests.town import Town

PIECE = 32_768


async def put(
    client: httpx.AsyncClient,
    attachment: object,
    of: object,
    content: bytes,
    *,
    offset: int = 0,
    total: int | None = None,
    kind: str = "photo",
    device: str = DEVICE,
) -> httpx.Response:
    query: dict[str, Any] = {"untuk": str(of), "jenis": kind, "awal": offset}
    query["jumlah"] = len(content) if total is None else total
    headers = {**SCRIPT, "X-Lacak-Device": device, "Content-Type": "application/octet-stream"}
    return await client.put(
        f"/lampiran/{attachment}", params=query, content=content, headers=headers
    )


async def put_all(
    client: httpx.AsyncClient, attachment: object, of: object, content: bytes, **more: Any
) -> httpx.Response:
    """In pieces, as the outbox does; the answer to the last one."""
    answer = None
    for start in range(0, len(content), PIECE):
        piece = content[start : start + PIECE]
        answer = await put(client, attachment, of, piece, offset=start, total=len(content), **more)
        if answer.status_code != 200:
            return answer
    assert answer is not None
    return answer


async def row_of(attachment: object) -> Any:
    return await db.row("SELECT * FROM attachment WHERE id = {}", UUID(str(attachment)))


async def events_of(report: str) -> list[str]:
    row = await db.row("SELECT incident FROM report WHERE id = {}", UUID(report))
    assert row is not None
    return [event.event for event in await log.events_of(row["incident"])]


@pytest.fixture
def picture() -> bytes:
    return photo(1600, 1200, exif=exif())


async def test_a_photo_arrives_in_pieces_and_is_cleaned(
    client: httpx.AsyncClient, cast: Cast, picture: bytes
) -> None:
    told = await receipt(client)
    attachment = uuid4()
    answer = await put_all(client, attachment, told["id"], picture)
    assert answer.json() == {"id": str(attachment), "received": len(picture), "complete": True}
    row = await row_of(attachment)
    assert (row["state"], row["media_type"], row["evidence"]) == ("stored", "image/jpeg", False)
    assert (await events_of(told["id"]))[-1] == "evidence_added"
    await cast.signs_in(client, await cast.person("operator"))
    shown = await client.get(f"/lampiran/{attachment}/foto")
    assert shown.headers["content-type"] == "image/jpeg"
    assert b"RAHASIA" not in shown.content
    assert opened(shown.content).size == (row["width"], row["height"])
    small = await client.get(f"/lampiran/{attachment}/foto?ukuran=kecil")
    assert max(opened(small.content).size) <= 320


async def test_a_sender_that_lost_count_is_told_where_to_go_on(
    client: httpx.AsyncClient, picture: bytes
) -> None:
    told = await receipt(client)
    attachment, total = uuid4(), len(picture)
    first = await put(client, attachment, told["id"], picture[:PIECE], total=total)
    assert first.json() == {"id": str(attachment), "received": PIECE, "complete": False}
    gap = await put(
        client,
        attachment,
        told["id"],
        picture[2 * PIECE : 3 * PIECE],
        offset=2 * PIECE,
        total=total,
    )
    assert gap.status_code == 409
    assert gap.json()["received"] == PIECE
    asked = await client.get(f"/lampiran/{attachment}", headers=SCRIPT)
    assert asked.json() == {"id": str(attachment), "received": PIECE, "complete": False}
    again = await put(client, attachment, told["id"], picture[:PIECE], total=total)
    assert again.json()["received"] == PIECE
    rest = await put_all(client, attachment, told["id"], picture)
    assert rest.json()["complete"] is True


async def test_the_last_piece_sent_many_times_is_one_photo(
    client: httpx.AsyncClient, picture: bytes
) -> None:
    told = await receipt(client)
    attachment = uuid4()
    small = photo(200, 150)
    answers = await asyncio.gather(*(put(client, attachment, told["id"], small) for _ in range(6)))
    assert {answer.status_code for answer in answers} == {200}
    assert all(answer.json()["complete"] for answer in answers)
    assert (await events_of(told["id"])).count("evidence_added") == 1
    later = await put(client, attachment, told["id"], small)
    assert later.json()["complete"] is True


async def test_what_is_no_photo_is_refused_for_good(client: httpx.AsyncClient) -> None:
    told = await receipt(client)
    attachment = uuid4()
    for _ in range(2):
        answer = await put(client, attachment, told["id"], b"%PDF-1.7 tagihan listrik")
        assert answer.status_code == 422
        assert answer.json()["message"] == "Ini bukan foto. Kirim foto JPG, PNG, atau WebP."
    row = await row_of(attachment)
    assert (row["state"], row["refusal"]) == ("refused", "photo_unknown")
    assert "evidence_added" not in await events_of(told["id"])


async def test_a_refused_photo_is_told_on_the_reporters_open_page(
    app: Litestar, client: httpx.AsyncClient
) -> None:
    told = await receipt(client)
    await client.get(path_of(told["own_url"]))
    cookie = "; ".join(f"{each.name}={each.value}" for each in client.cookies.jar)
    share = path_of(told["share_url"])
    async with watching(app, f"{share}/aliran", headers={"cookie": cookie}) as stream:
        assert "Ini bukan foto." not in (await stream.event())["data"]
        await put(client, uuid4(), told["id"], b"%PDF-1.7 tagihan listrik")
        assert "Ini bukan foto." in (await stream.event())["data"]
    async with watching(app, f"{share}/aliran") as strangers:
        assert "Ini bukan foto." not in (await strangers.event())["data"]


async def test_a_bomb_does_not_go_off(client: httpx.AsyncClient) -> None:
    told = await receipt(client)
    bomb = encoded(Image.new("1", (20_000, 20_000)), "PNG")
    answer = await put_all(client, uuid4(), told["id"], bomb)
    assert answer.status_code == 422
    assert answer.json()["message"] == "Ukuran gambar terlalu besar. Perkecil dulu fotonya."


async def test_thirty_megabytes_are_refused_before_they_are_sent(client: httpx.AsyncClient) -> None:
    told = await receipt(client)
    answer = await put(client, uuid4(), told["id"], b"\xff\xd8\xff" * 100, total=30_000_000)
    assert answer.status_code == 422
    assert answer.json()["message"] == "Foto terlalu besar. Paling besar 12 MB."
    piece = await put(client, uuid4(), told["id"], bytes(100_000))
    assert piece.status_code == 413
    assert piece.json()["message"]


async def test_a_plain_form_of_thirty_megabytes_is_told(client: httpx.AsyncClient) -> None:
    answer = await fill_in(client, photos=[("a.jpg", bytes(30_000_000), "image/jpeg")])
    assert answer.status_code == 413
    assert "Kiriman terlalu besar." in answer.text


@pytest.mark.parametrize("device", ["hp-orang-lain", ""])
async def test_another_phone_adds_nothing(client: httpx.AsyncClient, device: str) -> None:
    told = await receipt(client)
    answer = await put(client, uuid4(), told["id"], photo(40, 30), device=device)
    assert answer.status_code == 404
    assert answer.json()["message"].startswith("Aduan untuk berkas ini belum kami terima")


async def test_a_photo_of_an_unknown_report_is_not_taken(client: httpx.AsyncClient) -> None:
    assert (await put(client, uuid4(), uuid4(), photo(40, 30))).status_code == 404


@pytest.mark.parametrize(
    ("attachment", "query"),
    [
        ("bukan-uuid", {}),
        (str(uuid4()), {"untuk": "x"}),
        (str(uuid4()), {"jenis": "video"}),
        (str(uuid4()), {"awal": "-1"}),
        (str(uuid4()), {"awal": "x"}),
        (str(uuid4()), {"jumlah": ""}),
        (str(uuid4()), {"jumlah": "1"}),
        (str(uuid4()), {"jumlah": "9" * 30}),
    ],
)
async def test_a_piece_without_sense_is_told(
    client: httpx.AsyncClient, attachment: str, query: dict[str, str]
) -> None:
    told = await receipt(client)
    said = {"untuk": told["id"], "jenis": "photo", "awal": "0", "jumlah": "4", **query}
    answer = await client.put(
        f"/lampiran/{attachment}", params=said, content=b"abcd", headers=SCRIPT
    )
    assert answer.status_code == 422
    assert answer.json()["message"]


async def test_another_file_under_the_same_id_is_refused(client: httpx.AsyncClient) -> None:
    told = await receipt(client)
    attachment = uuid4()
    await put(client, attachment, told["id"], b"\xff\xd8\xff", total=500)
    answer = await put(client, attachment, told["id"], b"\xff\xd8\xff", total=600)
    assert answer.status_code == 422


async def test_six_files_a_report(client: httpx.AsyncClient) -> None:
    told = await receipt(client)
    small = photo(40, 30)
    for _ in range(6):
        assert (await put(client, uuid4(), told["id"], small)).status_code == 200
    answer = await put(client, uuid4(), told["id"], small)
    assert answer.status_code == 422
    assert answer.json()["message"] == "Paling banyak 6 foto dan suara untuk satu aduan."


async def test_a_voice_note_is_heard_by_the_office_only(
    client: httpx.AsyncClient, cast: Cast
) -> None:
    told = await receipt(client)
    attachment = uuid4()
    answer = await put_all(
        client, attachment, told["id"], recording("ogg", "libopus", 2), kind="voice"
    )
    assert answer.status_code == 200, answer.text
    address = f"/lampiran/{attachment}/suara"
    assert (await client.get(address)).status_code in (303, 401)
    await cast.signs_in(client, await cast.person("operator"))
    whole = await client.get(address)
    assert whole.headers["content-type"] == "audio/mp4"
    part = await client.get(address, headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.content) == (206, whole.content[4:8])
    assert part.headers["content-range"] == f"bytes 4-7/{len(whole.content)}"
    end = await client.get(address, headers={"Range": "bytes=-5"})
    assert end.content == whole.content[-5:]
    beyond = await client.get(address, headers={"Range": f"bytes={len(whole.content)}-"})
    assert beyond.status_code == 416
    assert (await client.get(f"/lampiran/{attachment}/foto")).status_code == 404


@pytest.mark.parametrize("secret", [True, False])
async def test_the_voice_of_a_secret_reporter_is_told_to_be_one(
    client: httpx.AsyncClient, cast: Cast, secret: bool
) -> None:
    told = await receipt(client, confidential="ya" if secret else "")
    note = recording("ogg", "libopus", 1)
    await put_all(client, uuid4(), told["id"], note, kind="voice")
    await cast.signs_in(client, await cast.person("operator"))
    page = (await client.get(f"/aduan/{told['number']}")).text
    assert "/suara" in page
    assert ("Suara pelapor rahasia, jangan diteruskan" in page) is secret


async def test_a_reporters_photo_is_never_public(client: httpx.AsyncClient, cast: Cast) -> None:
    told = await receipt(client)
    attachment = uuid4()
    await put_all(client, attachment, told["id"], photo(200, 150))
    address = f"/lampiran/{attachment}/foto"
    assert (await client.get(address)).status_code == 404
    async with db.transaction():
        await db.rows("UPDATE incident SET resolved_at = created_at")
    assert (await client.get(address)).status_code == 404
    assert address not in (await client.get(path_of(told["share_url"]))).text
    sent = await db.row("SELECT team FROM assignment")
    assert sent is not None
    handling = await cast.person("responder", team=sent["team"])
    elsewhere = await cast.person("responder", team="another")
    driver, operator = await cast.person("driver"), await cast.person("operator")
    for person, status in ((driver, 404), (elsewhere, 404), (handling, 200), (operator, 200)):
        await cast.signs_in(client, person)
        assert (await client.get(address)).status_code == status


async def test_evidence_is_public_once_the_incident_is_over(
    client: httpx.AsyncClient, cast: Cast, town: Town
) -> None:
    rahim = await town.responder("rahim")
    fire = await town.report()
    action = uuid4()
    await town.acts("rahim", "accepted", fire.incident)
    await town.acts("rahim", "arrived", fire.incident, action_id=action)
    attachment = uuid4()
    stranger = await put(client, attachment, action, photo(200, 150))
    assert stranger.status_code == 401
    await cast.signs_in(client, await cast.person("responder"))
    assert (await put(client, attachment, action, photo(200, 150))).status_code == 404
    cast._roles[rahim] = "responder"
    await cast.signs_in(client, rahim)
    assert (await put(client, attachment, action, photo(200, 150))).status_code == 200
    client.cookies.clear()
    address = f"/lampiran/{attachment}/foto"
    assert (await client.get(address)).status_code == 404
    await town.acts("rahim", "completed", fire.incident, outcome="extinguished", photos=1)
    share = f"/pantau/{fire.share_token}"
    assert (await client.get(address)).status_code == 200
    page = (await client.get(share)).text
    assert address in page
    assert "Petugas menambah 1 foto." in page


# Crashes


@pytest.fixture
def store(settings: Settings) -> MediaStore:
    return MediaStore(settings.media_directory)


async def test_what_arrived_before_a_crash_is_finished_by_the_worker(
    client: httpx.AsyncClient, town: Town, store: MediaStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = await receipt(client)
    attachment = uuid4()

    async def crash(*_: Any, **__: Any) -> None:
        raise Busy()

    with monkeypatch.context() as broken:
        broken.setattr(Cleaner, "clean", crash)
        answer = await put(client, attachment, told["id"], photo(200, 150))
    assert answer.json()["complete"] is True  # its bytes are safe; the phone may forget them
    assert (await row_of(attachment))["state"] == "arrived"
    cleaner = Cleaner()
    finish = attachment_finishing.finish_pending
    young = await finish(town.clock(), store=store, cleaner=cleaner, region=town.region)
    assert young == 0
    town.clock.passes(minutes=2)
    assert await finish(town.clock(), store=store, cleaner=cleaner, region=town.region) == 1
    assert (await row_of(attachment))["state"] == "stored"
    assert await finish(town.clock(), store=store, cleaner=cleaner, region=town.region) == 0


async def test_a_crash_between_storing_and_noting_loses_nothing(
    client: httpx.AsyncClient, town: Town, store: MediaStore
) -> None:
    told = await receipt(client)
    attachment = uuid4()
    await put(client, attachment, told["id"], photo(200, 150))
    async with db.transaction():
        await db.rows("UPDATE attachment SET state = 'arrived' WHERE id = {}", attachment)
    town.clock.passes(minutes=2)
    await attachment_finishing.finish_pending(
        town.clock(), store=store, cleaner=Cleaner(), region=town.region
    )
    row = await row_of(attachment)
    assert (row["state"], row["width"]) == ("stored", 200)


async def test_a_photo_follows_its_report_through_a_merge(
    client: httpx.AsyncClient, town: Town
) -> None:
    await town.operator("siti")
    told = await receipt(client)
    other = await receipt(client, device="lain", landmark="jauh dari sana")
    rows = [
        await db.row("SELECT incident FROM report WHERE id = {}", UUID(each["id"]))
        for each in (told, other)
    ]
    assert rows[0] is not None and rows[1] is not None
    attachment, small = uuid4(), photo(200, 150)
    await put(client, attachment, told["id"], small[:100], total=len(small))
    await merging.merge(
        rows[0]["incident"],
        rows[1]["incident"],
        by=town.people["siti"],
        region=town.region,
        now=town.clock(),
    )
    rest = await put(client, attachment, told["id"], small[100:], offset=100, total=len(small))
    assert rest.json()["complete"] is True
    assert (await row_of(attachment))["incident"] == rows[1]["incident"]


# Without scripts


async def test_photos_of_a_plain_form_go_the_same_way(
    client: httpx.AsyncClient, cast: Cast, clock: Clock
) -> None:
    report = str(uuid4())
    answer = await fill_in(
        client,
        id=report,
        photos=[
            ("a.jpg", photo(200, 150), "image/jpeg"),
            ("b.pdf", b"%PDF-1.7", "image/jpeg"),
            ("c.jpg", b"", "image/jpeg"),
        ],
    )
    assert answer.status_code == 303
    files = await db.rows("SELECT state FROM attachment WHERE owner = {}", UUID(report))
    assert sorted(each["state"] for each in files) == ["refused", "refused", "stored"]
    own = await client.get(answer.headers["location"])
    page = (await client.get(own.headers["location"])).text
    assert "Ini bukan foto. Kirim foto JPG, PNG, atau WebP." in page
    assert "Berkas kosong. Kirim yang lain." in page
    assert "belum sampai" not in page


async def test_more_photos_from_the_own_page(client: httpx.AsyncClient) -> None:
    answer = await fill_in(client)
    own = await client.get(answer.headers["location"])
    share = own.headers["location"]
    files = [("photo", ("a.jpg", photo(200, 150), "image/jpeg"))]
    more = await client.post(share + "/keterangan", data={"text": ""}, files=files)
    assert more.status_code == 303
    assert "Pelapor mengirim 1 foto." in (await client.get(share)).text
