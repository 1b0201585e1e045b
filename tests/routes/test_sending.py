"""Sending teams: who is suggested with which reason, by one tap, and never a broken vehicle."""

import asyncio

import httpx
import pytest

from src import database
from src.domain.errors import Conflict, Invalid
from src.domain.region import Team, Vehicle
from src.domain.village import Point
from src.queries.incident_teams import assignments_of
from src.queries.suggestions import Suggested, sending
from src.services import dispatch
from src.services.verification import verify
from tests.routes.staff import JSON, action, number, signs_in, words
from tests.services.test_dispatch import another_team, ringing
from tests.services.test_strength import break_down
from tests.town import Town

HERE = Point(-1.31, 123.36)


async def suggestions(town: Town, incident: int) -> dict[str, Suggested]:
    row = await database.row("SELECT * FROM incident WHERE id = {}", incident)
    assert row is not None
    sent = await assignments_of(incident)
    found = await sending(row, sent, town.region, now=town.clock())
    return {each.code: each for each in found.teams}


def engines(town: Town, team: str) -> list[Vehicle]:
    station = town.region.teams[team].station
    return [
        each
        for each in town.region.vehicles.values()
        if each.kind == "engine" and each.station == station
    ]


def far_team(town: Town) -> Team:
    """One for fires elsewhere."""
    return next(
        team for team in town.region.teams.values() if "fire" in team.groups and not team.everywhere
    )


async def test_the_best_team_stands_first_and_says_why(town: Town) -> None:
    await town.operator("yuliana")
    fire = await town.report("Api", position=HERE, accuracy_m=20)
    await town.responder("rahim", team=another_team(town), skills="driver")
    await town.responder("yopi", team=another_team(town), phone=False)
    await town.responder("selfi", team=far_team(town).code)
    found = await suggestions(town, fire.incident)
    assert town.first_team not in found
    first, second, *others = found.values()
    assert first.code == another_team(town) and first.ready
    assert first.vehicle is not None and first.vehicle[0] == engines(town, first.code)[0].code
    assert first.reason == (
        "Menjaga seluruh wilayah · lurus ± 3,5 km, kira-kira 7 menit · 2 jaga, 1 terjangkau"
        f" · {first.vehicle[1]} siap · sedang bebas"
    )
    assert second.code == far_team(town).code
    assert second.reason.startswith("Wilayahnya lain · lurus ± ")
    assert "tanpa pengemudi armada" in second.reason
    assert all("tidak ada yang jaga" in each.reason for each in others)
    assert not any(each.ready for each in others)


async def test_without_a_position_the_way_leads_to_the_village_and_without_one_nowhere(
    town: Town,
) -> None:
    fire = await town.report("Api")
    some = next(iter((await suggestions(town, fire.incident)).values()))
    assert "ke desa, kira-kira" in some.reason
    nowhere = await town.report("Api", village="", landmark="dekat pohon")
    some = next(iter((await suggestions(town, nowhere.incident)).values()))
    assert "jaraknya belum diketahui" in some.reason


async def test_a_broken_engine_is_never_suggested_and_never_sent(town: Town) -> None:
    await town.operator("yuliana")
    fire = await town.report("Api", position=HERE, accuracy_m=20)
    await town.responder("rahim", team=another_team(town), skills="driver")
    first, second = engines(town, another_team(town))[:2]
    await break_down(town, first.code)
    found = (await suggestions(town, fire.incident))[another_team(town)]
    assert found.vehicle == (second.code, second.name)
    await break_down(town, second.code)
    found = (await suggestions(town, fire.incident))[another_team(town)]
    assert found.vehicle is None and not found.ready
    assert "mobil pemadam tidak ada yang siap" in found.reason
    with pytest.raises(Conflict, match="vehicle_broken"):
        await dispatch.assign(
            fire.incident, another_team(town), vehicle=first.code, **town.by("yuliana")
        )
    with pytest.raises(Invalid):
        await dispatch.assign(fire.incident, another_team(town), vehicle="X", **town.by("yuliana"))


async def test_an_engine_out_on_another_incident_is_told_and_counts_there_only(
    town: Town,
) -> None:
    await town.operator("yuliana")
    for name in ("rahim", "amir", "dewi"):
        await town.responder(name, team=another_team(town), skills="driver", on_duty=False)
    one = await town.report("Api", position=HERE, accuracy_m=20)
    two = await town.report("Api", village="Bongganan")
    for name in ("rahim", "amir", "dewi"):
        await town.goes_on_duty(name)
    engine, *others = engines(town, another_team(town))
    for each in others:
        await break_down(town, each.code)
    await dispatch.assign(
        one.incident, another_team(town), vehicle=engine.code, **town.by("yuliana")
    )
    with pytest.raises(Conflict) as told:
        await dispatch.assign(
            two.incident, another_team(town), vehicle=engine.code, **town.by("yuliana")
        )
    assert told.value.detail == {"vehicle": engine.name, "number": number(town, one.incident)}
    found = (await suggestions(town, two.incident))[another_team(town)]
    assert f"sedang di {number(town, one.incident)}" in found.reason
    assert found.vehicle is None
    # Three come with a driver, but the only engine that is whole is at the other fire.
    await dispatch.assign(two.incident, another_team(town), **town.by("yuliana"))
    before = await ringing(two.incident)
    for name in ("rahim", "amir", "dewi"):
        await town.acts(name, "accepted", two.incident, team=another_team(town))
    assert await ringing(two.incident) == before
    assert not (await verify()).flaws


