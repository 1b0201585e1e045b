"""The book of a shift says what came, what was done and what is left; nobody writes it."""

from datetime import timedelta

import httpx

from src.domain.numbers import number_of
from src.services import triage
from tests.routes.staff import signs_in, words
from tests.town import Town

HERE = "/buku-piket"


async def test_it_tells_the_shift_as_the_log_does(client: httpx.AsyncClient, town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    old = await town.report("Musik keras", category="public_order.noise")
    await town.passes(hours=9)
    fire = await town.report("Api di dapur", channel="phone")
    await town.passes(minutes=3)
    await town.acts("rahim", "accepted", fire.incident, eta_min=5)
    await triage.verify(old.incident, **town.by("yuliana"))
    await signs_in(client, town, "yuliana", "operator")
    page = await client.get(HERE)
    said = words(page.text)
    assert "Masuk 1" in said and "Kebakaran 1" in said and "telepon 1" in said
    assert "Jawaban pertama, nilai tengah 3 menit" in said
    came, handled = page.text.split("Dilanjutkan dari sebelumnya")
    assert number_of(fire.incident, "LB") in came.split("<table ")[1]
    assert number_of(old.incident, "LB") in handled
    assert "rahim" in said
    day = words((await client.get(f"{HERE}?jam=24")).text)
    assert "Masuk 2" in day


async def test_the_ways_messages_came_by_keep_their_own_spelling(
    client: httpx.AsyncClient, town: Town
) -> None:
    for channel in ("whatsapp", "sms", "sp4n"):
        await town.report("Musik keras", category="public_order.noise", channel=channel)
    await town.operator("yuliana")
    await signs_in(client, town, "yuliana", "operator")
    said = words((await client.get(HERE)).text)
    assert all(each in said for each in ("WhatsApp 1", "SMS 1", "SP4N-LAPOR 1"))


async def test_exercises_stand_apart_and_what_is_for_leaders_stays_with_them(
    client: httpx.AsyncClient, town: Town
) -> None:
    await town.operator("yuliana")
    await town.leader("kasat")
    fire = await town.report("Api")
    await triage.mark_drill(fire.incident, **town.by("yuliana"))
    secret = await town.report("Petugas minta uang", category="other.complaint")
    await signs_in(client, town, "yuliana", "operator")
    said = words((await client.get(HERE)).text)
    assert "Masuk 0" in said and "Latihan 1" in said
    assert number_of(secret.incident, "LB") not in said
    await signs_in(client, town, "kasat", "leader")
    assert number_of(secret.incident, "LB") in words((await client.get(HERE)).text)


async def test_a_note_is_left_once_and_waits_for_the_next_shift(
    client: httpx.AsyncClient, town: Town
) -> None:
    await town.operator("yuliana")
    await signs_in(client, town, "yuliana", "operator")
    form = {"id": "0f0e0d0c-0b0a-4908-8706-050403020100", "text": "Kunci armada di meja."}
    for _ in range(2):
        assert (await client.post(HERE, data=form)).status_code == 303
    said = words((await client.get(HERE)).text)
    assert said.count("Kunci armada di meja.") == 1
    empty = await client.post(HERE, data={"id": form["id"], "text": " "})
    assert empty.status_code == 422


async def test_any_hours_of_the_last_month_and_no_others(
    client: httpx.AsyncClient, town: Town
) -> None:
    await town.operator("yuliana")
    await town.report("Musik keras", category="public_order.noise")
    await town.passes(days=3)
    await signs_in(client, town, "yuliana", "operator")
    local = (town.clock() - timedelta(days=3)).astimezone(town.region.timezone)
    begins = local.strftime("%Y-%m-%dT00:00")
    ends = local.strftime("%Y-%m-%dT23:59")
    said = words((await client.get(f"{HERE}?from={begins}&until={ends}")).text)
    assert "Masuk 1" in said
    for query in (
        f"from={ends}&until={begins}",
        f"from={begins}",
        "from=1999-01-01T00:00&until=1999-01-01T08:00",
        f"from={begins}&until=2026-12-31T00:00",
        "from=besok&until=lusa",
    ):
        assert (await client.get(f"{HERE}?{query}")).status_code == 422, query
