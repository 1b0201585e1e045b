"""/jaga at every desk: who would be called, loudly when it is nobody, and what people say there."""

import re
from datetime import time
from uuid import UUID, uuid4

import httpx
import pytest

from src import database
from tests.duty_plan import local, on_duty, roster, someone
from tests.routes.staff import signs_in, words
from tests.town import Town


@pytest.fixture
async def crews(town: Town, client: httpx.AsyncClient) -> Town:
    for name in ("Rahim", "Selfi", "Daud"):
        await town.responder(name, on_duty=False)
    await town.operator("Yuliana")
    await town.leader("Kasat")
    await signs_in(client, town, "Yuliana", "operator")
    return town


def team(town: Town) -> str:
    return f"/jaga/regu/{town.first_team}"


async def asks(client: httpx.AsyncClient, **question: str) -> str:
    answer = await client.get("/jaga", params=question)
    assert answer.status_code == 200
    return words(answer.text)


async def test_who_would_be_called_for_a_fire_now(crews: Town, client: httpx.AsyncClient) -> None:
    await roster(crews, "Rahim Selfi", "Daud")
    page = await asks(client)
    assert "2 petugas dipanggil" in page and "Salakan, sekarang" in page
    assert "Dipanggil pertama" in page and "Rahim" in page and "Terjangkau" in page


async def test_who_would_be_called_on_any_other_day(crews: Town, client: httpx.AsyncClient) -> None:
    await roster(crews, "Rahim Selfi", "Daud")
    page = await asks(client, hari="2026-10-13", jam="08:00", jenis="fire.house")
    assert "1 petugas dipanggil" in page and "13 Okt 2026, 08.00 WITA" in page
    assert "Daud" in page


async def test_what_waits_for_the_desk_says_so(crews: Town, client: httpx.AsyncClient) -> None:
    await crews.responder("Meri", team=list(crews.region.teams)[5])
    page = await asks(client, jenis="public_order.noise")
    assert "1 petugas siap dipanggil" in page
    assert "Alarm berbunyi setelah piket menugaskan regu." in page


async def test_it_is_loud_when_it_is_nobody(crews: Town, client: httpx.AsyncClient) -> None:
    answer = await client.get("/jaga")
    assert "Tidak ada yang bisa dipanggil" in answer.text
    assert 'role="alert"' in answer.text
    board = words((await client.get("/papan")).text)
    assert "Tidak ada yang bisa dipanggil" in board and "Kebakaran" in board


async def test_whose_phones_cannot_ring_are_nobody_too(
    crews: Town, client: httpx.AsyncClient
) -> None:
    await crews.responder("Meri", phone=False)
    page = await asks(client)
    assert "Tidak ada yang bisa dipanggil" in page
    assert "Meri" in page and "Tak terjangkau" in page and "Alarm belum dinyalakan" in page


async def test_the_board_is_quiet_about_what_somebody_answers_for(
    crews: Town, client: httpx.AsyncClient
) -> None:
    for code in crews.region.teams:
        await crews.responder(f"jaga-{code}", team=code)
    board = words((await client.get("/papan")).text)
    assert "Tidak ada yang bisa dipanggil" not in board


async def test_what_cannot_be_read_is_said_and_kept(crews: Town, client: httpx.AsyncClient) -> None:
    answer = await client.get("/jaga", params={"hari": "kemarin", "jam": "8"})
    assert answer.status_code == 422
    assert "Tanggal atau jam belum benar." in answer.text and 'value="kemarin"' in answer.text


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
async def test_any_day_of_the_calendar_has_an_answer(
    crews: Town, client: httpx.AsyncClient, day: str
) -> None:
    for clock in ("00:00", "23:59"):
        answer = await client.get("/jaga", params={"hari": day, "jam": clock})
        assert answer.status_code in (200, 422)


async def test_beyond_what_is_planned_says_so(crews: Town, client: httpx.AsyncClient) -> None:
    await roster(crews, "Rahim")
    page = await asks(client, hari="2026-10-30", jam="12:00")
    assert "Rencana jaga baru ada sampai 26 Okt 2026." in page


