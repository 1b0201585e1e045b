"""/aduan/{number}: everything the handling team knows, and an operator's decisions, told twice."""

import httpx
import pytest

from src.domain.village import Point
from tests.routes.staff import number, signs_in, words
from tests.town import Town

NOISE = "public_order.noise"


@pytest.fixture
async def desk(town: Town, client: httpx.AsyncClient) -> httpx.AsyncClient:
    """Yuliana at her desk, Rahim on duty."""
    await town.responder("Rahim")
    await town.operator("Yuliana")
    await signs_in(client, town, "Yuliana", "operator")
    return client


async def decide(
    client: httpx.AsyncClient, town: Town, incident: int, noun: str, **said: str
) -> httpx.Response:
    return await client.post(f"/aduan/{number(town, incident)}/{noun}", data=said)


async def shown(client: httpx.AsyncClient, town: Town, incident: int) -> str:
    answer = await client.get(f"/aduan/{number(town, incident)}")
    assert answer.status_code == 200
    return answer.text


async def test_it_tells_words_place_alarm_receipts_and_log(
    desk: httpx.AsyncClient, town: Town
) -> None:
    fire = await town.report(
        "So tabakar di belakang pasar",
        landmark="bengkel Om Rudi",
        position=Point(-1.31, 123.32),
        accuracy_m=35,
        reporter_name="Ibu Ani",
        reporter_phone="+6281244550199",
    )
    told = words(await shown(desk, town, fire.incident))
    assert "So tabakar di belakang pasar" in told
    assert "Patokan: bengkel Om Rudi." in told
    assert "tepat sampai 35 meter" in told
    assert "Hubungi Ibu Ani" in told
    assert "0812-4455-0199" in told
    assert "Rahim belum menjawab Terkirim 13.58." in told
    assert "Naik ke piket pukul 13.58." in told
    assert "dipanggil. 1 petugas jaga. Sistem" in told
    await town.acts("Rahim", "accepted", fire.incident, eta_min=10)
    told = words(await shown(desk, town, fire.incident))
    assert "Terima tugas 13.58, 10 menit" in told
    assert "menerima tugas. Tiba kira-kira 10 menit lagi. Rahim" in told


async def test_the_second_click_is_told_what_the_first_did(
    desk: httpx.AsyncClient, town: Town
) -> None:
    noise = await town.report("Musik", category=NOISE)
    first = await decide(desk, town, noise.incident, "pemeriksaan")
    assert first.status_code == 303
    assert first.headers["location"] == f"/aduan/{number(town, noise.incident)}"
    second = await decide(desk, town, noise.incident, "pemeriksaan")
    assert second.status_code == 409
    assert "Aduan ini sudah diperiksa." in words(second.text)
    assert "Diperiksa" in words(second.text)


async def test_kind_and_urgency_change_with_a_reason(desk: httpx.AsyncClient, town: Town) -> None:
    snake = await town.report("Ular", category="rescue.snake")
    said = {"category": "rescue.person_trapped", "priority": "P1"}
    silent = await decide(desk, town, snake.incident, "penggolongan", **said, why="")
    assert silent.status_code == 422
    assert "Tulis alasannya dulu." in words(silent.text)
    assert '<option value="rescue.person_trapped" selected>' in silent.text
    said["why"] = "Orang terjepit"
    assert (await decide(desk, town, snake.incident, "penggolongan", **said)).status_code == 303
    told = words(await shown(desk, town, snake.incident))
    assert "Menjadi Orang terjebak, Darurat. Orang terjepit" in told
    assert (await town.case(snake.incident)).state == "assigned"


async def test_a_team_is_sent_once(desk: httpx.AsyncClient, town: Town) -> None:
    noise = await town.report("Musik", category=NOISE)
    team = next(iter(town.region.teams.values()))
    assert (
        await decide(desk, town, noise.incident, "penugasan", team=team.code)
    ).status_code == 303
    again = await decide(desk, town, noise.incident, "penugasan", team=team.code)
    assert again.status_code == 409
    assert f"{team.name} sudah ditugaskan ke kejadian ini." in words(again.text)
    unknown = await decide(desk, town, noise.incident, "penugasan", team="X")
    assert unknown.status_code == 422


async def test_the_reporter_is_asked_and_told_why_not(desk: httpx.AsyncClient, town: Town) -> None:
    noise = await town.report("Musik", category=NOISE)
    asked = await decide(
        desk, town, noise.incident, "permintaan-keterangan", question="Di lorong mana?"
    )
    assert asked.status_code == 303
    told = words(await shown(desk, town, noise.incident))
    assert "Butuh keterangan" in told
    assert "Ditanyakan ke pelapor: Di lorong mana?" in told
    assert (await decide(desk, town, noise.incident, "penolakan", reason=" ")).status_code == 422
    declined = await decide(desk, town, noise.incident, "penolakan", reason="Acara berizin")
    assert declined.status_code == 303
    assert "Tidak dapat ditangani. Acara berizin" in words(await shown(desk, town, noise.incident))
    late = await decide(desk, town, noise.incident, "penolakan", reason="Lagi")
    assert late.status_code == 409
    sent = await decide(desk, town, noise.incident, "penugasan", team=town.first_team)
    assert sent.status_code == 409


