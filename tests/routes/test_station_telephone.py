"""/pos/telepon: whom a station may telephone while too few come, and each call noted by one tap."""

import re
from uuid import uuid4

import httpx
import pytest

from tests.routes.staff import number, signs_in, words
from tests.routes.test_incident_alarm import has_number
from tests.routes.test_station import is_screen_of, station_of
from tests.town import Town

NUMBER = "+628124455011"


@pytest.fixture
async def screen(town: Town, client: httpx.AsyncClient) -> httpx.AsyncClient:
    """The screen of the station whose crew is called first for a fire in town."""
    await town.leader("Kasat")
    await town.responder("Danru", leads=True, on_duty=False)
    await town.responder("Rahim")
    await town.responder("Selfi")
    for place, name in enumerate(("Kasat", "Danru", "Rahim", "Selfi")):
        await has_number(town, name, f"{NUMBER}{place}")
    await is_screen_of(client, town, station_of(town))
    return client


def tap(town: Town, name: str, result: str = "no_answer") -> dict[str, str]:
    return {"person": str(town.people[name]), "result": result, "action_id": str(uuid4())}


async def test_the_numbers_come_with_the_picture_in_the_order_of_the_policy(
    town: Town, screen: httpx.AsyncClient
) -> None:
    assert "tel:" not in (await screen.get("/pos/isi")).text
    await town.report(reporter_name="Ibu Sari", reporter_phone="+6281234567890")
    for address in ("/pos/isi", "/pos/telepon"):
        seen = (await screen.get(address)).text
        assert re.findall(r'href="tel:([^"]+)"', seen) == [f"{NUMBER}{n}" for n in (2, 3, 1, 0)]
        assert f'href="https://wa.me/{NUMBER[1:]}2"' in seen
        assert "Sari" not in seen and "81234567890" not in seen


async def test_a_call_is_noted_by_one_tap_under_the_name_of_the_station(
    town: Town, screen: httpx.AsyncClient
) -> None:
    fire = await town.report()
    rahim = tap(town, "Rahim")
    for _ in range(2):  # a double tap is one tap
        assert (await screen.post("/pos/telepon", data=rahim)).status_code == 303
    assert "Rahim Tidak diangkat 13.58" in words((await screen.get("/pos/telepon")).text)
    assert (await town.log(fire.incident)).count("called") == 1

    await town.operator("Yuliana")
    await signs_in(screen, town, "Yuliana", "operator")
    seen = words((await screen.get(f"/aduan/{number(town, fire.incident)}")).text)
    assert f"Rahim ditelepon: tidak diangkat. {station_of(town).name}" in seen


async def test_who_has_answered_is_telephoned_no_more(
    town: Town, screen: httpx.AsyncClient
) -> None:
    fire = await town.report()
    await town.acts("Rahim", "refused", fire.incident)
    seen = words((await screen.get("/pos/telepon")).text)
    assert "Rahim" not in seen and "Selfi" in seen
    assert (await screen.post("/pos/telepon", data=tap(town, "Rahim"))).status_code == 303
    assert "called" not in await town.log(fire.incident)


async def test_when_nothing_rings_there_is_nobody_to_telephone(
    town: Town, screen: httpx.AsyncClient
) -> None:
    assert "Tidak ada yang perlu ditelepon." in (await screen.get("/pos/telepon")).text
    assert (await screen.post("/pos/telepon", data=tap(town, "Rahim"))).status_code == 303
    slide = await town.report(category="disaster.landslide")
    await town.acts("Rahim", "accepted", slide.incident)
    assert "tel:" not in (await screen.get("/pos/isi")).text
    assert "called" not in await town.log(slide.incident)


async def test_a_call_that_makes_no_sense_is_not_noted(
    town: Town, screen: httpx.AsyncClient
) -> None:
    fire = await town.report()
    for wrong in ({"result": "hung_up"}, {"person": "rahim"}, {"action_id": ""}):
        answer = await screen.post("/pos/telepon", data=tap(town, "Rahim") | wrong)
        assert answer.status_code == 422
    assert "called" not in await town.log(fire.incident)
