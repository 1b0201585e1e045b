"""A page that was drawn while something happened is told of it by its own stream."""

import re
from collections.abc import Awaitable, Callable
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from litestar import Litestar

from src.push import receipts
from src.queries.incident_page import case_for
from src.routes.session_cookie import NAME
from tests.routes.staff import number, signs_in
from tests.routes.test_station import is_screen_of, station_of
from tests.streaming import watching
from tests.town import Town

Happens = Callable[[], Awaitable[Any]]


async def is_told(
    app: Litestar,
    client: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    page: tuple[str, str],
    happens: Happens,
) -> None:
    """`page` is its address and what it reads to be drawn; `happens` comes right after that."""
    address, reader = page
    module, name = reader.rsplit(".", 1)
    read = getattr(__import__(module, fromlist=[name]), name)

    async def overtaken(*given: Any, **more: Any) -> Any:
        found = await read(*given, **more)
        await happens()
        return found

    with monkeypatch.context() as patched:
        patched.setattr(reader, overtaken)
        drawn = await client.get(address)
    assert drawn.status_code == 200
    follows = re.search(r'data-(?:follow|stream)="([^"]+\?sejak=\d+)"', drawn.text)
    assert follows is not None
    cookie = {"cookie": f"{NAME}={client.cookies[NAME]}"}
    async with watching(app, unescape(follows[1]), headers=cookie) as stream:
        assert (await stream.event())["data"] == "berubah"
    quiet = await client.get(address)
    follows = re.search(r'data-(?:follow|stream)="([^"]+\?sejak=\d+)"', quiet.text)
    assert follows is not None
    async with watching(app, unescape(follows[1]), headers=cookie) as stream:
        assert await stream.silent()  # what it was drawn with is no news


def shown_on(town: Town, name: str) -> Happens:
    """The phone of this person tells that it has shown its newest message."""
    delivery = UUID(town.phone(name).messages[-1]["lacak"]["delivery"])
    return lambda: receipts.record(delivery, "shown", None, now=town.clock())


async def test_what_happens_while_a_page_is_drawn_reaches_it(
    app: Litestar, client: httpx.AsyncClient, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.responder("Rahim")
    await town.operator("Yuliana")
    fire = await town.report("Api")
    await signs_in(client, town, "Yuliana", "operator")
    page = f"/aduan/{number(town, fire.incident)}", "src.routes.incident.case_for"
    await is_told(app, client, monkeypatch, page, shown_on(town, "Rahim"))


@pytest.mark.parametrize(
    ("address", "reader"),
    [("/tugas", "src.routes.tasks.tasks_of"), ("/pos", "src.routes.station.screen_of")],
)
async def test_who_comes_meanwhile_is_told(
    app: Litestar,
    client: httpx.AsyncClient,
    town: Town,
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    reader: str,
) -> None:
    await town.responder("Rahim")
    await town.responder("Yopi")
    fire = await town.report("Api")
    await signs_in(client, town, "Yopi", "responder")
    if address == "/pos":
        await is_screen_of(client, town, station_of(town))
    page = address, reader
    await is_told(
        app, client, monkeypatch, page, lambda: town.acts("Rahim", "accepted", fire.incident)
    )


async def test_the_board_is_told_too(
    app: Litestar, client: httpx.AsyncClient, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.operator("Yuliana")
    await signs_in(client, town, "Yuliana", "operator")
    page = "/papan", "src.routes.board.board_for"
    await is_told(app, client, monkeypatch, page, lambda: town.report("Api"))


async def test_an_alarm_test_is_told_too(
    app: Litestar, client: httpx.AsyncClient, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.responder("Rahim")
    await town.operator("Yuliana")
    await signs_in(client, town, "Yuliana", "operator")
    form = {"id": str(uuid4()), "team": town.first_team}
    address = (await client.post("/uji", data=form)).headers["location"]
    await town.passes()
    page = address, "src.routes.alarm_tests.alarm_test"
    await is_told(app, client, monkeypatch, page, shown_on(town, "Rahim"))


async def test_what_becomes_of_the_messages_of_an_alarm_test(
    app: Litestar, client: httpx.AsyncClient, town: Town
) -> None:
    await town.responder("Rahim")
    await town.operator("Yuliana")
    await signs_in(client, town, "Yuliana", "operator")
    form = {"id": str(uuid4()), "team": town.first_team}
    address = (await client.post("/uji", data=form)).headers["location"]
    cookie = {"cookie": f"{NAME}={client.cookies[NAME]}"}
    async with watching(app, f"{address}/aliran", headers=cookie) as stream:
        await stream.event()
        await town.passes()  # the push service takes it
        await stream.event()


async def test_what_came_while_the_page_was_drawn_does_not_count_as_seen(
    client: httpx.AsyncClient, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.responder("Rahim")
    await town.operator("Yuliana")
    fire = await town.report("Api")
    await signs_in(client, town, "Yuliana", "operator")
    read = case_for

    async def overtaken(*given: Any, **more: Any) -> Any:
        found = await read(*given, **more)
        await town.acts("Rahim", "accepted", fire.incident)
        return found

    with monkeypatch.context() as patched:
        patched.setattr("src.routes.incident.case_for", overtaken)
        await client.get(f"/aduan/{number(town, fire.incident)}")
    marked = re.compile(rf'id="t-{number(town, fire.incident)}".*?class="[^"]*\bnew\b', re.DOTALL)
    assert marked.search((await client.get("/papan")).text)
    await client.get(f"/aduan/{number(town, fire.incident)}")
    assert not marked.search((await client.get("/papan")).text)
