"""Browsers that want to be rung: for the own tasks with a session, for a report with its link."""

from uuid import uuid4

import httpx

from src import database as db
from tests.cast import Cast
from tests.emptying import counts
from tests.routes.reporting import SCRIPT, path_of, receipt
from tests.town import Town


def told(town: Town, name: str, **more: str) -> dict[str, str]:
    return {**town.service.phone(name).subscription, **more}


async def allow(client: httpx.AsyncClient, town: Town) -> None:
    """The fake push service is among the hosts of this application."""
    from dataclasses import replace

    from src.routes.surroundings import Surroundings

    app = client._transport.app  # type: ignore[attr-defined]
    around: Surroundings = app.state.surroundings
    settings = replace(around.settings, push_hosts=town.settings.push_hosts)
    app.state.surroundings = replace(around, settings=settings)


async def test_a_follower_hears_of_the_departure(client: httpx.AsyncClient, town: Town) -> None:
    await allow(client, town)
    await town.responder("rahim")
    fire = await town.report()
    data = told(town, "ani", pantau=fire.share_token)
    answer = await client.post("/langganan", data=data, headers=SCRIPT)
    assert answer.status_code == 200
    assert answer.headers["x-lacak"] == "1"
    await town.acts("rahim", "departed", fire.incident)
    await town.passes()
    assert "Petugas berangkat" in town.phone("ani").rang
    off = {"endpoint": data["endpoint"], "pantau": fire.share_token}
    assert (
        await client.request("DELETE", "/langganan", data=off, headers=SCRIPT)
    ).status_code == 200
    await town.acts("rahim", "arrived", fire.incident)
    await town.passes()
    assert "Petugas di lokasi" not in town.phone("ani").rang


async def test_to_stop_following_keeps_the_alarm(
    client: httpx.AsyncClient, cast: Cast, town: Town
) -> None:
    await allow(client, town)
    await town.responder("rahim")
    share = path_of((await receipt(client))["share_url"]).removeprefix("/pantau/")
    phone = told(town, "rahim", pantau=share)
    await client.post("/langganan", data=phone, headers=SCRIPT)
    assert len(await db.rows("SELECT report FROM following")) == 1
    off = {"endpoint": phone["endpoint"], "pantau": share}
    await client.request("DELETE", "/langganan", data=off, headers=SCRIPT)
    assert await db.rows("SELECT report FROM following") == []
    row = await db.row("SELECT person, gone_at FROM subscription")
    assert row is not None
    assert (row["person"], row["gone_at"]) == (town.people["rahim"], None)


async def test_the_alarm_needs_a_session(client: httpx.AsyncClient, cast: Cast, town: Town) -> None:
    await allow(client, town)
    data = told(town, "rahim", **{"for": "petugas"})
    assert (await client.post("/langganan", data=data, headers=SCRIPT)).status_code == 401
    person = await cast.person("responder")
    await cast.signs_in(client, person)
    assert (await client.post("/langganan", data=data, headers=SCRIPT)).status_code == 200
    row = await db.row("SELECT person FROM subscription")
    assert row is not None
    assert row["person"] == person


async def test_a_browser_that_may_show_nothing_any_more_says_so(
    client: httpx.AsyncClient, cast: Cast, town: Town
) -> None:
    await allow(client, town)
    await cast.signs_in(client, await cast.person("responder"))
    data = told(town, "rahim", **{"for": "petugas"})
    await client.post("/langganan", data=data, headers=SCRIPT)
    for permission, status in (("denied", 200), ("default", 200), ("granted", 422), ("x", 422)):
        said = {"permission": permission}
        answer = await client.post("/langganan", data=said, headers=SCRIPT)
        assert answer.status_code == status
    assert await permission_of() == "default"
    await client.post("/langganan", data=data, headers=SCRIPT)
    assert await permission_of() == "granted"


