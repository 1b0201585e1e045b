"""Live streams: the newest state at once and after each change, once for all who watch it."""

import asyncio
from dataclasses import dataclass, replace
from typing import Any

import pytest
from litestar import Litestar, Request, Response, get

from src.app import create_app
from src.database import Engine
from src.live import Hub
from src.routes import sse
from src.routes.streams import Streams
from src.routes.surroundings import Surroundings
from src.settings import Settings
from tests.clock import Turned
from tests.streaming import SOON_S, watching

ADDRESS = "/percobaan/aliran"


@dataclass
class Shown:
    """What the stream shows, and how often it was read."""

    hub: Hub
    serial: int = 1
    html: bytes = b"<p>satu</p>"
    reads: int = 0
    fails: bool = False

    async def read(self) -> tuple[int, bytes]:
        self.reads += 1
        await asyncio.sleep(0)
        if self.fails:
            raise ConnectionError
        return self.serial, self.html

    def changes(self, html: bytes) -> None:
        self.serial += 1
        self.html = html
        self.hub.publish({"incident:7"})


@pytest.fixture(scope="module")
def built(engine: Engine, settings: Settings) -> tuple[Litestar, Turned]:
    """An application of this file's own, with one more route."""

    @get(ADDRESS, opt={"action": "follow"})
    async def show_stream(request: Request[Any, Any, Any]) -> Response[bytes]:
        shown: Shown = request.app.state.shown
        return sse.stream(request, topics=("incident:7",), key="seven", read=shown.read)

    turned = Turned()
    made = create_app(replace(settings, worker_inside=False), clock=turned, engine=engine)
    made.register(show_stream)
    return made, turned


@pytest.fixture
def shown(app: Litestar) -> Shown:
    made = Shown(app.state.surroundings.hub)
    app.state.shown = made
    return made


async def test_the_present_state_comes_first_and_each_change_after(
    app: Litestar, shown: Shown
) -> None:
    async with watching(app, ADDRESS) as page:
        assert page.status == 200
        assert await page.event() == {"event": "keadaan", "id": "1", "data": "<p>satu</p>"}
        shown.changes(b"<p>dua</p>")
        assert await page.event() == {"event": "keadaan", "id": "2", "data": "<p>dua</p>"}
        shown.hub.publish({"incident:8"})
        assert await page.silent()


@pytest.mark.parametrize(
    ("path", "headers"),
    [(f"{ADDRESS}?sejak=1", {}), (ADDRESS, {"Last-Event-ID": "1"})],
)
async def test_who_has_the_newest_state_is_sent_nothing_until_it_changes(
    app: Litestar, shown: Shown, path: str, headers: dict[str, str]
) -> None:
    async with watching(app, path, headers=headers) as page:
        assert await page.silent()
        shown.changes(b"<p>dua</p>")
        assert (await page.event())["id"] == "2"


@pytest.mark.parametrize("known", ["0", "-1", "9" * 5000, "satu", "", "1; DROP TABLE", "٣"])
async def test_a_strange_last_id_gets_the_present_state(
    app: Litestar, shown: Shown, known: str
) -> None:
    headers = {"Last-Event-ID": known} if known.isascii() else {}
    async with watching(app, ADDRESS, headers=headers) as page:
        assert (await page.event())["id"] == "1"


async def test_a_fragment_of_many_lines_arrives_whole(app: Litestar, shown: Shown) -> None:
    shown.html = b"<ol>\n  <li>a</li>\n\n</ol>\n"
    async with watching(app, ADDRESS) as page:
        assert (await page.event())["data"] == "<ol>\n  <li>a</li>\n\n</ol>"


async def test_a_hundred_pages_cost_one_reading_a_change(app: Litestar, shown: Shown) -> None:
    pages = [watching(app, ADDRESS) for _ in range(100)]
    opened = [await page.__aenter__() for page in pages]
    for page in opened:
        await page.event()
    assert shown.reads == 1
    shown.changes(b"<p>dua</p>")
    assert {(await page.event())["id"] for page in opened} == {"2"}
    assert shown.reads == 2
    for context in pages:
        await context.__aexit__(None, None, None)


async def test_ten_changes_in_one_breath_are_shown_once(app: Litestar, shown: Shown) -> None:
    async with watching(app, ADDRESS) as page:
        await page.event()
        for number in range(10):
            shown.changes(b"<p>%d</p>" % number)
        assert (await page.event())["data"] == "<p>9</p>"
        assert await page.silent()


async def test_a_page_that_went_away_leaves_nothing_behind(app: Litestar, shown: Shown) -> None:
    around: Surroundings = app.state.surroundings
    async with watching(app, ADDRESS) as page:
        await page.event()
        assert around.streams.total == 1
        page.goes_away()
        await asyncio.wait_for(page.ended.wait(), SOON_S)
    assert around.streams.total == 0
    assert not around.streams._open and not around.readings._last
    assert shown.hub._listeners.keys() == {"region"}


async def test_a_silent_stream_beats_so_that_nobody_cuts_it(
    app: Litestar, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sse, "HEARTBEAT_S", 0.01)
    async with watching(app, f"{ADDRESS}?sejak=1") as page:
        parts = [await asyncio.wait_for(page._parts.get(), SOON_S) for _ in range(3)]
    assert parts == [b"retry: 3000\n\n", b":\n\n", b":\n\n"]


async def test_when_the_process_ends_every_stream_ends_at_once(app: Litestar, shown: Shown) -> None:
    async with watching(app, ADDRESS) as page:
        await page.event()
        shown.hub.close()
        await asyncio.wait_for(page.ended.wait(), SOON_S)


async def test_a_reading_that_failed_ends_the_stream_and_is_tried_anew(
    app: Litestar, shown: Shown
) -> None:
    shown.fails = True
    async with watching(app, ADDRESS) as page:
        await asyncio.wait_for(page.ended.wait(), SOON_S)
    shown.fails = False
    async with watching(app, ADDRESS) as page:
        assert (await page.event())["id"] == "1"


@pytest.mark.parametrize(
    ("streams", "status"), [(Streams(most=2), 503), (Streams(most_of_one=2), 429)]
)
async def test_too_many_streams_are_refused_so_that_pages_poll(
    app: Litestar, shown: Shown, streams: Streams, status: int
) -> None:
    app.state.surroundings = replace(app.state.surroundings, streams=streams)
    async with watching(app, ADDRESS), watching(app, ADDRESS), watching(app, ADDRESS) as third:
        assert third.status == status
    async with watching(app, ADDRESS) as later:
        assert later.status == 200
