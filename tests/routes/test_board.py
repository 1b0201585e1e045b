"""/papan: what is late is found before what is new, and nobody sees what is not for him."""

import re

import httpx
import pytest

from src import database
from src.domain.access import Role
from tests.routes.staff import number, signs_in, words
from tests.town import Town


async def board(client: httpx.AsyncClient, chosen: str = "") -> str:
    answer = await client.get("/papan", params={"saring": chosen} if chosen else None)
    assert answer.status_code == 200
    return answer.text


def lane(page: str, code: str) -> str:
    return page.partition(f'<section class="lane" id="{code}"')[2].partition("</section>")[0]


async def test_an_incident_walks_through_the_lanes(town: Town, client: httpx.AsyncClient) -> None:
    await town.responder("Rahim")
    await town.operator("Yuliana")
    noise = await town.report("Musik keras", category="public_order.noise")
    fire = await town.report("Api di pasar")
    await signs_in(client, town, "Yuliana", "operator")
    shown = await board(client)
    assert number(town, noise.incident) in lane(shown, "baru")
    assert number(town, fire.incident) in lane(shown, "regu")
    assert "alarm berbunyi" in lane(shown, "regu")
    await town.acts("Rahim", "accepted", fire.incident, eta_min=10)
    assert "tiba 14.08" in lane(await board(client), "regu")
    await town.acts("Rahim", "departed", fire.incident)
    assert number(town, fire.incident) in lane(await board(client), "jalan")
    await town.acts("Rahim", "arrived", fire.incident)
    await town.acts("Rahim", "completed", fire.incident, outcome="extinguished", photo_reason="-")
    assert number(town, fire.incident) in lane(await board(client), "selesai")
    await town.passes(days=1)
    await signs_in(client, town, "Yuliana", "operator")
    assert number(town, fire.incident) not in await board(client)


async def test_the_longest_overdue_stands_first_then_the_newest(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.operator("Yuliana")
    late = [await town.report(category="rescue.snake", text=f"Ular {n}") for n in (1, 2)]
    await town.passes(minutes=20)
    new = [await town.report(category="rescue.snake", text="Ular 3")]
    await town.passes(seconds=30)
    new.append(await town.report(category="rescue.snake", text="Ular 4"))
    await signs_in(client, town, "Yuliana", "operator")
    shown = lane(await board(client), "baru")
    order = [number(town, each.incident) for each in (late[0], late[1], new[1], new[0])]
    places = [shown.index(f'href="/aduan/{each}"') for each in order]
    assert places == sorted(places)
    assert "Lewat 5 menit" in words(shown)
    whole = words(await board(client))
    assert "Semua 4" in whole
    assert "Lewat tenggat 2" in whole
    only_late = await board(client, "lewat")
    assert order[0] in only_late
    assert order[2] not in lane(only_late, "baru")


async def test_an_alarm_nobody_answers_stays_on_top_with_who_was_rung(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    await town.operator("Yuliana")
    await town.leader("Kasat")
    fire = await town.report("Api")
    await signs_in(client, town, "Yuliana", "operator")
    assert "Belum ada yang menerima" not in words(await board(client))
    await town.passes(minutes=2)
    await town.passes(minutes=4)
    shown = words(await board(client))
    assert "Belum ada yang menerima: Kebakaran Salakan" in shown
    assert "Sudah dibunyikan: Kasat, Rahim, Yuliana." in shown
    await town.acts("Rahim", "accepted", fire.incident)
    assert "Belum ada yang menerima" not in words(await board(client))


async def test_what_has_not_arrived_after_30_seconds_is_marked_until_it_has(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    await town.operator("Yuliana")
    await town.report("Api")
    await signs_in(client, town, "Yuliana", "operator")
    await town.passes(seconds=29)
    assert "Belum sampai" not in words(await board(client))
    await town.passes(seconds=1)
    assert "Belum sampai" in words(await board(client))
    await town.confirms("Rahim")
    await town.passes(seconds=5)
    assert "Belum sampai" not in words(await board(client))


async def test_an_alarm_that_could_ring_nobody_says_so(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.operator("Yuliana")
    await town.report("Api")
    await town.passes(minutes=10)
    await database.rows("DELETE FROM delivery")
    await signs_in(client, town, "Yuliana", "operator")
    shown = words(await board(client))
    assert "Tidak ada HP yang bisa dibunyikan." in shown
    assert "Tidak ada yang jaga." in shown


async def test_complaints_about_officers_are_for_leaders_only(
    town: Town, client: httpx.AsyncClient
) -> None:
    secret = next(leaf.code for leaf in town.region.categories.values() if leaf.leader_only)
    await town.operator("Yuliana")
    await town.leader("Kasat")
    complaint = await town.report("Petugas kasar", category=secret)
    await signs_in(client, town, "Yuliana", "operator")
    assert number(town, complaint.incident) not in await board(client)
    await signs_in(client, town, "Kasat", "leader")
    assert number(town, complaint.incident) in await board(client)


@pytest.mark.parametrize("role", ["responder", "driver"])
async def test_the_board_is_the_offices(town: Town, client: httpx.AsyncClient, role: str) -> None:
    await (town.responder("Rahim") if role == "responder" else town.driver("Rahim"))
    await signs_in(client, town, "Rahim", role)  # type: ignore[arg-type]
    for address in ("/papan", "/papan/isi", "/papan/aliran"):
        assert (await client.get(address)).status_code == 403


async def test_what_is_typed_by_strangers_stays_text(town: Town, client: httpx.AsyncClient) -> None:
    await town.operator("Yuliana")
    await town.report("<script>alert(1)</script>", category="public_order.noise")
    await signs_in(client, town, "Yuliana", "operator")
    shown = await board(client)
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown


async def test_what_is_long_is_clipped_before_it_is_drawn(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.operator("Yuliana")
    told = "tolong segera " * 60
    await town.report(told, category="public_order.noise", landmark="samping kios lama " * 11)
    await signs_in(client, town, "Yuliana", "operator")
    shown = words(lane(await board(client), "baru"))
    assert len(shown) < 400
    assert shown.count("…") == 2


@pytest.mark.parametrize("role", ["operator", "leader", "administrator"])
async def test_its_menu_leads_only_where_the_role_may_go(
    town: Town, client: httpx.AsyncClient, role: Role
) -> None:
    await getattr(town, role)("Yuliana")
    await signs_in(client, town, "Yuliana", role)
    menu = (await board(client)).partition('<nav class="menu"')[2].partition("</nav>")[0]
    assert re.findall(r"<h2[^>]*>(\w+)</h2>", menu) == ["Pekerjaan", "Kesiapan", "Pengaturan"]
    links = re.findall(r'href="([^"]+)"', menu)
    assert [(await client.get(link)).status_code for link in links] == [200] * len(links)
    assert ("/pos/undangan" in links) == (role != "leader")