async def test_a_responder_sees_his_own_team_only(crews: Town, client: httpx.AsyncClient) -> None:
    await signs_in(client, crews, "Rahim", "responder")
    page = await client.get("/jaga")
    assert crews.region.teams[crews.first_team].name in page.text
    other = next(code for code in crews.region.teams if code != crews.first_team)
    assert (await client.get(f"/jaga/regu/{other}")).status_code == 404
    assert (await client.get("/jaga/pola")).status_code == 403


async def test_ready_and_not_ready_by_one_tap_on_the_own_tasks(
    crews: Town, client: httpx.AsyncClient
) -> None:
    await signs_in(client, crews, "Rahim", "responder")
    assert "Siap jaga" in words((await client.get("/tugas")).text)
    answer = await client.post("/jaga/kesiapan", data={"siap": "ya", "ke": "tugas"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/tugas")
    assert await on_duty(crews) == ["Rahim"]
    assert "Tidak siap" in words((await client.get("/tugas")).text)
    await client.post("/jaga/kesiapan", data={"siap": "tidak"})
    assert await on_duty(crews) == []


async def test_who_may_be_called_off_duty_decides_himself(
    crews: Town, client: httpx.AsyncClient
) -> None:
    await signs_in(client, crews, "Rahim", "responder")
    await client.post("/jaga/kesediaan", data={"boleh": "ya"})
    row = await database.row("SELECT off_duty FROM person WHERE id = {}", crews.people["Rahim"])
    assert row is not None and row["off_duty"]
    assert "Jangan panggil saya" in words((await client.get("/jaga")).text)


async def test_not_ready_in_a_turn_shows_when_the_next_begins(
    crews: Town, client: httpx.AsyncClient
) -> None:
    await roster(crews, "Rahim")
    await signs_in(client, crews, "Rahim", "responder")
    assert "Anda sedang jaga" in words((await client.get("/tugas")).text)
    await client.post("/jaga/kesiapan", data={"siap": "tidak"})
    page = words((await client.get("/tugas")).text)
    assert "sedang tidak jaga" in page and "mulai 13 Okt 2026, 08.00" in page


async def test_a_note_is_read_by_the_next_crew(crews: Town, client: httpx.AsyncClient) -> None:
    await signs_in(client, crews, "Rahim", "responder")
    note = {"id": str(uuid4()), "text": "Selang nomor dua bocor"}
    for _ in range(2):  # a second tap
        assert (await client.post(f"{team(crews)}/catatan", data=note)).status_code == 303
    await signs_in(client, crews, "Selfi", "responder")
    assert (await client.get("/tugas")).text.count("Selang nomor dua bocor") == 1
    assert "Rahim, Senin 13.58" in words((await client.get("/jaga")).text)
    crews.clock.passes(days=3)
    assert "Selang nomor dua" not in (await client.get("/tugas")).text
    assert "Selang nomor dua" in (await client.get("/jaga")).text


@pytest.mark.parametrize("text", ["", "x" * 1001])
async def test_a_note_that_cannot_be_kept_comes_back(
    crews: Town, client: httpx.AsyncClient, text: str
) -> None:
    answer = await client.post(f"{team(crews)}/catatan", data={"id": str(uuid4()), "text": text})
    assert answer.status_code == 422 and text in answer.text


async def turn(client: httpx.AsyncClient, page: str) -> str:
    """The first turn that the page offers for a swap."""
    found = re.search(r'<select id="shift".*?value="([^"]+)"', (await client.get(page)).text)
    assert found is not None
    return found[1]


async def test_a_swap_by_two_taps(crews: Town, client: httpx.AsyncClient) -> None:
    await roster(crews, "Rahim", "Selfi")
    await signs_in(client, crews, "Selfi", "responder")
    asked = {
        "id": str(uuid4()),
        "shift": await turn(client, "/jaga"),
        "stand_in": str(crews.people["Daud"]),
    }
    assert (await client.post(f"{team(crews)}/tukar", data=asked)).status_code == 303
    assert "Menunggu jawaban" in words((await client.get("/jaga")).text)
    await signs_in(client, crews, "Daud", "responder")
    page = await client.get("/jaga")
    assert "Selfi minta diganti Daud" in words(page.text)
    yes = f"{team(crews)}/tukar/{asked['id']}/persetujuan"
    assert yes in page.text
    assert (await client.post(yes)).status_code == 303
    assert await on_duty(crews, local(13, 9)) == ["Daud"]
    assert (await client.post(yes)).status_code == 404


async def test_a_stand_in_who_cannot_is_told_on_the_page(
    crews: Town, client: httpx.AsyncClient
) -> None:
    await roster(crews, "Rahim", "Selfi")
    await roster(crews, "Daud")
    sent = {
        "id": str(uuid4()),
        "shift": await turn(client, team(crews)),
        "stand_in": str(crews.people["Rahim"]),
    }
    answer = await client.post(f"{team(crews)}/tukar", data=sent)
    assert answer.status_code == 409
    assert "Pengganti sudah jaga" in answer.text and team(crews) in answer.text
    wrong = await client.post(f"{team(crews)}/tukar", data=sent | {"stand_in": ""})
    assert wrong.status_code == 422


async def test_an_absence_is_written_down_and_taken_back(
    crews: Town, client: httpx.AsyncClient
) -> None:
    await roster(crews, "Rahim Selfi")
    sent = {
        "id": str(uuid4()),
        "person": str(crews.people["Rahim"]),
        "kind": "leave",
        "from": "2026-10-12T08:00",
        "until": "2026-10-14T08:00",
    }
    assert (await client.post(f"{team(crews)}/halangan", data=sent)).status_code == 303
    assert await on_duty(crews) == ["Selfi"]
    page = words((await client.get(team(crews))).text)
    assert "Rahim : cuti, Senin 12 Okt 2026, 08.00 sampai Rabu 08.00" in page
    await client.post(f"{team(crews)}/halangan/{sent['id']}/pencabutan")
    assert await on_duty(crews) == ["Rahim", "Selfi"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": ""}, "Pilih sebab halangan."),
        ({"until": "2026-10-12T07:00"}, "Waktu selesai harus setelah mulai"),
        ({"until": "besok"}, "Tanggal atau jam belum benar."),
        ({"person": "Rahim"}, "Nomor kiriman rusak."),
    ],
)
async def test_an_absence_that_makes_no_sense_comes_back(
    crews: Town, client: httpx.AsyncClient, changed: dict[str, str], sentence: str
) -> None:
    sent = {
        "id": str(uuid4()),
        "person": str(crews.people["Rahim"]),
        "kind": "sick",
        "from": "2026-10-12T08:00",
    }
    answer = await client.post(f"{team(crews)}/halangan", data=sent | changed)
    assert answer.status_code == 422 and sentence in answer.text
    assert "2026-10-12T08:00" in answer.text


async def test_a_responder_writes_down_only_his_own_absence(
    crews: Town, client: httpx.AsyncClient
) -> None:
    await signs_in(client, crews, "Selfi", "responder")
    sent = {"id": str(uuid4()), "person": str(crews.people["Rahim"]), "kind": "sick"}
    await client.post(f"{team(crews)}/halangan", data=sent)
    row = await database.row("SELECT person FROM absence WHERE id = {}", UUID(sent["id"]))
    assert row is not None and row["person"] == crews.people["Selfi"]


async def test_a_broken_engine_is_seen_by_all(crews: Town, client: httpx.AsyncClient) -> None:
    await signs_in(client, crews, "Rahim", "responder")
    station = crews.region.teams[crews.first_team].station
    code = next(v.code for v in crews.region.vehicles.values() if v.station == station)
    address = f"{team(crews)}/armada/{code}"
    silent = await client.post(address, data={"siap": "tidak", f"note-{code}": ""})
    assert silent.status_code == 422 and "Tulis apa yang rusak." in silent.text
    broken = {"siap": "tidak", f"note-{code}": "Rem blong"}
    assert (await client.post(address, data=broken)).status_code == 303
    await signs_in(client, crews, "Kasat", "leader")
    page = words((await client.get("/jaga")).text)
    assert "Rusak Rem blong" in page
    elsewhere = next(v.code for v in crews.region.vehicles.values() if v.station != station)
    await signs_in(client, crews, "Rahim", "responder")
    answer = await client.post(f"{team(crews)}/armada/{elsewhere}", data={"siap": "ya"})
    assert answer.status_code == 403


async def test_a_roster_is_written_edited_and_stopped(
    crews: Town, client: httpx.AsyncClient
) -> None:
    new = await client.get("/jaga/pola/baru", params={"regu": crews.first_team})
    found = re.search(r'action="(/jaga/pola/[0-9a-f-]+)"', new.text)
    assert found is not None
    sent = {
        "team": crews.first_team,
        "name": "Jaga harian",
        "anchor": "2026-10-12",
        "starts": "08:00",
        "hours": "24",
        "active": "ya",
        **{f"day-{n}": "ya" for n in range(7)},
        f"crew-{crews.people['Rahim']}": "0",
        f"crew-{crews.people['Selfi']}": "1",
        f"crew-{crews.people['Daud']}": "",
    }
    answer = await client.post(found[1], data=sent)
    assert (answer.status_code, answer.headers["location"]) == (303, team(crews))
    assert await on_duty(crews) == ["Rahim"]
    listed = words((await client.get("/jaga/pola")).text)
    assert "Setiap hari mulai 08.00, 24 jam" in listed and "Kelompok B : Selfi" in listed
    page = (await client.get(found[1])).text
    assert 'value="08:00"' in page and 'value="2026-10-12"' in page
    del sent["active"]
    await client.post(found[1], data=sent)
    assert "Berhenti" in words((await client.get("/jaga/pola")).text)
    assert await on_duty(crews, local(13, 9)) == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "Beri nama pola jaga ini."),
        ({"starts": "25:00"}, "Tanggal atau jam belum benar."),
        ({"anchor": ""}, "Tanggal atau jam belum benar."),
        ({"hours": "³"}, "Lama jaga 1 sampai 24 jam."),
        ({"hours": "1e9"}, "Lama jaga 1 sampai 24 jam."),
        ({"day-0": ""}, "Pilih paling sedikit satu hari."),
        ({"crew-x": "0"}, "Nomor kiriman rusak."),
    ],
)
async def test_a_roster_that_makes_no_sense_comes_back(
    crews: Town, client: httpx.AsyncClient, changed: dict[str, str], sentence: str
) -> None:
    sent = {
        "team": crews.first_team,
        "name": "Jaga Senin",
        "anchor": "2026-10-12",
        "starts": "08:00",
        "hours": "24",
        "day-0": "ya",
        f"crew-{crews.people['Rahim']}": "0",
    }
    answer = await client.post(f"/jaga/pola/{uuid4()}", data=sent | changed)
    assert answer.status_code == 422 and sentence in answer.text
    assert "Jaga Senin" in answer.text or "name" in changed


async def test_an_unknown_roster_is_not_found(crews: Town, client: httpx.AsyncClient) -> None:
    assert (await client.get(f"/jaga/pola/{uuid4()}")).status_code == 404
    assert "Regu" in (await client.get("/jaga/pola/baru")).text


async def test_the_week_is_drawn_with_its_bare_hours(
    crews: Town, client: httpx.AsyncClient
) -> None:
    await roster(crews, "Rahim", starts=time(8), hours=12)
    page = (await client.get(team(crews))).text
    assert "Rahim. Jaga: Senin 08.00 sampai Senin 20.00" in page
    assert "Kosong: Senin 20.00 sampai Selasa 08.00" in page
    assert someone(crews, "Rahim").name in page