async def test_near_incidents_are_offered_merged_and_split_again(
    desk: httpx.AsyncClient, town: Town
) -> None:
    here, there = Point(-1.3100, 123.3200), Point(-1.3140, 123.3200)
    first = await town.report("Api", position=here, accuracy_m=200)
    await town.passes(minutes=3)
    second = await town.report("Asap", position=there, accuracy_m=200)
    far = await town.report("Api", village="", position=Point(-1.32, 123.08), accuracy_m=20)
    told = words(await shown(desk, town, second.incident))
    assert f"Sangat mungkin sama dengan {number(town, first.incident)}" in told
    assert "440 meter, selisih 3 menit" in told
    assert number(town, far.incident) not in told

    into = number(town, first.incident)
    merged = await decide(desk, town, second.incident, "penggabungan", into=into)
    assert merged.headers["location"] == f"/aduan/{into}"
    page = await shown(desk, town, first.incident)
    assert "2 laporan" in words(page)
    assert "Asap" in words(page)
    assert f"Digabung ke {into}." in words(await shown(desk, town, second.incident))

    split = await decide(desk, town, first.incident, "pemisahan", report=str(second.id))
    assert split.status_code == 303
    assert split.headers["location"] != f"/aduan/{into}"
    assert "Asap" in words((await desk.get(split.headers["location"])).text)
    again = await decide(desk, town, first.incident, "pemisahan", report=str(second.id))
    assert again.status_code == 409
    nowhere = await decide(desk, town, first.incident, "penggabungan", into="LB-WWWW")
    assert nowhere.status_code == 422


async def test_notes_and_drills(desk: httpx.AsyncClient, town: Town) -> None:
    noise = await town.report("Musik", category=NOISE)
    await decide(desk, town, noise.incident, "catatan", note="Sudah ditelepon")
    await decide(desk, town, noise.incident, "latihan")
    told = words(await shown(desk, town, noise.incident))
    assert "Catatan: Sudah ditelepon Yuliana" in told
    assert "LATIHAN" in told
    assert (await decide(desk, town, noise.incident, "latihan")).status_code == 409


async def test_leaders_read_and_decide_only_what_is_theirs(
    town: Town, client: httpx.AsyncClient
) -> None:
    secret = next(leaf.code for leaf in town.region.categories.values() if leaf.leader_only)
    await town.operator("Yuliana")
    await town.leader("Kasat")
    noise = await town.report("Musik", category=NOISE)
    complaint = await town.report("Petugas kasar", category=secret)
    await signs_in(client, town, "Kasat", "leader")
    assert "Keputusan" not in words(await shown(client, town, noise.incident))
    assert (await decide(client, town, noise.incident, "pemeriksaan")).status_code == 403
    assert (await decide(client, town, complaint.incident, "pemeriksaan")).status_code == 303
    await signs_in(client, town, "Yuliana", "operator")
    address = f"/aduan/{number(town, complaint.incident)}"
    for path in (address, f"{address}/isi", f"{address}/aliran"):
        assert (await client.get(path)).status_code == 404
    assert (await decide(client, town, complaint.incident, "pemeriksaan")).status_code == 404
    into = number(town, complaint.incident)
    merged = await decide(client, town, noise.incident, "penggabungan", into=into)
    assert merged.status_code == 422


async def test_a_responder_sees_what_the_own_team_is_sent_to_and_decides_nothing(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    fire = await town.report("Api", reporter_name="Ibu Ani", reporter_phone="+6281244550199")
    noise = await town.report("Musik", category=NOISE)
    await signs_in(client, town, "Rahim", "responder")
    told = await shown(client, town, fire.incident)
    assert "Keputusan" not in words(told)
    assert "Ibu Ani" not in told
    assert (await client.get(f"/aduan/{number(town, noise.incident)}")).status_code == 404
    assert (await decide(client, town, fire.incident, "pemeriksaan")).status_code == 403
    await town.acts("Rahim", "accepted", fire.incident)
    assert "Hubungi Ibu Ani" in words(await shown(client, town, fire.incident))


@pytest.mark.parametrize("wrong", ["LB-0000", "LB-2222", "x", "%00", "LB-7K3M7K3M7K3M7K3M"])
async def test_a_number_that_is_none_gets_a_sentence(
    desk: httpx.AsyncClient, town: Town, wrong: str
) -> None:
    answer = await desk.get(f"/aduan/{wrong}")
    assert answer.status_code == 404
    assert "tidak ada" in answer.text


async def test_a_ready_reason_is_sent_as_it_was_picked_or_as_it_was_mended(
    desk: httpx.AsyncClient, town: Town
) -> None:
    for said, told in (
        ({"ready": "allowed", "reason": ""}, "kegiatan ini sudah punya izin."),
        ({"ready": "allowed", "reason": "acara ini berizin"}, "acara ini berizin"),
    ):
        noise = await town.report("Musik", category=NOISE)
        done = await decide(desk, town, noise.incident, "penolakan", **said)
        assert done.status_code == 303
        assert f"Tidak dapat ditangani. {told}" in words(await shown(desk, town, noise.incident))
    noise = await town.report("Musik", category=NOISE)
    none = await decide(desk, town, noise.incident, "penolakan", ready="karangan", reason="")
    assert none.status_code == 422
