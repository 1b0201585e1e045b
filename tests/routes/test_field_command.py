"""The field commander and what a team gives back, as responders and the office meet them."""

import httpx
import pytest

from src.domain.access import Role
from src.services import dispatch
from tests.routes.staff import JSON, action, number, signs_in, words
from tests.services.test_dispatch import another_team
from tests.town import Town


@pytest.fixture
async def fire(town: Town) -> int:
    """Rahim is there, Yopi of another team, who leads it, on his way; Selfi has not answered."""
    await town.operator("Yuliana")
    await town.leader("Kasat")
    await town.responder("Rahim", skills="driver")
    await town.responder("Selfi")
    await town.responder("Yopi", team=another_team(town), leads=True)
    incident = (await town.report("Api")).incident
    await town.acts("Rahim", "arrived", incident)
    await town.acts("Yopi", "accepted", incident, team=another_team(town), eta_min=10)
    return incident


async def tugas(client: httpx.AsyncClient, town: Town, name: str) -> str:
    await signs_in(client, town, name, "responder")
    return words((await client.get("/tugas")).text)


async def test_everybody_reads_who_commands_and_where_the_others_are(
    town: Town, client: httpx.AsyncClient, fire: int
) -> None:
    other = town.region.teams[another_team(town)].name
    own = town.region.teams[town.first_team].name
    mine = await tugas(client, town, "Yopi")
    assert "Anda komandan lapangan" in mine
    assert f"Regu lain {own} Di lokasi" in mine
    assert "Serahkan komando" in mine
    theirs = await tugas(client, town, "Rahim")
    assert f"Komandan Yopi {other}" in theirs
    assert f"Regu lain {other} Komandan tiba 14.08 Tugas diterima" in theirs
    assert "Api terkendali" not in theirs and "Selesai dan isi laporan" in theirs
    assert "Serahkan komando" not in theirs and "Tunjuk komandan" not in theirs


async def test_he_hands_over_from_the_phone_and_it_is_taken_once(
    town: Town, client: httpx.AsyncClient, fire: int
) -> None:
    await signs_in(client, town, "Yopi", "responder")
    task = await town.assignment(fire, another_team(town))
    tap = action(person=town.people["Rahim"])
    for _ in range(2):
        answer = await client.post(f"/tugas/{task}/komando", data=tap, headers=JSON)
        assert answer.status_code == 200
    assert (await town.log(fire)).count("commander_named") == 3  # Rahim was first, then Yopi came
    again = await client.post(
        f"/tugas/{task}/komando", data=action(person=town.people["Rahim"]), headers=JSON
    )
    assert again.status_code == 409
    assert again.json()["message"] == "Komandan lapangan Rahim yang menentukan ini."
    assert "Anda komandan lapangan" in await tugas(client, town, "Rahim")


async def test_a_task_is_given_back_by_a_plain_form_and_by_the_outbox(
    town: Town, client: httpx.AsyncClient, fire: int
) -> None:
    await signs_in(client, town, "Yopi", "responder")
    task = await town.assignment(fire, another_team(town))
    silent = await client.post(f"/tugas/{task}/pengembalian", data=action())
    assert silent.status_code == 422
    why = action(why="vehicle", note="Ban pecah")
    answer = await client.post(f"/tugas/{task}/pengembalian", data=why)
    assert answer.status_code == 303
    again = await client.post(f"/tugas/{task}/pengembalian", data=why, headers=JSON)
    assert again.json()["state"] == "refused"
    late = await client.post(f"/tugas/{task}/pengembalian", data=action(why="road"), headers=JSON)
    assert late.status_code == 409
    assert "Yopi" in late.json()["message"]
    assert "Saya bisa, terima tugas" in words((await client.get("/tugas")).text)
    await signs_in(client, town, "Yuliana", "operator")
    page = words((await client.get(f"/aduan/{number(town, fire)}")).text)
    name = town.region.teams[another_team(town)].name
    assert f"{name} mengembalikan tugas 13.58. Periksa penggantinya." in page
    assert f"{name} mengembalikan tugas: kendaraan rusak. Ban pecah" in page


async def test_the_office_names_the_commander_and_takes_a_team_off(
    town: Town, client: httpx.AsyncClient, fire: int
) -> None:
    await signs_in(client, town, "Yuliana", "operator")
    address = f"/aduan/{number(town, fire)}"
    page = words((await client.get(address)).text)
    assert f"Komandan lapangan Yopi {town.region.teams[another_team(town)].name}" in page
    rahim = {"person": str(town.people["Rahim"])}
    assert (await client.post(f"{address}/komandan", data=rahim)).status_code == 303
    second = await client.post(f"{address}/komandan", data=rahim)
    assert second.status_code == 409
    wrong = await client.post(f"{address}/komandan", data={"person": str(town.people["Kasat"])})
    assert wrong.status_code == 422
    off = {"assignment": str(await town.assignment(fire, another_team(town)))}
    assert (await client.post(f"{address}/penarikan", data=off)).status_code == 303
    assert (await client.post(f"{address}/penarikan", data=off)).status_code == 409
    shown = words((await client.get(address)).text)
    assert "Ditarik oleh piket. Yuliana" in shown


@pytest.mark.parametrize(("name", "role"), [("Rahim", "responder"), ("Kasat", "leader")])
async def test_nobody_else_does(
    town: Town, client: httpx.AsyncClient, fire: int, name: str, role: Role
) -> None:
    await signs_in(client, town, name, role)
    address = f"/aduan/{number(town, fire)}"
    said = {
        "komandan": {"person": str(town.people["Rahim"])},
        "penarikan": {"assignment": str(await town.assignment(fire))},
    }
    for noun, form in said.items():
        assert (await client.post(f"{address}/{noun}", data=form)).status_code == 403


async def test_the_link_does_not_say_that_a_team_comes_which_has_given_back(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    slide = await town.report(category="disaster.landslide")
    await town.acts("Rahim", "departed", slide.incident)
    await town.acts("Rahim", "handed_back", slide.incident, why="road")
    told = words((await client.get(f"/pantau/{slide.share_token}")).text)
    assert "Diteruskan ke regu" in told and "tidak dapat melanjutkan tugas." in told
    assert "Regu sudah menerima tugas" not in told and "Di jalan" not in told


async def test_a_task_that_was_only_called_cannot_be_given_back(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.operator("Yuliana")
    await town.responder("Rahim")
    noise = await town.report(category="public_order.noise")
    task = await dispatch.assign(noise.incident, town.first_team, **town.by("Yuliana"))
    await signs_in(client, town, "Rahim", "responder")
    answer = await client.post(f"/tugas/{task}/pengembalian", data=action(why="road"), headers=JSON)
    assert answer.status_code == 409
