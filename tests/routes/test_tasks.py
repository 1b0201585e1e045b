"""/tugas as responders live it: it rings, somebody comes, walks it through, closes with proof."""

from datetime import timedelta
from uuid import uuid4

import httpx
import pytest

from src import database
from src.domain.village import Point
from src.queries.log import events_of as told
from src.services import dispatch, journal, triage
from src.tables import Shift
from tests.routes.staff import JSON, action, number, offered, signs_in, words
from tests.services.pictures import photo
from tests.town import Town

TUGAS = "/tugas"


async def page(client: httpx.AsyncClient) -> str:
    answer = await client.get(TUGAS)
    assert answer.status_code == 200
    return answer.text


async def test_an_alarm_stands_first_with_its_place_its_clock_and_one_big_answer(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    fire = await town.report("Api di belakang pasar", landmark="bengkel Om Rudi")
    await signs_in(client, town, "Rahim", "responder")
    shown = await page(client)
    task = await town.assignment(fire.incident)
    assert "Kebakaran Salakan" in words(shown)
    assert "Api di belakang pasar" in words(shown)
    assert "naik ke piket" in words(shown)
    assert "data-ring=" in shown
    assert "data-until=" in shown
    assert offered(shown)[:2] == [f"/tugas/{task}/penolakan", f"/tugas/{task}/penerimaan"]


async def test_accepting_with_an_eta_ends_the_ringing_and_shows_the_next_step(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    fire = await town.report("Api")
    task = await town.assignment(fire.incident)
    await signs_in(client, town, "Rahim", "responder")
    answer = await client.post(f"/tugas/{task}/penerimaan", data=action(eta_min=10))
    assert (answer.status_code, answer.headers["location"]) == (303, TUGAS)
    shown = await page(client)
    assert "data-ring=" not in shown
    assert f"/tugas/{task}/keberangkatan" in offered(shown)
    assert await town.log(fire.incident) == ["received", "dispatched", "accepted"]


async def test_a_task_is_walked_to_its_end_and_closed_with_a_photo_from_a_plain_form(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    fire = await town.report("Api")
    task = await town.assignment(fire.incident)
    await signs_in(client, town, "Rahim", "responder")
    for noun in ("penerimaan", "keberangkatan", "kedatangan", "kendali"):
        assert (await client.post(f"/tugas/{task}/{noun}", data=action())).status_code == 303
    closing = f"/tugas/{task}/penyelesaian"
    assert closing in offered(await page(client))

    refused = await client.post(closing, data=action(outcome="extinguished", note="Padam"))
    assert refused.status_code == 422
    assert "Ambil satu foto, atau tulis alasan tidak ada foto." in words(refused.text)
    assert "Padam</textarea>" in refused.text

    done = await client.post(
        closing,
        data=action(outcome="extinguished", note="Padam"),
        files={"photo": ("api.jpg", photo(400, 300), "image/jpeg")},
    )
    assert done.status_code == 303
    assert (await town.case(fire.incident)).state == "resolved"
    shown = words(await page(client))
    assert "Selesai hari ini Kebakaran Salakan" in shown
    assert "Tidak ada tugas" in shown
    await signs_in(client, town, "Rahim", "responder")
    detail = await client.get(f"/aduan/{number(town, fire.incident)}")
    assert "Foto petugas" in words(detail.text)


async def test_a_closing_from_the_outbox_says_how_many_photos_follow(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    fire = await town.report("Api")
    task = await town.assignment(fire.incident)
    await signs_in(client, town, "Rahim", "responder")
    for noun in ("penerimaan", "kedatangan"):
        await client.post(f"/tugas/{task}/{noun}", data=action(), headers=JSON)
    told = action(outcome="extinguished", attachments=2)
    answer = await client.post(f"/tugas/{task}/penyelesaian", data=told, headers=JSON)
    assert answer.status_code == 200
    assert answer.json()["action_id"] == told["action_id"]
    assert answer.json()["state"] == "released"
    again = await client.post(f"/tugas/{task}/penyelesaian", data=told, headers=JSON)
    assert again.status_code == 200
    assert (await town.log(fire.incident)).count("completed") == 1


async def test_a_yes_that_is_not_needed_any_more_is_told_so(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    await town.responder("Selfi")
    fire = await town.report("Tanah turun", category="disaster.landslide")
    task = await town.assignment(fire.incident)
    await town.acts("Rahim", "accepted", fire.incident, eta_min=5)
    await signs_in(client, town, "Selfi", "responder")
    by_script = await client.post(f"/tugas/{task}/penerimaan", data=action(), headers=JSON)
    assert by_script.status_code == 409
    assert by_script.json()["message"] == "Tidak perlu datang: sudah cukup."
    assert by_script.headers["x-lacak"] == "1"
    by_form = await client.post(f"/tugas/{task}/penerimaan", data=action())
    assert by_form.status_code == 409
    assert "Tidak perlu datang: sudah cukup." in words(by_form.text)
    assert "Berangkat" in words(by_form.text)


async def test_everybody_who_was_rung_sees_who_comes_and_is_asked_until_enough_do(
    town: Town, client: httpx.AsyncClient
) -> None:
    for name in ("Rahim", "Selfi", "Yopi", "Amir"):
        await town.responder(name, skills="driver" if name == "Yopi" else "")
    fire = await town.report("Api")
    task = await town.assignment(fire.incident)
    await town.acts("Rahim", "accepted", fire.incident, eta_min=5)
    await town.acts("Amir", "accepted", fire.incident)
    await signs_in(client, town, "Selfi", "responder")
    asked = await page(client)
    assert "2 dari 3 datang." in words(asked)
    assert "Masih kurang 1 orang, 1 pengemudi armada." in words(asked)
    assert "Rahim tiba 14.03" in words(asked)
    assert "data-ring=" in asked
    assert offered(asked)[:2] == [f"/tugas/{task}/penolakan", f"/tugas/{task}/penerimaan"]
    await signs_in(client, town, "Rahim", "responder")
    at_work = await page(client)
    assert "2 dari 3 datang." in words(at_work)
    assert "data-ring=" not in at_work
    await town.acts("Yopi", "accepted", fire.incident)
    await signs_in(client, town, "Selfi", "responder")
    enough = await page(client)
    assert "3 dari 3 datang." in words(enough)
    assert "data-ring=" not in enough


async def test_a_tap_that_waited_on_a_shared_phone_is_not_taken_as_anothers(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    await town.responder("Selfi")
    fire = await town.report("Api")
    task = await town.assignment(fire.incident)
    await signs_in(client, town, "Selfi", "responder")
    of_rahim = action(by=str(town.people["Rahim"]))
    answer = await client.post(f"/tugas/{task}/penerimaan", data=of_rahim, headers=JSON)
    assert answer.status_code == 403
    assert "accepted" not in await town.log(fire.incident)
    await signs_in(client, town, "Rahim", "responder")
    answer = await client.post(f"/tugas/{task}/penerimaan", data=of_rahim, headers=JSON)
    assert answer.status_code == 200


async def test_a_step_taken_without_a_signal_is_dated_when_it_was_taken(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    fire = await town.report("Api")
    task = await town.assignment(fire.incident)
    await town.acts("Rahim", "accepted", fire.incident)
    left = town.clock()
    await town.passes(minutes=9)
    wrong = timedelta(hours=5)  # the phone's clock, which does not matter
    await signs_in(client, town, "Rahim", "responder")
    told = action(at=(left + wrong).isoformat(), sent_at=(town.clock() + wrong).isoformat())
    await client.post(f"/tugas/{task}/keberangkatan", data=told, headers=JSON)
    assert (await town.case(fire.incident)).departed_at == left


async def test_who_said_no_is_not_rung_on_his_page_any_more_but_may_still_come(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    await town.responder("Selfi")
    fire = await town.report("Api")
    task = await town.assignment(fire.incident)
    await signs_in(client, town, "Rahim", "responder")
    await client.post(f"/tugas/{task}/penolakan", data=action())
    shown = await page(client)
    assert "data-ring=" not in shown
    assert "Anda menjawab tidak bisa." in words(shown)
    await signs_in(client, town, "Selfi", "responder")
    assert "data-ring=" in await page(client)


@pytest.mark.parametrize("noun", ["penerimaan", "penolakan", "catatan"])
async def test_the_task_of_another_team_is_not_there(
    town: Town, client: httpx.AsyncClient, noun: str
) -> None:
    await town.responder("Rahim")
    await town.responder("Selfi", team=other_team(town))
    fire = await town.report("Api")
    task = await town.assignment(fire.incident)
    await signs_in(client, town, "Selfi", "responder")
    assert "Kebakaran" not in words(await page(client))
    for address in (f"/tugas/{task}/{noun}", f"/tugas/{uuid4()}/{noun}", f"/tugas/x/{noun}"):
        answer = await client.post(address, data=action(note="x"), headers=JSON)
        assert answer.status_code == 404
    assert await town.log(fire.incident) == ["received", "dispatched"]


async def test_an_unknown_command_and_a_broken_id_get_a_sentence(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    fire = await town.report("Api")
    task = await town.assignment(fire.incident)
    await signs_in(client, town, "Rahim", "responder")
    assert (await client.post(f"/tugas/{task}/tidur", data=action())).status_code == 404
    broken = await client.post(
        f"/tugas/{task}/penerimaan", data={"action_id": "bukan"}, headers=JSON
    )
    assert broken.status_code == 422
    assert broken.json()["errors"] == {"action_id": "Nomor kiriman rusak. Muat ulang halaman ini."}
    late = await client.post(f"/tugas/{task}/penerimaan", data=action(eta_min="lama"))
    assert late.status_code == 422


async def test_only_who_handles_it_sees_the_reporters_number_and_never_a_secret_one(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    fire = await town.report("Api", reporter_name="Ibu Ani", reporter_phone="+6281244550199")
    secret = await town.report(
        "Api lain", reporter_phone="+6281244550200", confidential=True, village="Bongganan"
    )
    await signs_in(client, town, "Rahim", "responder")
    assert "+628124455" not in await page(client)
    await town.acts("Rahim", "accepted", fire.incident)
    await town.acts("Rahim", "accepted", secret.incident, team=town.first_team)
    shown = await page(client)
    assert 'href="tel:+6281244550199"' in shown
    assert "+6281244550200" not in shown
    assert "Pelapor minta dirahasiakan." in words(shown)


async def test_the_way_leads_by_the_phones_own_map(town: Town, client: httpx.AsyncClient) -> None:
    await town.responder("Rahim")
    fire = await town.report("Api", position=Point(-1.3, 123.3), accuracy_m=20)
    await town.acts("Rahim", "accepted", fire.incident)
    await signs_in(client, town, "Rahim", "responder")
    shown = await page(client)
    assert 'href="geo:-1.30000,123.30000?q=-1.30000,123.30000"' in shown
    assert "dari pos" in words(shown)


async def test_the_page_says_whether_one_is_on_duty_and_may_be_kept_by_the_phone(
    town: Town, client: httpx.AsyncClient
) -> None:
    rahim = await town.responder("Rahim")
    await town.responder("Yopi", on_duty=False)
    until = town.clock() + timedelta(hours=6)
    await Shift.update({Shift.ends_at: until}).where(Shift.person == rahim)
    await signs_in(client, town, "Rahim", "responder")
    answer = await client.get(TUGAS)
    assert "Anda sedang jaga." in words(answer.text)
    assert "sampai 19.58" in words(answer.text)
    assert len(answer.headers["x-lacak-keep"]) == 12
    await signs_in(client, town, "Yopi", "responder")
    assert "Anda sedang tidak jaga." in words(await page(client))


async def test_a_drill_never_looks_like_the_real_thing(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    await town.operator("Yuliana")
    fire = await town.report("Api")
    await triage.mark_drill(fire.incident, **town.by("Yuliana"))
    await dispatch.assign(fire.incident, town.first_team, **town.by("Yuliana"))
    await signs_in(client, town, "Rahim", "responder")
    shown = await page(client)
    assert "LATIHAN: kebakaran Salakan" in words(shown)
    assert 'class="ringing alarm other"' in shown


async def test_the_part_that_refreshes_is_the_part_of_the_page(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    await town.report("Api")
    await signs_in(client, town, "Rahim", "responder")
    part = (await client.get("/tugas/isi", headers={"HX-Request": "true"})).text
    assert part.lstrip().startswith('<div id="tugas"')
    assert "<html" not in part
    whole = await page(client)
    assert whole.count('id="tugas"') == 1


def other_team(town: Town) -> str:
    """One that has nothing to do with fires."""
    return next(code for code, team in town.region.teams.items() if "fire" not in team.groups)


async def test_what_no_step_asks_for_closes_nobodys_page(
    town: Town, client: httpx.AsyncClient
) -> None:
    """The log cannot be changed: a strange word in a tap would stand there for ever."""
    await town.responder("Rahim", leads=True)
    await town.operator("Yuliana")
    fire = await town.report("Api")
    task = await town.assignment(fire.incident)
    strange = dict.fromkeys(("person", "vehicle", "why", "reason", "eta", "kind"), "bukan-itu")
    await signs_in(client, town, "Rahim", "responder")
    for noun in ("penerimaan", "catatan", "bantuan", "keberangkatan", "kedatangan", "kendali"):
        form = action(note="Dua rumah", **strange)
        answer = await client.post(f"/tugas/{task}/{noun}", data=form)
        assert answer.status_code == 303, noun
    form = action(outcome="extinguished", note="Padam", photo_reason="Gelap", **strange)
    assert (await client.post(f"/tugas/{task}/penyelesaian", data=form)).status_code == 303
    assert "bukan-itu" not in str([each.detail.get("person") for each in await told(fire.incident)])
    await signs_in(client, town, "Yuliana", "operator")
    here = f"/aduan/{number(town, fire.incident)}"
    for path in (here, f"{here}/isi", f"{here}/laporan", f"{here}/laporan.pdf"):
        assert (await client.get(path)).status_code == 200, path


async def test_a_line_that_names_nobody_we_know_is_still_shown(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    await town.operator("Yuliana")
    fire = await town.report("Api")
    detail = {"assignment": str(await town.assignment(fire.incident)), "person": "bukan-itu"}
    async with database.transaction():
        case = await journal.lock(fire.incident)
        entry = journal.Entry(event="noted", at=town.clock(), detail={**detail, "note": "Api"})
        await journal.append(case, entry, region=town.region, now=town.clock())
    await signs_in(client, town, "Yuliana", "operator")
    shown = await client.get(f"/aduan/{number(town, fire.incident)}")
    assert shown.status_code == 200
    assert "bukan-itu" not in shown.text
