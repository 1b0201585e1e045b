"""/beranda: a driver finds the five choices, himself, and what became of what he reported."""

import httpx

from tests.routes.staff import signs_in, words
from tests.town import Town


async def test_a_driver_sees_himself_and_what_became_of_his_reports(
    town: Town, client: httpx.AsyncClient
) -> None:
    stand = next(iter(town.region.stands.values()))
    hasan = await town.driver("Hasan", stand=stand.code, body_number="017")
    await town.report("Musik", category="public_order.noise", person=hasan)
    await town.report("Ular orang lain", category="rescue.snake")
    await signs_in(client, town, "Hasan", "driver")
    answer = await client.get("/beranda")
    told = words(answer.text)
    assert stand.name in told
    assert "017" in told
    assert "Kebisingan atau pesta" in told
    assert "Ular" not in told.partition("Hasil aduan Anda")[2]
    assert "Data ini tidak dipakai untuk menilang." in told
    assert f"/lapor?jenis=kebakaran&amp;pangkalan={stand.code}&amp;bentor=017" in answer.text
    assert "/pengemudi" not in answer.text
    assert len(answer.headers["x-lacak-keep"]) == 12


async def test_who_leads_the_stand_finds_his_drivers(town: Town, client: httpx.AsyncClient) -> None:
    stand = next(iter(town.region.stands.values()))
    await town.driver("Hasna", stand=stand.code, leads=True)
    await signs_in(client, town, "Hasna", "driver")
    assert 'href="/pengemudi"' in (await client.get("/beranda")).text