async def test_a_stranger_who_may_show_nothing_is_nobody(
    client: httpx.AsyncClient, town: Town
) -> None:
    await town.responder("rahim")
    said = {"permission": "denied"}
    assert (await client.post("/langganan", data=said, headers=SCRIPT)).status_code == 200
    assert await permission_of() == "granted"


async def test_leaders_switch_their_phones_on_too_and_a_tap_leads_them_home(
    client: httpx.AsyncClient, cast: Cast, town: Town
) -> None:
    await allow(client, town)
    await cast.signs_in(client, await cast.person("leader"))
    assert "Nyalakan alarm" in (await client.get("/papan")).text
    data = told(town, "kasat", **{"for": "petugas"})
    assert (await client.post("/langganan", data=data, headers=SCRIPT)).status_code == 200
    said = {"endpoint": data["endpoint"]}
    assert (await client.post("/langganan/uji", data=said, headers=SCRIPT)).status_code == 200
    await town.passes()
    (message,) = town.phone("kasat").messages
    assert message["lacak"]["url"] == "/papan"


async def permission_of() -> str:
    row = await db.row("SELECT permission FROM subscription")
    assert row is not None
    return str(row["permission"])


async def test_a_test_rings_this_very_phone(
    client: httpx.AsyncClient, cast: Cast, town: Town
) -> None:
    await allow(client, town)
    await cast.signs_in(client, await cast.person("responder"))
    data = told(town, "rahim", **{"for": "petugas"})
    await client.post("/langganan", data=data, headers=SCRIPT)
    answer = await client.post(
        "/langganan/uji", data={"endpoint": data["endpoint"]}, headers=SCRIPT
    )
    assert answer.status_code == 200
    await town.passes()
    assert town.phone("rahim").rang == ["Tes bunyi"]
    unknown = {"endpoint": "https://push.test/lain"}
    assert (await client.post("/langganan/uji", data=unknown, headers=SCRIPT)).status_code == 404


async def test_addresses_that_are_no_push_service_are_refused(
    client: httpx.AsyncClient, town: Town
) -> None:
    share = path_of((await receipt(client))["share_url"]).removeprefix("/pantau/")
    good = told(town, "ani", pantau=share)
    for wrong in (
        {"endpoint": "https://169.254.169.254/latest"},
        {"endpoint": ""},
        {"endpoint": "x" * 3000},
        {"p256dh": "x"},
        {"auth": ""},
    ):
        answer = await client.post("/langganan", data={**good, **wrong}, headers=SCRIPT)
        assert answer.status_code == 422
        assert answer.json()["message"]
    unknown = {**good, "pantau": "A" * 22}
    assert (await client.post("/langganan", data=unknown, headers=SCRIPT)).status_code == 404
    assert "subscription" not in await counts()


async def test_a_receipt_of_a_phone_needs_no_session(client: httpx.AsyncClient, town: Town) -> None:
    await town.responder("rahim")
    await town.report()
    row = await db.row("SELECT id FROM delivery")
    assert row is not None
    for what in ("received", "shown", "opened"):
        data = {"delivery": str(row["id"]), "what": what, "at": "2026-10-12T13:58:05+08:00"}
        assert (await client.post("/kabar", data=data, headers=SCRIPT)).status_code == 204
    row = await db.row("SELECT received_at, shown_at, opened_at FROM delivery")
    assert row is not None
    assert all(row.values())


async def test_a_receipt_without_sense_breaks_nothing(client: httpx.AsyncClient) -> None:
    for data, status in (
        ({"delivery": str(uuid4()), "what": "received", "at": "kemarin"}, 204),
        ({"delivery": str(uuid4()), "what": "received", "at": "2026-10-12T13:58:05"}, 204),
        ({"delivery": "x", "what": "received"}, 422),
        ({"delivery": str(uuid4()), "what": "dimakan"}, 422),
        ({}, 422),
    ):
        answer = await client.post("/kabar", data=data, headers=SCRIPT)
        assert answer.status_code == status