async def test_one_tap_sends_the_team_with_its_engine_and_the_second_is_told(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.responder("Rahim", team=another_team(town), skills="driver", on_duty=False)
    await town.operator("Yuliana")
    fire = await town.report("Api", position=HERE, accuracy_m=20)
    await town.goes_on_duty("Rahim")
    await signs_in(client, town, "Yuliana", "operator")
    address = f"/aduan/{number(town, fire.incident)}"
    team = town.region.teams[another_team(town)]
    engine = engines(town, team.code)[0]
    assert f"{team.name} dengan {engine.name} Menjaga" in words((await client.get(address)).text)
    tap = {"team": team.code, "vehicle": engine.code}
    assert (await client.post(f"{address}/penugasan", data=tap)).status_code == 303
    again = await client.post(f"{address}/penugasan", data=tap)
    assert again.status_code == 409
    told = words((await client.get(address)).text)
    assert f"{team.name} dipanggil. 1 petugas jaga. Dengan {engine.name}." in told
    assert f"{team.name} Alarm berbunyi {engine.name}." in told
    assert engine.code not in words((await client.get(f"/pantau/{fire.share_token}")).text)


async def test_who_leaves_says_with_what_and_a_wrong_vehicle_costs_no_step(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.responder("Rahim")
    slide = await town.report(category="disaster.landslide")
    await town.acts("Rahim", "accepted", slide.incident)
    await signs_in(client, town, "Rahim", "responder")
    first, second = engines(town, town.first_team)[:2]
    await break_down(town, first.code)
    page = words((await client.get("/tugas")).text)
    assert second.name in page and first.name not in page
    task = await town.assignment(slide.incident)
    answer = await client.post(
        f"/tugas/{task}/keberangkatan", data=action(vehicle=second.code), headers=JSON
    )
    assert answer.status_code == 200
    row = await database.row("SELECT vehicle FROM assignment WHERE id = {}", task)
    assert row is not None and row["vehicle"] == second.code
    other = await town.report()
    task = await town.assignment(other.incident)
    answer = await client.post(
        f"/tugas/{task}/keberangkatan", data=action(vehicle="bukan"), headers=JSON
    )
    assert answer.status_code == 200


async def test_a_vehicle_is_free_again_when_its_team_is_through(town: Town) -> None:
    await town.operator("yuliana")
    await town.responder("rahim")
    slide = await town.report(category="disaster.landslide")
    engine = engines(town, town.first_team)[0]
    await town.acts("rahim", "departed", slide.incident, vehicle=engine.code)
    await town.acts("rahim", "arrived", slide.incident)
    end = {"outcome": "other", "photo_reason": "Gelap"}
    await town.acts("rahim", "completed", slide.incident, **end)
    fire = await town.report("Api")
    await dispatch.assign(
        fire.incident, far_team(town).code, vehicle=engine.code, **town.by("yuliana")
    )


async def test_who_gave_it_back_is_offered_again_with_a_word_and_behind_the_others(
    town: Town,
) -> None:
    await town.responder("rahim", skills="driver")
    slide = await town.report(category="disaster.landslide")
    await town.responder("yopi", team=far_team(town).code)
    await town.acts("rahim", "accepted", slide.incident)
    await town.acts("rahim", "handed_back", slide.incident, why="vehicle")
    found = await suggestions(town, slide.incident)
    assert "tadi tidak bisa" in found[town.first_team].reason
    assert not found[town.first_team].ready
    assert list(found).index(far_team(town).code) < list(found).index(town.first_team)


async def test_one_engine_sent_to_two_fires_at_once_goes_to_one(town: Town) -> None:
    for name in ("yuliana", "dewi"):
        await town.operator(name)
    fires = [await town.report("Api", village=name) for name in ("Salakan", "Bongganan")]
    far = far_team(town).code
    engine = engines(town, far)[0]
    told = await asyncio.gather(
        *(
            dispatch.assign(fire.incident, far, vehicle=engine.code, **town.by(name))
            for fire, name in zip(fires, ("yuliana", "dewi"), strict=True)
        ),
        return_exceptions=True,
    )
    assert [each.reason for each in told if isinstance(each, Conflict)] == ["vehicle_out"]
