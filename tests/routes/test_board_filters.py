"""The board's filters: in the address, all at once, with counts, taken off one by one."""

import re
from html import unescape

import httpx
import pytest

from src.queries.board_filters import Filters, filters_from
from src.services import notes
from tests.routes.staff import number, signs_in, words
from tests.town import Town


async def board(client: httpx.AsyncClient, query: str = "") -> str:
    answer = await client.get(f"/papan{query}")
    assert answer.status_code == 200
    return answer.text


def shown(town: Town, page: str, *incidents: int) -> list[bool]:
    return [f'id="t-{number(town, each)}"' in page for each in incidents]


def options(page: str, name: str) -> list[str]:
    """What can be chosen from one list, with its counts."""
    found = re.search(rf'<select id="s-{name}".*?</select>', page, re.DOTALL)
    assert found
    return [unescape(each) for each in re.findall(r">([^<>]+)</option>", found[0])]


async def test_filters_are_combined_and_counted(town: Town, client: httpx.AsyncClient) -> None:
    await town.responder("Rahim")
    await town.operator("Yuliana")
    fire = await town.report("Api di pasar")
    noise = await town.report("Musik", category="public_order.noise")
    far = await town.report("Musik", category="public_order.noise", village="Lolantang")
    await signs_in(client, town, "Yuliana", "operator")
    incidents = (fire.incident, noise.incident, far.incident)
    page = await board(client)
    assert shown(town, page, *incidents) == [True, True, True]
    assert "Darurat 1" in words(page)
    assert options(page, "jenis") == ["Semua jenis", "Kebakaran (1)", "Ketertiban umum (2)"]
    assert options(page, "saluran") == ["Semua saluran", "aplikasi (3)"]
    salakan = town.region.villages[town.village("Salakan")].district
    there = await board(client, f"?jenis=public_order&kecamatan={salakan.code}")
    assert shown(town, there, *incidents) == [False, True, False]
    assert f"{salakan.name} (1)" in options(there, "kecamatan")
    assert options(there, "jenis") == ["Semua jenis", "Kebakaran (1)", "Ketertiban umum (1)"]
    assert "Darurat 0" in words(there)
    teams = await board(client, f"?regu={town.first_team}")
    assert shown(town, teams, *incidents) == [True, False, False]
    agency = town.region.categories["public_order.noise"].lead
    assert shown(town, await board(client, f"?instansi={agency}"), *incidents)[1:] == [True, True]
    assert shown(town, await board(client, "?saluran=radio"), *incidents) == [False] * 3


