"""The board's map: the same incidents and teams as in the lanes, our own outlines, no stranger."""

import json
from dataclasses import replace
from typing import Any

import httpx
import pytest
from litestar import Litestar

from src.services.outlines import import_outlines
from src.settings import Settings
from tests.routes.staff import number, signs_in, words
from tests.town import Town


async def on_map(client: httpx.AsyncClient, query: str = "") -> dict[str, Any]:
    answer = await client.get(f"/papan/peta.json{query}")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def team_on(shown: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in shown["teams"] if each["name"] == name)
    return found


async def test_incidents_stand_where_they_are_known_to_be(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.operator("Yuliana")
    exact = await town.report("Api", position=(-1.3101, 123.3202), accuracy_m=12)
    vague = await town.report("Musik", category="public_order.noise", village="Lolantang")
    await town.report("Ular", category="rescue.snake", village="")
    await signs_in(client, town, "Yuliana", "operator")
    shown = await on_map(client)
    by_number = {each["number"]: each for each in shown["incidents"]}
    fire = by_number[number(town, exact.incident)]
    assert (fire["at"], fire["vague"], fire["kind"]) == ([-1.3101, 123.3202], False, "fire")
    village = town.region.villages[town.village("Lolantang")]
    noise = by_number[number(town, vague.incident)]
    assert noise["vague"] and noise["at"] == pytest.approx(list(village.point), abs=1e-4)
    assert shown["nowhere"] == 1
    assert "data-nowhere" in (await client.get("/papan?peta=ya")).text


async def test_the_map_keeps_filters_and_what_is_for_leaders_from_others(
    town: Town, client: httpx.AsyncClient
) -> None:
    secret = next(leaf.code for leaf in town.region.categories.values() if leaf.leader_only)
    await town.operator("Yuliana")
    await town.leader("Kasat")
    fire = await town.report("Api")
    await town.report("Musik", category="public_order.noise")
    complaint = await town.report("Petugas kasar", category=secret)

    async def numbers(query: str = "") -> set[str]:
        return {each["number"] for each in (await on_map(client, query))["incidents"]}

    await signs_in(client, town, "Yuliana", "operator")
    assert number(town, complaint.incident) not in await numbers()
    assert await numbers("?jenis=fire") == {number(town, fire.incident)}
    await signs_in(client, town, "Kasat", "leader")
    assert number(town, complaint.incident) in await numbers()


async def test_a_team_is_where_it_last_said_it_was(town: Town, client: httpx.AsyncClient) -> None:
    """At its station, on its way (no place of its own), at the incident; nobody is followed."""
    await town.responder("Rahim")
    await town.operator("Yuliana")
    await signs_in(client, town, "Yuliana", "operator")
    team = town.region.teams[town.first_team]
    station = town.region.stations[team.station]
    home = [round(degrees, 5) for degrees in station.point]
    rest = team_on(await on_map(client), team.name)
    assert (rest["at"], rest["said"], rest["towards"]) == (home, f"Di {station.name}", None)
    fire = await town.report("Api", position=(-1.3101, 123.3202), accuracy_m=12)
    await town.acts("Rahim", "accepted", fire.incident, eta_min=10)
    assert team_on(await on_map(client), team.name)["said"] == "Akan berangkat"
    await town.acts("Rahim", "departed", fire.incident)
    moving = team_on(await on_map(client), team.name)
    assert (moving["at"], moving["towards"]) == (home, [-1.3101, 123.3202])
    assert moving["said"].startswith("Di jalan sejak")
    await town.acts("Rahim", "arrived", fire.incident)
    there = team_on(await on_map(client), team.name)
    assert (there["at"], there["towards"]) == ([-1.3101, 123.3202], None)
    assert there["number"] == number(town, fire.incident)
    listed = words((await client.get("/papan")).text)
    assert f"{team.name} Di lokasi sejak" in listed, "every function of the map is a list, too"


async def test_outlines_lie_beneath_and_without_them_the_villages_points(
    town: Town, client: httpx.AsyncClient
) -> None:
    await town.operator("Yuliana")
    await signs_in(client, town, "Yuliana", "operator")
    bare = await client.get("/papan/batas.json")
    assert bare.json()["outlines"] == []
    assert len(bare.json()["villages"]) == len(town.region.villages)
    code = town.village("Salakan")
    lat, lng = town.region.villages[code].point
    square = [[lng + x, lat + y] for x, y in ((-0.01, -0.01), (0.01, -0.01), (0.01, 0.01))]
    feature = {
        "type": "Feature",
        "properties": {"code": code},
        "geometry": {"type": "Polygon", "coordinates": [[*square, square[0]]]},
    }
    drawn = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    await import_outlines(drawn, town.region, now=town.clock())
    again = {"If-None-Match": bare.headers["etag"]}
    ground = await client.get("/papan/batas.json", headers=again)
    assert ground.status_code == 200
    assert ground.json()["outlines"][0]["type"] == "MultiPolygon"
    assert [each[0] for each in ground.json()["villages"] if each[3]] == ["Salakan"]
    same = {"If-None-Match": ground.headers["etag"]}
    assert (await client.get("/papan/batas.json", headers=same)).status_code == 304


async def test_nothing_is_fetched_from_outside_unless_a_tile_server_is_named(
    town: Town, client: httpx.AsyncClient, app: Litestar
) -> None:
    await town.operator("Yuliana")
    await signs_in(client, town, "Yuliana", "operator")
    plain = await client.get("/papan?peta=ya")
    assert "img-src 'self' blob: data:;" in plain.headers["content-security-policy"]
    assert "data-tiles" not in plain.text
    around = app.state.surroundings
    settings = replace(around.settings, tiles_url="https://tiles.test/{z}/{x}/{y}.png")
    app.state.surroundings = replace(around, settings=settings)
    tiled = await client.get("/papan?peta=ya")
    policy = tiled.headers["content-security-policy"]
    assert "img-src 'self' blob: data: https://tiles.test;" in policy
    assert policy.count("https://") == 1
    assert 'data-tiles="https://tiles.test/{z}/{x}/{y}.png"' in tiled.text
    closed = await client.get("/papan")
    assert "tiles.test" not in closed.headers["content-security-policy"]


@pytest.mark.parametrize(
    "address",
    [
        "http://tiles.test/{z}/{x}/{y}.png",
        "https://{s}.tiles.test/{z}/{x}/{y}.png",
        "https://tiles.test/map.png",
        "https://tiles.test; script-src */{z}/{x}/{y}.png",
    ],
)
def test_a_tile_server_is_one_host_by_https(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LACAK_TILES_URL", address)
    with pytest.raises(ValueError, match="LACAK_TILES_URL"):
        Settings.from_environment()
