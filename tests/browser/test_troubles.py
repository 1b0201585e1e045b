"""The red bar on open screens: there without reloading when the worker is dead, and gone after."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from bench import town
from bench.server import Server
from bench.worker_process import WorkerProcess
from src import database
from src.services.auditing import EVERY_S
from src.settings import Settings
from tests.browser.phone import CHROMIUM, QUIET, SCREEN
from tests.browser.test_screens import check

SEEN_MS = (2 * EVERY_S + 15) * 1_000


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A web process whose worker is another one, and not there."""
    with Server(tmp_path, LACAK_WORKER="apart") as opened:
        yield opened


@pytest.fixture
def screens(server: Server, playwright: Playwright) -> Iterator[list[Page]]:
    """The board and a list, as an operator has them open side by side."""
    with ThreadPoolExecutor(1) as apart:  # Playwright has a loop running on this thread
        cookie = apart.submit(asyncio.run, operator(Settings(data_directory=server.data))).result()
    with playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET)) as browser:
        context = browser.new_context(base_url=server.url, viewport=SCREEN, locale="id-ID")
        context.add_cookies([{"name": "lacak_sesi", "value": cookie, "url": server.url}])
        pages = [context.new_page(), context.new_page()]
        for page, address in zip(pages, ("/papan", "/petugas"), strict=True):
            page.goto(address)
        yield pages


async def operator(settings: Settings) -> str:
    """The cookie of an operator's session."""
    engine = database.engine_for(settings)
    await database.start(engine)
    try:
        return (await town.signed_in("Yuliana", "operator"))[2]
    finally:
        await database.stop(engine)


def test_open_screens_say_that_no_phone_can_ring_until_one_can(
    screens: list[Page], server: Server
) -> None:
    bars = [page.locator("[data-troubles]") for page in screens]
    for bar in bars:
        expect(bar).to_be_attached()
        expect(bar).to_contain_text("Pengirim alarm di server tidak bekerja.", timeout=SEEN_MS)
        expect(bar).to_contain_text("telepon regu")
    check(screens[0])
    worker = WorkerProcess(server, "worker")
    worker.start()
    try:
        for bar in bars:
            expect(bar.locator("p")).to_have_count(0, timeout=SEEN_MS)
    finally:
        worker.stop()