async def test_each_filter_can_be_taken_off_by_itself(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.operator("Yuliana")
    await town.report("Musik", category="public_order.noise")
    await signs_in(client, town, "Yuliana", "operator")
    page = unescape(await board(client, "?saring=lewat&saring=darurat&jenis=fire&peta=ya"))
    off = re.findall(r'<a class="btn sieved" href="([^"]+)"', page)
    assert off == [
        "/papan?saring=lewat&jenis=fire&peta=ya",
        "/papan?saring=darurat&jenis=fire&peta=ya",
        "/papan?saring=darurat&saring=lewat&peta=ya",
    ]
    assert 'href="/papan?peta=ya">Lepas semua' in page
    assert 'hx-get="/papan/isi?saring=darurat&saring=lewat&jenis=fire&peta=ya"' in page


def test_what_does_not_exist_is_no_filter(town: Town) -> None:
    typed = {"saring": ["lewat", "apa"], "jenis": ["nihil"], "regu": [""], "peta": ["?"]}
    read = filters_from(lambda name: typed.get(name, []), town.region)
    assert read == Filters(marks=("lewat",))
    assert read.address == "/papan?saring=lewat"
    assert read.toggled("lewat").address == "/papan"


@pytest.mark.parametrize("query", ["", "?saring=belum"])
async def test_what_was_opened_is_unread_no_more_until_something_happens(
    town: Town, client: httpx.AsyncClient, query: str
) -> None:
    await town.operator("Yuliana")
    await town.operator("Meri")
    noise = await town.report("Musik", category="public_order.noise")
    await signs_in(client, town, "Yuliana", "operator")
    assert "Belum dibuka" in words(await board(client, query))
    assert (await client.get(f"/aduan/{number(town, noise.incident)}")).status_code == 200
    seen = await board(client, query)
    assert "Belum dibuka" not in words(seen)
    assert "Belum dilihat 0" in words(seen)
    assert shown(town, seen, noise.incident) == [not query]
    await notes.write(noise.incident, text="Sudah ditelepon", **town.by("Meri"))
    assert "Ada kabar" in words(await board(client, query))
    await signs_in(client, town, "Meri", "operator")
    assert "Belum dibuka" in words(await board(client, query)), "each has a list of his own"


async def test_what_i_acted_on_is_mine(town: Town, client: httpx.AsyncClient) -> None:
    await town.operator("Yuliana")
    mine = await town.report("Musik", category="public_order.noise")
    other = await town.report("Sapi", category="public_order.stray_livestock")
    await signs_in(client, town, "Yuliana", "operator")
    await client.get(f"/aduan/{number(town, other.incident)}")
    decided = await client.post(
        f"/aduan/{number(town, mine.incident)}/pemeriksaan", follow_redirects=True
    )
    assert decided.status_code == 200
    page = await board(client, "?saring=saya")
    assert shown(town, page, mine.incident, other.incident) == [True, False]
    assert "Urusan saya 1" in words(page)
    assert "Urusan saya 1" in words(await board(client))


async def test_an_emergency_sounds_until_somebody_of_the_office_has_opened_it(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    await town.operator("Yuliana")
    await town.operator("Meri")
    await town.leader("Kasat")
    fire = await town.report("Api")
    await town.report("Musik", category="public_order.noise")
    await signs_in(client, town, "Kasat", "leader")
    await client.get(f"/aduan/{number(town, fire.incident)}")
    await signs_in(client, town, "Yuliana", "operator")
    assert (await board(client)).count("data-sounds") == 1
    await signs_in(client, town, "Meri", "operator")
    await client.get(f"/aduan/{number(town, fire.incident)}")
    await signs_in(client, town, "Yuliana", "operator")
    page = await board(client)
    assert "data-sounds" not in page
    assert "Belum dilihat 2" in words(page)


async def test_one_page_for_all_shows_nobody_what_another_has_seen(
    town: Town, client: httpx.AsyncClient
) -> None:
    """The drawing is shared, the marks are not; and no place for one is left open."""
    await town.operator("Yuliana")
    await town.leader("Kasat")
    secret = next(leaf.code for leaf in town.region.categories.values() if leaf.leader_only)
    await town.report("Musik <!--lihat 1 1--> <!--bunyi 1 LB-1-->", category="public_order.noise")
    await town.report("Petugas kasar", category=secret)
    await signs_in(client, town, "Yuliana", "operator")
    page = await board(client)
    assert "Belum dilihat 1" in words(page)
    assert "<!--" not in page.partition('id="papan"')[2]
    await signs_in(client, town, "Kasat", "leader")
    assert "Belum dilihat 2" in words(await board(client))


async def test_whom_a_note_is_meant_for_has_it_among_his_own_and_has_not_opened_it(
    town: Town, client: httpx.AsyncClient
) -> None:
    """A name in a note neither counts as a look nor silences the tone."""
    await town.responder("Rahim")
    await town.operator("Yuliana")
    await town.operator("Meri")
    fire = await town.report("Api")
    await notes.write(
        fire.incident, text="Tolong telepon PLN", to=[town.people["Meri"]], **town.by("Yuliana")
    )
    await signs_in(client, town, "Meri", "operator")
    page = await board(client, "?saring=saya")
    assert shown(town, page, fire.incident) == [True]
    assert "Belum dibuka" in words(page)
    assert "data-sounds" in page
    await client.get(f"/aduan/{number(town, fire.incident)}")
    page = await board(client, "?saring=saya")
    assert shown(town, page, fire.incident) == [True]
    assert "data-sounds" not in page


async def test_what_an_agency_was_asked_to_do_waits_in_a_lane_of_its_own(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.operator("Yuliana")
    await town.agency("listrik")
    dark = await town.report("Lampu padam satu kampung", category="referral.electricity")
    await town.refers("Yuliana", dark.incident)
    await signs_in(client, town, "Yuliana", "operator")
    page = await board(client)
    lane = page.partition('<section class="lane" id="tunggu"')[2].partition("</section>")[0]
    assert number(town, dark.incident) in lane
    assert "PLN: belum dibuka" in words(lane)
    await town.passes(days=20)
    await signs_in(client, town, "Yuliana", "operator")
    assert "PLN: belum dibuka, lewat" in words(await board(client))
    assert shown(town, await board(client, "?instansi=PLN"), dark.incident) == [True]


async def test_no_filter_hides_an_emergency_nobody_has_opened_nor_an_alarm_in_vain(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    await town.operator("Yuliana")
    fire = await town.report("Api")
    await town.report("Musik", category="public_order.noise")
    await signs_in(client, town, "Yuliana", "operator")
    name = number(town, fire.incident)
    page = await board(client, "?jenis=public_order")
    assert shown(town, page, fire.incident) == [False]
    assert f'data-sounds="{name}"' in page
    assert "Di luar saringan: Kebakaran Salakan" in words(page)
    assert "Di luar saringan" not in words(await board(client))
    await client.get(f"/aduan/{name}")
    page = await board(client, "?jenis=public_order")
    assert "data-sounds" not in page and "Di luar saringan" not in words(page)
    await town.passes(minutes=10)
    await signs_in(client, town, "Yuliana", "operator")
    page = await board(client, "?jenis=public_order")
    assert "Belum ada yang menerima: Kebakaran Salakan" in words(page)
    assert shown(town, page, fire.incident) == [False]
