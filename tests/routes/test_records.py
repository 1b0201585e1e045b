"""The record of a fire: begun from what the log knows, typed on a phone, signed once, printed."""

import httpx
import pytest

from src.domain.numbers import number_of
from src.domain.village import Point
from src.queries import log
from src.queries.record_facts import facts_of
from src.services import merging
from src.services.reporting import Receipt
from src.services.verification import verify
from tests.domain.test_record import FIRE
from tests.routes.staff import signs_in, words
from tests.town import Town


@pytest.fixture
async def fire(town: Town) -> Receipt:
    """Put out by Rahim's team, 12 minutes after the report."""
    await town.responder("rahim", leads=True)
    told = await town.report("Api dari dapur", landmark="belakang pasar")
    await town.acts("rahim", "accepted", told.incident, eta_min=10)
    await town.passes(minutes=12)
    await town.acts("rahim", "arrived", told.incident)
    await town.passes(minutes=20)
    await town.acts("rahim", "completed", told.incident, outcome="extinguished", photos=1)
    return told


def address(told: Receipt) -> str:
    return f"/aduan/{number_of(told.incident, 'LB')}/laporan"


async def test_what_the_log_knows_is_filled_in(
    client: httpx.AsyncClient, town: Town, fire: Receipt
) -> None:
    await signs_in(client, town, "rahim", "responder")
    page = await client.get(address(fire))
    said = words(page.text)
    assert "Waktu tanggap 12 menit" in said and "belakang pasar" in said
    assert 'name="team_leaders" type="text" value="rahim"' in page.text
    assert 'name="commander" type="text" value="rahim"' in page.text
    assert 'name="outcome" value="extinguished" checked' in page.text
    assert "tiba di lokasi" in page.text
    owed = words((await client.get("/laporan")).text)
    assert number_of(fire.incident, "LB") in owed and "Belum diisi" in owed


async def test_it_is_saved_signed_and_then_stands(
    client: httpx.AsyncClient, town: Town, fire: Receipt
) -> None:
    await signs_in(client, town, "rahim", "responder")
    here = address(fire)
    draft = {"version": "0", "owner": "Ibu Ani", "loss_rp": "1.500.000"}
    assert (await client.post(here, data=draft)).status_code == 303
    page = (await client.get(here)).text
    assert "Ibu Ani" in page and 'value="1500000"' in page
    unready = await client.post(here, data={**draft, "version": "1", "sah": "ya"})
    assert unready.status_code == 422
    assert "Isi dulu sebelum disahkan." in words(unready.text) and "Ibu Ani" in unready.text
    signed = await client.post(here, data={**FIRE, "version": "1", "sah": "ya"})
    assert signed.status_code == 303
    assert "Laporan disahkan rahim" in words((await client.get(here)).text)
    again = await client.post(here, data={**FIRE, "version": "2"})
    assert again.status_code == 409 and "sudah disahkan" in words(again.text)
    assert number_of(fire.incident, "LB") not in words((await client.get("/laporan")).text)
    told = [event.detail for event in await log.events_of(fire.incident)]
    assert "Ani" not in str(told)
    assert (await town.log(fire.incident))[-2:] == ["record_saved", "record_saved"]
    assert not (await verify()).flaws


async def test_what_was_merged_meanwhile_keeps_what_was_typed(
    client: httpx.AsyncClient, town: Town, fire: Receipt
) -> None:
    await town.operator("yuliana")
    other = await town.report("Api lagi", position=(-1.4, 123.1), accuracy_m=20)
    kept = await town.report("Api sama", position=(-1.5, 123.0), accuracy_m=20)
    await merging.merge(other.incident, kept.incident, **town.by("yuliana"))
    await signs_in(client, town, "yuliana", "operator")
    late = await client.post(address(other), data={"version": "0", "burned_part": "Dapur"})
    assert late.status_code == 409 and "Dapur" in late.text


async def test_of_two_who_fill_it_the_second_is_told(
    client: httpx.AsyncClient, town: Town, fire: Receipt
) -> None:
    await town.operator("yuliana")
    here = address(fire)
    await signs_in(client, town, "rahim", "responder")
    await client.post(here, data={"version": "0", "burned_part": "Dapur"})
    await signs_in(client, town, "yuliana", "operator")
    late = await client.post(here, data={"version": "0", "burned_part": "Atap"})
    assert late.status_code == 409
    assert "rahim menyimpan laporan ini" in words(late.text) and "Atap" in late.text


@pytest.mark.parametrize(
    ("field", "value"),
    [("dead", "dua"), ("cause", "sihir"), ("version", "baru"), ("owner", "x" * 300)],
)
async def test_what_cannot_be_comes_back_with_a_sentence(
    client: httpx.AsyncClient, town: Town, fire: Receipt, field: str, value: str
) -> None:
    await signs_in(client, town, "rahim", "responder")
    form = {"version": "0", "burned_part": "Dapur", field: value}
    answer = await client.post(address(fire), data=form)
    assert answer.status_code == 422 and "Dapur" in answer.text


async def test_it_is_printed_with_names_for_the_team_and_without_for_others(
    client: httpx.AsyncClient, town: Town, fire: Receipt
) -> None:
    await signs_in(client, town, "rahim", "responder")
    await client.post(address(fire), data={"version": "0", "owner": "Ibu Ani"})
    for query in ("", "?salinan=umum"):
        printed = await client.get(f"{address(fire)}.pdf{query}")
        assert printed.status_code == 200
        assert printed.headers["content-type"] == "application/pdf"
        assert printed.content.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("category", "told"),
    [("fire.house", {"Tempat", "Patokan"}), ("public_order.alcohol", {"Tempat"})],
)
async def test_the_copy_for_others_is_no_nearer_than_the_share_page(
    town: Town, category: str, told: set[str]
) -> None:
    seen = await town.report(
        category=category,
        landmark="rumah biru samping kios Ani",
        position=Point(-1.3131, 123.3294),
        accuracy_m=9,
    )
    places = {"Tempat", "Patokan", "Titik lokasi"}
    own = await facts_of(seen.incident, "fire", town.region)
    assert {fact.what for fact in own.facts} >= places
    copy = await facts_of(seen.incident, "fire", town.region, public=True)
    assert {fact.what for fact in copy.facts} & places == told
    assert copy.photos == ()
    assert bool(copy.landmark) is ("Patokan" in told)


async def test_what_is_saved_says_so(client: httpx.AsyncClient, town: Town, fire: Receipt) -> None:
    await signs_in(client, town, "rahim", "responder")
    assert "Tersimpan." not in (await client.get(address(fire))).text
    saved = await client.post(address(fire), data={"version": "0", "owner": "Ibu Ani"})
    assert "Tersimpan." in (await client.get(saved.headers["location"])).text


async def test_another_team_and_what_owes_no_record_find_nothing(
    client: httpx.AsyncClient, town: Town, fire: Receipt
) -> None:
    await town.responder("yopi", team=list(town.region.teams)[-1])
    await signs_in(client, town, "yopi", "responder")
    assert (await client.get(address(fire))).status_code == 404
    assert (await client.get(f"{address(fire)}.pdf")).status_code == 404
    assert (await client.post(address(fire), data=FIRE)).status_code == 404
    await town.operator("yuliana")
    await signs_in(client, town, "yuliana", "operator")
    asked = await town.report("Jam buka?", category="other.information")
    assert (await client.get(address(asked))).status_code == 404
