"""Two at one incident see each other, and a note reaches whom it is meant for."""

from uuid import uuid4

import httpx

from src.domain.numbers import number_of
from src.queries.presence import FRESH
from tests.routes.staff import signs_in, words
from tests.town import Town


async def test_two_who_have_it_open_see_each_other_until_one_goes(
    client: httpx.AsyncClient, town: Town
) -> None:
    await town.operator("yuliana")
    await town.operator("marlina")
    fire = await town.report("Api di dapur")
    here = f"/aduan/{number_of(fire.incident, 'LB')}/hadir"
    await signs_in(client, town, "yuliana", "operator")
    assert words((await client.post(here)).text) == ""
    assert words((await client.post(here, data={"doing": "tolak"})).text) == ""
    await signs_in(client, town, "marlina", "operator")
    seen = words((await client.post(here, data={"doing": "nonsense"})).text)
    assert seen == "Juga dibuka yuliana (operator piket, sedang menulis penolakan)."
    town.clock.passes(seconds=FRESH.total_seconds() + 1)
    assert words((await client.post(here)).text) == ""


async def test_nobody_sees_who_is_at_what_is_none_of_his_business(
    client: httpx.AsyncClient, town: Town
) -> None:
    await town.operator("yuliana")
    told = await town.report("Petugas minta uang", category="other.complaint")
    await signs_in(client, town, "yuliana", "operator")
    number = number_of(told.incident, "LB")
    assert (await client.post(f"/aduan/{number}/hadir")).status_code == 404
    assert (await client.post("/aduan/LB-0000/hadir")).status_code == 404


async def test_a_note_is_sent_to_whom_was_ticked_and_read_on_a_page_of_its_own(
    client: httpx.AsyncClient, town: Town
) -> None:
    await town.operator("yuliana")
    await town.operator("marlina")
    fire = await town.report("Api di dapur")
    address = f"/aduan/{number_of(fire.incident, 'LB')}"
    await signs_in(client, town, "yuliana", "operator")
    form = {"note": "Tolong telepon PLN", f"to-{town.people['marlina']}": "ya"}
    assert (await client.post(f"{address}/catatan", data=form)).status_code == 303
    wrong = await client.post(f"{address}/catatan", data={"note": "Kirim", f"to-{uuid4()}": "ya"})
    assert wrong.status_code == 422 and "Orang ini tidak ada di daftar." in words(wrong.text)
    assert "Kirim" in wrong.text
    await signs_in(client, town, "marlina", "operator")
    page = words((await client.get("/sebutan")).text)
    assert "Tolong telepon PLN" in page and "Baru" in page


async def test_the_newest_decision_is_offered_to_be_taken_back(
    client: httpx.AsyncClient, town: Town
) -> None:
    await town.operator("yuliana")
    told = await town.report("Musik keras", category="public_order.noise")
    address = f"/aduan/{number_of(told.incident, 'LB')}"
    await signs_in(client, town, "yuliana", "operator")
    await client.post(f"{address}/penolakan", data={"reason": "Bukan wilayah kami"})
    page = (await client.get(address)).text
    assert "Keputusan terakhir: penolakan aduan." in words(page)
    line = page.split('name="line" value="')[1].split('"')[0]
    assert (await client.post(f"{address}/pembatalan", data={"line": line})).status_code == 303
    again = await client.post(f"{address}/pembatalan", data={"line": line})
    assert again.status_code == 409 and "tidak bisa dibatalkan lagi" in words(again.text)
    assert (await client.post(f"{address}/pembatalan", data={"line": "x"})).status_code == 409


async def test_ready_sentences_are_filled_in_and_sent_as_they_stand(
    client: httpx.AsyncClient, town: Town
) -> None:
    await town.operator("yuliana")
    told = await town.report("Musik keras", category="public_order.noise")
    number = number_of(told.incident, "LB")
    await signs_in(client, town, "yuliana", "operator")
    page = words((await client.get(f"/aduan/{number}")).text)
    assert "Dekat bangunan atau toko apa di Salakan?" in page
    assert "Apakah masih ada orang di dalam?" not in page  # for fires
    asked = {"ready": "ask_place", "question": ""}
    answer = await client.post(f"/aduan/{number}/permintaan-keterangan", data=asked)
    assert answer.status_code == 303
    page = words((await client.get(f"/aduan/{number}")).text)
    assert "Ditanyakan ke pelapor: Kami butuh tempat yang lebih jelas." in page
    nothing = await client.post(f"/aduan/{number}/jawaban", data={"ready": "no_such"})
    assert nothing.status_code == 422


async def test_a_referral_nobody_knows_is_called_so(client: httpx.AsyncClient, town: Town) -> None:
    await town.operator("yuliana")
    told = await town.report("Jalan rusak", category="referral.road")
    await signs_in(client, town, "yuliana", "operator")
    here = f"/aduan/{number_of(told.incident, 'LB')}/rujukan/{uuid4()}/penarikan"
    answer = await client.post(here)
    assert answer.status_code == 409 and "Rujukan ini tidak ada." in words(answer.text)
