"""Two incidents beside each other; merges undone, dangers raised and taken back, on the screen."""

import re

import httpx
import pytest

from src.domain.village import Point
from src.services import triage
from tests.routes.staff import number, offered, signs_in, words
from tests.town import Town

TRAPPED = "Ada nenek terjebak di dalam rumah"


@pytest.fixture
async def desk(town: Town, client: httpx.AsyncClient) -> httpx.AsyncClient:
    """Yuliana at her desk, Rahim on duty."""
    await town.responder("Rahim")
    await town.operator("Yuliana")
    await signs_in(client, town, "Yuliana", "operator")
    return client


async def two_fires(town: Town) -> tuple[str, str]:
    """The numbers of the older and of the newer one, 440 metres and 3 minutes apart."""
    phone = {"reporter_phone": "+6281244550199"}
    first = await town.report(
        "Api besar di toko Maju Jaya", position=Point(-1.3100, 123.3200), accuracy_m=20, **phone
    )
    await town.passes(minutes=3)
    second = await town.report(
        "Toko Maju Jaya terbakar", position=Point(-1.3140, 123.3200), accuracy_m=20, **phone
    )
    return number(town, first.incident), number(town, second.incident)


async def test_two_are_seen_beside_each_other_and_merged_by_one_tap(
    desk: httpx.AsyncClient, town: Town
) -> None:
    older, newer = await two_fires(town)
    offer = await desk.get(f"/aduan/{newer}")
    assert f"/aduan/{newer}/banding/{older}" in offer.text
    page = await desk.get(f"/aduan/{newer}/banding/{older}")
    told = words(page.text)
    assert "kejadian yang sama." in told
    for reason in ("Jarak 440 meter", "Selisih 3 menit", "Nomor HP pelapor sama"):
        assert reason in told
    assert "Kata sama: " in told and "“maju”" in told
    assert f"Gabungkan ke {older}" in told
    assert f"Balik: ke {newer}" in told
    assert offered(page.text) == [f"/aduan/{newer}/penggabungan", f"/aduan/{older}/penggabungan"]
    merged = await desk.post(f"/aduan/{newer}/penggabungan", data={"into": older})
    assert merged.headers["location"] == f"/aduan/{older}"


async def test_the_one_at_work_stays_though_it_is_the_newer(
    desk: httpx.AsyncClient, town: Town
) -> None:
    noise = await town.report("Ribut di pasar", category="public_order.noise")
    fire = await town.report("Api di pasar")
    await town.acts("Rahim", "accepted", fire.incident)
    one, two = number(town, noise.incident), number(town, fire.incident)
    page = await desk.get(f"/aduan/{two}/banding/{one}")
    assert f"Gabungkan ke {two}" in words(page.text)


async def test_a_merge_is_undone_by_one_tap(desk: httpx.AsyncClient, town: Town) -> None:
    older, newer = await two_fires(town)
    await desk.post(f"/aduan/{newer}/penggabungan", data={"into": older})
    page = await desk.get(f"/aduan/{older}")
    assert f"Pisahkan lagi {newer}" in words(page.text)
    undo = f"/aduan/{older}/pembatalan-gabungan"
    assert (await desk.post(undo, data={"from": "x"})).status_code == 422
    assert (await desk.post(undo, data={"from": newer})).status_code == 303
    told = words((await desk.get(f"/aduan/{older}")).text)
    assert f"Penggabungan dibatalkan: 1 laporan kembali ke {newer}." in told
    back = words((await desk.get(f"/aduan/{newer}")).text)
    assert f"Penggabungan ke {older} dibatalkan: 1 laporan kembali." in back
    again = await desk.post(undo, data={"from": newer})
    assert again.status_code == 409
    assert "Penggabungan ini sudah dibatalkan." in words(again.text)


async def test_what_is_over_is_compared_and_not_merged(desk: httpx.AsyncClient, town: Town) -> None:
    one = await town.report("Musik", category="public_order.noise")
    two = await town.report("Musik keras", category="public_order.noise")
    for each in (one, two):
        await triage.decline(each.incident, reason="Acara berizin", **town.by("Yuliana"))
    address = f"/aduan/{number(town, one.incident)}/banding/{number(town, two.incident)}"
    page = await desk.get(address)
    assert page.status_code == 200
    assert "Salah satunya sudah berakhir." in words(page.text)
    assert offered(page.text) == []


