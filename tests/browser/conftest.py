"""A running application with a crew on duty, a line in front of it, and phones."""

import asyncio
import itertools
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright, sync_playwright

from bench import town
from bench.server import Server, free_port
from src.services.region_pack import load_region
from src.settings import Settings
from tests.browser.line import Line
from tests.browser.phone import Phone


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
        with ThreadPoolExecutor(1) as apart:
            apart.submit(asyncio.run, town.resolve_all(self.settings, self.crew)).result()

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
        made.stop()
