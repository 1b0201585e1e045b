"""A running application with a crew on duty, a line in front of it, and phones."""

import asyncio
import itertools
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from bench import town
from bench.server import Server, free_port
from src.services.region_pack import load_region
from src.settings import Settings
from tests.browser import lived_in
from tests.browser.line import Line
from tests.browser.lived_in import LivedIn
from tests.browser.phone import CHROMIUM, QUIET, Phone
from tests.fake_push_service import FakePushService


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as opened:
        yield opened


class Place:
    """One installation: server, the line in front of it, and its database to look into."""

    def __init__(self, folder: Path) -> None:
        settings = self.settings = Settings(data_directory=folder)
        # On a thread of its own: Playwright has a loop running on this one.
        with ThreadPoolExecutor(1) as apart:
            self.crew = apart.submit(asyncio.run, town.settle(settings)).result()
        self.folder = folder
        port = free_port()
        self.server = Server(folder, LACAK_PUBLIC_URL=f"http://localhost:{port}")
        self.line = Line(self.server.url, port)

        self.home_village = next(iter(load_region(settings.region).villages.values())).name

    def resolve_everything(self) -> None:
        """The crew drives, puts it out and goes home, all in a moment."""
        for (task,) in self.rows("SELECT id FROM assignment WHERE team = ?", self.crew.team):
            self._act(task, "penerimaan", eta_min="5")
            self._act(task, "kedatangan")
            self._act(task, "penyelesaian", outcome="extinguished", photo_reason="Gelap")

    def _act(self, task: int, noun: str, **fields: str) -> None:
        """One tap of the first responder, through the same door as everybody's."""
        told = fields | {"action_id": str(uuid4()), "at": datetime.now(UTC).isoformat()}
        headers = {"Cookie": f"lacak_sesi={self.crew.cookies[0]}", "Accept": "application/json"}
        headers["Origin"] = self.url
        address = f"{self.server.url}/tugas/{task}/{noun}"
        httpx.post(address, data=told, headers=headers).raise_for_status()

    @property
    def url(self) -> str:
        return self.line.url

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database holds, read from outside."""
        with sqlite3.connect(f"file:{self.folder}/lacak.sqlite3?mode=ro", uri=True) as seen:
            return seen.execute(statement, values).fetchall()

    def count(self, table: str, where: str = "1 = 1") -> int:
        return int(self.rows(f"SELECT count(*) FROM {table} WHERE {where}")[0][0])


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    folder = tmp_path / "data"
    folder.mkdir()
    made = Place(folder)
    with made.server, made.line:
        yield made


@pytest.fixture
def service() -> Iterator[FakePushService]:
    """The push service at the far end, in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    made = FakePushService()
    asyncio.run_coroutine_threadsafe(made.__aenter__(), loop).result(10)
    yield made
    asyncio.run_coroutine_threadsafe(made.__aexit__(None, None, None), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)


@pytest.fixture
def place_with_pushes(tmp_path: Path, service: FakePushService) -> Iterator[Place]:
    """As `place`, but pushes reach the service above."""
    folder = tmp_path / "data"
    folder.mkdir()
    made = Place(folder)
    made.server = Server(folder, LACAK_PUBLIC_URL=made.url, LACAK_PUSH_HOSTS=service.host)
    made.line.target = made.server.url
    with made.server, made.line:
        yield made


@pytest.fixture
def phone(playwright: Playwright, place: Place, tmp_path: Path) -> Iterator[Callable[..., Phone]]:
    """Make phones: `phone()` is a citizen's, `phone(cookie)` that of somebody signed in."""
    phones: list[Phone] = []
    numbers = itertools.count(1)

    def make(cookie: str = "", **options: Any) -> Phone:
        made = Phone(playwright, tmp_path / f"phone{next(numbers)}", place.url, **options)
        phones.append(made)
        made.start()
        if cookie:
            assert made.context is not None
            made.context.add_cookies(
                [{"name": "lacak_sesi", "value": cookie, "url": place.url, "httpOnly": True}]
            )
        return made

    yield make
    for made in phones:
        made.kill()  # to close one takes a second, and nobody asks it anything any more


@pytest.fixture(scope="module", name="town")
def lived_in_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[LivedIn, str]]:
    """What happened there, and where it is served."""
    folder = tmp_path_factory.mktemp("lived-in")
    coming = lived_in.settle(Settings(data_directory=folder), now=datetime.now(UTC))
    with ThreadPoolExecutor(1) as apart:  # Playwright has a loop running on this thread
        happened = apart.submit(asyncio.run, coming).result()
    with Server(folder) as server:
        yield happened, server.url


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET)) as opened:
        yield opened