async def test_nobody_compares_what_is_none_of_his_business(
    desk: httpx.AsyncClient, town: Town
) -> None:
    older, newer = await two_fires(town)
    complaint = await town.report("Petugas kasar", category="other.complaint")
    secret = number(town, complaint.incident)
    for address in (f"{older}/banding/{secret}", f"{secret}/banding/{older}", f"{older}/banding/x"):
        assert (await desk.get(f"/aduan/{address}")).status_code == 404
    assert (await desk.get(f"/aduan/{older}/banding/{older}")).status_code == 404
    await town.leader("Kasat")
    await signs_in(desk, town, "Kasat", "leader")
    assert (await desk.get(f"/aduan/{older}/banding/{newer}")).status_code == 403
    await signs_in(desk, town, "Rahim", "responder")
    assert (await desk.get(f"/aduan/{older}/banding/{newer}")).status_code == 403


async def test_a_secret_reporter_stays_secret_beside_another(
    desk: httpx.AsyncClient, town: Town
) -> None:
    one = await town.report("Api", reporter_phone="+6281244550199", confidential=True)
    two = await town.report("Api", reporter_phone="+6281244550199", confidential=True)
    address = f"/aduan/{number(town, one.incident)}/banding/{number(town, two.incident)}"
    page = (await desk.get(address)).text
    assert "4455" not in page
    assert "Pelapor minta dirahasiakan." in words(page)


async def test_danger_is_flagged_raised_by_one_tap_and_taken_back_with_a_reason(
    desk: httpx.AsyncClient, town: Town
) -> None:
    snake = await town.report(f"Ular masuk. {TRAPPED}", category="rescue.snake")
    address = f"/aduan/{number(town, snake.incident)}"
    page = await desk.get(address)
    told = words(page.text)
    assert "Ada orang dalam bahaya" in told
    assert "Menurut laporan: terjebak" in told
    raise_it = re.search(
        r'action="([^"]+/penggolongan)"><input type="hidden" name="category" value="([^"]+)">'
        r'<input type="hidden" name="priority" value="(P1)">'
        r'<input type="hidden" name="why" value="([^"]+)">',
        page.text,
    )
    assert raise_it is not None
    said = {"category": raise_it[2], "priority": raise_it[3], "why": raise_it[4]}
    assert (await desk.post(raise_it[1], data=said)).status_code == 303
    assert (await town.case(snake.incident)).priority == "P1"
    assert "Naikkan ke Darurat" not in words((await desk.get(address)).text)
    clear = f"{address}/pencabutan-bahaya"
    silent = await desk.post(clear, data={"safe": " "})
    assert silent.status_code == 422
    assert "Tulis alasannya dulu." in words(silent.text)
    assert (await desk.post(clear, data={"safe": "Sudah keluar semua"})).status_code == 303
    told = words((await desk.get(address)).text)
    assert "Menurut laporan" not in told
    assert "Tanda bahaya dicabut. Sudah keluar semua" in told
    assert (await desk.post(clear, data={"safe": "Lagi"})).status_code == 409


async def test_people_in_danger_stand_on_top_of_the_board_in_words(
    desk: httpx.AsyncClient, town: Town
) -> None:
    loud = await town.report("Ada yang bawa parang", category="public_order.noise")
    await town.passes(minutes=1)
    calm = await town.report("Musik", category="public_order.noise")
    board = (await desk.get("/papan")).text
    first, second = (board.index(f'id="t-{number(town, each.incident)}"') for each in (loud, calm))
    assert first < second
    assert "Ada orang dalam bahaya" in words(board[first:second])
    assert "Ada orang dalam bahaya" not in words(board[second:])


async def test_a_call_that_is_owed_shows_on_the_board_and_that_it_is_late(
    desk: httpx.AsyncClient, town: Town
) -> None:
    noise = await town.report(
        "Musik", category="public_order.noise", reporter_phone="+6281244550199"
    )
    address = f"/aduan/{number(town, noise.incident)}/telepon-balik"
    await desk.post(address, data={"report": str(noise.id), "minutes": "10"})
    assert "Telepon balik: 10.00" in words((await desk.get("/papan")).text)
    await town.passes(minutes=12)
    assert "Telepon balik: lewat 2 menit" in words((await desk.get("/papan")).text)
    assert "Laporan masuk" in words((await desk.get("/papan")).text)


async def test_a_team_reads_of_people_in_danger_on_its_task(
    desk: httpx.AsyncClient, town: Town
) -> None:
    fire = await town.report(f"Api. {TRAPPED}")
    await signs_in(desk, town, "Rahim", "responder")
    assert "Ada orang dalam bahaya." in words((await desk.get("/tugas")).text)
    await town.acts("Rahim", "accepted", fire.incident)
    assert "Ada orang dalam bahaya." in words((await desk.get("/tugas")).text)
